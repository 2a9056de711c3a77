/** The group has a new name or description. */
import { isFields } from "../fields.ts";
import type { ConversationEvent, EventKind } from "./event_kind.ts";

export type ConversationChanged = ConversationEvent<
  "ConversationChanged",
  { name: string; description: string }
>;

export const conversationChanged: EventKind<ConversationChanged> = {
  keep: (payload) => ({ data: payload }),
  restore({ data, meta }) {
    if (!isFields(data)) return undefined;
    const { name, description } = data;
    if (typeof name !== "string" || typeof description !== "string") return undefined;
    return { messageType: "ConversationChanged", payload: { name, description }, meta };
  },
  effects: () => ({ relisted: true }),
  changeTimeline: (_timeline, { payload: { name, description } }) => ({ name, description }),
  changeList: (listed, { payload: { name } }) => ({ ...listed, name }),
};
