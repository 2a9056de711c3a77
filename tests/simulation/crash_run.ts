/**
 * The whole system, killed again and again while people write: by sockets with the client's own
 * session machine, and by REST. In the end the checker looks at what everybody saw.
 */
import { rmSync } from "node:fs";
import { currentEpoch } from "#core/epoch.ts";
import { createSeveral } from "#core/conversations.ts";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import { type ServerName, startSystem, type System } from "#tests/support/system.ts";
import { testServices, type TestServices } from "#tests/support/services.ts";
import { type Anomaly, check } from "./checker.ts";
import { endingOf } from "./ending.ts";
import { RealClient } from "./real_client.ts";

export interface CrashRun {
  /** Each a kill -9, of one server or of both. */
  kills: number;
  writers: number;
  groups: number;
  /** Messages each writer has sent between two kills. */
  messagesEach: number;
  progress?: (kills: number) => void;
}

export interface CrashResult {
  acked: number;
  stored: number;
  kills: number;
  anomalies: Anomaly[];
}

const victims: ServerName[][] = [["realtime"], ["web"], ["realtime", "web"]];

export async function crashRun(run: CrashRun): Promise<CrashResult> {
  const system = await startSystem();
  const services = testServices({ instanceDir: system.instanceDir });
  try {
    return await play(run, system, services);
  } finally {
    services.dispose();
    await system.dispose();
    rmSync(system.instanceDir, { recursive: true, force: true });
  }
}

async function play(run: CrashRun, system: System, services: TestServices): Promise<CrashResult> {
  const staff = await makePerson(services, { role: "admin" });
  const people = await Promise.all(Array.from({ length: run.writers }, () => makePerson(services)));
  const groups = await makeGroups(staff, people, run.groups);
  const epoch = await currentEpoch(services);
  const clients = people.map((person) => new RealClient(system.wsUrl, person));
  const groupOf = (index: number) => groups[index % groups.length] ?? "";
  for (const [index, client] of clients.entries()) client.start(groupOf(index), epoch);

  let sent = 0;
  let rest = 0;
  for (let kill = 0; kill < run.kills; kill++) {
    for (let i = 0; i < run.messagesEach; i++) {
      for (const [index, client] of clients.entries())
        client.post(groupOf(index), `${(sent += 1)}`);
    }
    const posting = postByRest(system, staff, groupOf(kill), `rest-${kill}`);
    // In the middle of it: some of this round is answered, some is on its way.
    const half = sent - Math.ceil((run.messagesEach * clients.length) / 2);
    await clients[0]!.until(() => total(clients) >= half - clients.length);
    await Promise.all(victims[kill % victims.length]!.map((name) => system.kill(name)));
    rest += await posting;
    run.progress?.(kill + 1);
  }
  const heads = async () => {
    const rows = await services.db.all<{ id: string; last_seq: number }>`
      select id, last_seq from conversations`;
    return new Map(rows.map(({ id, last_seq: seq }) => [id, seq]));
  };
  await Promise.all(clients.map((client) => client.until(() => total(clients) >= sent)));
  const ends = await heads();
  await Promise.all(
    clients.map((client, index) =>
      client.until(() => client.position(groupOf(index)) >= (ends.get(groupOf(index)) ?? 0)),
    ),
  );
  for (const { session } of clients) session.stop();
  const ending = await endingOf(services);
  const own = {
    ...ending,
    events: ending.events.filter(({ conversationId }) => groups.includes(conversationId)),
  };
  const anomalies = check(
    clients.map(({ log }) => log),
    own,
  );
  // Whoever was cut off got what was missed when the server was back: that is no delay of ours.
  const real = anomalies.filter(({ kind, what }) => kind !== "late" || what.includes("stands at"));
  const stored = own.messages.filter(({ conversationId }) =>
    groups.includes(conversationId),
  ).length;
  return { acked: total(clients) + rest, stored, kills: run.kills, anomalies: real };
}

const total = (clients: RealClient[]) => clients.reduce((sum, { acked }) => sum + acked, 0);

async function makeGroups(
  staff: TestPerson,
  people: TestPerson[],
  count: number,
): Promise<string[]> {
  const made = await createSeveral(
    staff.context,
    Array.from({ length: count }, (_, group) => ({
      name: `Group ${group}`,
      description: "",
      members: people
        .filter((_person, index) => index % count === group)
        .map(({ id: userId }) => ({ userId })),
    })),
  );
  return made.map(({ id }) => id);
}

/** Sends until it is answered, as a client of the API does. @returns 1 when it was stored */
async function postByRest(
  system: System,
  staff: TestPerson,
  group: string,
  clientId: string,
): Promise<number> {
  for (;;) {
    try {
      const response = await fetch(`${system.webUrl}/api/conversation/${group}/messages`, {
        method: "POST",
        headers: { Authorization: `Bearer ${staff.token}`, "Content-Type": "application/json" },
        body: JSON.stringify({ content: clientId, client_id: clientId }),
      });
      if (response.status === 201 || response.status === 200) return 1;
    } catch {
      // The server is gone for a moment.
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
