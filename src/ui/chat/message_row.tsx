import type { MessageView } from "#wire/views.ts";
import type { MessageAct } from "#wire/message_rights.ts";
import { Icon } from "../parts/icon.tsx";
import { Words } from "../parts/words.tsx";
import { format } from "../text/format.ts";
import { hourText, momentText } from "../text/time_text.ts";
import type { ChatActions } from "./chat_actions.ts";
import type { Editing, PageTexts } from "./chat_state.ts";
import { FoldedText } from "./folded_text.tsx";
import { EditForm } from "./later.tsx";
import { MessageActions } from "./message_actions.tsx";
import { measure, MessageText } from "./message_text.tsx";
import { type OfferedAct, offeredActs } from "./offered_acts.ts";
import { RowFrame } from "./row_frame.tsx";
import { RowShell } from "./row_shell.tsx";
import { whenChanged } from "./unchanged.ts";

export interface MessageRowProps {
  /** The same before and after it was stored. */
  rowKey: string;
  message: MessageView;
  startsRun: boolean;
  /** Whether the page offers actions at all. */
  live: boolean;
  /** The actions for it, beside copying its text. */
  acts: readonly MessageAct[];
  editing?: Editing;
  texts: PageTexts;
  locale: string;
  zone: string;
  act: ChatActions;
}

/** A stored message. */
export const MessageRow = whenChanged<MessageRowProps>((props) => {
  const { rowKey, message, startsRun, live, editing, texts, locale, zone, act } = props;
  const { senderId: id, senderName: name, senderRole: role } = message;
  const offered = live && !editing ? offeredActs(props) : [];
  const note = noteOf(message, props);
  if (message.removed) return <RemovedRow {...props} offered={offered} />;
  return (
    <RowFrame
      seq={message.seq}
      sender={{ id, name, role }}
      sentAt={message.sentAt}
      startsRun={startsRun}
      texts={texts}
      locale={locale}
      zone={zone}
      actions={
        offered.length > 0 && <MessageActions label={texts.chat.messageActions} offered={offered} />
      }
    >
      {editing ? (
        <EditForm
          content={message.content}
          editing={editing}
          texts={texts}
          locale={locale}
          act={act}
        />
      ) : (
        <FoldedText id={rowKey} text={message.content} chat={texts.chat}>
          <MessageText text={message.content} chat={texts.chat}>
            {note && <span class="text-xs text-muted">{` (${note})`}</span>}
          </MessageText>
        </FoldedText>
      )}
    </RowFrame>
  );
});

/** What happened to its text; empty if nothing has. */
function noteOf(
  { editedAt, redacted, writtenAt }: MessageView,
  { texts: { chat }, locale, zone }: MessageRowProps,
): string {
  const notes = editedAt ? [chat.edited] : [];
  if (writtenAt) notes.push(`${chat.written} ${momentText(writtenAt, { locale, zone })}`);
  if (redacted) notes.push(chat.redacted);
  if (redacted?.reason) notes.push(redacted.reason);
  return notes.join(", ");
}

type RemovedRowProps = MessageRowProps & { offered: readonly OfferedAct[] };

/** A note in the place of a removed message: whose it was, who removed it and why. */
function RemovedRow({ message, offered, texts, locale, zone }: RemovedRowProps) {
  const { seq, senderName, sentAt, removed } = message;
  const { chat } = texts;
  const { by, reason } = removed!;
  const note = format(chat.removed[by], { name: senderName || chat.deletedUser });
  return (
    <RowShell seq={seq} startsRun>
      <div class="flex w-9 shrink-0 justify-center pt-0.5 text-muted">
        <Icon of="Trash2" />
      </div>
      <p class={`${measure} min-w-0 text-sm text-muted written-text`}>
        <span data-text="">
          <Words>{reason ? `${note} ${format(chat.removedReason, { reason })}` : note}</Words>
        </span>{" "}
        <time
          dateTime={sentAt}
          title={momentText(sentAt, { locale, zone })}
          class="text-xs whitespace-nowrap even-digits select-none"
        >
          <Words>{hourText(sentAt, { locale, zone })}</Words>
        </time>
        {offered.map(({ name, label, run }) => (
          <button
            key={name}
            type="button"
            onClick={run}
            class="ms-2 min-h-6 cursor-pointer text-primary-text underline underline-offset-2 select-none print:hidden"
          >
            {label}
          </button>
        ))}
      </p>
    </RowShell>
  );
}
