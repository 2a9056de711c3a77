/** Finds the code that a server would run, without running it. */
import { join } from "node:path";
import { bundle } from "./bundle.ts";

/**
 * Reads a server's script and all of our files that it imports. Of packages only the names count.
 * @param root the folder of package.json
 * @returns a hash that changes with every change of that code
 * @throws {CodeError} when a file does not parse or imports a missing file
 */
export async function hashCode(root: string, script: string): Promise<string> {
  const { dependencies } = (await Bun.file(join(root, "package.json")).json()) as {
    dependencies: Record<string, string>;
  };
  // `packages: "external"` would treat our own `#room/…` as packages too.
  const external = Object.keys(dependencies).flatMap((name) => [name, `${name}/*`]);
  // A source map contains the source, and so the lines that stack traces name.
  const options = { target: "bun", sourcemap: "external", external } as const;
  const { outputs } = await bundle(root, { ...options, entrypoints: [script] });
  const hasher = new Bun.CryptoHasher("sha256");
  for (const output of outputs) hasher.update(await output.arrayBuffer());
  return hasher.digest("hex");
}
