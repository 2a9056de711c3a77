/** Input and output at a terminal, or for a script in its place. */
import { printable } from "#kit/printable.ts";

/** Prints lines to standard output. Names and texts of other people cannot add lines. */
export function print(...lines: string[]): void {
  console.log(lines.map(printable).join("\n"));
}

/** Prints one line to standard error, in the same way. */
export function printError(line: string): void {
  console.error(printable(line));
}

/** @returns true only for an explicit yes. @throws without a terminal, because nobody can answer */
export async function askYes(question: string): Promise<boolean> {
  if (!process.stdin.isTTY) throw new Error(`${question} There is no terminal to ask: use --yes.`);
  process.stdout.write(`${printable(question)} [y/N] `);
  const [answer = ""] = (await readLine({ echo: true })).split("\n");
  return /^y(es)?$/i.test(answer.trim());
}

/** Asks for a new password: typed twice without echo, or the first line of standard input. */
export async function readNewPassword(fromStdin: boolean): Promise<string> {
  if (fromStdin) {
    const [line = ""] = (await Bun.stdin.text()).split(/\r?\n/);
    return line;
  }
  if (!process.stdin.isTTY) {
    throw new Error(
      "There is no terminal to type a password: use --password-stdin and pipe it in.",
    );
  }
  process.stdout.write("Password: ");
  const password = await readLine({ echo: false });
  process.stdout.write("\nRepeat password: ");
  const again = await readLine({ echo: false });
  process.stdout.write("\n");
  if (password !== again) throw new Error("The passwords do not match.");
  return password;
}

/** Return, line feed, Ctrl-D. */
const lineEnds = ["\r", "\n", "\u0004"];

/** Reads one line. Without echo the terminal is in raw mode, and editing keys are handled here. */
function readLine({ echo }: { echo: boolean }): Promise<string> {
  const { stdin } = process;
  stdin.setEncoding("utf8");
  if (!echo) stdin.setRawMode(true);
  let line = "";
  return new Promise((resolve, reject) => {
    const stop = () => {
      stdin.off("data", take);
      if (!echo) stdin.setRawMode(false);
      stdin.pause();
    };
    const take = (typed: string) => {
      for (const sign of typed) {
        if (sign === "\u0003") {
          stop();
          process.stdout.write("\n");
          reject(new Error("Cancelled."));
          return;
        }
        if (lineEnds.includes(sign)) {
          stop();
          resolve(line);
          return;
        }
        if (sign === "\u007f" || sign === "\b") line = line.slice(0, -1);
        else line += sign;
      }
    };
    stdin.on("data", take);
    stdin.resume();
  });
}

/** Formats rows as aligned columns; the last one is not padded. */
export function table(rows: readonly (readonly string[])[]): string[] {
  // Escaped here and not only when printed, because a column is as wide as what it shows.
  const cells = rows.map((row) => row.map(printable));
  const widths = (cells[0] ?? []).map((_, column) =>
    Math.max(...cells.map((row) => Bun.stringWidth(row[column] ?? ""))),
  );
  const padded = (cell: string, column: number) =>
    cell + " ".repeat(widths[column]! - Bun.stringWidth(cell));
  return cells.map((row) => [...row.slice(0, -1).map(padded), row.at(-1)].join("  "));
}
