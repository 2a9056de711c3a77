import { Button } from "../parts/button.tsx";
import { Words } from "../parts/words.tsx";
import { lateTexts } from "../text/chat_late.ts";
import type { ChatActions } from "./chat_actions.ts";
import type { ChatState } from "./chat_state.ts";
import { maySignIn } from "./may_sign_in.ts";

/** Why the group of the address cannot be shown. */
export function MissingGroup({ state, act }: { state: ChatState; act: ChatActions }) {
  const { connection, locale, pageProblem, texts } = state;
  const late = lateTexts(locale);
  // The way back is above it.
  if (connection.kind === "signed_out") {
    const text = maySignIn(connection.reason)
      ? late.pageSignedOut
      : late.signedOut[connection.reason];
    return <p class="m-auto max-w-md p-6 text-center text-muted">{text}</p>;
  }
  if (!pageProblem) return null;
  return (
    <div role="alert" class="m-auto max-w-md space-y-4 p-6 text-center">
      <p class="text-muted">
        <Words>{late.pageProblems[pageProblem]}</Words>
      </p>
      {pageProblem !== "not_found" && (
        <Button type="button" onClick={() => act.fetchAgain()}>
          {texts.chat.tryAgain}
        </Button>
      )}
    </div>
  );
}
