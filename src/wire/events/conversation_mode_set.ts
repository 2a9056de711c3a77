/** Who may write in the group has changed, until an end that nothing else announces. */
import { isFields } from "../fields.ts";
import type { GroupMode } from "../views.ts";
import type { ConversationEvent, EventKind } from "./event_kind.ts";

export type ConversationModeSet = ConversationEvent<
  "ConversationModeSet",
  /** Who has set it; without a mode, everyone may write. */
  { userId: string; mode?: GroupMode }
>;

export const conversationModeSet: EventKind<ConversationModeSet> = {
  keep: ({ userId, mode }) => ({ data: { ...mode, by: undefined, userId } }),
  namesPerson: true,
  restore({ data, meta, person }) {
    if (!isFields(data) || typeof data["userId"] !== "string") return undefined;
    const { userId, ...mode } = data;
    const by = person && { by: person.name };
    const payload = { userId, ...(mode["kind"] ? { mode: { ...mode, ...by } as GroupMode } : {}) };
    return { messageType: "ConversationModeSet", payload, meta };
  },
  effects: () => ({ relisted: true }),
  changeTimeline: (_timeline, { payload: { mode } }) => ({ mode }),
};
