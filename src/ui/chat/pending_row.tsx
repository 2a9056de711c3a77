import type { OutboxEntry } from "#sync/session_ports.ts";
import { hasFailed } from "#sync/outbox.ts";
import { Icon } from "../parts/icon.tsx";
import { Words } from "../parts/words.tsx";
import type { ChatActions } from "./chat_actions.ts";
import type { PageTexts, Reader } from "./chat_state.ts";
import { format } from "../text/format.ts";
import { FoldedText } from "./folded_text.tsx";
import { Failure } from "./later.tsx";
import { MessageText } from "./message_text.tsx";
import { RowFrame } from "./row_frame.tsx";
import { whenChanged } from "./unchanged.ts";

export interface PendingRowProps {
  entry: OutboxEntry;
  reader: Reader;
  startsRun: boolean;
  connected: boolean;
  /** Whether it outlives the page. */
  kept: boolean;
  nowMs: number;
  texts: PageTexts;
  locale: string;
  zone: string;
  act: ChatActions;
}

/** A message that the server has not stored yet. */
export const PendingRow = whenChanged<PendingRowProps>((props) => {
  const { entry, reader, startsRun, texts, locale, zone, act } = props;
  const failed = hasFailed(entry);
  return (
    <RowFrame
      sender={reader}
      sentAt={entry.createdAt}
      startsRun={startsRun}
      texts={texts}
      locale={locale}
      zone={zone}
    >
      <FoldedText id={entry.clientId} text={entry.content} chat={texts.chat}>
        <MessageText text={entry.content} chat={texts.chat} muted={!failed} />
      </FoldedText>
      {failed ? (
        <Failure entry={entry} texts={texts} locale={locale} act={act} />
      ) : (
        <p class="flex items-center gap-1 text-xs text-muted">
          <Icon of="Clock" class="size-3" />
          <Words>{progressText(props)}</Words>
        </p>
      )}
    </RowFrame>
  );
});

function progressText({ entry, connected, kept, nowMs, texts }: PendingRowProps): string {
  const { status } = entry;
  const { chat } = texts;
  if (!connected || status.kind === "queued") {
    return kept ? chat.waitingToSend : chat.unkept.waitingToSend;
  }
  if (status.kind !== "held") return chat.sending;
  const seconds = Math.max(1, Math.ceil((status.retryAtMs - nowMs) / 1_000));
  const reasons: Partial<Record<string, string>> = chat.held;
  const held = format(reasons[status.code] ?? chat.held.busy, { seconds });
  return kept ? held : `${held} ${chat.unkept.keepOpen}`;
}
