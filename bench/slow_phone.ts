/**
 * How long a slow phone waits for the list of 77 groups, in Chromium: a sixth of the processor, 400
 * ms to the server, 50 kB/s, nothing kept from before. Usable is when its menus, its search and
 * dragging work, which is when its scripts have run.
 */
import { join } from "node:path";
import { chromium, type Browser, type CDPSession } from "playwright-core";
import { programEnvironment, programPath } from "#tests/support/programs.ts";
import { thisVersion } from "./against/version.ts";
import { startVersion } from "./support/front_door.ts";
import { grow, populatedFile } from "./support/population.ts";
import { roundCount } from "./support/process.ts";
import { readPeople } from "./load/targets.ts";
import { atMostOf, type Row } from "./support/report.ts";
import { summary } from "./support/statistics.ts";

const groups = 77;
const people = 30;
const slowdown = 6;
const latencyMs = 400;
const bytesPerSecond = 50_000;
const secondsMax = 3;
const patienceMs = 60_000;

export async function slowPhone(progress: (step: string) => void): Promise<Row[]> {
  const course = await populatedFile({ people, groupsEach: groups }, async ({ db }) => {
    await grow(db, { size: 1_000, people, groups });
    await db.transaction((tx) => tx.run`update users set role = 'admin' where id = 'person-0'`);
  });
  const served = await startVersion(await thisVersion(join(import.meta.dir, "..")), course.folder);
  const browser = await chromium.launch({
    executablePath: programPath("headless_shell"),
    args: ["--no-sandbox", "--disable-gpu"],
    env: programEnvironment(),
  });
  try {
    const { cookie } = readPeople({ peopleFile: course.peopleFile })[0]!;
    const seconds: number[] = [];
    for (let round = 1; round <= roundCount(); round++) {
      progress(`the list of ${groups} groups on a slow phone, ${round} of ${roundCount()}`);
      seconds.push(await secondsUntilUsable(browser, `${served.webUrl}/groups`, cookie));
    }
    return [
      atMostOf({
        what: `\`/groups\` with ${groups} groups on a slow phone, until it can be used`,
        value: summary(seconds),
        target: secondsMax,
        unit: "s",
        note: `${slowdown} × slower processor, ${latencyMs} ms, ${bytesPerSecond / 1_000} kB/s`,
      }),
    ];
  } finally {
    await browser.close();
    await served.stop();
    course.dispose();
  }
}

/** In a profile of its own, which has kept nothing. */
async function secondsUntilUsable(browser: Browser, url: string, cookie: string): Promise<number> {
  const context = await browser.newContext({
    viewport: { width: 360, height: 740 },
    isMobile: true,
    hasTouch: true,
  });
  try {
    const [name = "", value = ""] = cookie.split("=");
    await context.addCookies([{ name, value, url }]);
    const page = await context.newPage();
    await slowDown(await context.newCDPSession(page));
    const startedAt = performance.now();
    await page.goto(url, { waitUntil: "commit", timeout: patienceMs });
    // Served hidden; the last of the page's scripts shows it.
    await page.locator("[data-drag-handle]").first().waitFor({ timeout: patienceMs });
    await page.locator("#find-group").waitFor({ timeout: patienceMs });
    return (performance.now() - startedAt) / 1_000;
  } finally {
    await context.close();
  }
}

async function slowDown(session: CDPSession): Promise<void> {
  await session.send("Network.enable");
  await session.send("Network.emulateNetworkConditions", {
    offline: false,
    latency: latencyMs,
    downloadThroughput: bytesPerSecond,
    uploadThroughput: bytesPerSecond,
  });
  await session.send("Emulation.setCPUThrottlingRate", { rate: slowdown });
}
