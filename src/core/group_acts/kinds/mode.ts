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
import type { Reason } from "#wire/refusal_texts.ts";

interface Set {
  from: ValidMode;
  /** Until it is set again. */
  at: string;
}

export const mode: GroupActKind<ValidMode, Set> = {
  name: "mode",
  groupsAtOnce: 25,
  read({ now }, { raw: { mode: wanted = "", until, reason, seconds } }) {
    return validMode({ mode: wanted, until, reason, seconds }, Date.parse(now));
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
    await setModeWithin(acting, writing, { id: group.id, wanted: input });
    return { from: modeBefore(group), at: writing.now };
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
