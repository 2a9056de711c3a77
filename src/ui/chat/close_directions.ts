const popIsolate = "\u2069";
const popEmbedding = "\u202c";

/**
 * The characters that close the directions a text has left open, so that they do not affect what
 * follows. Line breaks close them too, so this looks at the last line only.
 * https://www.unicode.org/reports/tr9/#Explicit_Directional_Formatting_Characters
 */
export function closeDirections(text: string): string {
  const line = text.slice(text.lastIndexOf("\n") + 1);
  const isolates = line.match(/[\u2066-\u2068]/g)?.length ?? 0;
  const embeddings = line.match(/[\u202a\u202b\u202d\u202e]/g)?.length ?? 0;
  return popIsolate.repeat(isolates) + popEmbedding.repeat(embeddings);
}
