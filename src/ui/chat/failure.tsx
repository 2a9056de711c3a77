import type { OutboxEntry } from "#sync/session_ports.ts";
import { Icon } from "../parts/icon.tsx";
import { Words } from "../parts/words.tsx";
import { lateTexts } from "../text/chat_late.ts";
import type { ChatActions } from "./chat_actions.ts";
import type { PageTexts } from "./chat_state.ts";

interface FailureProps {
  entry: OutboxEntry;
  texts: PageTexts;
  locale: string;
  act: ChatActions;
}

/** Says why it was not sent, and what its author can do. */
export function Failure({ entry, texts, locale, act }: FailureProps) {
  const { failed, retry, discard } = lateTexts(locale);
  const { status, clientId } = entry;
  if (status.kind !== "failed") return null;
  const reasons: Partial<Record<string, string>> = failed;
  const link =
    "inline-flex min-h-6 cursor-pointer items-center gap-1 font-medium underline underline-offset-2";
  return (
    <p role="alert" class="flex flex-wrap items-center gap-x-3 text-sm text-danger-text">
      <span>
        <Words>{`${texts.chat.notSent} ${reasons[status.code] ?? failed.other}`}</Words>
      </span>
      {status.retry && (
        <button type="button" class={link} onClick={() => act.retry(clientId)}>
          <Icon of="RotateCw" class="size-3.5" />
          {retry}
        </button>
      )}
      <button type="button" class={link} onClick={() => act.discard(clientId)}>
        <Icon of="Trash2" class="size-3.5" />
        {discard}
      </button>
    </p>
  );
}
