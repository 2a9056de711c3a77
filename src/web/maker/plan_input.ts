/** What the form of a plan says. */
import type { PlanInput } from "#core/maker/plan.ts";
import { pickedPeople } from "../groups/group_input.ts";
import type { PickablePerson } from "#ui/groups/person_row.tsx";
import type { FormValues } from "../http/form.ts";

/** The rules of two or more people have a form of their own. */
export type TypedPlan = Omit<PlanInput, "together" | "apart" | "count"> & {
  /** As typed. */
  count: string;
  /** The set whose rules of two or more people it takes over. */
  next?: string;
  /** The search among the people to choose from. */
  find: string;
  /** Whether only people in no group are listed to choose from. */
  free: boolean;
};

/** As typed. Programs that name people mean these. */
export function typedPlan(form: FormValues): TypedPlan {
  const picked = [...new Set(form.all("member"))];
  const key = form.text("attribute");
  const mode = form.text("mode") === "spread" ? "spread" : "balance";
  return {
    set: form.text("set"),
    who: form.text("who") || "picked",
    picked,
    by: form.text("by") === "size" ? "size" : "groups",
    count: form.text("count"),
    pattern: form.text("pattern"),
    names: linesOf(form.text("names")),
    description: form.text("description"),
    attribute: key === "" ? null : { key, mode },
    rotates: form.has("rotates"),
    earlier: form.all("earlier"),
    find: form.text("find"),
    free: form.has("free"),
    next: form.text("next") || undefined,
  };
}

/** After a button of the picker. */
export function pickedIn(form: FormValues, people: PickablePerson[]): TypedPlan {
  return { ...typedPlan(form), picked: [...pickedPeople(form, people).keys()] };
}

/** For the verbs, which say what is wrong with it. */
export function inputOf({
  find,
  free,
  next,
  count,
  ...typed
}: TypedPlan): Omit<PlanInput, "together" | "apart"> {
  void find;
  void free;
  void next;
  return { ...typed, count: /^\d{1,6}$/.test(count.trim()) ? Number(count) : 0 };
}

/** A plan as its form shows it. */
export function typedOf(input: Omit<PlanInput, "together" | "apart">): TypedPlan {
  return { ...input, count: String(input.count), find: "", free: false };
}

function linesOf(text: string): string[] {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);
}
