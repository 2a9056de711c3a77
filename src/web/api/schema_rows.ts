/** A schema as rows of a table, and as an example. */
import type { Schema } from "./openapi_types.ts";

export interface SchemaRow {
  /** With its path: `messages[].id`. */
  name: string;
  type: string;
  /** The name of a schema that is described elsewhere. */
  refersTo?: string;
  required: boolean;
  about: string;
}

/** The fields of an object, followed by those of nested objects. */
export function rowsOf(schema: Schema, prefix = ""): SchemaRow[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, field]) => {
    const required = schema.required?.includes(name) ?? false;
    const way = prefix + name;
    const row = { name: way, ...typeOf(field), required, about: field.description ?? "" };
    const inner = field.type === "array" ? field.items : objectOf(field);
    const below = field.type === "array" ? `${way}[].` : `${way}.`;
    return [row, ...(inner?.properties ? rowsOf(inner, below) : [])];
  });
}

export function typeOf(schema: Schema): { type: string; refersTo?: string } {
  if (schema.$ref) return { type: nameOf(schema.$ref), refersTo: nameOf(schema.$ref) };
  if (schema.type === "array" && schema.items) {
    const { type, refersTo } = typeOf(schema.items);
    return { type: `${type}[]`, refersTo };
  }
  const { anyOf } = schema;
  if (anyOf) return { type: anyOf.map((each) => typeOf(each).type).join(" | ") };
  if (schema.enum) return { type: schema.enum.map((each) => JSON.stringify(each)).join(" | ") };
  if (schema.const !== undefined) return { type: JSON.stringify(schema.const) };
  return { type: [[schema.type ?? "any"].flat().join(" | "), limitsOf(schema)].join("") };
}

/** `(1–8000)`: the length of a text, or the range of a number. */
function limitsOf(schema: Schema): string {
  if (schema.format) return ` (${schema.format})`;
  const low = schema.minLength ?? schema.minimum;
  const high = schema.maxLength ?? schema.maximum;
  if (high === undefined || high === Number.MAX_SAFE_INTEGER) return low ? ` (≥ ${low})` : "";
  return low === undefined ? ` (≤ ${high})` : ` (${low}–${high})`;
}

/** An example value of the schema: its own, if it has one. */
export function exampleOf(schema: Schema, schemas: Record<string, Schema>): unknown {
  if (schema.examples) return schema.examples[0];
  if (schema.$ref) return exampleOf(schemas[nameOf(schema.$ref)] ?? {}, schemas);
  if (schema.anyOf) return exampleOf(schema.anyOf[0] ?? {}, schemas);
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  switch ([schema.type].flat()[0]) {
    case "object":
      return Object.fromEntries(
        Object.entries(schema.properties ?? {}).map(([name, field]) => [
          name,
          exampleOf(field, schemas),
        ]),
      );
    case "array":
      return schema.items ? [exampleOf(schema.items, schemas)] : [];
    case "integer":
      return Math.max(schema.minimum ?? 1, 1);
    case "boolean":
      return true;
    default:
      return schema.format === "date-time" ? "2026-11-23T09:30:00.000Z" : "…";
  }
}

function objectOf(schema: Schema): Schema | undefined {
  return schema.properties ? schema : schema.anyOf?.find(({ properties }) => properties);
}

function nameOf(reference: string): string {
  return reference.slice(reference.lastIndexOf("/") + 1);
}
