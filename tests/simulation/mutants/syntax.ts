/** The syntax of source files, from the TypeScript compiler that checks them. */
import { join } from "node:path";
import type { SourceFile } from "typescript/unstable/ast";
import { API } from "typescript/unstable/async";

/**
 * Calls `use` with the syntax of each file; they belong to the project of `tsconfig.json` in the
 * folder. The compiler's API is unstable, so its version is pinned, and only this file and
 * `changes.ts` use it.
 * @throws when a file is not in the project
 */
export async function readSyntax(
  folder: string,
  paths: string[],
  use: (file: SourceFile, path: string) => unknown,
): Promise<void> {
  const compiler = new API({ cwd: folder });
  try {
    const snapshot = await compiler.updateSnapshot({
      openProjects: [join(folder, "tsconfig.json")],
    });
    const [project] = snapshot.getProjects();
    for (const path of paths) {
      const name = join(folder, path);
      // The compiler gives nothing for an unknown file.
      const known = project?.rootFiles.includes(name);
      const file = known ? await project?.program.getSourceFile(name) : undefined;
      if (!file) throw new Error(`the project in ${folder} has no file ${path}`);
      use(file, path);
    }
  } finally {
    await compiler.close();
  }
}
