/** The chain of the staff log: what its verification finds, without a database and without the network. */
import { afterEach, beforeEach, expect, test } from "bun:test";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { recordAct } from "#core/audit/audit.ts";
import { chainedTo, hashOf, noHash } from "#core/audit/chain.ts";
import { changeLogKey, checkpointsJob, headOf, lastCheckpoint } from "#core/audit/checkpoints.ts";
import { logKey } from "#core/audit/log_key.ts";
import { changeLogSettings } from "#core/audit/log_settings.ts";
import {
  checkpointText,
  type LogLine,
  readExport,
  readHead,
  verifyLog,
} from "#core/audit/verify_log.ts";
import { verifyLogCommand } from "#cli/verify_log.ts";
import { cleanup } from "#core/instance/cleanup.ts";
import { writeLogged } from "#core/log/write.ts";
import { editPerson, removePerson } from "#core/people/manage_people.ts";
import { logLimits } from "#wire/limits.ts";
import { FakeClock } from "#tests/simulation/fake_clock.ts";
import { mailWorld } from "#tests/support/mail_world.ts";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import { testWeb, type TestWeb } from "#tests/support/web.ts";
import { mailJobs } from "#web/mail/mailing.ts";

let clock: FakeClock;
let web: TestWeb;
let admin: TestPerson;
let mira: TestPerson;
beforeEach(async () => {
  clock = new FakeClock();
  web = testWeb({ clock });
  admin = await makePerson(web.services, { role: "admin", name: "Root" });
  mira = await makePerson(web.services, { name: "Mira Sol" });
  await act(6);
});
afterEach(() => web.services.dispose());

/** Each is an entry. */
async function act(count: number): Promise<void> {
  for (let left = count; left > 0; left -= 1) {
    await clock.advance(1_000);
    await editPerson(admin.context, mira.id, { name: `Mira ${left} ${clock.now()}` });
  }
}

/** One look for whether a checkpoint is due. */
async function sign(): Promise<void> {
  const job = checkpointsJob(web.services);
  if (await job.isWanted!()) await job.run();
}

async function exported(by = admin): Promise<LogLine[]> {
  const answer = await web.get("/audit/chain.jsonl", by);
  expect(answer.status).toBe(200);
  return readExport(await answer.text());
}

const entriesOf = (lines: readonly LogLine[]) =>
  lines.flatMap((line) => ("entry" in line ? [line.entry] : []));

const head = async () => readHead(headOf((await lastCheckpoint(web.services))!))!;

test("a changed, a removed, a swapped and a cut-off entry are found, and where", async () => {
  await sign();
  const whole = await exported();
  expect(verifyLog(whole)).toMatchObject({ entries: 6, first: 1, last: 6, checkpoints: 1 });
  expect(verifyLog(whole, await head()).problem).toBeUndefined();
  const [points, entries] = [whole.slice(0, 1), whole.slice(1)];
  const changed = (index: number, change: object): LogLine[] =>
    whole.with(index, { entry: { ...entriesOf(whole)[index - 1]!, ...change } });
  const problems: [string, LogLine[]][] = [
    ["Entry 3 was changed.", changed(3, { actorId: "someone else" })],
    ["The details of entry 3 were changed.", changed(3, { detail: "role" })],
    ["Entry 4 is missing.", whole.toSpliced(4, 1)],
    ["Entry 3 is missing.", [...points, ...entries.with(2, entries[3]!).with(3, entries[2]!)]],
    [
      "Entries 5 to 6 are missing at the end, up to where a checkpoint has signed.",
      whole.slice(0, -2),
    ],
    [
      "Entry 1 and all before it are missing, and no checkpoint says that they were there.",
      whole.toSpliced(1, 1),
    ],
  ];
  for (const [problem, lines] of problems) expect(verifyLog(lines).problem).toBe(problem);
  // A new hash of one entry would need new ones of all that follow.
  const entry = { ...entriesOf(whole)[2]!, verb: "user.read" };
  const again = whole.with(3, { entry: { ...entry, hash: hashOf(entry) } });
  expect(verifyLog(again).problem).toBe(
    "Entry 4 does not follow entry 3: one of them was replaced.",
  );
});

test("a log that was rewritten as a whole is found by a head from before, and only by it", async () => {
  await sign();
  const kept = await head();
  const whole = await exported();
  let end = { number: 0, hash: noHash };
  const rewritten = entriesOf(whole).map((entry) => {
    const made = chainedTo(end, { ...entry, actorId: "someone else" }, "salt");
    end = made;
    return made;
  });
  const key = logKey(web.services.secrets, 0);
  const point = { ...end, at: "2026-11-02T09:00:00.000Z", key: key.name };
  const { hash, number } = point;
  const signed = { hash, number, at: point.at, key: key.name };
  const checkpoint = { ...signed, signature: key.sign(checkpointText(signed)) };
  const lines: LogLine[] = [{ checkpoint }, ...rewritten.map((entry) => ({ entry }))];
  expect(verifyLog(lines).problem).toBeUndefined();
  expect(verifyLog(lines, kept).problem).toBe(
    "Entry 6 is not the one of the head: the log was rewritten.",
  );
  const forged = { ...checkpoint, at: "2026-11-02T10:00:00.000Z" };
  expect(verifyLog([{ checkpoint: forged }, ...lines.slice(1)]).problem).toBe(
    "The checkpoint of entry 6 is not signed by its key.",
  );
  const cut = lines.slice(1, 4);
  expect(verifyLog(cut, kept).problem).toBe(
    "Entries 4 to 6 are missing at the end, up to the head.",
  );
});

