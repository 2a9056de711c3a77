import { Badge } from "#ui/parts/badge.tsx";
import { Icon } from "#ui/parts/icon.tsx";
import { format } from "#ui/text/format.ts";
import type { PreviewProps } from "./preview_props.ts";

/** What is wrong in a group, and with whom. */
interface Marks {
  badges: string[];
  people: Set<string>;
}

/** The groups of a plan; people are chosen to swap or to move them. */
export function PlannedGroups(props: PreviewProps) {
  const { view } = props;
  const marks = marksOf(props);
  return (
    <ul
      id="planned"
      data-planned
      class="grid grid-cols-1 gap-3 min-[30rem]:grid-cols-2 xl:grid-cols-3 2xl:grid-cols-4"
    >
      {view.groups.map(({ name, people }, group) => (
        <Group key={group} name={name} people={people} group={group} {...props} marks={marks} />
      ))}
    </ul>
  );
}

interface GroupProps extends PreviewProps {
  name: string;
  people: string[];
  group: number;
  marks: Map<number, Marks>;
}

function Group({ name, people, group, marks, view, texts: { maker } }: GroupProps) {
  const wrong = marks.get(group);
  const words = people.map((id) => view.people.get(id)?.name ?? "");
  return (
    <li
      data-planned-group={group}
      data-name={name}
      data-filter-text={[name, ...words].join(" ")}
      class={`min-w-0 rounded border bg-raised p-2 ${wrong ? "border-warning" : "border-line"}`}
    >
      <div class="flex min-h-7 flex-wrap items-center justify-between gap-x-2 px-1">
        <h2 class="min-w-0 text-sm font-semibold wrap-anywhere text-body">{name}</h2>
        <span class="flex flex-wrap items-center gap-1">
          {wrong?.badges.map((text) => (
            <Badge key={text} look="warning">
              {text}
            </Badge>
          ))}
          <span class="text-xs text-muted even-digits">{people.length}</span>
        </span>
      </div>
      {people.length === 0 ? (
        <p class="px-1 text-sm text-muted">{maker.empty}</p>
      ) : (
        <ul>
          {people.map((id) => (
            <Person
              key={id}
              id={id}
              group={name}
              view={view}
              isWrong={wrong?.people.has(id)}
              maker={maker}
            />
          ))}
        </ul>
      )}
    </li>
  );
}

interface PersonProps extends Pick<PreviewProps, "view"> {
  id: string;
  group: string;
  isWrong?: boolean;
  maker: PreviewProps["texts"]["maker"];
}

function Person({ id, group, view, isWrong, maker }: PersonProps) {
  const { name = "", mark = "", value = "" } = view.people.get(id) ?? {};
  const label = format(maker.person, { name: mark ? `${name} (${mark})` : name, group });
  return (
    <li id={`p-${id}`} class="rounded target:bg-primary-soft">
      <label class="flex min-h-11 cursor-pointer items-center gap-2 rounded px-1 text-sm text-body hover:bg-hover has-checked:bg-primary-soft sm:min-h-7">
        <span data-script-only hidden class="flex text-muted pointer-coarse:hidden">
          <Icon of="GripVertical" class="size-4" />
        </span>
        <input
          type="checkbox"
          name="person"
          value={id}
          aria-label={label}
          data-name={name}
          class="size-4 shrink-0"
        />
        <span class={`min-w-0 flex-1 ${isWrong ? "font-medium text-warning-text" : ""}`}>
          <span class="block truncate">{name}</span>
          {mark && <span class="block truncate text-xs text-muted">{mark}</span>}
        </span>
        {value && <span class="max-w-1/3 shrink-0 truncate text-xs text-muted">{value}</span>}
      </label>
    </li>
  );
}

function marksOf({ view: { report, groups }, texts: { maker } }: PreviewProps): Map<number, Marks> {
  const marks = new Map<number, Marks>();
  const add = (group: number, badge: string, people: readonly string[]) => {
    const present = marks.get(group) ?? { badges: [], people: new Set<string>() };
    if (!present.badges.includes(badge)) present.badges.push(badge);
    for (const id of people) if (groups[group]!.people.includes(id)) present.people.add(id);
    marks.set(group, present);
  };
  for (const { people, group } of report.close) add(group, maker.badgeClose, people);
  for (const { people, groups: places } of report.split) {
    for (const group of places) add(group, maker.badgeSplit, people);
  }
  for (const { people, group } of report.again) add(group, maker.badgeAgain, people);
  for (const group of report.uneven) add(group, maker.badgeUneven, []);
  return marks;
}
