/** What staff do with an account, each after a question and, where there is one, with a way back. */
import {
  disablePerson,
  editPerson,
  enablePerson,
  removePerson,
} from "#core/people/manage_people.ts";
import { getPerson, type Person } from "#core/people/people.ts";
import { Refusal } from "#core/refusals.ts";
import type { FlashMessage } from "#ui/parts/flash.tsx";
import { format } from "#ui/text/format.ts";
import { flash } from "../http/flash.ts";
import { readForm, submitForm } from "../http/form.ts";
import { renderPage } from "../http/render.tsx";
import { pathId, type SignedInVisit } from "../http/visit.ts";
import { type AskedAct, PersonQuestion } from "./questions.tsx";
import { showEdit } from "./edit.tsx";

/** Asks before the act. @throws {Refusal} not_found, for an unknown person */
export async function ask(visit: SignedInVisit, act: AskedAct): Promise<Response> {
  const person = await getPerson(visit.context, pathId(visit));
  const { locale, texts } = visit;
  const to = visit.c.req.query("to") === "admin" ? "admin" : "user";
  return renderPage(visit, {
    title: person.name,
    section: "users",
    content: (
      <PersonQuestion
        act={act}
        person={person}
        to={to}
        cancelHref="/users"
        locale={locale}
        texts={texts}
      />
    ),
  });
}

export function doDisable(visit: SignedInVisit): Promise<Response> {
  return carryOut(visit, async (person) => {
    await disablePerson(visit.context, person.id);
    return { text: visit.texts.users.wasDisabled, undo: back(visit, person, { verb: "enable" }) };
  });
}

export function doEnable(visit: SignedInVisit): Promise<Response> {
  return carryOut(visit, async (person) => {
    await enablePerson(visit.context, person.id);
    return { text: visit.texts.users.wasEnabled, undo: back(visit, person, { verb: "disable" }) };
  });
}

export function doDelete(visit: SignedInVisit): Promise<Response> {
  return carryOut(visit, async (person) => {
    await removePerson(visit.context, person.id);
    return { text: visit.texts.users.deleted };
  });
}

/** Makes someone staff or a student. Becoming a guest again would cost the password. */
export async function doChangeRole(visit: SignedInVisit): Promise<Response> {
  const to = (await readForm(visit)).text("to");
  const { users, common } = visit.texts;
  return carryOut(visit, async (person) => {
    if (to !== "admin" && to !== "user") {
      throw new Refusal("invalid", { field: "role", reason: "invalid_input" });
    }
    await editPerson(visit.context, person.id, { role: to });
    const text = format(users.hasRole, { name: "{name}", role: common.roles[to] });
    if (person.role !== "guest")
      return { text, undo: back(visit, person, { verb: "role", to: person.role }) };
    const href = `/users/code/${encodeURIComponent(person.id)}`;
    return { text, links: [{ href, label: users.newCode }] };
  });
}

/** The form that takes the act back. */
function back(
  { texts }: SignedInVisit,
  { id }: Person,
  { verb, to }: { verb: string; to?: string },
): FlashMessage["undo"] {
  const action = `/users/${verb}/${encodeURIComponent(id)}`;
  return { label: texts.common.undo, action, fields: to === undefined ? {} : { to } };
}

type Done = Omit<FlashMessage, "kind">;

/** Refusals, such as disabling the last admin, are shown above the person's form. */
async function carryOut(
  visit: SignedInVisit,
  verb: (person: Person) => Promise<Done>,
): Promise<Response> {
  const person = await getPerson(visit.context, pathId(visit));
  return submitForm(
    visit,
    async () => {
      const { text, ...offers } = await verb(person);
      // Those who are no longer staff cannot see the page, nor take it back.
      const isOut = person.id === visit.actor.id && !(await isStaff(visit));
      const said = { text: format(text, { name: person.name }), ...(isOut ? {} : offers) };
      flash(visit, "success", said);
      return visit.c.redirect(isOut ? "/conversations" : "/users", 303);
    },
    (errors, status) =>
      showEdit(visit, { errors: { form: Object.values(errors).join(" ") }, status }),
  );
}

async function isStaff({ context }: SignedInVisit): Promise<boolean> {
  const found = await getPerson(context, context.actor.id).catch(() => undefined);
  return found?.role === "admin";
}
