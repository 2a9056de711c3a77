import { Icon } from "#ui/parts/icon.tsx";
import type { IconName } from "#ui/parts/icons.ts";
import { plural } from "#ui/text/format.ts";
import type { PreviewProps } from "./preview_props.ts";

type Props = Pick<PreviewProps, "whole" | "preview" | "path" | "locale" | "texts">;

/** Which list it is, and how it was read. */
export function ListCard({ whole, preview, path, locale, texts: { roster } }: Props) {
  const { origin, rows, separator, encoding } = preview;
  const read = [
    roster.origins[origin],
    plural(locale, roster.rows, rows),
    ...(origin === "addresses" ? [] : [roster.separators[separator]]),
    encoding,
  ];
  return (
    <div class="space-y-2 rounded border border-line bg-raised p-3 text-sm">
      <p class="font-semibold wrap-anywhere text-body">{whole.import.title || roster.pasted}</p>
      <p class="text-xs text-muted">{read.join(", ")}</p>
      <p class="flex flex-wrap gap-x-4 text-xs">
        <a
          href={`/courses/${encodeURIComponent(whole.course.id)}/roster`}
          class="py-1 text-primary-text underline underline-offset-2"
        >
          {roster.otherList}
        </a>
        <a href={`${path}/result.csv`} class="py-1 text-primary-text underline underline-offset-2">
          {roster.download}
        </a>
      </p>
    </div>
  );
}

/** The parts of the preview with their sizes; those that are empty are left out. */
export function PartsNav({ preview, texts: { roster } }: Props) {
  const { changes, typos, unusable, missing } = preview.plan;
  const count = (kind: string) => changes.filter((one) => one.kind === kind).length;
  const sections: { title: string; parts: Part[] }[] = [
    {
      title: roster.decide,
      parts: [
        { id: "typos", title: roster.typoTitle, icon: "CircleQuestionMark", count: typos.length },
        {
          id: "unusable",
          title: roster.unusableTitle,
          icon: "TriangleAlert",
          count: unusable.length,
        },
        { id: "missing", title: roster.missingTitle, icon: "EyeOff", count: missing.length },
      ],
    },
    {
      title: roster.happens,
      parts: [
        { id: "new", title: roster.newTitle, icon: "Plus", count: count("new") },
        { id: "account", title: roster.accountTitle, icon: "UserCheck", count: count("account") },
        { id: "change", title: roster.changeTitle, icon: "ArrowRight", count: count("change") },
        { id: "leave", title: roster.leaves, icon: "UserMinus", count: count("leave") },
      ],
    },
    {
      title: roster.noChange,
      parts: [{ id: "same", title: roster.sameTitle, icon: "Check", count: count("same") }],
    },
  ];
  return (
    <nav aria-label={roster.parts} class="space-y-3">
      {sections.map(({ title, parts }) => {
        const shown = parts.filter((part) => part.count > 0);
        if (shown.length === 0) return null;
        return (
          <div key={title}>
            <h2 class="px-2 text-xs font-medium text-muted">{title}</h2>
            <ul>
              {shown.map((part) => (
                <PartLink key={part.id} part={part} />
              ))}
            </ul>
          </div>
        );
      })}
    </nav>
  );
}

interface Part {
  id: string;
  title: string;
  icon: IconName;
  count: number;
}

function PartLink({ part: { id, title, icon, count } }: { part: Part }) {
  return (
    <li>
      <a
        href={`#${id}`}
        class="flex min-h-10 items-center gap-2 rounded px-2 text-sm text-body hover:bg-hover"
      >
        <Icon of={icon} class="size-4 text-muted" />
        <span class="min-w-0 flex-1">{title}</span>
        <span class="text-xs text-muted even-digits">{count}</span>
      </a>
    </li>
  );
}
