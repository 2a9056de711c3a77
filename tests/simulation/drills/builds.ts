/** The tests that build the program again and again, from starts and from changes of its files. */
import { ofBuilds } from "#tests/support/test_steps.ts";
import type { Drill } from "./drill.ts";
import { root, runOn } from "./on_database.ts";

export const builds: Drill = async (_options, progress) => {
  const files = [...new Bun.Glob("tests/flows/*.test.ts").scanSync(root)];
  const what = "the tests that build the program again and again";
  const chosen = files.filter((path) => ofBuilds.test(path));
  return [await runOn({ what, files: chosen, env: {}, note: "" }, progress)];
};
