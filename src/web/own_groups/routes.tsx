/** Students open groups of their own, add people to them and leave them. */
import {
  addCompanions,
  type Companions,
  leaveOpenedGroup,
  listCompanions,
  openCourses,
  openedGroupOf,
  openGroup,
  ownOpenedGroup,
} from "#core/groups/open_group.ts";
import { notFound } from "#core/refusals.ts";
import { oneLine } from "#wire/text.ts";
import { Question } from "#ui/parts/question.tsx";
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
import { page } from "../http/route.ts";
import { pathId, type SignedInVisit } from "../http/visit.ts";
import { OwnGroupForm } from "./own_group_form.tsx";

const policy = "signed_in";

export const ownGroupRoutes = [
  page({ method: "GET", path: "/own-groups/create", policy, handle: newGroup }),
  page({ method: "POST", path: "/own-groups/create", policy, handle: submitNewGroup }),
  page({ method: "GET", path: "/own-groups/:id/people", policy, handle: morePeople }),
  page({ method: "POST", path: "/own-groups/:id/people", policy, handle: submitPeople }),
  page({ method: "GET", path: "/own-groups/:id/leave", policy, handle: askLeave }),
  page({ method: "POST", path: "/own-groups/:id/leave", policy, handle: submitLeave }),
];

interface Again {
  errors: FormErrors;
  status: 200 | RefusedStatus;
}

const firstTime: Again = { errors: {}, status: 200 };

function newGroup(visit: SignedInVisit): Promise<Response> {
  return showNew(visit, new FormValues(), firstTime);
}

/** @throws {Refusal} not_found, for those who may not open one */
async function courseIn(visit: SignedInVisit, form: FormValues) {
  const courses = await openCourses(visit.context);
  const wanted = form.text("course") || (visit.c.req.query("course") ?? "");
  const course = wanted ? courses.find(({ id }) => id === wanted) : courses[0];
  if (!course) throw notFound();
  return { course, courses };
}

async function showNew(
  visit: SignedInVisit,
  form: FormValues,
  { errors, status }: Again,
): Promise<Response> {
  const { texts } = visit;
  const { course, courses } = await courseIn(visit, form);
  return renderPage(visit, {
    title: texts.ownGroups.openTitle,
    section: "conversations",
    scripts: ["groups.js"],
    status,
    content: (
      <OwnGroupForm
        title={texts.ownGroups.openTitle}
        lead={texts.ownGroups.openLead}
        action="/own-groups/create"
        back="/conversations"
        course={course}
        courses={courses}
        about={{ name: form.text("name"), description: form.text("description") }}
        people={await listCompanions(visit.context, course.id)}
        chosen={new Set(form.all("member"))}
        address={form.text("address")}
        saveLabel={texts.ownGroups.open}
        isTyped={form.has("name")}
        errors={errors}
        locale={visit.locale}
        texts={texts}
      />
    ),
  });
}

async function submitNewGroup(visit: SignedInVisit): Promise<Response> {
  const form = await readForm(visit);
  const { course } = await courseIn(visit, form);
  return submitForm(
    visit,
    async () => {
      const name = form.text("name");
      const input = { name, description: form.text("description"), courseId: course.id };
      const { id } = await openGroup(visit.context, { ...input, people: companionsIn(form) });
      flash(visit, "success", format(visit.texts.ownGroups.opened, { name: oneLine(name) }));
      return visit.c.redirect(`/chat/${id}`, 303);
    },
    (errors, status) => showNew(visit, form, { errors, status }),
  );
}

function companionsIn(form: FormValues): Companions {
  const addresses = form.text("address").split(/[\s,;]+/);
  return { userIds: form.all("member"), addresses: addresses.filter(Boolean) };
}

function morePeople(visit: SignedInVisit): Promise<Response> {
  return showPeople(visit, new FormValues(), firstTime);
}

async function showPeople(
  visit: SignedInVisit,
  form: FormValues,
  { errors, status }: Again,
): Promise<Response> {
  const { context, texts } = visit;
  const id = pathId(visit);
  const { courseId, name } = await ownOpenedGroup(context, id);
  const title = format(texts.ownGroups.peopleTitle, { name });
  return renderPage(visit, {
    title,
    section: "conversations",
    scripts: ["groups.js"],
    status,
    content: (
      <OwnGroupForm
        title={title}
        action={`/own-groups/${id}/people`}
        back={`/conversations/${id}`}
        people={await listCompanions(context, courseId)}
        chosen={new Set(form.all("member"))}
        address={form.text("address")}
        saveLabel={texts.ownGroups.addPeople}
        isTyped={form.has("address")}
        errors={errors}
        locale={visit.locale}
        texts={texts}
      />
    ),
  });
}

async function submitPeople(visit: SignedInVisit): Promise<Response> {
  const id = pathId(visit);
  const form = await readForm(visit);
  return submitForm(
    visit,
    async () => {
      const people = companionsIn(form);
      await addCompanions(visit.context, id, people);
      const some = people.userIds.length + people.addresses.length > 0;
      if (some) flash(visit, "success", visit.texts.ownGroups.peopleAdded);
      return visit.c.redirect(`/conversations/${id}`, 303);
    },
    (errors, status) => showPeople(visit, form, { errors, status }),
  );
}

async function askLeave(visit: SignedInVisit): Promise<Response> {
  const { actor, context, texts } = visit;
  const id = pathId(visit);
  const { name } = await openedGroupOf(context.db, { conversationId: id, userId: actor.id });
  const title = format(texts.ownGroups.leaveTitle, { name });
  return renderPage(visit, {
    title,
    section: "conversations",
    content: (
      <Question
        title={title}
        action={`/own-groups/${id}/leave`}
        confirm={texts.ownGroups.leave}
        working={texts.groups.working}
        cancelHref={`/conversations/${id}`}
        texts={texts.common}
      >
        <p>{texts.ownGroups.leaveText}</p>
      </Question>
    ),
  });
}

async function submitLeave(visit: SignedInVisit): Promise<Response> {
  await leaveOpenedGroup(visit.context, pathId(visit));
  flash(visit, "success", visit.texts.ownGroups.left);
  return visit.c.redirect("/conversations", 303);
}
