/** Creates and changes a group. */
import { createGroup, getGroup, type Group } from "#core/groups/groups.ts";
import { editGroup } from "#core/groups/edit_group.ts";
import { listChoosablePeople, type ChoosablePerson } from "#core/groups/group_lists.ts";
import type { MemberRole } from "#wire/views.ts";
import { oneLine } from "#wire/text.ts";
import { format } from "#ui/text/format.ts";
import { flash } from "../http/flash.ts";
import {
  type FormErrors,
  FormValues,
  readForm,
  type RefusedStatus,
  submitForm,
} from "../http/form.ts";
import { renderPage } from "../http/render.tsx";
import { pathId, type SignedInVisit } from "../http/visit.ts";
import { GroupForm, type GroupFormProps } from "./group_form.tsx";
import { asNewMembers, chosenPeople, isPicking, pickedPeople } from "./group_input.ts";

type Status = 200 | RefusedStatus;

/** The empty form. */
export function newGroup(visit: SignedInVisit): Promise<Response> {
  return showCreate(visit, new FormValues());
}

/** Creates the group, or shows the form again. */
export async function submitNewGroup(visit: SignedInVisit): Promise<Response> {
  const form = await readForm(visit);
  if (isPicking(form)) return showCreate(visit, form);
  const { name, description } = { name: form.text("name"), description: form.text("description") };
  return submitForm(
    visit,
    async () => {
      const members = asNewMembers(chosenPeople(form));
      await createGroup(visit.context, { name, description, members });
      return saved(visit, visit.texts.groups.created, name);
    },
    (errors, status) => showCreate(visit, form, { errors, status }),
  );
}

async function showCreate(
  visit: SignedInVisit,
  form: FormValues,
  again: { errors: FormErrors; status: Status } = { errors: {}, status: 200 },
): Promise<Response> {
  const { groups } = visit.texts;
  // The creator of a group becomes its owner, and is not among the people to choose from.
  const others = (await listChoosablePeople(visit.context)).filter(
    ({ id }) => id !== visit.actor.id,
  );
  return show(visit, again.status, {
    title: groups.createTitle,
    lead: groups.createLead,
    action: "/groups/create",
    name: form.text("name"),
    description: form.text("description"),
    people: others,
    chosen: pickedPeople(form, others),
    find: form.text("find"),
    saveLabel: groups.saveNew,
    errors: again.errors,
  });
}

/** The form with the group's current data. @throws {Refusal} not_found */
export async function editedGroup(visit: SignedInVisit): Promise<Response> {
  const group = await getGroup(visit.context, pathId(visit));
  const people = await listChoosablePeople(visit.context, group.id);
  const members = people.filter(isMember);
  return showEdit(visit, 200, {
    group,
    name: group.name,
    description: group.description,
    people,
    chosen: new Map(members.map(({ id, memberRole }) => [id, memberRole])),
    shown: members.map(({ id }) => id),
    find: "",
    errors: {},
  });
}

/** Saves the form, or shows it again. @throws {Refusal} not_found */
export async function saveGroup(visit: SignedInVisit): Promise<Response> {
  const form = await readForm(visit);
  const typed = { name: form.text("name"), description: form.text("description") };
  const shown = form.text("shown").split(" ").filter(Boolean);
  const again = async (errors: FormErrors, status: Status) => {
    const group = await getGroup(visit.context, pathId(visit));
    const people = await listChoosablePeople(visit.context, group.id);
    const chosen = pickedPeople(form, people);
    const find = form.text("find");
    return showEdit(visit, status, { group, ...typed, people, chosen, shown, find, errors });
  };
  if (isPicking(form)) return again({}, 200);
  return submitForm(
    visit,
    async () => {
      const edit = { ...typed, shown, wanted: asNewMembers(chosenPeople(form)) };
      await editGroup(visit.context, pathId(visit), edit);
      return saved(visit, visit.texts.groups.changed, typed.name);
    },
    again,
  );
}

type Edited = Pick<GroupFormProps, "name" | "description" | "chosen" | "find" | "errors"> & {
  /** As stored. */
  group: Group;
  people: ChoosablePerson[];
  shown: string[];
};

function showEdit(
  visit: SignedInVisit,
  status: Status,
  { group, people, ...edited }: Edited,
): Response {
  const { groups } = visit.texts;
  const membersFirst = people.toSorted((a, b) => Number(isMember(b)) - Number(isMember(a)));
  return show(visit, status, {
    ...edited,
    people: membersFirst,
    title: format(groups.editTitle, { name: group.name }),
    action: `/groups/${group.id}/edit`,
    saveLabel: groups.saveChanges,
  });
}

function show(
  visit: SignedInVisit,
  status: Status,
  props: Omit<GroupFormProps, "locale" | "texts">,
): Response {
  return renderPage(visit, {
    title: props.title,
    section: "groups",
    scripts: ["groups.js"],
    status,
    content: <GroupForm {...props} locale={visit.locale} texts={visit.texts} />,
  });
}

function saved(visit: SignedInVisit, text: string, name: string): Response {
  flash(visit, "success", format(text, { name: oneLine(name) }));
  return visit.c.redirect("/groups", 303);
}

function isMember(person: ChoosablePerson): person is ChoosablePerson & { memberRole: MemberRole } {
  return person.memberRole !== null;
}
