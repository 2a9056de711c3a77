import type { ComponentChildren } from "preact";
import { PersonLink } from "../parts/person_link.tsx";
import { Words } from "../parts/words.tsx";
import type { ChatState, OpenConversation } from "./chat_state.ts";

interface TypingLineProps {
  state: ChatState;
  current: OpenConversation;
}

/** Who is writing now. */
export function TypingLine({ state: { texts, nowMs }, current }: TypingLineProps) {
  const { chat } = texts;
  const [one, two, more] = current.typing.filter(({ untilMs }) => untilMs > nowMs);
  return (
    <p class="mx-auto h-6 w-full max-w-220 truncate px-4 pt-0.5 text-xs leading-5 text-muted sm:ps-18 sm:pe-6">
      {more ? (
        <Words>{chat.typingMany}</Words>
      ) : one ? (
        filled(two ? chat.typingTwo : chat.typingOne, { name: one, other: two ?? one })
      ) : null}
    </p>
  );
}

type Typist = OpenConversation["typing"][number];

/**
 * A text with links in its places. They come and go by themselves, so they are no stops of the Tab
 * key on the way to the composer.
 */
function filled(template: string, people: Record<string, Typist>): ComponentChildren {
  const key = template + Object.values(people).map(({ name }) => name);
  return (
    <span key={key}>
      {template.split(/\{(\w+)\}/).map((part, index) => {
        const person = index % 2 === 1 ? people[part] : undefined;
        if (!person) return part;
        return (
          <PersonLink key={index} id={person.userId} isStop={false}>
            {person.name}
          </PersonLink>
        );
      })}
    </span>
  );
}
