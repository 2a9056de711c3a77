/** Who may write is stored, not remembered: after kill -9 every way in gives the same answer as before. */
import { expect, setDefaultTimeout, test } from "bun:test";
import { testMs } from "#tests/support/patience.ts";
import { makePerson, type TestPerson } from "#tests/support/people.ts";
import { makeGroup, openSocket, type TestSocket } from "#tests/support/realtime.ts";
import { type Servers, startServers } from "#tests/support/servers.ts";
import { testServices } from "#tests/support/services.ts";

setDefaultTimeout(testMs);

type Answer = "posted" | "held" | "forbidden";

async function ask({ webUrl }: Servers, by: TestPerson, request: [string, string, object?]) {
  const [method, path, body] = request;
  const answer = await fetch(`${webUrl}/api${path}`, {
    method,
    headers: { Authorization: `Bearer ${by.token}`, "Content-Type": "application/json" },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  return { status: answer.status, json: (text ? JSON.parse(text) : {}) as { held?: unknown } };
}

const ofStatus = (status: number, isHeld: boolean): Answer | number => {
  if (status === 403) return "forbidden";
  if (status !== 201 && status !== 303) return status;
  return isHeld ? "held" : "posted";
};

/** What page, API, socket and the original's socket say to a person in a group. */
async function onEveryWay(servers: Servers, by: TestPerson, group: string): Promise<unknown[]> {
  const heldNow = async () => {
    const { json } = await ask(servers, by, ["GET", `/conversation/${group}/held`]);
    return (json.held as object[]).length;
  };
  const before = await heldNow();
  const form = await fetch(`${servers.webUrl}/chat/${group}`, {
    method: "POST",
    redirect: "manual",
    headers: { Cookie: by.cookie, Origin: servers.webUrl },
    body: new URLSearchParams({ content: "By a form" }),
  });
  const page = ofStatus(form.status, (await heldNow()) > before);
  const posted = await ask(servers, by, [
    "POST",
    `/conversation/${group}/messages`,
    { content: "By the API" },
  ]);
  const rest = ofStatus(posted.status, posted.json.held !== undefined);
  const connect = () => openSocket(servers.wsUrl, { headers: { Cookie: by.cookie } });
  const say = (socket: TestSocket, messageId: string) => {
    const meta = { conversationId: group, senderId: by.id, messageId };
    socket.send({ messageType: "ChatMessage", payload: { content: "By a socket" }, meta });
  };
  const current = await connect();
  await current.identify(by);
  const refusal = (socket: TestSocket) =>
    socket.next("Refusal").then(({ payload }) => payload.code as string);
  say(current, `current-${group}`);
  const socket = await Promise.race([
    current.next("Ack").then(({ payload }) => ("held" in payload ? "held" : "posted")),
    refusal(current),
  ]);
  const watching = await connect();
  await watching.identify(by);
  const old = await connect();
  old.sendText(JSON.stringify({ messageType: "IdMessage", senderId: by.id, convId: group }));
  say(old, `original-${group}`);
  const original = await Promise.race([
    old.next("ChatMessage").then(() => "posted"),
    watching.next("HeldChanged").then(() => "held"),
    refusal(old),
  ]);
  for (const one of [current, watching, old]) one.close();
  return [page, rest, socket, original];
}

test("a lock, a mute and approval hold on every way in after both servers were killed", async () => {
  const services = testServices();
  const admin = await makePerson(services, { role: "admin" });
  const student = await makePerson(services);
  const make = (name: string) => makeGroup(admin.context, [student], name);
  const [locked, muted, held, open] = [
    await make("A"),
    await make("B"),
    await make("C"),
    await make("D"),
  ];
  const servers = await startServers(services);
  try {
    const until = new Date(Date.now() + 3_600_000).toISOString();
    const sets: [string, string, object][] = [
      ["PUT", `/conversation/${locked}/mode`, { mode: "locked", until }],
      ["PUT", `/conversation/${held}/mode`, { mode: "hold", until }],
      ["PUT", `/conversation/${muted}/members/${student.id}/mute`, { until }],
    ];
    for (const set of sets) expect((await ask(servers, admin, set)).status).toBeLessThan(300);
    await Promise.all([servers.kill("web"), servers.kill("realtime")]);
    for (const [group, answer] of [
      [locked, "forbidden"],
      [muted, "forbidden"],
      [held, "held"],
      [open, "posted"],
    ] as const) {
      expect([group, await onEveryWay(servers, student, group)]).toEqual([
        group,
        [answer, answer, answer, answer],
      ]);
    }
  } finally {
    await servers.stop();
    services.dispose();
  }
});
