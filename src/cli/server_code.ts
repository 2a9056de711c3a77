/** What a server would run if it were started now, without running it. */
import { join, relative } from "node:path";

/**
 * Reads a server's script and all of ours that it imports. Of packages only the names count.
 * @param root the folder of package.json
 * @returns a hash that changes with every change of that code
 * @throws when a file does not parse or imports what is not there; see `codeProblems`
 */
export async function hashCode(root: string, script: string): Promise<string> {
  const { dependencies } = (await Bun.file(join(root, "package.json")).json()) as {
    dependencies: Record<string, string>;
  };
  // `packages: "external"` would take our own `#room/…` for packages too.
  const external = Object.keys(dependencies).flatMap((name) => [name, `${name}/*`]);
  // A source map holds the text, and so the lines that a stack trace names.
  const options = { target: "bun", sourcemap: "external", external } as const;
  const { outputs } = await Bun.build({ ...options, entrypoints: [script] });
  const hasher = new Bun.CryptoHasher("sha256");
  for (const output of outputs) hasher.update(await output.arrayBuffer());
  return hasher.digest("hex");
}

/** An error of a build as lines: each problem with its file, line and column, and the line itself. */
export function codeProblems(error: unknown, root: string): string[] {
  if (!(error instanceof AggregateError)) return [String(error)];
  return error.errors.flatMap((problem: unknown) => {
    if (!(problem instanceof BuildMessage) && !(problem instanceof ResolveMessage)) {
      return [String(problem)];
    }
    const { message, position } = problem;
    if (!position) return [message];
    const { file, line, column, lineText } = position;
    const caret = lineText.slice(0, column - 1).replace(/\S/g, " ");
    return [
      `${relative(root, file)}:${line}:${column}: ${message}`,
      `  ${lineText}`,
      `  ${caret}^`,
    ];
  });
}
