/** The servers under load: how to join and write to each, and what counts as a delivery. */
import { readFileSync } from "node:fs";
import { connectWire } from "#tests/support/wire_client.ts";

export type TargetName = "team_chat" | "ceiling" | "ws_loop" | "bare_bun" | "socket_io";

export interface Target {
  name: TargetName;
  port: number;
  pid: number;
  /** For our server only: the connecting account. */
  peopleFile?: string;
}

export interface Person {
  id: string;
  cookie: string;
  groups: string[];
}

export interface Joined {
  send(content: string): void;
}

const text = new TextDecoder();

export function readPeople({ peopleFile }: Pick<Target, "peopleFile">): Person[] {
  if (!peopleFile) return [];
  return readFileSync(peopleFile, "utf8")
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Person);
}

interface Place {
  /** For our server only: everyone else is anonymous. */
  person: Person | undefined;
  /** For the others only: ours knows the person's groups. */
  room: string;
}

/** One subscriber that is ready: everything it receives from now on is a delivery. */
export function join(
  target: Target,
  { person, room }: Place,
  onDelivery: (payload: Uint8Array) => void,
): Promise<Joined> {
  if (target.name === "team_chat" && person) return joinTeamChat(target, person, onDelivery);
  if (target.name === "socket_io") return joinSocketIo(target, onDelivery);
  return joinPlain(target, room, onDelivery);
}

type OnDelivery = (payload: Uint8Array) => void;

async function joinPlain({ port }: Target, room: string, onDelivery: OnDelivery): Promise<Joined> {
  const client = await connectWire({
    port,
    path: `/?room=${room}`,
    answersPings: true,
    onClose: lost,
    onFrame: (_client, payload) => onDelivery(payload),
  });
  return { send: (content) => client.send(content) };
}

async function joinSocketIo({ port }: Target, onDelivery: OnDelivery): Promise<Joined> {
  const path = "/socket.io/?EIO=4&transport=websocket";
  const ready = Promise.withResolvers<void>();
  const client = await connectWire({
    port,
    path,
    answersPings: true,
    onClose: lost,
    onFrame(self, payload) {
      // Engine.IO: 0 open, 2 ping, 3 pong, 4 message; Socket.IO: 40 connected, 42 event.
      const kind = text.decode(payload.subarray(0, 2));
      if (kind.startsWith("0")) self.send("40");
      else if (kind.startsWith("2")) self.send("3");
      else if (kind === "40") ready.resolve();
      else if (kind === "42") onDelivery(payload);
    },
  });
  await ready.promise;
  return { send: (content) => client.send(`42${JSON.stringify(["message", content])}`) };
}

const chatMark = new TextEncoder().encode('{"messageType":"ChatMessage"');
const refusalMark = new TextEncoder().encode('{"messageType":"Refusal"');
const openedMark = new TextEncoder().encode('{"messageType":"Opened"');

async function joinTeamChat(
  { port }: Target,
  person: Person,
  onDelivery: OnDelivery,
): Promise<Joined> {
  const conversationId = person.groups[0] ?? "";
  const ready = Promise.withResolvers<void>();
  const client = await connectWire({
    port,
    headers: { Cookie: person.cookie },
    answersPings: true,
    onClose: lost,
    onFrame(_self, payload) {
      if (startsWith(payload, chatMark)) onDelivery(payload);
      else if (startsWith(payload, openedMark)) ready.resolve();
      else if (startsWith(payload, refusalMark)) giveUp(text.decode(payload));
    },
  });
  client.send(identity(person));
  client.send(JSON.stringify({ messageType: "Open", payload: {}, meta: { conversationId } }));
  await ready.promise;
  return { send: (content) => client.send(chatMessage(person, { conversationId, content })) };
}

/**
 * A load with refused, lost or doubled messages measures nothing, and an error in a socket's
 * callback ends no program.
 */
export function giveUp(why: string): never {
  console.error(`the load measures nothing: ${why}`);
  return process.exit(1);
}

/** What it would have received is missing. */
export const lost = () => giveUp("a server closed a connection");

export function identity({ id }: Person): string {
  return JSON.stringify({
    messageType: "IdMessage",
    senderId: id,
    convId: "",
    timestamp: "",
    protocol: 1,
  });
}

let sent = 0;

export function chatMessage(
  { id }: Person,
  { conversationId, content }: { conversationId: string; content: string },
): string {
  sent += 1;
  return JSON.stringify({
    messageType: "ChatMessage",
    payload: { content, displayName: "" },
    meta: { conversationId, senderId: id, timestamp: "", messageId: `${process.pid}-${sent}` },
  });
}

function startsWith(payload: Uint8Array, mark: Uint8Array): boolean {
  for (let i = 0; i < mark.length; i++) if (payload[i] !== mark[i]) return false;
  return true;
}
