import {
  createPerson,
  disablePerson,
  enablePerson,
  removePerson,
  resetPassword,
  editPerson,
} from "#core/people/manage_people.ts";
import { Refusal } from "#core/refusals.ts";
import { getPerson, listPeople } from "#core/people/people.ts";
import type { Role } from "#wire/views.ts";
import { oneLine } from "#wire/text.ts";
import { format } from "#ui/text/format.ts";
import { flash } from "../http/flash.ts";
import { type FormErrors, type FormValues, readForm, submitForm } from "../http/form.ts";
import { type PageParts, renderPage } from "../http/render.tsx";
import { page } from "../http/route.ts";
import { pathId, type SignedInVisit } from "../http/visit.ts";
import {
  AccessCard,
  DeletePage,
  PasswordPage,
  PersonForm,
  type TypedPerson,
} from "./edit_page.tsx";
import { UserListPage } from "./list_page.tsx";

const policy = "staff";

export const userRoutes = [
  page({ method: "GET", path: "/users", policy, handle: showList }),
  page({ method: "GET", path: "/users/create", policy, handle: (visit) => showCreate(visit) }),
  page({ method: "POST", path: "/users/create", policy, handle: doCreate }),
  page({ method: "GET", path: "/users/edit/:id", policy, handle: (visit) => showEdit(visit) }),
  page({ method: "POST", path: "/users/edit/:id", policy, handle: doEdit }),
  page({ method: "POST", path: "/users/reset-password/:id", policy, handle: doReset }),
  page({ method: "POST", path: "/users/disable/:id", policy, handle: doDisable }),
  page({ method: "POST", path: "/users/enable/:id", policy, handle: doEnable }),
  page({ method: "GET", path: "/users/delete/:id", policy, handle: (visit) => showDelete(visit) }),
  page({ method: "POST", path: "/users/delete/:id", policy, handle: doDelete }),
];

interface Shown {
  typed?: TypedPerson;
  errors?: FormErrors;
  status?: PageParts["status"];
}

async function showList(visit: SignedInVisit): Promise<Response> {
  const { c, locale, texts } = visit;
  const { q = "", role = "", page: wanted = "1" } = c.req.query();
  const known = isRole(role) ? role : undefined;
  const people = await listPeople(visit.context, { query: q, role: known, page: Number(wanted) });
  return renderPage(visit, {
    title: texts.users.title,
    section: "users",
    content: (
      <UserListPage people={people} query={q} role={known ?? ""} locale={locale} texts={texts} />
    ),
  });
}

function showCreate(visit: SignedInVisit, { typed, errors, status }: Shown = {}): Response {
  const { users } = visit.texts;
  return renderPage(visit, {
    title: users.createTitle,
    section: "users",
    status,
    content: (
      <PersonForm
        title={users.createTitle}
        lead={users.createLead}
        action="/users/create"
        typed={typed ?? { name: "", email: "", username: "", role: "user" }}
        isNew
        mayBeGuest={false}
        errors={errors ?? {}}
        texts={visit.texts}
      />
    ),
  });
}

async function doCreate(visit: SignedInVisit): Promise<Response> {
  const typed = typedPerson(await readForm(visit));
  return submitForm(
    visit,
    async () => {
      const { password } = await createPerson(visit.context, { ...typed, role: roleOf(typed) });
      if (password !== undefined) return passwordPage(visit, oneLine(typed.name), password);
      flash(visit, "success", format(visit.texts.users.created, { name: oneLine(typed.name) }));
      return visit.c.redirect("/users", 303);
    },
    (errors, status) => showCreate(visit, { typed, errors, status }),
  );
}

async function showEdit(
  visit: SignedInVisit,
  { typed, errors, status }: Shown = {},
): Promise<Response> {
  const person = await getPerson(visit.context, pathId(visit));
  const { users } = visit.texts;
  const title = format(users.editTitle, { name: person.name });
  return renderPage(visit, {
    title,
    section: "users",
    status,
    content: (
      <PersonForm
        title={title}
        action={`/users/edit/${encodeURIComponent(person.id)}`}
        typed={typed ?? person}
        isNew={false}
        mayBeGuest={person.role === "guest"}
        errors={errors ?? {}}
        texts={visit.texts}
      >
        <AccessCard person={person} texts={visit.texts} />
      </PersonForm>
    ),
  });
}

async function doEdit(visit: SignedInVisit): Promise<Response> {
  const typed = typedPerson(await readForm(visit));
  return submitForm(
    visit,
    async () => {
      await editPerson(visit.context, pathId(visit), { ...typed, role: roleOf(typed) });
      flash(visit, "success", visit.texts.users.saved);
      return visit.c.redirect("/users", 303);
    },
    (errors, status) => showEdit(visit, { typed, errors, status }),
  );
}

async function doReset(visit: SignedInVisit): Promise<Response> {
  const person = await getPerson(visit.context, pathId(visit));
  const { password } = await resetPassword(visit.context, person.id);
  return passwordPage(visit, person.name, password);
}

async function doDisable(visit: SignedInVisit): Promise<Response> {
  return act(visit, disablePerson, visit.texts.users.wasDisabled);
}

async function doEnable(visit: SignedInVisit): Promise<Response> {
  return act(visit, enablePerson, visit.texts.users.wasEnabled);
}

async function doDelete(visit: SignedInVisit): Promise<Response> {
  return act(visit, removePerson, visit.texts.users.deleted);
}

type Verb = (context: SignedInVisit["context"], id: string) => Promise<void>;

/** Refusals, such as disabling the last admin, are shown above the form. */
async function act(visit: SignedInVisit, verb: Verb, done: string): Promise<Response> {
  const { name, id } = await getPerson(visit.context, pathId(visit));
  return submitForm(
    visit,
    async () => {
      await verb(visit.context, id);
      flash(visit, "success", format(done, { name }));
      return visit.c.redirect("/users", 303);
    },
    (errors, status) =>
      showEdit(visit, { errors: { form: Object.values(errors).join(" ") }, status }),
  );
}

async function showDelete(visit: SignedInVisit): Promise<Response> {
  const person = await getPerson(visit.context, pathId(visit));
  return renderPage(visit, {
    title: format(visit.texts.users.deleteTitle, { name: person.name }),
    section: "users",
    content: <DeletePage person={person} texts={visit.texts} />,
  });
}

function passwordPage(visit: SignedInVisit, name: string, password: string): Response {
  return renderPage(visit, {
    title: format(visit.texts.users.passwordTitle, { name }),
    section: "users",
    content: <PasswordPage name={name} password={password} texts={visit.texts} />,
  });
}

function typedPerson(form: FormValues): TypedPerson {
  return {
    name: form.text("name"),
    email: form.text("email"),
    username: form.text("username"),
    role: form.text("role"),
  };
}

/** @throws {Refusal} invalid, for an unknown role */
function roleOf({ role }: TypedPerson): Role {
  if (isRole(role)) return role;
  throw new Refusal("invalid", {
    field: "role",
    reason: "invalid_input",
  });
}

function isRole(role: string): role is Role {
  return role === "admin" || role === "user" || role === "guest";
}
