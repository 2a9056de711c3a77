import { expect, test } from "bun:test";
import { join } from "node:path";
import { home } from "./home.ts";

test("a time that is over is now, and nothing is printed about it", async () => {
  const clock = join(home, "src/kit/clock.ts");
  const script = `import { systemClock } from ${JSON.stringify(clock)};
    systemClock.after(-5, () => console.log("done"));`;
  const child = Bun.spawn([process.execPath, "-e", script], { stderr: "pipe" });
  const [out, err] = [child.stdout, child.stderr].map((stream) => new Response(stream).text());
  expect([await out, await err]).toEqual(["done\n", ""]);
});
