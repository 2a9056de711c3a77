import type { OutboxEntry } from "#sync/session_ports.ts";
import { hasFailed } from "#sync/outbox.ts";
import { Icon } from "../parts/icon.tsx";
import { Words } from "../parts/words.tsx";
import type { ChatActions } from "./chat_actions.ts";
import type { PageTexts, Reader } from "./chat_state.ts";
import { format } from "../text/format.ts";
import { FoldedText } from "./folded_text.tsx";
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
        <Failure entry={entry} texts={texts} act={act} />
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

/** Says why it was not sent, and what its author can do. */
export function Failure({ entry, texts, act }: Pick<PendingRowProps, "entry" | "texts" | "act">) {
  const { chat } = texts;
  const { status, clientId } = entry;
  if (status.kind !== "failed") return null;
  const reasons: Partial<Record<string, string>> = chat.failed;
  const link =
    "inline-flex min-h-6 cursor-pointer items-center gap-1 font-medium underline underline-offset-2";
  return (
    <p role="alert" class="flex flex-wrap items-center gap-x-3 text-sm text-danger-text">
      <span>
        <Words>{`${chat.notSent} ${reasons[status.code] ?? chat.failed.other}`}</Words>
      </span>
      {status.retry && (
        <button type="button" class={link} onClick={() => act.retry(clientId)}>
          <Icon of="RotateCw" class="size-3.5" />
          {chat.retry}
        </button>
      )}
      <button type="button" class={link} onClick={() => act.discard(clientId)}>
        <Icon of="Trash2" class="size-3.5" />
        {chat.discard}
      </button>
    </p>
  );
}
