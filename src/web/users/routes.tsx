import { teacherCodes } from "#core/identity/teacher_codes.ts";
import { mailCounts } from "#core/mail/manage_mails.ts";
import { listPeople } from "#core/people/people.ts";
import { courseOfLists } from "#core/roster/course_rights.ts";
import { renderPage } from "../http/render.tsx";
import { page } from "../http/route.ts";
import type { SignedInVisit } from "../http/visit.ts";
import { ask, doChangeRole, doDelete, doDisable, doEnable } from "./acts.tsx";
import { askForCode, codePage, doIssueCode } from "./code.tsx";
import { doCreate, doEdit, showCreate, showEdit } from "./edit.tsx";
import { askFirstCodes, doFirstCodes, roleOrAny } from "./first_codes.tsx";
import { askMerge, doMergePeople } from "./merge.tsx";
import { doTeacherCodes } from "./teacher_codes.tsx";
import { UserListPage } from "./list_page.tsx";
import type { AskedAct } from "./questions.tsx";

const policy = "staff";
const asks = (act: AskedAct) => (visit: SignedInVisit) => ask(visit, act);
const create = (visit: SignedInVisit) => doCreate(visit, codePage);

export const userRoutes = [
  page({ method: "GET", path: "/users", policy, handle: showList }),
  page({ method: "GET", path: "/users/create", policy, handle: (visit) => showCreate(visit) }),
  page({ method: "POST", path: "/users/create", policy, handle: create }),
  page({ method: "GET", path: "/users/edit/:id", policy, handle: (visit) => showEdit(visit) }),
  page({ method: "POST", path: "/users/edit/:id", policy, handle: doEdit }),
  page({ method: "GET", path: "/users/role/:id", policy, handle: asks("role") }),
  page({ method: "POST", path: "/users/role/:id", policy, handle: doChangeRole }),
  page({ method: "POST", path: "/users/teacher-codes", policy, handle: doTeacherCodes }),
  page({ method: "GET", path: "/users/codes", policy, handle: askFirstCodes }),
  page({ method: "POST", path: "/users/codes", policy, handle: doFirstCodes }),
  page({ method: "GET", path: "/users/code/:id", policy: "teachers", handle: askForCode }),
  page({ method: "POST", path: "/users/code/:id", policy: "teachers", handle: doIssueCode }),
  page({ method: "GET", path: "/users/merge/:id", policy, handle: askMerge }),
  page({ method: "POST", path: "/users/merge/:id", policy, handle: doMergePeople }),
  page({ method: "GET", path: "/users/disable/:id", policy, handle: asks("disable") }),
  page({ method: "POST", path: "/users/disable/:id", policy, handle: doDisable }),
  page({ method: "POST", path: "/users/enable/:id", policy, handle: doEnable }),
  page({ method: "GET", path: "/users/delete/:id", policy, handle: asks("delete") }),
  page({ method: "POST", path: "/users/delete/:id", policy, handle: doDelete }),
];

async function showList(visit: SignedInVisit): Promise<Response> {
  const { c, locale, texts } = visit;
  const { q = "", role = "", signed_in: signedIn, page: wanted = "1" } = c.req.query();
  const known = roleOrAny(role);
  const isAwaited = signedIn === "no";
  const people = await listPeople(visit.context, {
    query: q,
    role: known || undefined,
    isAwaited,
    page: Number(wanted),
  });
  return renderPage(visit, {
    title: texts.users.title,
    section: "users",
    live: true,
    content: (
      <UserListPage
        people={people}
        actorId={visit.actor.id}
        query={q}
        role={known}
        isAwaited={isAwaited}
        courseId={await courseOfLists(visit.context)}
        teacherCodes={await teacherCodes(visit.context)}
        mails={await mailCounts(visit.context)}
        locale={locale}
        texts={texts}
      />
    ),
  });
}
