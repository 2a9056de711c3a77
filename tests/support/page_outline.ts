/**
 * A page as a short text that people can read: what it says, where its links lead, what its forms
 * send. Looks are left out, except for the meaning that a colour adds to a badge or a notice.
 */
import { type Element, type Node, parsed, textIn } from "./html_tree.ts";

/** The page without the frame that all pages share; the frame's current entry is named. */
export function pageOutline(html: string): string {
  const root = parsed(html);
  const main = find(root, isMain) ?? root;
  return [...headLines(root), ...new Outline(root).of(main.children)].join("\n");
}

/**
 * The answer to a form: the form with what is wrong with it, if the page contains it again;
 * otherwise the page.
 */
export function answerOutline(html: string, action: string): string {
  const root = parsed(html);
  const main = find(root, isMain) ?? root;
  const isForm = ({ tag, attributes }: Element) =>
    tag === "form" && attributes["action"] === action;
  const form = find(main, isForm);
  if (!form) return pageOutline(html);
  const outline = new Outline(root);
  const own = outline.of([form]);
  const errors = outline.of(main.children).filter((line) => line.trimStart().startsWith("! "));
  const elsewhere = errors.filter((line) => !own.some((one) => one.trim() === line.trim()));
  return [...headLines(root), ...elsewhere.map((line) => line.trim()), ...own].join("\n");
}

function isMain({ tag, attributes }: Element): boolean {
  return tag === "main" || attributes["role"] === "main";
}

/** The page with its frame. */
export function wholeOutline(html: string): string {
  const root = parsed(html);
  const body = find(root, ({ tag }) => tag === "body") ?? root;
  return [...headLines(root), ...new Outline(root).of(body.children)].join("\n");
}

/** The notices of a page, such as the result of the form before it. */
export function notices(html: string): string[] {
  const root = parsed(html);
  const main = find(root, isMain) ?? root;
  const shown = main.children.filter((node): node is Element => isElement(node));
  return new Outline(root).of(shown.filter(({ attributes }) => attributes["role"] === "status"));
}

function headLines(root: Element): string[] {
  const { lang, "data-theme": theme } = find(root, ({ tag }) => tag === "html")?.attributes ?? {};
  const current = find(root, ({ attributes }) => attributes["aria-current"] === "page");
  const entry = current && new Outline(root).of(current.children).join(" ");
  const title = find(root, ({ tag }) => tag === "title");
  const scripts = all(root, ({ tag }) => tag === "script")
    .map(({ attributes }) => attributes["src"]?.replace("/assets/", ""))
    .filter((name) => name !== undefined && name !== "page.js" && name !== "forms.js");
  return [
    `title: ${title ? textIn(title) : "none"}`,
    ...(lang === "en" ? [] : [`language: ${lang}`]),
    ...(theme === undefined ? [] : [`theme: ${theme}`]),
    ...(entry === undefined ? [] : [`menu: ${entry}`]),
    ...(scripts.length > 0 ? [`scripts: ${scripts.join(" ")}`] : []),
  ];
}

const silent = new Set([
  "head",
  "svg",
  "script",
  "style",
  "template",
  "title",
  "legend",
  "caption",
  "summary",
]);
const inline = new Set(["span", "time", "bdi", "b", "a", "button", "label", "br"]);
/** Elements that are a line of their own, with what they contain below it. */
const containers = new Set(["form", "nav", "aside", "fieldset", "dialog", "details", "table"]);
const notable = [
  "disabled",
  "required",
  "autofocus",
  "inputmode",
  "autocomplete",
  "min",
  "max",
  "minlength",
  "maxlength",
  "formnovalidate",
  "aria-describedby",
  "aria-invalid",
  "aria-pressed",
  "data-filter",
  "data-filter-only",
  "data-ask",
  "data-cancel",
  "data-close",
];

class Outline {
  readonly #labels = new Map<string, string>();

  constructor(root: Element) {
    for (const { attributes, children } of all(root, ({ tag }) => tag === "label")) {
      if (attributes["for"]) this.#labels.set(attributes["for"], this.#words(children));
    }
  }

