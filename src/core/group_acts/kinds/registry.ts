/** Every kind of act on several groups. */
import type { GroupActName } from "#wire/group_acts.ts";
import type { GroupActKind } from "../kind.ts";
import { addStaff } from "./add_staff.ts";
import { archive, unarchive } from "./archive.ts";
import { remove, restore } from "./bin.ts";
import { copy } from "./copy.ts";
import { mode } from "./mode.ts";
import { move } from "./move.ts";
import { removePerson } from "./remove_person.ts";
import { write } from "./write.ts";

export const groupActKinds: Record<GroupActName, GroupActKind> = {
  archive,
  unarchive,
  delete: remove,
  restore,
  mode,
  move,
  write,
  add_staff: addStaff,
  remove_person: removePerson,
  copy,
};
