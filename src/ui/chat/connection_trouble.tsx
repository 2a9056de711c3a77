import { Icon } from "../parts/icon.tsx";
import { Words } from "../parts/words.tsx";
import { lateTexts } from "../text/chat_late.ts";
import type { ChatActions } from "./chat_actions.ts";
import type { ChatState } from "./chat_state.ts";
import { maySignIn } from "./may_sign_in.ts";

interface TroubleProps {
  state: ChatState;
  act: ChatActions;
}

/**
 * Says what is wrong with the connection and what happens to messages meanwhile, or that the screen
 * is out of date although the connection works.
 */
export function ConnectionTrouble({ state, act }: TroubleProps) {
  const { connection, currentId, locale, texts } = state;
  const troubled = bannerText(state);
  const stale = troubled === undefined && isStale(state);
  const text = stale ? texts.chat.newestFailed : troubled;
  const action = "inline-flex min-h-6 cursor-pointer items-center gap-1 font-semibold underline";
  if (!text) return null;
  return (
    <div class="flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-line bg-warning-soft px-4 py-2 text-sm text-warning-text sm:px-6">
      <Icon of="CloudOff" />
      <span class="min-w-48 flex-1">
        <Words>{text}</Words>
      </span>
      {connection.kind === "waiting" && (
        <button type="button" class={action} onClick={() => act.reconnect()}>
          <Icon of="RefreshCw" class="size-3.5" />
          {lateTexts(locale).tryNow}
        </button>
      )}
      {stale && (
        <button type="button" class={action} onClick={() => act.fetchAgain()}>
          <Icon of="RefreshCw" class="size-3.5" />
          {texts.chat.tryAgain}
        </button>
      )}
      {connection.kind === "signed_out" && maySignIn(connection.reason) && (
        <a
          class={action}
          href={`/auth/login?next=${currentId === undefined ? "/conversations" : `/chat/${currentId}`}`}
        >
          <Icon of="LogIn" class="size-3.5" />
          {lateTexts(locale).signInAgain}
        </a>
      )}
    </div>
  );
}

/** Without a conversation, the problem is shown in its place. */
function isStale({ current, pageProblem }: ChatState): boolean {
  return current?.phase === "ready" && pageProblem !== undefined;
}

/** The first moments of the first connection need no message. */
function bannerText(state: ChatState): string | undefined {
  const { connection, keepsUnsent, locale, reader } = state;
  const late = lateTexts(locale);
  const words = keepsUnsent ? late : late.unkept;
  switch (connection.kind) {
    case "waiting":
      return words.waiting;
    case "connecting":
      return connection.attempt > 0 ? words.connecting : undefined;
    case "offline":
      return words.offline;
    case "signed_out":
      if (connection.reason === "expired" && reader.role === "guest") return late.guestEnded;
      return late.signedOut[connection.reason];
    default:
      return undefined;
  }
}
