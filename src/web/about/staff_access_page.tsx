import type { IconName } from "#ui/parts/icons.ts";
import { Icon } from "#ui/parts/icon.tsx";
import { PageHeader } from "#ui/parts/page_header.tsx";
import type { Visit } from "../http/visit.ts";
import { AskFor, Chapter } from "./chapter.tsx";

interface Point {
  name: string;
  text: string;
}

const canIcons: IconName[] = ["Eye", "Trash2", "UserRound", "Users"];
const cannotIcons: IconName[] = ["EyeOff", "Pencil", "KeyRound", "X"];

/** What the code does today, in words for those whom it concerns. SECURITY.md says the same. */
export function StaffAccessPage({ identity, texts }: Pick<Visit, "identity" | "texts">) {
  const words = texts.about.staffPage;
  return (
    <>
      <PageHeader title={words.title} />
      <div class="max-w-3xl space-y-8">
        <p class="text-lg">{words.lead}</p>
        <Chapter title={words.reads}>
          <dl class="divide-y divide-line border-y border-line">
            {words.readers.map(({ name, text }) => (
              <div key={name} class="gap-4 py-2.5 sm:grid sm:grid-cols-[16rem_1fr]">
                <dt class="font-medium">{name}</dt>
                <dd class="text-muted sm:text-body">{text}</dd>
              </div>
            ))}
          </dl>
        </Chapter>
        <div class="grid gap-8 md:grid-cols-2">
          <Points title={words.can} points={words.cans} icons={canIcons} color="text-muted" />
          <Points
            title={words.cannot}
            points={words.cannots}
            icons={cannotIcons}
            color="text-success-text"
          />
        </div>
        <Chapter title={words.log}>
          <p>{words.logText}</p>
        </Chapter>
        <AskFor
          title={words.ask}
          text={identity.help ? words.askContact : words.askText}
          help={identity.help}
        />
      </div>
    </>
  );
}

interface PointsProps {
  title: string;
  points: Point[];
  icons: IconName[];
  color: string;
}

function Points({ title, points, icons, color }: PointsProps) {
  return (
    <Chapter title={title}>
      <ul class="space-y-3">
        {points.map(({ name, text }, index) => (
          <li key={name} class="flex gap-3">
            <span class={color}>
              <Icon of={icons[index] ?? "Eye"} class="mt-0.5 size-4" />
            </span>
            <p class="min-w-0">
              <strong class="font-semibold">{name}</strong> {text}
            </p>
          </li>
        ))}
      </ul>
    </Chapter>
  );
}
