import { MenuButton } from "../parts/row_menu.tsx";
import type { GroupsTexts } from "../text/groups.en.ts";

/** Where a form can move a row of an ordered list. */
export type GroupStep = "up" | "down" | "first" | "last";

export interface MoveFormProps {
  /** Of what the row shows. */
  id: string;
  /** Where it is sent; the script `groups.js` moves the row itself, and sends it there, too. */
  action: string;
  /** From 1. */
  place: number;
  count: number;
  /** The button that moved it here, which gets the focus back when scripts are off. */
  movedBy?: GroupStep;
  texts: GroupsTexts;
}

/** The entries of a row's menu that move it. */
export function MoveForm({ id, action, place, count, movedBy, texts }: MoveFormProps) {
  const move = (value: GroupStep) => ({
    name: "step",
    value,
    disabled: value === "up" || value === "first" ? place === 1 : place === count,
    autoFocus: movedBy === value,
  });
  return (
    <li class="mt-1 border-t border-line pt-1 group-data-filtered:hidden">
      <form method="post" action={action} data-reorder>
        <input type="hidden" name="id" value={id} />
        <MenuButton {...move("first")} icon="ArrowUpToLine">
          {texts.moveFirst}
        </MenuButton>
        <MenuButton {...move("up")} icon="ArrowUp">
          {texts.moveUp}
        </MenuButton>
        <MenuButton {...move("down")} icon="ArrowDown">
          {texts.moveDown}
        </MenuButton>
        <MenuButton {...move("last")} icon="ArrowDownToLine">
          {texts.moveLast}
        </MenuButton>
      </form>
    </li>
  );
}
