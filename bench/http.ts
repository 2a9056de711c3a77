/** What a request costs the web application, against bare Hono answering the same. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { RequestsResult } from "./load/requests.ts";
import { readPeople, type Target } from "./load/targets.ts";
import { type Measured, roundCount, runLoad, startServer } from "./support/process.ts";
import { startVersion, type Running } from "./support/front_door.ts";
import { grow, populatedFile } from "./support/population.ts";
import { atMost, type Row } from "./support/report.ts";
import { thisVersion } from "./against/version.ts";
import { ratios, shown, summary } from "./support/statistics.ts";

const rounds = roundCount();

const root = join(import.meta.dir, "..");
const groups = 60;
const group = "group-0";

interface Asked {
  path: string;
  /** A part of the answer. */
  contains: string;
  requests: number;
}

interface Pair {
  what: string;
  ours: Asked;
  bare: Asked;
  target: number;
}

const hello: Asked = { path: "/hello", contains: "hello", requests: 10_000 };
const newestNumber = 1_000;
/** The group's newest message. */
const newest = `number ${newestNumber}`;

const pairs: Pair[] = [
  {
    what: "`/healthz` with a session cookie, against bare Hono's “hello”",
    ours: { path: "/healthz", contains: "ok", requests: 5_000 },
    bare: hello,
    target: 5,
  },
  {
    what: "a page of 50 messages by the API, against Hono with the same query and JSON",
    ours: {
      path: `/api/conversation/${group}/messages?limit=50`,
      contains: newest,
      requests: 2_000,
    },
    bare: { path: `/messages/${group}`, contains: newest, requests: 4_000 },
    target: 2,
  },
  {
    what: `the chat's page with 50 messages and ${groups} groups, against Hono with that page as a string`,
    ours: { path: `/chat/${group}`, contains: newest, requests: 300 },
    bare: { path: "/page", contains: newest, requests: 4_000 },
    target: 35,
  },
];

export async function http(progress: (step: string) => void): Promise<Row[]> {
  const people = 30;
  const course = await populatedFile({ people, groupsEach: groups }, ({ db }) =>
    grow(db, { size: 2 * newestNumber, people, groups }),
  );
  try {
    const ours = await startVersion(await thisVersion(root), course.folder);
    try {
      const bare = await startBare(ours, course);
      try {
        return await measureAll({ ours, bare, peopleFile: course.peopleFile, progress });
      } finally {
        await bare.stop();
      }
    } finally {
      await ours.stop();
    }
  } finally {
    course.dispose();
  }
}

/** With the chat's page as it is served. */
async function startBare(
  { webUrl }: Running,
  { folder, file, peopleFile }: { folder: string; file: string; peopleFile: string },
): Promise<Measured> {
  const { cookie } = readPeople({ peopleFile })[0]!;
  const answer = await fetch(`${webUrl}/chat/${group}`, { headers: { Cookie: cookie } });
  const page = join(folder, "page.html");
  writeFileSync(page, await answer.text());
  return startServer([process.execPath, "bench/servers/bare_hono.ts", file, page]);
}

interface Sides {
  ours: Running;
  bare: Measured;
  peopleFile: string;
  progress: (step: string) => void;
}

async function measureAll({ ours, bare, peopleFile, progress }: Sides): Promise<Row[]> {
  const ourTarget: Target = {
    name: "team_chat",
    port: Number(new URL(ours.webUrl).port),
    pid: ours.web,
    peopleFile,
  };
  const bareTarget: Target = { ...ourTarget, port: bare.hello.port, pid: bare.pid };
  const rows: Row[] = [];
  for (const pair of pairs) {
    progress(pair.what);
    const micros = { ours: [] as number[], bare: [] as number[] };
    for (let round = 0; round < rounds; round++) {
      micros.ours.push(await microsPerRequest(ourTarget, pair.ours));
      micros.bare.push(await microsPerRequest(bareTarget, pair.bare));
    }
    rows.push(
      atMost({
        what: `CPU of ${pair.what}`,
        value: ratios(micros.ours, micros.bare),
        target: pair.target,
        note: `${shown(summary(micros.ours), 0)} and ${shown(summary(micros.bare), 0)} µs`,
      }),
    );
  }
  return rows;
}

async function microsPerRequest(target: Target, asked: Asked): Promise<number> {
  const task = { target, ...asked, atOnce: 8 };
  const { requestsPerCpuSecond } = await runLoad<RequestsResult>("requests.ts", task);
  return 1e6 / requestsPerCpuSecond;
}
