import type { MessageAct } from "#wire/message_rights.ts";
import { Icon, type IconProps } from "../parts/icon.tsx";
import type { ChatActions } from "./chat_actions.ts";
import type { PageTexts } from "./chat_state.ts";

interface MessageActionsProps {
  messageId: string;
  acts: readonly MessageAct[];
  texts: PageTexts;
  act: ChatActions;
}

/** The actions for a message; shown on hover, on focus, and after a tap on the message. */
export function MessageActions({ messageId, acts, texts, act }: MessageActionsProps) {
  const { chat } = texts;
  return (
    <div
      role="group"
      aria-label={chat.messageActions}
      class="absolute -top-3 right-4 z-10 flex rounded border border-line pointer-events-none bg-raised opacity-0 shadow group-focus-within:pointer-events-auto group-focus-within:opacity-100 group-hover:pointer-events-auto group-hover:opacity-100"
    >
      {acts.includes("edit") && (
        <ActionButton icon="Pencil" label={chat.edit} onClick={() => act.startEdit(messageId)} />
      )}
      {acts.includes("take_back") && (
        <ActionButton
          icon="Trash2"
          label={chat.delete}
          onClick={() => act.ask({ kind: "delete", messageId, busy: false })}
        />
      )}
      {acts.includes("moderate") && (
        <ActionButton
          icon="Trash2"
          label={chat.remove}
          onClick={() => act.ask({ kind: "remove", messageId, busy: false })}
        />
      )}
      {acts.includes("read_removed") && (
        <ActionButton
          icon="Eye"
          label={chat.seeRemoved}
          onClick={() => act.ask({ kind: "removed_content", messageId })}
        />
      )}
    </div>
  );
}

interface ActionButtonProps {
  icon: IconProps["of"];
  label: string;
  onClick: () => void;
}

function ActionButton({ icon, label, onClick }: ActionButtonProps) {
  return (
    <button
      type="button"
      title={label}
      onClick={onClick}
      class="flex size-8 cursor-pointer items-center justify-center text-muted hover:bg-sunken hover:text-body pointer-coarse:size-11"
    >
      <Icon of={icon} />
      <span class="sr-only">{label}</span>
    </button>
  );
}
