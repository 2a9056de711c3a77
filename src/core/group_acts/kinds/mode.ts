/** Sets who may write in groups. */
import {
  isSame,
  modeBefore,
  openMode,
  setModeWithin,
  type ValidMode,
  validMode,
} from "../../groups/modes.ts";
import { type GroupActKind, whyReadOnly } from "../kind.ts";
import { holdPeople } from "#storage/held.ts";
import type { Reason } from "#wire/refusal_texts.ts";

interface Set {
  from: ValidMode;
  /** Until it is set again. */
  at: string;
}

export const mode: GroupActKind<ValidMode, Set> = {
  name: "mode",
  groupsAtOnce: 25,
  read({ now }, { raw: { mode: wanted = "", ...raw } }) {
    return validMode({ ...raw, mode: wanted }, Date.parse(now));
  },
  async obstacles(_, { input, groups }) {
    return new Map(
      groups.flatMap((group) => {
        const isSet = input !== null && isSame(group, input);
        const reason: Reason | undefined = whyReadOnly(group) ?? (isSet ? "mode_same" : undefined);
        return reason ? [[group.id, reason] as const] : [];
      }),
    );
  },
  async apply({ acting, writing, input }, group) {
    const from = modeBefore(group);
    const isChosen = from.mode === "hold" && from.holdFor === "chosen";
    const userIds = isChosen ? await holdPeople(writing.tx, group.id) : undefined;
    await setModeWithin(acting, writing, { id: group.id, wanted: input });
    return { from: { ...from, ...(userIds && { userIds }) }, at: writing.now };
  },
  async takeBack({ acting, writing }, group, { from, at }) {
    const reason = whyReadOnly(group);
    if (reason) return reason;
    if (group.modeAt !== at) return "act_changed_since";
    const hasEnded = from.until !== null && from.until <= writing.now;
    const wanted = hasEnded ? openMode : from;
    await setModeWithin(acting, writing, { id: group.id, wanted });
    return undefined;
  },
};
