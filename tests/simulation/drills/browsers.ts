/** The tests of the pages in Firefox, and in both themes at each width. */
import { allLooksName } from "#tests/support/engines.ts";
import { provide } from "#tests/support/install_programs.ts";
import type { ProgramName } from "#tests/support/programs.ts";
import type { Drill } from "./drill.ts";
import { type Order, root, runOn } from "./on_database.ts";

/** They start the browsers that they are about. */
const ofOtherEngines = /\/(back_and_forward|machines|webkit)\.test\.ts$/;

export const firefox = pagesIn("firefox", {
  what: "the tests of the pages in Firefox",
  env: { TEST_ENGINE: "firefox" },
});

export const looks = pagesIn("chromium", {
  what: "the tests of the pages at 360 and 1280 px, each light and dark",
  env: { [allLooksName]: "all" },
});

function pagesIn(browser: ProgramName, { what, env }: Pick<Order, "what" | "env">): Drill {
  return async (_options, progress) => {
    const { found, leftOut } = await provide([browser], (line) => console.log(line));
    if (leftOut.length > 0) throw new Error(`${browser} could not be had here.`);
    const all = [...new Bun.Glob("tests/browser/*.test.ts").scanSync(root)];
    const files = all.filter((path) => !ofOtherEngines.test(path));
    return [await runOn({ what, files, env: { ...found, ...env }, note: "" }, progress)];
  };
}
