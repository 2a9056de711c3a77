import type { MessageView } from "#wire/views.ts";
import type { MessageAct } from "#wire/message_rights.ts";
import { format } from "../text/format.ts";
import type { ChatActions } from "./chat_actions.ts";
import type { Editing, PageTexts } from "./chat_state.ts";
import { EditForm } from "./edit_form.tsx";
import { FoldedText } from "./folded_text.tsx";
import { MessageActions } from "./message_actions.tsx";
import { MessageText, writtenText } from "./message_text.tsx";
import { RowFrame } from "./row_frame.tsx";
import { whenChanged } from "./unchanged.ts";

export interface MessageRowProps {
  message: MessageView;
  startsRun: boolean;
  /** The actions for it. */
  acts: readonly MessageAct[];
  editing?: Editing;
  texts: PageTexts;
  locale: string;
  zone: string;
  act: ChatActions;
}

/** A stored message. */
export const MessageRow = whenChanged<MessageRowProps>((props) => {
  const { message, startsRun, acts, editing, texts, locale, zone, act } = props;
  const { senderId: id, senderName: name, senderRole: role } = message;
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
        acts.length > 0 &&
        !editing && <MessageActions messageId={message.id} acts={acts} texts={texts} act={act} />
      }
    >
      {editing ? (
        <EditForm content={message.content} editing={editing} texts={texts} act={act} />
      ) : message.removed ? (
        <RemovedMark message={message} texts={texts} />
      ) : (
        <FoldedText text={message.content} chat={texts.chat}>
          <MessageText text={message.content}>
            {message.editedAt && (
              <span class="text-xs text-muted">{` (${texts.chat.edited})`}</span>
            )}
          </MessageText>
        </FoldedText>
      )}
    </RowFrame>
  );
});

function RemovedMark({ message, texts }: { message: MessageView; texts: PageTexts }) {
  const { by, reason } = message.removed!;
  return (
    <p class={`max-w-[72ch] text-sm leading-6 text-muted italic ${writtenText}`}>
      {texts.chat.removed[by]}
      {reason && ` ${format(texts.chat.removedReason, { reason })}`}
    </p>
  );
}
