import { LogoMark } from "../parts/logo_mark.tsx";
import type { ChatState } from "./chat_state.ts";
import { FirstSteps, NoGroups } from "./later.tsx";

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
