/** What an act is asked beside its groups, and what there is to choose. */
import { listCoursePeople } from "#core/courses/course_people.ts";
import { peopleOfAct, type WholeGroupAct } from "#core/group_acts/group_acts.ts";
import type { RawInput } from "#core/group_acts/kind.ts";
import { listGroupSets } from "#core/groups/group_sets.ts";
import { plural } from "#ui/text/format.ts";
import { modeInputOf } from "../groups/mode_fields.tsx";
import type { FormValues } from "../http/form.ts";
import type { SignedInVisit } from "../http/visit.ts";

interface Option {
  value: string;
  label: string;
}

export interface Choices {
  /** Sets to move to. */
  sets?: Option[];
  /** Staff to add. */
  staff?: (Option & { hint: string })[];
  /** People to remove. */
  people?: Option[];
}

/** What the reader can choose for an act that has not begun. */
export async function choicesFor(
  visit: SignedInVisit,
  { act: { id, name, courseId } }: WholeGroupAct,
): Promise<Choices> {
  const { context, actor, locale, texts } = visit;
  if (name === "move") {
    const sets = await listGroupSets(context, courseId);
    const none = { value: "", label: texts.sets.none };
    return { sets: [none, ...sets.map((set) => ({ value: set.id, label: set.name }))] };
  }
  if (name === "add_staff") {
    const people = await listCoursePeople(context, courseId);
    const staff = people.filter(({ role, inactive }) => role !== "student" && !inactive);
    const others = staff
      .filter((person) => person.id !== actor.id)
      .map((person) => ({
        value: person.id,
        label: person.name,
        hint: person.email || person.username,
      }));
    const hint = texts.conversations.you;
    return { staff: [{ value: actor.id, label: actor.name, hint }, ...others] };
  }
  if (name !== "remove_person") return {};
  const people = await peopleOfAct(context, { courseId, id });
  return {
    people: people.map(({ id: value, name: label, email, groups }) => {
      const where = plural(locale, texts.acts.inGroups, groups);
      return { value, label: [label, email, where].filter(Boolean).join(" · ") };
    }),
  };
}

/** What the form answers, at this time. */
export function inputOf(form: FormValues, nowMs: number): RawInput {
  return {
    ...(form.has("mode") && modeInputOf(form, nowMs)),
    setId: form.text("set") || null,
    content: form.text("content"),
    ending: form.text("ending"),
    setName: form.text("name"),
    userIds: form.all("people").filter(Boolean),
    ...(form.has("role") && { role: form.text("role") }),
  };
}
