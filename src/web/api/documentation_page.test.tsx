import { expect, test } from "bun:test";
import { renderToString } from "preact-render-to-string";
import { textsOf } from "#ui/text/catalogue.ts";
import { DocumentationPage } from "./documentation_page.tsx";
import type { OpenApi, Operation, Schema } from "./openapi_types.ts";

const json = (schema: Schema) => ({ "application/json": { schema } });
const refused = { $ref: "#/components/responses/Limited" };
const id = { in: "path", name: "id", required: true, schema: { type: "string" } } as const;

const read: Operation = {
  operationId: "getBooks",
  summary: "List books",
  tags: ["Books"],
  security: [],
  parameters: [
    { in: "query", name: "page", required: false, schema: { type: "integer", minimum: 1 } },
    { ...id, description: "Of the shelf" },
  ],
  responses: {
    200: {
      description: "Done",
      content: json({
        type: "object",
        properties: {
          books: { type: "array", items: { $ref: "#/components/schemas/Book" } },
          note: { type: "string", description: "From the library" },
        },
        required: ["books"],
      }),
    },
    429: refused,
  },
};
const change: Operation = {
  operationId: "putBook",
  summary: "Replace a book",
  description: "Staff only.",
  tags: ["Books"],
  parameters: [],
  requestBody: {
    required: true,
    content: json({
      type: "object",
      properties: { title: { type: "string", maxLength: 9 } },
      examples: [{ title: "Dune" }],
    }),
  },
  responses: { 204: { description: "Done, without content" }, 429: refused },
};
const description: OpenApi = {
  openapi: "3.1.1",
  info: { title: "Library", version: "1", description: "Books", license: { name: "MIT" } },
  servers: [],
  tags: [{ name: "Books" }, { name: "Readers" }],
  security: [],
  paths: { "/books": { get: read, put: change } },
  components: {
    schemas: { Book: { type: "object", properties: { isbn: { type: "string" } } } },
    responses: {},
    securitySchemes: {},
  },
};

function shown(): string {
  const { api: texts } = textsOf("en");
  return renderToString(
    <DocumentationPage document={description} address="https://chat.example.edu" texts={texts} />,
  );
}

/** The text of the element with this id, a line for each heading, paragraph and row. */
function linesOf(html: string, ending: string, elementId: string): string[] {
  const [, rest = ""] = html.split(`id="${elementId}"`);
  const [part = ""] = rest.slice(rest.indexOf(">") + 1).split(ending);
  return part
    .replaceAll(/<caption[^>]*>.*?<\/caption>/g, "")
    .split(/<\/(?:tr|p|h\d|pre)>/)
    .map((line) => line.replaceAll(/<[^>]+>/g, " ").replaceAll("&quot;", '"'))
    .map((line) => line.replaceAll(/\s+/g, " ").trim())
    .filter(Boolean);
}

test("a request with parameters and an answer, without an account", () => {
  expect(linesOf(shown(), "</article>", "getBooks")).toEqual([
    "GET /books No account needed",
    "List books",
    "Parameters",
    "Name In Type Description",
    "page query integer (≥ 1) optional",
    "id path string required · Of the shelf",
    "Response 200",
    "Name Type Description",
    "books Book[] required",
    "note string optional · From the library",
    "Status codes: 200, 429",
  ]);
});

test("a request of staff with a body and an example, and without content in its answer", () => {
  expect(linesOf(shown(), "</article>", "putBook")).toEqual([
    "PUT /books Staff only.",
    "Replace a book",
    "Request body",
    "Name Type Description",
    "title string (≤ 9) optional",
    '{ "title": "Dune" }',
    "Response 204",
    "No content",
    "Status codes: 204, 429",
  ]);
});

test("each schema has a table, and its name elsewhere leads to it", () => {
  const html = shown();
  expect(linesOf(html, "</section>", "Book")).toEqual([
    "Book",
    "Name Type Description",
    "isbn string optional",
  ]);
  expect(html.match(/<a href="#Book"[^>]*>Book\[\]<\/a>/g)).toHaveLength(1);
  expect(html.match(/<a href="#getBooks"/g)).toHaveLength(1);
});

test("long lines can be read by keyboard: each example can have the focus", () => {
  const examples = shown().match(/<pre [^>]*>/g) ?? [];
  expect(examples).toHaveLength(2);
  for (const example of examples) expect(example).toContain('tabindex="0"');
});
