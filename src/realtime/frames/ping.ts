/** Asks whether the server is alive. Any socket may send it, even before identifying itself. */
import type { Ping } from "#wire/client_frames.ts";
import type { FrameKind } from "./frame_kind.ts";

export const ping: FrameKind<Ping> = {
  handle({ services }, connection) {
    const timestamp = new Date(services.clock.now()).toISOString();
    connection.send({ messageType: "Pong", payload: {}, meta: { timestamp } });
  },
};
