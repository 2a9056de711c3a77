import { ButtonLink } from "../parts/button.tsx";
import { Words } from "../parts/words.tsx";
import { lateTexts } from "../text/chat_late.ts";
import type { ChatState } from "./chat_state.ts";

/** What will appear here, and how. */
export function NoGroups({ id, state }: { id?: string; state: ChatState }) {
  const { reader, locale, texts } = state;
  const late = lateTexts(locale);
  const isStaff = reader.role === "admin" || reader.office === "teacher";
  return (
    <div class="m-auto max-w-md space-y-3 p-6 text-center">
      <h2 id={id} class="text-title font-semibold">
        {texts.chat.noGroups}
      </h2>
      <p class="text-muted">
        <Words>{isStaff ? late.noGroupsStaff : late.noGroupsMember}</Words>
      </p>
      {isStaff && (
        <p class="pt-2">
          <ButtonLink href="/groups/create" look="primary">
            {late.createFirst}
          </ButtonLink>
        </p>
      )}
    </div>
  );
}
