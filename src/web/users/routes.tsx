import { listPeople } from "#core/people/people.ts";
import type { Role } from "#wire/views.ts";
import { renderPage } from "../http/render.tsx";
import { page } from "../http/route.ts";
import type { SignedInVisit } from "../http/visit.ts";
import {
  ask,
  doChangeRole,
  doDelete,
  doDisable,
  doEnable,
  doReset,
  passwordPage,
} from "./acts.tsx";
import { doCreate, doEdit, showCreate, showEdit } from "./edit.tsx";
import { UserListPage } from "./list_page.tsx";
import type { AskedAct } from "./questions.tsx";

const policy = "staff";
const asks = (act: AskedAct) => (visit: SignedInVisit) => ask(visit, act);
const create = (visit: SignedInVisit) => doCreate(visit, passwordPage);

export const userRoutes = [
  page({ method: "GET", path: "/users", policy, handle: showList }),
  page({ method: "GET", path: "/users/create", policy, handle: (visit) => showCreate(visit) }),
  page({ method: "POST", path: "/users/create", policy, handle: create }),
  page({ method: "GET", path: "/users/edit/:id", policy, handle: (visit) => showEdit(visit) }),
  page({ method: "POST", path: "/users/edit/:id", policy, handle: doEdit }),
  page({ method: "GET", path: "/users/role/:id", policy, handle: asks("role") }),
  page({ method: "POST", path: "/users/role/:id", policy, handle: doChangeRole }),
  page({
    method: "GET",
    path: "/users/reset-password/:id",
    policy,
    handle: asks("reset-password"),
  }),
  page({ method: "POST", path: "/users/reset-password/:id", policy, handle: doReset }),
  page({ method: "GET", path: "/users/disable/:id", policy, handle: asks("disable") }),
  page({ method: "POST", path: "/users/disable/:id", policy, handle: doDisable }),
  page({ method: "POST", path: "/users/enable/:id", policy, handle: doEnable }),
  page({ method: "GET", path: "/users/delete/:id", policy, handle: asks("delete") }),
  page({ method: "POST", path: "/users/delete/:id", policy, handle: doDelete }),
];

async function showList(visit: SignedInVisit): Promise<Response> {
  const { c, locale, texts } = visit;
  const { q = "", role = "", page: wanted = "1" } = c.req.query();
  const known = isRole(role) ? role : undefined;
  const people = await listPeople(visit.context, { query: q, role: known, page: Number(wanted) });
  return renderPage(visit, {
    title: texts.users.title,
    section: "users",
    live: true,
    content: (
      <UserListPage people={people} query={q} role={known ?? ""} locale={locale} texts={texts} />
    ),
  });
}

function isRole(role: string): role is Role {
  return role === "admin" || role === "user" || role === "guest";
}
