/** Tables for spreadsheet programs. */

/** A cell that begins like this would be a formula, also in full width. */
const formula = /^[\s\p{Cc}\p{Cf}]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r]/u;

/**
 * The text of a CSV file (RFC 4180), with the mark that makes Excel read it as UTF-8. A cell that a
 * spreadsheet program would calculate gets an apostrophe before it.
 */
export function csvText(rows: readonly (readonly string[])[]): string {
  const lines = rows.map((cells) => cells.map(quoted).join(","));
  return `\ufeff${lines.join("\r\n")}\r\n`;
}

function quoted(cell: string): string {
  const safe = formula.test(cell) ? `'${cell}` : cell;
  return `"${safe.replaceAll('"', '""')}"`;
}

/** An address from which a link downloads the text, without asking the server for it again. */
export function csvAddress(text: string): string {
  return `data:text/csv;charset=utf-8;base64,${Buffer.from(text).toString("base64")}`;
}
