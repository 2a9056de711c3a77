/** Creates an account, and changes a person's data. */
import { createPerson, editPerson } from "#core/people/manage_people.ts";
import type { SignInCode } from "#core/identity/codes.ts";
import { getPerson } from "#core/people/people.ts";
import { Refusal } from "#core/refusals.ts";
import type { Role } from "#wire/views.ts";
import { oneLine } from "#wire/text.ts";
import { format } from "#ui/text/format.ts";
import { flash } from "../http/flash.ts";
import { type FormErrors, type FormValues, readForm, submitForm } from "../http/form.ts";
import { type PageParts, renderPage } from "../http/render.tsx";
import { pathId, type SignedInVisit } from "../http/visit.ts";
import { AccessCard, PersonForm, type TypedPerson } from "./edit_page.tsx";

interface Shown {
  typed?: TypedPerson;
  errors?: FormErrors;
  status?: PageParts["status"];
}

export function showCreate(visit: SignedInVisit, { typed, errors, status }: Shown = {}): Response {
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
        isTyped={typed !== undefined}
        errors={errors ?? {}}
        texts={visit.texts}
      />
    ),
  });
}

/** A code that was given to an account, and what else staff should know of it. */
export interface Given {
  id: string;
  code: SignInCode;
  note?: string;
}

/** @param given shows the code that the new account was given */
export async function doCreate(
  visit: SignedInVisit,
  given: (visit: SignedInVisit, account: Required<Given>) => Promise<Response>,
): Promise<Response> {
  const typed = typedPerson(await readForm(visit));
  return submitForm(
    visit,
    async () => {
      const made = await createPerson(visit.context, { ...typed, role: roleOf(typed) });
      const { id, code, likeStaff } = made;
      const { users } = visit.texts;
      const note = likeStaff === undefined ? "" : format(users.likeStaff, { name: likeStaff });
      if (code) return given(visit, { id, code, note });
      flash(visit, note === "" ? "success" : "info", {
        text: `${format(users.created, { name: oneLine(typed.name) })} ${note}`.trim(),
        links: [{ href: `/users/edit/${id}`, label: visit.texts.users.openPerson }],
      });
      return visit.c.redirect("/users", 303);
    },
    (errors, status) => showCreate(visit, { typed, errors, status }),
  );
}

export async function showEdit(
  visit: SignedInVisit,
  { typed, errors, status }: Shown = {},
): Promise<Response> {
  const person = await getPerson(visit.context, pathId(visit));
  const { users } = visit.texts;
  const title = format(users.editTitle, { name: person.name });
  const path = `/users/edit/${encodeURIComponent(person.id)}`;
  return renderPage(visit, {
    title,
    section: "users",
    here: path,
    status,
    content: (
      <PersonForm
        title={title}
        action={path}
        typed={typed ?? person}
        isNew={false}
        isTyped={typed !== undefined}
        errors={errors ?? {}}
        texts={visit.texts}
      >
        <AccessCard person={person} isActor={person.id === visit.actor.id} texts={visit.texts} />
      </PersonForm>
    ),
  });
}

/** Changes everything but the role, which has an act of its own. */
export async function doEdit(visit: SignedInVisit): Promise<Response> {
  const typed = typedPerson(await readForm(visit));
  const { name, email, username } = typed;
  return submitForm(
    visit,
    async () => {
      const id = pathId(visit);
      await editPerson(visit.context, id, { name, email, username });
      flash(visit, "success", {
        text: visit.texts.users.saved,
        links: [{ href: `/users/edit/${encodeURIComponent(id)}`, label: oneLine(name) }],
      });
      return visit.c.redirect("/users", 303);
    },
    (errors, status) => showEdit(visit, { typed, errors, status }),
  );
}

function typedPerson(form: FormValues): TypedPerson {
  return {
    name: form.text("name"),
    email: form.text("email"),
    username: form.text("username"),
    role: form.text("role"),
  };
}

/** @throws {Refusal} invalid, for a role that staff cannot give to a new account */
function roleOf({ role }: TypedPerson): Role {
  if (role === "admin" || role === "user" || role === "guest") return role;
  throw new Refusal("invalid", { field: "role", reason: "invalid_input" });
}
