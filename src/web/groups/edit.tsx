/** Creates and changes a group. */
import { createGroup, getGroup, type Group, validGroup } from "#core/groups/groups.ts";
import { type Audience, isAudience, setGroupAudience } from "#core/groups/audience.ts";
import { editGroup } from "#core/groups/edit_group.ts";
import { type GroupSet, listGroupSets } from "#core/groups/group_sets.ts";
import { rightsIn } from "#core/groups/rights.ts";
import {
  listChoosablePeople,
  listManagedGroups,
  type ChoosablePerson,
} from "#core/groups/group_lists.ts";
import { foldText } from "#wire/fold.ts";
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
import { type CourseChoice, courseOf, pathIn, taughtCourseOf } from "./course_choice.ts";
import { GroupForm, type GroupFormProps } from "./group_form.tsx";
import { chosenSet, setsIn } from "./set_choice.ts";
import { pathOfNew } from "./list.tsx";
import {
  addressedIn,
  addressTyped,
  asNewMembers,
  chosenPeople,
  isPicking,
  pickedPeople,
} from "./group_input.ts";

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
      validGroup({ name, description });
      const said = await sameNameError(visit, form);
      if (said) return showCreate(visit, form, { errors: said, status: 409 });
      const choice = await taughtCourseOf(visit, form.text("course"));
      const members = [...asNewMembers(chosenPeople(form)), ...(await addressedIn(visit, form))];
      const courseId = choice.course.id;
      const audience = chosenAudience(form) ?? null;
      const input = { name, description, members, courseId, audience, setId: chosenSet(form) };
      const made = await createGroup(visit.context, input);
      return saved(visit, visit.texts.groups.created, { id: made.id, name, choice, isNew: true });
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
  const wanted = form.has("course") ? form.text("course") : undefined;
  const choice = await taughtCourseOf(visit, wanted);
  // The creator of a group becomes its owner, and is not among the people to choose from.
  const people = await listChoosablePeople(visit.context, { courseId: choice.course.id });
  const others = people.filter(({ id }) => id !== visit.actor.id);
  const sets = await setsIn(visit, choice);
  return show(visit, again.status, {
    title: groups.createTitle,
    lead: leadOf(visit, choice),
    action: "/groups/create",
    back: pathIn(choice, "/groups"),
    course: choice.courses.length > 1 ? choice.course.id : undefined,
    manages: true,
    address: addressTyped(visit, form),
    name: form.text("name"),
    description: form.text("description"),
    sets: sets.sets,
    setId: form.has("set") ? form.text("set") : (sets.shown ?? ""),
    audience: form.text("audience"),
    people: others,
    chosen: pickedPeople(form, others),
    find: form.text("find"),
    free: form.has("free"),
    isTyped: form.has("name"),
    sameName: again.errors["name"] === groups.sameName ? sentName(form) : undefined,
    saveLabel: groups.saveNew,
    errors: again.errors,
  });
}

/** The form with the group's current data. @throws {Refusal} not_found */
export async function editedGroup(visit: SignedInVisit): Promise<Response> {
  const { group, people, choice, sets, setId } = await changeableGroup(visit);
  const members = people.filter(isMember);
  return showEdit(visit, 200, {
    group,
    choice,
    address: addressTyped(visit, new FormValues()),
    name: group.name,
    description: group.description,
    sets,
    setId: setId ?? "",
    audience: group.audience ?? "",
    people,
    chosen: new Map(members.map(({ id, memberRole }) => [id, memberRole])),
    shown: members.map(({ id }) => id),
    find: "",
    free: false,
    isTyped: false,
    errors: {},
  });
}

/** Saves the form, or shows it again. @throws {Refusal} not_found */
export async function saveGroup(visit: SignedInVisit): Promise<Response> {
  const form = await readForm(visit);
  const typed = { name: form.text("name"), description: form.text("description") };
  const shown = form.text("shown").split(" ").filter(Boolean);
  const again = async (errors: FormErrors, status: Status) => {
    const { group, people, choice, sets } = await changeableGroup(visit);
    const chosen = pickedPeople(form, people);
    const search = { find: form.text("find"), free: form.has("free") };
    const isSame = errors["name"] === visit.texts.groups.sameName;
    const sameName = isSame ? sentName(form) : undefined;
    const address = addressTyped(visit, form);
    const about = { ...typed, sets, setId: form.text("set"), audience: form.text("audience") };
    const known = { group, choice, address, ...about, people, chosen, shown, ...search };
    return showEdit(visit, status, { ...known, isTyped: true, sameName, errors });
  };
  if (isPicking(form)) return again({}, 200);
  return submitForm(
    visit,
    async () => {
      const id = pathId(visit);
      const group = await getGroup(visit.context, id);
      const texts = form.has("name") ? typed : undefined;
      if (texts) validGroup(texts, group);
      const said = texts && (await sameNameError(visit, form, id));
      if (said) return again(said, 409);
      const wanted = [...asNewMembers(chosenPeople(form)), ...(await addressedIn(visit, form))];
      const audience = texts && chosenAudience(form);
      if (audience !== undefined) await setGroupAudience(visit.context, { id, audience });
      const people = (audience ?? group.audience) ? { shown: [], wanted: [] } : { shown, wanted };
      await editGroup(visit.context, id, { ...texts, setId: chosenSet(form), ...people });
      const { courseId } = await rightsIn(visit.context, id);
      const choice = await courseOf(visit, courseId);
      const { name } = texts ?? group;
      return saved(visit, visit.texts.groups.changed, { id, name, choice, isNew: false });
    },
    again,
  );
}

