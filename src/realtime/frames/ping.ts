/** Asks whether the server is there. Any socket may, also before it has said whose it is. */
import type { Ping } from "#wire/client_frames.ts";
import type { FrameKind } from "./frame_kind.ts";

export const ping: FrameKind<Ping> = {
  handle({ services }, connection) {
    const timestamp = new Date(services.clock.now()).toISOString();
    connection.send({ messageType: "Pong", payload: {}, meta: { timestamp } });
  },
};
