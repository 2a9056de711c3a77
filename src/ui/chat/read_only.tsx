import type { ChapterView } from "#wire/views.ts";
import type { ComponentChildren } from "preact";
import { Words } from "../parts/words.tsx";
import type { ChatLateTexts } from "../text/chat_late.en.ts";
import { lateTexts } from "../text/chat_late.ts";
import { format } from "../text/format.ts";
import type { ChatState, OpenConversation } from "./chat_state.ts";

interface ReadOnlyProps {
  state: ChatState;
  current: OpenConversation;
  /** The text that was being written when writing ended, so that it can be copied. */
  unsent: string;
}

/** In the place of the message field: why the reader cannot write here. */
export function ReadOnly({ state, current, unsent }: ReadOnlyProps) {
  const late = lateTexts(state.locale);
  const { chapter } = state.conversations.find(({ id }) => id === current.timeline.id) ?? {};
  const reason = reasonOf(state, current, chapter);
  return (
    <NotWritable unsent={unsent} late={late}>
      <p>
        <Words>{format(late.readOnly[reason], { ...chapter })}</Words>
      </p>
    </NotWritable>
  );
}

interface NotWritableProps {
  unsent: string;
  late: ChatLateTexts;
  children: ComponentChildren;
}

/** Words in the place of the message field, with what was typed there. */
export function NotWritable({ unsent, late, children }: NotWritableProps) {
  return (
    <div role="status" class="mx-auto w-full max-w-220 px-4 text-sm text-muted sm:px-6 sm:pb-2">
      <div class="space-y-2 rounded bg-sunken px-4 py-3">
        {children}
        {unsent && (
          <div class="max-h-40 overflow-y-auto" tabIndex={0} role="region" aria-label={late.unsent}>
            <p class="font-medium">{late.unsent}</p>
            <p dir="auto" class="text-body written-text">
              {unsent}
            </p>
          </div>
        )}
      </div>
    </div>
  );
}

function reasonOf(
  { connection }: ChatState,
  { timeline, phase }: OpenConversation,
  chapter: ChapterView | undefined,
) {
  if (timeline.deleted) return "deleted";
  if (phase === "closed") return "closed";
  if (connection.kind === "signed_out") return "signedOut";
  return chapter ? "chapter" : "archived";
}
