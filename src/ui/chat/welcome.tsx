import { ButtonLink } from "../parts/button.tsx";
import { LogoMark } from "../parts/logo_mark.tsx";
import { Words } from "../parts/words.tsx";
import type { ChatState } from "./chat_state.ts";
import { FirstSteps } from "./later.tsx";

/** Beside the list while no group is open. */
export function Welcome({ state }: { state: ChatState }) {
  const { conversations, steps, texts } = state;
  const { chat } = texts;
  if (steps) {
    return (
      <div class="mx-auto w-full max-w-190 px-4 py-8 lg:px-6 lg:py-14">
        <FirstSteps {...steps} />
      </div>
    );
  }
  if (conversations.length === 0) return <NoGroups id="welcome" state={state} />;
  return (
    <div class="m-auto max-w-md space-y-3 p-6 text-center">
      <p class="flex justify-center">
        <LogoMark class="size-12" />
      </p>
      <h2 id="welcome" class="text-title font-semibold">
        {chat.welcome}
      </h2>
      <StaffSee state={state} class="text-muted" />
    </div>
  );
}

/** What staff are told of their view. */
export function StaffSee({ state, class: look }: { state: ChatState; class: string }) {
  const { reader, texts } = state;
  if (reader.role === "admin") return <p class={look}>{texts.chat.staffSee}</p>;
  return reader.office ? <p class={look}>{texts.chat.courseStaffSee}</p> : null;
}

/** What will appear here, and how. */
export function NoGroups({ id, state }: { id?: string; state: ChatState }) {
  const { reader, texts } = state;
  const { chat } = texts;
  const isStaff = reader.role === "admin" || reader.office === "teacher";
  return (
    <div class="m-auto max-w-md space-y-3 p-6 text-center">
      <h2 id={id} class="text-title font-semibold">
        {chat.noGroups}
      </h2>
      <p class="text-muted">
        <Words>{isStaff ? chat.noGroupsStaff : chat.noGroupsMember}</Words>
      </p>
      {isStaff && (
        <p class="pt-2">
          <ButtonLink href="/groups/create" look="primary">
            {chat.createFirst}
          </ButtonLink>
        </p>
      )}
    </div>
  );
}
