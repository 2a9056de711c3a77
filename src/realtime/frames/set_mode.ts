/** Sets who may write in a group; everyone there gets the event. */
import { setMode as setGroupMode } from "#core/groups/modes.ts";
import type { SetMode } from "#wire/client_frames.ts";
import { fromSender } from "./frame_kind.ts";

export const setMode = fromSender<SetMode>(({ context }, { meta, payload }) =>
  setGroupMode(context, meta.conversationId, { ...payload, holdFor: payload.for }),
);
