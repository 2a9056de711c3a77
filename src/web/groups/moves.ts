/** How forms and addresses name the move of a row in an ordered list. */
import type { GroupMove } from "#core/groups/group_order.ts";
import type { GroupStep } from "#ui/groups/move_form.tsx";
import type { FormValues } from "../http/form.ts";
import type { SignedInVisit } from "../http/visit.ts";

const steps: readonly string[] = ["up", "down", "first", "last"] satisfies GroupStep[];

function isStep(text: string): text is GroupStep {
  return steps.includes(text);
}

/** The move that a form asks for: by a step, or to a place by the script. */
export function moveOf(form: FormValues): GroupMove {
  const step = form.text("step");
  return isStep(step) ? { step } : { before: form.text("before") };
}

/** The row that a form has just moved, as the address of the list says. */
export function movedOf({ c }: SignedInVisit): { id: string; by: GroupStep } | undefined {
  const { moved: id, by = "" } = c.req.query();
  return id && isStep(by) ? { id, by } : undefined;
}
