/** Selecting groups in a list, and what can be done with those that are selected. */
import type { ComponentChildren } from "preact";
import type { GroupActName } from "#wire/group_acts.ts";
import { Button } from "../parts/button.tsx";
import type { IconProps } from "../parts/icon.tsx";
import { MenuButton, RowMenu } from "../parts/row_menu.tsx";
import { SelectionBar, SelectionTools } from "../parts/selection.tsx";
import type { Texts } from "../text/catalogue.ts";
import { format } from "../text/format.ts";
import type { GroupsTexts } from "../text/groups.en.ts";

/** The id of the form of the acts on groups in use; rows have forms of their own. */
const groupActsForm = "group-acts";

interface BoxProps {
  id: string;
  name: string;
  /** The id of the form of the acts. */
  form?: string;
  texts: Pick<GroupsTexts, "select">;
}

/** The box that selects a group; it is above the link that covers its row. */
export function GroupBox({ id, name, form = groupActsForm, texts }: BoxProps) {
  return (
    <label class="relative z-10 flex size-8 shrink-0 max-sm:size-10 cursor-pointer items-center justify-center">
      <input
        type="checkbox"
        name="group"
        value={id}
        form={form}
        autoComplete="off"
        class="size-5 accent-primary"
      />
      <span class="sr-only">{format(texts.select, { name })}</span>
    </label>
  );
}

const icons: Record<GroupActName, IconProps["of"]> = {
  write: "SendHorizontal",
  mode: "Clock",
  move: "LayoutList",
  add_staff: "UserCheck",
  remove_person: "UserMinus",
  copy: "Copy",
  archive: "Archive",
  unarchive: "RotateCw",
  delete: "Trash2",
  restore: "RotateCw",
};

interface BarProps {
  courseId: string;
  /** The id of the form, which the boxes name. */
  form?: string;
  /** The first two are buttons, the others in a menu; none for those who may not act. */
  acts: readonly GroupActName[];
  texts: Pick<Texts, "acts">;
}

/** All groups that a list with several pages is of. */
export interface MatchingGroups {
  count: number;
  search: string;
  /** The set that the list shows; missing for all. */
  set?: string | undefined;
}

interface AreaProps extends Omit<BarProps, "texts"> {
  children: ComponentChildren;
  /** Missing if the list shows them all. */
  matching?: MatchingGroups | undefined;
  texts: Pick<Texts, "acts" | "groups">;
}

/** A list of groups in which many can be selected, with what can be done to them. */
export function SelectableGroups({ children, matching, texts, ...bar }: AreaProps) {
  if (bar.acts.length === 0) return children;
  return (
    <div data-selects class="space-y-3">
      <SelectionTools texts={texts} />
      {matching && <MatchingBox {...matching} form={bar.form} texts={texts.groups} />}
      {children}
      <GroupActsBar {...bar} texts={texts} />
    </div>
  );
}

interface MatchingProps extends MatchingGroups {
  form?: string | undefined;
  texts: Pick<GroupsTexts, "selectMatching">;
}

/** Selects the groups of all pages. */
function MatchingBox({ count, search, set, form = groupActsForm, texts }: MatchingProps) {
  return (
    <label class="inline-flex min-h-11 cursor-pointer items-center gap-2 text-sm sm:min-h-8">
      <input
        type="checkbox"
        name="matching"
        value="1"
        form={form}
        autoComplete="off"
        data-select-all={count}
        class="size-5 accent-primary"
      />
      {format(texts.selectMatching, { count })}
      <input type="hidden" name="q" value={search} form={form} />
      {set !== undefined && <input type="hidden" name="set" value={set} form={form} />}
    </label>
  );
}

/** The acts on the selected groups. Each leads to a page that says what will happen. */
function GroupActsBar({ courseId, form = groupActsForm, acts, texts: { acts: words } }: BarProps) {
  const [first, second, ...more] = acts;
  return (
    <form
      id={form}
      method="post"
      action={`/courses/${encodeURIComponent(courseId)}/group-acts`}
      aria-label={words.bar}
      class="contents"
    >
      <SelectionBar>
        {[first, second].map(
          (act) =>
            act && (
              <Button key={act} name="act" value={act}>
                {words.buttons[act]}
              </Button>
            ),
        )}
        {more.length > 0 && (
          <RowMenu label={words.more}>
            <li>
              {more.map((act) => (
                <MenuButton key={act} name="act" value={act} icon={icons[act]}>
                  {words.buttons[act]}
                </MenuButton>
              ))}
            </li>
          </RowMenu>
        )}
      </SelectionBar>
    </form>
  );
}
