import type { IconName } from "#ui/parts/icons.ts";
import { Icon } from "#ui/parts/icon.tsx";
import { PageHeader } from "#ui/parts/page_header.tsx";
import type { Visit } from "../http/visit.ts";
import type { WhoLooked } from "#core/audit/who_looked.ts";
import { plural } from "#ui/text/format.ts";
import { Checkpoint, type ShownCheckpoint } from "../audit/checkpoint.tsx";
import { LookList } from "../looks/look_list.tsx";
import { AskFor, Chapter } from "./chapter.tsx";

interface Point {
  name: string;
  text: string;
}

const canIcons: IconName[] = [
  "Eye",
  "Trash2",
  "UserRound",
  "Users",
  "Pencil",
  "Clock",
  "ShieldCheck",
];
const cannotIcons: IconName[] = ["EyeOff", "Pencil", "KeyRound", "X"];

interface StaffAccessProps extends Pick<Visit, "identity" | "locale" | "texts"> {
  /** Of the reader's groups; undefined before signing in. */
  looked?: WhoLooked | undefined;
  checkpoint?: ShownCheckpoint | undefined;
}

/** What the code does today, in words for those whom it concerns. SECURITY.md says the same. */
export function StaffAccessPage({ identity, checkpoint, locale, looked, texts }: StaffAccessProps) {
  const words = texts.about.staffPage;
  return (
    <>
      <PageHeader title={words.title} />
      <div class="max-w-3xl space-y-8">
        <p class="text-lg">{words.lead}</p>
        {looked && <Looked looked={looked} locale={locale} texts={texts} />}
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
        <Chapter title={words.kept}>
          <ul class="list-disc space-y-2 pl-5">
            {words.keptList.map((kept) => (
              <li key={kept}>{kept}</li>
            ))}
          </ul>
        </Chapter>
        <Chapter title={words.late}>
          <p>{words.lateText}</p>
        </Chapter>
        <Chapter title={words.log}>
          <p>{words.logText}</p>
        </Chapter>
        {checkpoint && <Checkpoint checkpoint={checkpoint} locale={locale} texts={texts} />}
        <AskFor
          title={words.ask}
          text={identity.help ? words.askContact : words.askText}
          help={identity.help}
        />
      </div>
    </>
  );
}

type LookedProps = Required<Pick<StaffAccessProps, "locale" | "looked" | "texts">>;

function Looked({ looked, locale, texts: { looks: words }, texts }: LookedProps) {
  if (!looked) return null;
  const { looks, total } = looked;
  return (
    <Chapter title={words.own}>
      {total === 0 ? (
        <p>{words.noneOwn}</p>
      ) : (
        <LookList looks={looks} several locale={locale} texts={texts} />
      )}
      {total > looks.length && (
        <p>
          <a href="/looks" class="text-primary-text underline hover:no-underline">
            {plural(locale, words.all, total)}
          </a>
        </p>
      )}
    </Chapter>
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
