/**
 * The bus of one machine: a hub on a Unix socket, and a client for each process. A client that
 * has no hub drops what it is given and looks for the hub again; nothing waits for it.
 */
import { chmodSync, rmSync } from "node:fs";
import type { Socket } from "bun";
import type { Clock } from "#kit/clock.ts";
import type { Bus } from "./bus.ts";
import { encodeLine, lineReader } from "./lines.ts";
import { addListener } from "./local.ts";

interface Peer {
  read: (chunk: Uint8Array) => void;
}

export interface Hub {
  close(): void;
}

/** Hands every line to everybody else. Replaces a socket file that an earlier hub has left. */
export function listenHub(path: string): Hub {
  rmSync(path, { force: true });
  const peers = new Set<Socket<Peer>>();
  const server = Bun.listen<Peer>({
    unix: path,
    socket: {
      open(socket) {
        peers.add(socket);
        socket.data = {
          read: lineReader((line) => {
            for (const peer of peers) if (peer !== socket) peer.write(encodeLine(line));
          }),
        };
      },
      data: (socket, chunk) => socket.data.read(chunk),
      close: (socket) => void peers.delete(socket),
      error: (socket) => void peers.delete(socket),
    },
  });
  chmodSync(path, 0o600);
  return {
    close() {
      server.stop(true);
      rmSync(path, { force: true });
    },
  };
}

const reconnectMs = 200;

export function connectBus(path: string, clock: Clock): Bus {
  const listeners = new Map<string, Set<(text: string) => void>>();
  let socket: Socket<Peer> | undefined;
  let closed = false;
  let cancelRetry = () => {};

  const retry = () => {
    socket = undefined;
    if (!closed) cancelRetry = clock.after(reconnectMs, () => void connect());
  };
  const read = () =>
    lineReader(({ topic, text }) => {
      for (const listener of listeners.get(topic) ?? []) listener(text);
    });
  const connect = async () => {
    try {
      await Bun.connect<Peer>({
        unix: path,
        data: { read: read() },
        socket: {
          open(opened) {
            if (closed) opened.end();
            else socket = opened;
          },
          data: (from, chunk) => from.data.read(chunk),
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
      socket?.write(encodeLine({ topic, text }));
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