  of(nodes: Node[]): string[] {
    const lines: string[] = [];
    let words: Node[] = [];
    const flush = () => {
      const line = this.#words(words);
      if (line) lines.push(line);
      words = [];
    };
    for (const node of shortened(nodes)) {
      if (!isElement(node) || isWords(node)) {
        words.push(node);
        continue;
      }
      flush();
      lines.push(...this.#block(node));
    }
    flush();
    return lines;
  }

  #block(element: Element): string[] {
    const { tag, attributes, children } = element;
    if (isSilent(element)) return [];
    if ("hidden" in attributes) {
      const shown = { ...element, attributes: without(attributes, "hidden") };
      const when = "data-script-only" in attributes ? "with scripts:" : "hidden:";
      return [when, ...indented(this.of([shown]))];
    }
    if (/^h[1-6]$/.test(tag)) return [`${"#".repeat(Number(tag[1]))} ${this.#words(children)}`];
    if (tag === "li") return this.#item(children);
    if (tag === "tr")
      return [
        `| ${elementsIn(element)
          .map((cell) => this.#cell(cell))
          .join(" | ")} |`,
      ];
    if (tag === "dt") return [`${this.#words(children)}:`];
    if (tag === "dd") return indented(this.of(children));
    if (["input", "textarea", "select"].includes(tag)) return [this.#field(element)];
    if (containers.has(tag)) return [containerLine(element), ...indented(this.of(children))];
    const mark = markOf(element);
    const lines = this.of(children);
    return mark ? lines.map((line) => `${mark} ${line}`) : lines;
  }

  #item(children: Node[]): string[] {
    const [first = "", ...rest] = this.of(children);
    return [`- ${first}`, ...indented(rest)];
  }

  #cell({ children }: Element): string {
    return this.of(children).join(" / ");
  }

  #field({ tag, attributes, children }: Element): string {
    const { id = "", name, type = "text", value = "" } = attributes;
    if (type === "hidden") return `sends ${name} = ${quoted(value)}`;
    const label = attributes["aria-label"] ?? this.#labels.get(id) ?? "without a label";
    const kind = tag === "input" ? type : tag;
    const content =
      tag === "select" ? choices(children) : quoted(tag === "input" ? value : text(children));
    const sent = name === undefined ? "" : ` ${name}`;
    return [`${kind}${sent} "${label}": ${content}`, ...notes(attributes)].join("; ");
  }

  #words(nodes: Node[]): string {
    return nodes
      .map((node) => (isElement(node) ? this.#phrase(node) : node))
      .join(" ")
      .replaceAll(/\s+/g, " ")
      .trim();
  }

  #phrase(element: Element): string {
    const { tag, attributes, children } = element;
    if (isSilent(element) || (tag === "label" && attributes["for"])) return "";
    const hidden =
      "hidden" in attributes || "data-script-only" in attributes ? ["with scripts"] : [];
    const name = attributes["aria-label"] ?? this.#words(children);
    if (tag === "a") return [`[${name}](${attributes["href"]})`, ...notes(attributes)].join("; ");
    if (tag === "button") {
      const sends = attributes["name"] ? [`${attributes["name"]} = ${attributes["value"]}`] : [];
      return `<${[name, ...sends, ...hidden, ...notes(attributes)].join("; ")}>`;
    }
    if (tag === "input") {
      const { checked, name: field, value, type } = attributes;
      const box = type === "radio" ? "o" : "x";
      return `[${checked === undefined ? " " : box} ${field} = ${value}]`;
    }
    const look = lookOf(element);
    // A coloured ground without words is not a badge.
    return look === undefined || name === ""
      ? name
      : `{${[name, look].filter(Boolean).join(": ")}}`;
  }
}