test("a checkpoint is signed after an hour or a thousand entries, and shown to those signed in", async () => {
  const signedUpTo = async () => (await lastCheckpoint(web.services))?.number;
  await sign();
  expect(await signedUpTo()).toBe(6);
  await act(1);
  await sign();
  expect(await signedUpTo()).toBe(6);
  await clock.advance(logLimits.checkpointMs);
  await sign();
  expect(await signedUpTo()).toBe(7);
  await clock.advance(logLimits.checkpointMs);
  await sign();
  expect(await signedUpTo()).toBe(7);
  const code = headOf((await lastCheckpoint(web.services))!);
  const page = async (path: string, by?: TestPerson) => (await web.get(path, by)).text();
  expect(await page("/about/staff-access", mira)).toContain(code);
  expect(await page("/about/staff-access")).not.toContain(code);
  expect(await page("/audit", admin)).toContain(code);
});

test("an erased person's details leave the chain whole, and old entries go only up to a checkpoint", async () => {
  const merged = { verb: "user.merge", subjectId: mira.id, detail: "Mira Secret" } as const;
  await writeLogged({ ...web.services }, (writing) => recordAct(admin.context, writing, merged));
  await sign();
  expect(JSON.stringify(await exported())).toContain("Mira Secret");
  await removePerson(admin.context, mira.id);
  const erased = await exported();
  expect(JSON.stringify(erased)).not.toContain("Mira Secret");
  expect(verifyLog(erased, await head()).problem).toBeUndefined();
  await clock.advance(400 * 24 * 3_600_000);
  const later = await makePerson(web.services, { role: "admin" });
  await changeLogSettings(later.context, { teachersRead: true, keptDays: 365 });
  await cleanup(web.services, web.services.config).run();
  const rest = await exported(later);
  const { first, last, problem } = verifyLog(rest, await head());
  expect(problem).toBeUndefined();
  // What no checkpoint has signed stays, however old it is.
  expect([first, last]).toEqual([8, 9]);
  expect(verifyLog(rest.filter((line) => "entry" in line)).problem).toContain("are missing");
});

test("the key is changed by an entry that the old one signs, and by nothing else", async () => {
  await sign();
  const before = (await lastCheckpoint(web.services))!.key;
  const next = await changeLogKey(web.services);
  expect(next).not.toBe(before);
  await act(1);
  await clock.advance(logLimits.checkpointMs);
  await sign();
  const lines = await exported();
  const { key, problem } = verifyLog(lines, await head());
  expect([key, problem]).toEqual([next, undefined]);
  const unnamed = lines.filter((line) => !("checkpoint" in line) || line.checkpoint.number !== 7);
  expect(verifyLog(unnamed).problem).toBeUndefined();
  const stranger = logKey({ jwtKey: new TextEncoder().encode("another secret") }, 0);
  const last = lines.findLast((line) => "checkpoint" in line)!;
  const { signature: _old, ...point } = "checkpoint" in last ? last.checkpoint : ({} as never);
  const other = { ...point, key: stranger.name };
  const checkpoint = { ...other, signature: stranger.sign(checkpointText(other)) };
  expect(verifyLog(lines.map((line) => (line === last ? { checkpoint } : line))).problem).toBe(
    "The checkpoint of entry 8 is signed by a key that no entry names.",
  );
});

test("the command verifies a file, and refuses one that is no export, or a head that is none", async () => {
  await sign();
  const file = join(web.services.config.instanceDir, "log.jsonl");
  const lines = await exported();
  const write = (some: readonly LogLine[]) =>
    writeFileSync(file, some.map((line) => JSON.stringify(line)).join("\n"));
  const run = (code?: string) =>
    verifyLogCommand.run({ config: web.services.config, words: [file], options: { head: code } });
  write(lines);
  expect(await run(headOf((await lastCheckpoint(web.services))!))).toBe(0);
  write(lines.slice(0, -1));
  expect(await run()).toBe(1);
  for (const code of ["6", "6:abc", `x:${noHash}`]) {
    await expect(run(code)).rejects.toThrow("--head is");
  }
  writeFileSync(file, "{}\n");
  await expect(run()).rejects.toThrow("Line 1 is not of an export");
});

test("each checkpoint is mailed once to the address outside, and again if it could not be sent", async () => {
  const world = await mailWorld({ env: { LOG_HEADS_TO: "privacy@uni.example.edu" } });
  const { config } = world.web.services;
  const jobs = [checkpointsJob(world.web.services), ...mailJobs(world.web.services, config)];
  const look = async () => {
    for (const job of jobs) if (!job.isWanted || (await job.isWanted())) await job.run();
  };
  await look();
  expect(world.server.mails).toEqual([]);
  const staff = await makePerson(world.web.services, { role: "admin" });
  await editPerson(staff.context, staff.id, { name: "Renamed" });
  await look();
  await look();
  const [mail, ...others] = world.server.mails;
  expect(others).toEqual([]);
  expect(mail!.to).toEqual(["privacy@uni.example.edu"]);
  expect(mail!.text).toContain(headOf((await lastCheckpoint(world.web.services))!));
  await changeLogKey(world.web.services);
  world.server.refuse.receiver = "451 not now";
  await expect(look()).rejects.toThrow("not now");
  delete world.server.refuse.receiver;
  await look();
  expect(world.server.mails).toHaveLength(2);
  await world.dispose();
});
