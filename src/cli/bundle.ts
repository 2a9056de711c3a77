/** Bun's bundler, whose errors say where they are. */
import { relative } from "node:path";

/** Code that does not build. */
export class CodeError extends Error {
  /** @param lines each problem's file, line and column with what is wrong, and the line itself */
  constructor(readonly lines: string[]) {
    super(lines.join("\n"));
  }
}

/**
 * Builds with these options.
 * @param root the folder that paths in errors are relative to
 * @throws {CodeError} when a file does not parse or imports something that does not exist
 */
export async function bundle(root: string, options: Bun.BuildConfig): Promise<Bun.BuildOutput> {
  try {
    return await Bun.build(options);
  } catch (error) {
    if (!(error instanceof AggregateError)) throw error;
    throw new CodeError(error.errors.flatMap((problem) => linesOf(problem, root)));
  }
}

function linesOf(problem: unknown, root: string): string[] {
  const isPlaced = problem instanceof BuildMessage || problem instanceof ResolveMessage;
  if (!isPlaced || !problem.position) return [String(problem)];
  const { file, line, column, lineText } = problem.position;
  const caret = `${lineText.slice(0, column - 1).replace(/\S/g, " ")}^`;
  return [
    `${relative(root, file)}:${line}:${column}: ${problem.message}`,
    `  ${lineText}`,
    `  ${caret}`,
  ];
}
