export interface Output {
  isTTY?: boolean;
  write(text: string): unknown;
}

/**
 * Shows the progress of a long operation: a bar on a terminal, otherwise a line for every tenth.
 */
export function createProgress(
  what: string,
  output: Output = process.stderr,
): (done: number, total: number) => void {
  let shown = -1;
  return (done, total) => {
    const percent = total === 0 ? 100 : Math.floor((done / total) * 100);
    const step = output.isTTY ? percent : Math.floor(percent / 10) * 10;
    if (step <= shown) return;
    shown = step;
    const count = `${done.toLocaleString("en")} of ${total.toLocaleString("en")} ${what}`;
    if (!output.isTTY) {
      output.write(`${step} %  ${count}\n`);
      return;
    }
    const full = Math.round(percent / 4);
    const bar = "█".repeat(full) + "░".repeat(25 - full);
    output.write(
      `\r${bar} ${String(percent).padStart(3)} %  ${count}${percent === 100 ? "\n" : ""}`,
    );
  };
}
