/** Collects the outlines of a chapter. */
import { answerOutline, notices, pageOutline, wholeOutline } from "#tests/support/page_outline.ts";
import type { TestPerson } from "#tests/support/people.ts";
import type { Fields, TestWeb, Visitor } from "#tests/support/web.ts";

/** Under which title, what to request. */
type Asked = [title: string, by: Visitor, path: string];

export class Sheet {
  readonly sections: string[] = [];

  constructor(
    private readonly web: TestWeb,
    private readonly words: ReadonlyMap<string, string> = new Map(),
  ) {}

  /** A browser in which this person, or nobody, is signed in. */
  browser(person?: TestPerson, headers: Record<string, string> = {}): Visitor {
    const visitor = this.web.visitor(headers);
    const [name = "", value = ""] = person?.cookie.split("=") ?? [];
    if (person) visitor.cookies.set(name, value);
    return visitor;
  }

  /** Adds a page, or where it leads. */
  async page(...[title, by, path]: Asked): Promise<void> {
    const answer = await by.get(path);
    const shown = await this.#redirect(by, answer);
    this.#put(title, [
      `GET ${path} → ${answer.status}`,
      ...(shown ?? [pageOutline(await answer.text())]),
    ]);
  }

  /** Adds only those lines of a page that contain a word. */
  async lines(word: string, ...[title, by, path]: Asked): Promise<void> {
    const outline = pageOutline(await (await by.get(path)).text());
    const found = outline.split("\n").filter((line) => line.includes(word));
    this.#put(title, [`GET ${path} (lines with "${word}")`, ...found.map((line) => line.trim())]);
  }

  /** Adds a page with its frame. */
  async wholePage(...[title, by, path]: Asked): Promise<void> {
    const outline = wholeOutline(await (await by.get(path)).text());
    this.#put(title, [`GET ${path} (with the frame)`, outline]);
  }

  /** Sends a form and adds what answers it: the form again, or the notices of the next page. */
  async form(...[title, by, path, fields]: [...Asked, Fields]): Promise<void> {
    const answer = await by.post(path, fields);
    const shown = await this.#redirect(by, answer);
    const lines = shown ?? [answerOutline(await answer.text(), path)];
    this.#put(title, [`POST ${path} → ${answer.status}`, ...lines]);
  }

  /** @returns undefined if the answer is a page */
  async #redirect(by: Visitor, answer: Response): Promise<string[] | undefined> {
    const to = answer.headers.get("Location");
    if (to === null) return undefined;
    const next = await by.follow(answer);
    return [`leads to ${to}`, ...notices(await next.text())];
  }

  #put(title: string, lines: string[]): void {
    let text = lines.join("\n");
    for (const [id, word] of this.words) text = text.replaceAll(id, word);
    text = text.replaceAll(/(.)\1{99,}/g, "$1…");
    text = text.replaceAll(uuid, ":id").replaceAll(generatedPassword, ":password");
    this.sections.push(`=== ${title}\n${text}\n`);
  }
}

const generatedPassword = /\b[a-z2-9]{4}(-[a-z2-9]{4}){3}\b/g;
const uuid = /[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}/g;
