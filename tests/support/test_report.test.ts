import { expect, test } from "bun:test";
import { join } from "node:path";
import { countNamed, countTests, failureLines, skippedTitles } from "./test_report.ts";
import { suites } from "./test_steps.ts";

const root = join(import.meta.dir, "../..");

test("a report that was not written counts nothing", () => {
  expect(countTests("")).toEqual({ passed: 0, failed: 0, skipped: 0 });
});

test("a skipped test does not count as passed, and is named", () => {
  const report = `<testsuites name="bun test" tests="9" assertions="4" failures="2" skipped="3" time="1">`;
  expect(countTests(report)).toEqual({ passed: 4, failed: 2, skipped: 3 });
  const output = "a.test.ts:\n(pass) one\n(skip) two\n(skip) disks > three\n\n 1 pass\n 2 skip\n";
  expect(skippedTitles(output)).toEqual(["two", "disks > three"]);
});

test("the tests of a report are counted whether they ran or not", () => {
  const report = `<testsuites name="bun test" tests="9" assertions="4" failures="2" skipped="3" time="1">`;
  expect(countNamed(report)).toBe(9);
});

test("the output of a failed run leaves out the tests that passed", () => {
  const output =
    "b.test.ts:\n(pass) one\n\na.test.ts:\n(pass) one\n(fail) two\nerror: no\n\n 1 pass\n 1 fail\n";
  expect(failureLines(output)).toBe("a.test.ts:\n(fail) two\nerror: no\n\n 1 pass\n 1 fail\n");
});

test("a filter without a match selects nothing", () => {
  expect(suites(root, ["no/such/test"])).toEqual([]);
});

test("a filter selects the files below it, whether relative to the root, to here or absolute", () => {
  for (const filter of ["src/ui/palette.test.ts", "./src/ui/pal", join(root, "src/ui/palette")]) {
    const [suite, ...others] = suites(root, [filter]);
    expect(others).toEqual([]);
    expect(suite?.name).toBe("unit");
    expect(suite?.files).toEqual(["src/ui/palette.test.ts"]);
  }
});

test("without a filter every suite is selected", () => {
  expect(suites(root, []).map(({ name }) => name)).toEqual([
    "house rules",
    "unit",
    "bench",
    "contracts",
    "support",
    "simulation",
    "waiting",
    "flows",
    "postgres",
    "on postgres",
    "machines",
    "webkit",
    "browser",
    "firefox",
  ]);
});

test("files of the chat run once more in Firefox, beside those of their own step", () => {
  const chosen = suites(root, ["tests/browser/chat.test", "tests/browser/account"]);
  expect(chosen.map(({ name, files }) => [name, files])).toEqual([
    ["browser", ["tests/browser/account.test.ts", "tests/browser/chat.test.ts"]],
    ["firefox", ["tests/browser/chat.test.ts"]],
  ]);
  expect(chosen[1]?.needs("tests/browser/chat.test.ts")).toEqual(["firefox"]);
  expect(chosen.map(({ browser }) => browser)).toEqual(["chromium", "firefox"]);
});

test("a file needs the program that it is named after, otherwise what its suite needs", () => {
  const [flows] = suites(root, ["tests/flows/start.test.ts"]);
  expect(flows?.needs("tests/flows/start.test.ts")).toEqual([]);
  expect(flows?.needs("tests/flows/nginx_headers.test.ts")).toEqual(["nginx"]);
  expect(flows?.needs("tests/flows/caddy.test.ts")).toEqual(["caddy"]);
  const [webkit, browser] = suites(root, [
    "tests/browser/webkit.test.ts",
    "tests/browser/chat.test.ts",
  ]);
  expect(webkit?.needs("tests/browser/webkit.test.ts")).toEqual(["webkit"]);
  expect(browser?.needs("tests/browser/chat.test.ts")).toEqual(["chromium"]);
});
