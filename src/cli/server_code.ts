/** Finds the code that a server would run, without running it. */
import { join, relative } from "node:path";

/**
 * Reads a server's script and all of our files that it imports. Of packages only the names count.
 * @param root the folder of package.json
 * @returns a hash that changes with every change of that code
 * @throws when a file does not parse or imports a missing file; see `codeProblems`
 */
export async function hashCode(root: string, script: string): Promise<string> {
  const { dependencies } = (await Bun.file(join(root, "package.json")).json()) as {
    dependencies: Record<string, string>;
  };
  // `packages: "external"` would treat our own `#room/…` as packages too.
  const external = Object.keys(dependencies).flatMap((name) => [name, `${name}/*`]);
  // A source map contains the source, and so the lines that stack traces name.
  const options = { target: "bun", sourcemap: "external", external } as const;
  const { outputs } = await Bun.build({ ...options, entrypoints: [script] });
  const hasher = new Bun.CryptoHasher("sha256");
  for (const output of outputs) hasher.update(await output.arrayBuffer());
  return hasher.digest("hex");
}

/**
 * The problems of a failed build as lines: each with its file, line and column, and the line
 * itself.
 */
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