type Edited = Pick<
  GroupFormProps,
  | "address"
  | "name"
  | "description"
  | "sets"
  | "setId"
  | "audience"
  | "chosen"
  | "find"
  | "free"
  | "isTyped"
  | "sameName"
  | "errors"
> & {
  /** As stored. */
  group: Group;
  choice: CourseChoice;
  people: ChoosablePerson[];
  shown: string[];
};

function showEdit(
  visit: SignedInVisit,
  status: Status,
  { group, people, choice, ...edited }: Edited,
): Response {
  const { groups } = visit.texts;
  const membersFirst = people.toSorted((a, b) => Number(isMember(b)) - Number(isMember(a)));
  return show(visit, status, {
    ...edited,
    follows: group.audience ?? undefined,
    people: membersFirst,
    title: format(choice.course.teaches ? groups.editTitle : groups.membersOf, {
      name: group.name,
    }),
    action: `/groups/${group.id}/edit`,
    modeHref: `/conversations/${group.id}/mode`,
    back: pathIn(choice, "/groups"),
    manages: choice.course.teaches,
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

function saved(
  visit: SignedInVisit,
  text: string,
  { id, name, choice, isNew }: { id: string; name: string; choice: CourseChoice; isNew: boolean },
): Response {
  const { groups } = visit.texts;
  flash(visit, "success", {
    text: format(text, { name: oneLine(name) }),
    links: [
      { href: `/chat/${id}`, label: groups.openIt },
      { href: `#g-${id}`, label: groups.showInList },
    ],
  });
  const back = isNew ? pathOfNew(choice, [{ id }]) : pathIn(choice, "/groups");
  return visit.c.redirect(back, 303);
}

function leadOf({ texts: { groups } }: SignedInVisit, { course, courses }: CourseChoice): string {
  if (courses.length === 1) return groups.createLead;
  return format(groups.createLeadIn, { course: course.name });
}

interface Changeable {
  group: Group;
  people: ChoosablePerson[];
  choice: CourseChoice;
  sets: GroupSet[];
  setId: string | null;
}

/** The group and who can be in it. @throws {Refusal} not_found, for all who are not its staff */
async function changeableGroup(visit: SignedInVisit): Promise<Changeable> {
  const { context } = visit;
  const group = await getGroup(context, pathId(visit));
  const { courseId } = await rightsIn(context, group.id);
  const choice = await courseOf(visit, courseId);
  const people = await listChoosablePeople(context, { courseId, conversationId: group.id });
  const sets = await listGroupSets(context, courseId);
  const managed = (await listManagedGroups(context)).find(({ id }) => id === group.id);
  return { group, people, choice, sets, setId: managed?.setId ?? null };
}

/** Null for people who are chosen; undefined if the form does not ask. */
function chosenAudience(form: FormValues): Audience | null | undefined {
  if (!form.has("audience")) return undefined;
  const wanted = form.text("audience");
  return isAudience(wanted) ? wanted : null;
}

const sentName = (form: FormValues) => oneLine(form.text("name"));

/**
 * Says once that another group has the same name. The same name sent a second time is meant.
 * @param id the group itself, which keeps its name
 */
async function sameNameError(
  visit: SignedInVisit,
  form: FormValues,
  id = "",
): Promise<FormErrors | undefined> {
  const name = sentName(form);
  if (form.text("same-name") === name) return undefined;
  const key = foldText(name);
  const groups = await listManagedGroups(visit.context);
  if (groups.find((group) => group.id === id)?.name === name) return undefined;
  const isTaken = groups.some((group) => group.id !== id && foldText(group.name) === key);
  return isTaken ? { name: visit.texts.groups.sameName } : undefined;
}

function isMember(person: ChoosablePerson): person is ChoosablePerson & { memberRole: MemberRole } {
  return person.memberRole !== null;
}
