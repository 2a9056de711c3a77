/** The queries of a source file, and what their row types promise for each column. */

export interface StoredQuery {
  path: string;
  /** With a question mark for each value. */
  sql: string;
  /** The allowed values of each column; undefined for a query without rows. */
  columns?: Map<string, string[]>;
}

interface SourceFile {
  path: string;
  text: string;
}

const call = /\b(?:db|tx|queries)\.(all|get|run)\b/g;

/** @throws when it does not understand the form of a row type */
export function storedQueries(written: readonly SourceFile[]): StoredQuery[] {
  const files = written.map(({ path, text }) => ({
    path,
    text: text.replaceAll(/\/\*[^]*?\*\//g, ""),
  }));
  const types = new Types(files);
  return files.flatMap((file) =>
    [...file.text.matchAll(call)].flatMap((found) => {
      const start = found.index + found[0].length;
      const type = file.text[start] === "<" ? balanced(file.text, start, "<>") : "";
      const template = start + type.length;
      if (file.text[template] !== "`") return [];
      const query = { path: file.path, sql: oneLine(sqlOf(file.text, template)) };
      if (found[1] === "run") return [query];
      return [{ ...query, columns: types.columnsOf(type.slice(1, -1), file.path) }];
    }),
  );
}

/** The SQL of an executed template, in the form of a StoredQuery. */
export function sqlOfTemplate(text: TemplateStringsArray): string {
  return oneLine(text.join("?"));
}

function oneLine(sql: string): string {
  return sql.replaceAll(/\s+/g, " ").trim();
}

function sqlOf(text: string, start: number): string {
  let sql = "";
  for (let at = start + 1; text[at] !== "`"; at += 1) {
    if (text[at] !== "$" || text[at + 1] !== "{") sql += text[at]!;
    else {
      sql += "?";
      at += balanced(text, at + 1, "{}").length;
    }
  }
  return sql;
}

function balanced(text: string, start: number, [open, close]: string): string {
  let depth = 0;
  for (let at = start; at < text.length; at += 1) {
    if (text[at] === open) depth += 1;
    // The > of an arrow closes nothing.
    if (text[at] === close && text[at - 1] !== "=") depth -= 1;
    if (depth === 0) return text.slice(start, at + 1);
  }
  throw new Error(`not closed: ${text.slice(start, start + 80)}`);
}

/** The types that files declare, as far as rows use them. */
class Types {
  readonly #files: readonly SourceFile[];

  constructor(files: readonly SourceFile[]) {
    this.#files = files;
  }

  columnsOf(type: string, path: string): Map<string, string[]> {
    const columns = new Map<string, string[]>();
    for (const part of split(type, "&")) {
      for (const [name, values] of this.#objectOf(part, path)) columns.set(name, values);
    }
    return columns;
  }

  #objectOf(type: string, path: string): Map<string, string[]> {
    if (type.startsWith("{")) return this.#fieldsOf(type.slice(1, -1), path);
    const omitted = /^Omit<(\w+), (.+)>$/s.exec(type);
    if (omitted) {
      const rest = this.#objectOf(omitted[1]!, path);
      for (const name of split(omitted[2]!, "|")) rest.delete(name.slice(1, -1));
      return rest;
    }
    const nullable = /^Nullable<(\w+)>$/.exec(type);
    if (nullable) {
      const fields = [...this.#objectOf(nullable[1]!, path)];
      return new Map(fields.map(([name, values]) => [name, [...values, "null"]]));
    }
    const found = this.#find(
      new RegExp(`^(?:export )?interface ${type}(?: extends (.+?))? \\{`, "m"),
      path,
    );
    const body = balanced(found.text, found.index + found.match[0].length - 1, "{}");
    const own = this.#fieldsOf(body.slice(1, -1), found.path);
    const bases = split(found.match[1] ?? "", ",").flatMap((base) => [
      ...this.#objectOf(base, found.path),
    ]);
    return new Map([...bases, ...own]);
  }

  #fieldsOf(body: string, path: string): Map<string, string[]> {
    return new Map(
      split(body, ";").map((field) => {
        const [, name, type] = /^(\w+): ([^]+)$/.exec(field) ?? [];
        if (!name || !type) throw new Error(`${path}: a field that is not understood: ${field}`);
        return [name, this.#valuesOf(type, path)];
      }),
    );
  }

  /** `string`, `number`, `boolean`, `null`, or a literal as JSON. */
  #valuesOf(type: string, path: string): string[] {
    return split(type, "|").flatMap((one) => {
      if (/^(string|number|boolean|null|"[^"]*"|\d+)$/.test(one)) return [one];
      // Opaque to all but one file, and a number in the database.
      if (one === "LogPosition") return ["number"];
      const field = /^(\w+)\["(\w+)"\]$/.exec(one);
      if (field) return this.#objectOf(field[1]!, path).get(field[2]!)!;
      const found = this.#find(new RegExp(`^(?:export )?type ${one} = ([^;]+);`, "m"), path);
      return this.#valuesOf(found.match[1]!, found.path);
    });
  }

  #find(pattern: RegExp, near: string) {
    const sorted = this.#files.toSorted(
      (a, b) => Number(b.path === near) - Number(a.path === near),
    );
    for (const { path, text } of sorted) {
      const match = pattern.exec(text);
      if (match) return { path, text, match, index: match.index };
    }
    throw new Error(`${near}: no type ${pattern.source}`);
  }
}

/** At the top level: not within brackets. */
function split(text: string, separator: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let part = "";
  for (const letter of text) {
    if ("{<([".includes(letter)) depth += 1;
    if ("}>)]".includes(letter)) depth -= 1;
    if (letter !== separator || depth > 0) part += letter;
    else {
      parts.push(part);
      part = "";
    }
  }
  return [...parts, part].map((one) => one.trim()).filter((one) => one !== "");
}
