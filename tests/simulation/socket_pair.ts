import type { SessionSocket, SocketEvents } from "#sync/session_ports.ts";
import type { FakeClock } from "./fake_clock.ts";

/** The server's end of a simulated socket. */
export interface ServerEnd {
  send(text: string): void;
  close(code: number): void;
}

export interface ServerEvents {
  received(text: string): void;
  closed(): void;
}

/** The behaviour of the network, decided anew each time. */
export interface Weather {
  /** One way, in milliseconds. */
  latencyMs(): number;
  /** Whether an attempt to connect fails. */
  refusesConnection(): boolean;
  /** Whether the connection breaks at this frame, which is then lost with all that follow. */
  breaks(): boolean;
  /** Whether the connection goes silent at this frame: it stays open, and nothing arrives. */
  stalls(): boolean;
}

/**
 * Connects a client to `accept` over a simulated connection: frames arrive late, in order, and not
 * at all once it has broken or stalled. A stalled one looks open to both ends.
 */
export function connectPair(
  clock: FakeClock,
  weather: Weather,
  ends: { client: SocketEvents; accept: (end: ServerEnd) => ServerEvents },
): SessionSocket {
  let open = true;
  let stalled = false;
  let server: ServerEvents | undefined;
  const arrival = { up: clock.now(), down: clock.now() };
  const end = (code: number) => {
    if (!open) return;
    open = false;
    server?.closed();
    clock.after(weather.latencyMs(), () => ends.client.closed(code));
  };
  const carry = (way: "up" | "down", deliver: () => void) => {
    if (!open || stalled) return;
    if (weather.breaks()) return end(1006);
    if (weather.stalls()) stalled = true;
    if (stalled) return undefined;
    arrival[way] = Math.max(arrival[way], clock.now() + weather.latencyMs());
    return void clock.after(arrival[way] - clock.now(), () => {
      if (open && !stalled) deliver();
    });
  };
  clock.after(weather.latencyMs(), () => {
    if (!open) return;
    if (weather.refusesConnection()) return end(1006);
    server = ends.accept({
      send: (text) => carry("down", () => ends.client.received(text)),
      // Frames sent before the close arrive before it.
      close: (code) => carry("down", () => end(code)),
    });
    ends.client.opened();
  });
  return {
    send: (text) => carry("up", () => server?.received(text)),
    close: () => {
      open = false;
      server?.closed();
    },
  };
}
