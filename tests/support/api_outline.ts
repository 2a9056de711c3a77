/** An OpenAPI description as a short text that people can read, with every keyword in it. */
import type { Content, OpenApi, Operation, Schema } from "#web/api/openapi_types.ts";

/** Sections with titles: the description itself, each operation, and each component. */
export function apiOutline(document: OpenApi): string {
  const { paths, components, info, ...rest } = document;
  const { version: _, ...about } = info;
  const sections = new Map([["the description", words({ ...about, ...rest })]]);
  for (const [path, methods] of Object.entries(paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      sections.set(`${method.toUpperCase()} ${path}`, operationLines(operation));
    }
  }
  for (const [name, schema] of Object.entries(components.schemas)) {
    sections.set(name, [summary(schema), ...below(schema)]);
  }
  for (const [name, { description, headers = {}, content, ...more }] of Object.entries(
    components.responses,
  )) {
    const schemas = Object.entries(headers).map(
      ([header, { schema, description: text }]) => `header ${header}: ${summary(schema)}: ${text}`,
    );
    sections.set(`answer ${name}`, [
      description,
      ...contentLines(content),
      ...schemas,
      ...words(more),
    ]);
  }
  for (const [name, scheme] of Object.entries(components.securitySchemes)) {
    sections.set(`sign-in by ${name}`, words(scheme));
  }
  return [...sections].map(([title, lines]) => `=== ${title}\n${lines.join("\n")}\n`).join("\n");
}

function operationLines({
  operationId,
  summary: title,
  parameters,
  requestBody,
  responses,
  ...rest
}: Operation): string[] {
  const lines = [title, `id: ${operationId}`, ...words(rest)];
  for (const { name, in: place, required, description, schema } of parameters) {
    const need = required ? "" : "?";
    lines.push(`${place} ${name}${need}: ${summary(schema)}${after(description)}`);
  }
  if (requestBody) {
    lines.push(...contentLines(requestBody.content, requestBody.required ? "body" : "body?"));
  }
  const refusals: string[] = [];
  for (const [status, answer] of Object.entries(responses)) {
    if ("$ref" in answer) refusals.push(`${status} ${nameOf(answer.$ref)}`);
    else lines.push(`${status}: ${answer.description}`, ...indented(contentLines(answer.content)));
  }
  return [...lines, `refusals: ${refusals.join(", ")}`];
}

function contentLines(content?: Content, name = "content"): string[] {
  return Object.entries(content ?? {}).flatMap(
    ([type, { schema }]: [string, { schema: Schema }]) => [
      `${name}, ${type}: ${summary(schema)}`,
      ...indented(below(schema)),
    ],
  );
}

/** A schema in one line, without the fields of objects. */
function summary(schema: Schema): string {
  const {
    $ref,
    type,
    items,
    anyOf,
    properties: _,
    required: _names,
    description,
    ...rest
  } = schema;
  const kind = [type ?? []].flat().join(" or ");
  const forms = [
    ...($ref ? [nameOf($ref)] : []),
    ...(items ? [`list of (${summary(items)})`] : kind ? [kind] : []),
    ...(anyOf ? [anyOf.map(summary).join(" or ")] : []),
  ];
  return [...forms, ...words(rest)].join(", ") + after(description);
}

/** The fields of an object, of a list's objects, or of the objects to choose from. */
function below({ properties = {}, required = [], items, anyOf = [] }: Schema): string[] {
  const fields = Object.entries(properties).flatMap(([name, field]) => [
    `${name}${required.includes(name) ? "" : "?"}: ${summary(field)}`,
    ...indented(below(field)),
  ]);
  return [...fields, ...[items ?? [], anyOf].flat().flatMap(below)];
}

/** The largest integer of all is no limit worth reading. */
function words(keywords: object): string[] {
  return Object.entries(keywords)
    .filter(([, value]) => value !== Number.MAX_SAFE_INTEGER)
    .map(([name, value]) => `${name} ${JSON.stringify(value)}`);
}

const indented = (lines: string[]) => lines.map((line) => `  ${line}`);
const after = (text: string | undefined) => (text === undefined ? "" : ` — ${text}`);
const nameOf = (reference: string) => reference.slice(reference.lastIndexOf("/") + 1);
