import type { ConversationView } from "#wire/views.ts";
import { CourseDot } from "../parts/course_dot.tsx";
import { CutName } from "../parts/cut_name.tsx";
import { Guard } from "../parts/guard.tsx";
import { Icon } from "../parts/icon.tsx";
import { Words } from "../parts/words.tsx";
import { lateTexts } from "../text/chat_late.ts";
import { format } from "../text/format.ts";
import type { ChatActions } from "./chat_actions.ts";
import type { ChatState } from "./chat_state.ts";
import { type EarlierRound, earlierRoundsOf } from "./rounds_of.ts";
import { ListEntry } from "./list_entry.tsx";

interface RoundsProps {
  conversations: readonly ConversationView[];
  state: ChatState;
  act: ChatActions;
}

/**
 * The groups of earlier rounds, by set and round. Members have one in each and see it at once; staff have
 * many, so that their rounds are folded.
 */
export function EarlierRounds({ conversations, state, act }: RoundsProps) {
  return (
    <>
      {earlierRoundsOf(conversations).map((round, index) => (
        <Round key={round.key} id={`round-${index}`} round={round} state={state} act={act} />
      ))}
    </>
  );
}

interface RoundProps extends Omit<RoundsProps, "conversations"> {
  id: string;
  round: EarlierRound;
}

function Round({ id, round: { chapter, course, groups }, state, act }: RoundProps) {
  const title = format(lateTexts(state.locale).chapter, { ...chapter });
  const heading = (
    <>
      <CourseDot colour={course?.colour} />
      <CutName name={title} />
    </>
  );
  const list = (
    <ul aria-labelledby={id} class="lg:space-y-px">
      {groups.map((group) => (
        <li key={group.id}>
          <Guard of={state} instead={<a href={`/chat/${group.id}`}>{group.name}</a>}>
            <ListEntry conversation={group} state={state} act={act} />
          </Guard>
        </li>
      ))}
    </ul>
  );
  if (groups.length === 1) {
    return (
      <div class="pb-1">
        <p id={id} class="flex items-center gap-1.5 px-2 py-1 text-xs text-muted">
          {heading}
        </p>
        {list}
      </div>
    );
  }
  return (
    <details>
      <summary class="flex min-h-11 cursor-pointer list-none items-center gap-1.5 rounded px-2 text-xs text-muted hover:bg-pane-hover lg:min-h-8">
        <Icon of="ChevronDown" class="size-3.5 [details:not([open])>summary>&]:-rotate-90" />
        <span id={id} class="flex min-w-0 items-center gap-1.5">
          {heading}
        </span>
        <span>
          <Words>{String(groups.length)}</Words>
        </span>
      </summary>
      {list}
    </details>
  );
}