/** Of more than eight elements of one kind in a row, the first two and the last two. */
function shortened(nodes: Node[]): Node[] {
  const runs: Node[][] = [];
  for (const node of nodes) {
    const last = runs.at(-1)?.[0];
    const alike = last !== undefined && isElement(last) && isElement(node) && last.tag === node.tag;
    if (alike) runs.at(-1)!.push(node);
    else runs.push([node]);
  }
  return runs.flatMap((run) => {
    if (run.length <= 8) return run;
    const more: Element = { tag: "p", attributes: {}, children: [`… ${run.length - 4} more …`] };
    return [...run.slice(0, 2), more, ...run.slice(-2)];
  });
}

/** Whether a line of text can contain it. */
function isWords(node: Node): boolean {
  if (!isElement(node)) return true;
  if (isSilent(node)) return true;
  const { tag, attributes, children } = node;
  if (tag === "input") return attributes["type"] === "checkbox" || attributes["type"] === "radio";
  return inline.has(tag) && children.every(isWords);
}

function isSilent({ tag, attributes }: Element): boolean {
  return silent.has(tag) || attributes["aria-hidden"] === "true";
}

const headings = new Set(["legend", "caption", "summary"]);

function containerLine(element: Element): string {
  const { tag, attributes } = element;
  const legend = elementsIn(element).find(({ tag: one }) => headings.has(one));
  const label =
    attributes["aria-label"] ?? legend?.attributes["aria-label"] ?? (legend && textIn(legend));
  const role = attributes["role"] === "search" ? ["search"] : [];
  const target =
    tag === "form" ? [attributes["method"] ?? "get", attributes["action"] ?? "here"] : [];
  const named = label ? [`"${label}"`] : [];
  const own = tag === "dialog" ? [attributes["id"] ?? ""] : [];
  return [[...role, tag, ...target, ...own, ...named].join(" "), ...notes(attributes)].join("; ");
}

/** What the place or the colour of a paragraph says. */
function markOf({ attributes }: Element): string {
  const { id = "", role } = attributes;
  if (role === "alert" || id.endsWith("-error")) return "!";
  if (role === "status") return "status:";
  const kind = /\bborder-(success|danger|info)\b/.exec(attributes["class"] ?? "")?.[1];
  return kind ? `(${kind})` : "";
}

/** @returns undefined unless it is a badge */
function lookOf({ attributes }: Element): string | undefined {
  const look = /\bbg-(sunken|(primary|warning|danger)-soft)\b/.exec(attributes["class"] ?? "");
  return look ? (look[2] ?? "") : undefined;
}

function notes(attributes: Record<string, string>): string[] {
  return notable
    .filter((name) => name in attributes)
    .map((name) => {
      const value = attributes[name]!;
      const word = name.replace(/^(aria|data)-/, "");
      return value === "" || value === "true" ? word : `${word} ${value}`;
    });
}

/** The options of a selection, the chosen one in brackets. */
function choices(children: Node[]): string {
  const options = children.filter((node): node is Element => isElement(node));
  return options
    .map((option) => {
      const [label, value = ""] = [textIn(option), option.attributes["value"]];
      const choice = label.toLowerCase() === value ? label : `${label} = ${quoted(value)}`;
      return "selected" in option.attributes ? `[${choice}]` : choice;
    })
    .join(" | ");
}

function quoted(value: string): string {
  if (value.length <= 190) return JSON.stringify(value);
  return `${JSON.stringify(value.slice(0, 20))} … ${value.length} characters`;
}

const indented = (lines: string[]) => lines.map((line) => `  ${line}`);
const text = (nodes: Node[]) => nodes.filter((node) => typeof node === "string").join("");
const isElement = (node: Node): node is Element => typeof node !== "string";
const elementsIn = ({ children }: Element) => children.filter(isElement);

function without(attributes: Record<string, string>, name: string): Record<string, string> {
  return Object.fromEntries(Object.entries(attributes).filter(([one]) => one !== name));
}

function all(root: Element, wanted: (element: Element) => boolean): Element[] {
  return elementsIn(root).flatMap((one) => [...(wanted(one) ? [one] : []), ...all(one, wanted)]);
}

function find(root: Element, wanted: (element: Element) => boolean): Element | undefined {
  return all(root, wanted)[0];
}
