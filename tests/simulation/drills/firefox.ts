/** The tests of the pages in Firefox. */
import { provide } from "#tests/support/install_programs.ts";
import type { Drill } from "./drill.ts";
import { root, runOn } from "./on_database.ts";

/** They start the browsers that they are about. */
const ofOtherEngines = /\/(back_and_forward|machines|webkit)\.test\.ts$/;

export const firefox: Drill = async (_options, progress) => {
  const { found, leftOut } = await provide(["firefox"], (line) => console.log(line));
  if (leftOut.length > 0) throw new Error("Firefox could not be had here.");
  const all = [...new Bun.Glob("tests/browser/*.test.ts").scanSync(root)];
  const row = await runOn(
    {
      what: "the tests of the pages in Firefox",
      files: all.filter((path) => !ofOtherEngines.test(path)),
      env: { ...found, TEST_ENGINE: "firefox" },
      note: "",
    },
    progress,
  );
  return [row];
};
