/**
 * The bus of one machine: a server on a Unix socket, and a client in each process. A client without
 * a server drops what it is given and looks for the server again; nothing waits for it.
 */
import { chmodSync, lstatSync, renameSync, rmSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Socket } from "bun";
import type { Clock } from "#kit/clock.ts";
import type { Bus } from "./bus.ts";
import { encodeLine, type Line, lineReader } from "./lines.ts";
import { addListener, type Listeners, dispatch } from "./local.ts";
import { Outgoing } from "./outgoing.ts";

interface Peer {
  read: (chunk: Uint8Array) => void;
  outgoing: Outgoing;
}

export interface BusServer {
  close(): void;
}

/**
 * Passes every line to all other clients. Replaces the socket that an earlier server has left
 * behind.
 * @throws when a server is running at this path, or there is another file
 */
export async function listenBus(path: string): Promise<BusServer> {
  await assertNoServerAt(path);
  const peers = new Set<Socket<Peer>>();
  // When Bun closes a socket, it deletes the file at its path, even if another process created it.
  // So each server creates its socket under a name of its own.
  const made = join(dirname(path), `bus.${process.pid.toString(36)}`);
  rmSync(made, { force: true });
  const server = Bun.listen<Peer>({
    unix: made,
    socket: {
      open(socket) {
        peers.add(socket);
        const passOn = (line: Line) => {
          for (const peer of peers) {
            if (peer !== socket) peer.data.outgoing.write(peer, encodeLine(line));
          }
        };
        socket.data = { read: lineReader(passOn), outgoing: new Outgoing() };
      },
      data: (socket, chunk) => socket.data.read(chunk),
      drain: (socket) => socket.data.outgoing.drain(socket),
      close: (socket) => void peers.delete(socket),
      error: (socket) => void peers.delete(socket),
    },
  });
  chmodSync(made, 0o600);
  const { ino } = statSync(made);
  renameSync(made, path);
  return {
    close() {
      if (statSync(path, { throwIfNoEntry: false })?.ino === ino) rmSync(path);
      server.stop(true);
    },
  };
}

async function assertNoServerAt(path: string): Promise<void> {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  if (!stats) return;
  if (!stats.isSocket()) throw new Error(`${path} is not a socket. Move it away.`);
  if (await isAnswered(path)) throw new Error(`Another process serves ${path}.`);
}

async function isAnswered(path: string): Promise<boolean> {
  try {
    const socket = await Bun.connect({ unix: path, socket: { data() {} } });
    socket.end();
    return true;
  } catch {
    return false;
  }
}

const reconnectMs = 200;

export function connectBus(path: string, clock: Clock): Bus {
  const listeners: Listeners = new Map();
  let socket: Socket<Peer> | undefined;
  let closed = false;
  let cancelRetry = () => {};

  const retry = () => {
    socket = undefined;
    if (!closed) cancelRetry = clock.after(reconnectMs, () => void connect());
  };
  const read = () => lineReader((line) => dispatch(listeners, line));
  const connect = async () => {
    try {
      await Bun.connect<Peer>({
        unix: path,
        data: { read: read(), outgoing: new Outgoing() },
        socket: {
          open(opened) {
            if (closed) opened.end();
            else socket = opened;
          },
          data: (from, chunk) => from.data.read(chunk),
          drain: (to) => to.data.outgoing.drain(to),
          close: retry,
          error: () => {},
        },
      });
    } catch {
      retry();
    }
  };
  void connect();

  return {
    publish(topic, text) {
      socket?.data.outgoing.write(socket, encodeLine({ topic, text }));
    },
    subscribe(topic, listener) {
      return addListener(listeners, topic, listener);
    },
    close() {
      closed = true;
      cancelRetry();
      socket?.end();
    },
  };
}
