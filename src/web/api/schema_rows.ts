/** A schema as rows of a table. */
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
export function rowsOf({ properties = {}, required = [] }: Schema, prefix = ""): SchemaRow[] {
  return Object.entries(properties).flatMap(([name, field]) => {
    const path = `${prefix}${name}`;
    const about = field.description ?? "";
    const row = { name: path, ...typeOf(field), required: required.includes(name), about };
    const nested = field.items ?? field.anyOf?.find((form) => form.properties) ?? field;
    return [row, ...rowsOf(nested, field.items ? `${path}[].` : `${path}.`)];
  });
}

export function typeOf(schema: Schema): { type: string; refersTo?: string } {
  const { $ref, items, anyOf, type = "any" } = schema;
  if ($ref) return { type: nameOf($ref), refersTo: nameOf($ref) };
  if (items) {
    const { type: each, refersTo } = typeOf(items);
    return { type: `${each}[]${limitsOf(schema)}`, refersTo };
  }
  if (anyOf) return { type: anyOf.map((form) => typeOf(form).type).join(" | ") };
  const values = schema.enum ?? ("const" in schema ? [schema.const] : undefined);
  if (values) return { type: values.map((value) => JSON.stringify(value)).join(" | ") };
  return { type: `${type}${limitsOf(schema)}` };
}

/** `(1–8000)`: the length of a text or list, or the range of a number. */
function limitsOf(schema: Schema): string {
  if (schema.format) return ` (${schema.format})`;
  const low = schema.minLength ?? schema.minItems ?? schema.minimum;
  const high = schema.maxLength ?? schema.maxItems ?? schema.maximum;
  if (high === undefined || high === Number.MAX_SAFE_INTEGER) return low ? ` (≥ ${low})` : "";
  return low === undefined ? ` (≤ ${high})` : ` (${low}–${high})`;
}

function nameOf(reference: string): string {
  return reference.replace(/.*\//, "");
}
