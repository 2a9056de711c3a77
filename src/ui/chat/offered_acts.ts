import type { MessageAct } from "#wire/message_rights.ts";
import type { MessageView } from "#wire/views.ts";
import type { IconProps } from "../parts/icon.tsx";
import { messageKeys } from "../shortcut_keys.ts";
import type { ChatActions } from "./chat_actions.ts";
import type { PageTexts } from "./chat_state.ts";
import { copyText } from "./copy_text.ts";

/** What a reader can do with a message, as toolbar, sheet and keys offer it. */
export interface OfferedAct {
  name: "copy" | MessageAct;
  label: string;
  icon: IconProps["of"];
  /** Works while the message has the focus. */
  key: string;
  danger?: true;
  run: () => void;
}

interface OfferInput {
  message: Pick<MessageView, "id" | "content" | "conversationId" | "removed">;
  acts: readonly MessageAct[];
  texts: PageTexts;
  act: ChatActions;
}

export function offeredActs({ message, acts, texts: { chat }, act }: OfferInput): OfferedAct[] {
  const messageId = message.id;
  const all: Record<MessageAct, Omit<OfferedAct, "name">> = {
    edit: {
      label: chat.edit,
      icon: "Pencil",
      key: messageKeys.edit,
      run: () => act.startEdit(messageId),
    },
    take_back: {
      label: chat.delete,
      icon: "Trash2",
      key: messageKeys.remove,
      danger: true,
      run: () => act.ask({ kind: "delete", messageId, busy: false }),
    },
    report: {
      label: chat.report,
      icon: "TriangleAlert",
      key: messageKeys.report,
      run: () =>
        location.assign(`/conversations/${message.conversationId}/messages/${messageId}/report`),
    },
    moderate: {
      label: chat.remove,
      icon: "Trash2",
      key: messageKeys.remove,
      danger: true,
      run: () => act.ask({ kind: "remove", messageId, busy: false }),
    },
    read_removed: {
      label: chat.seeRemoved,
      icon: "Eye",
      key: messageKeys.original,
      run: () => act.ask({ kind: "removed_content", messageId }),
    },
    details: {
      label: chat.messageDetails,
      icon: "Info",
      key: messageKeys.details,
      run: () => act.showMessage(messageId),
    },
  };
  const copy: OfferedAct = {
    name: "copy",
    label: chat.copyText,
    icon: "Copy",
    key: messageKeys.copy,
    run: () =>
      void copyText(message.content).then((done) =>
        act.announce(done ? chat.copied : chat.notDone),
      ),
  };
  const offered = acts.map((name): OfferedAct => ({ name, ...all[name] }));
  return message.removed ? offered : [copy, ...offered];
}
