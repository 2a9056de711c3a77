import { page } from "../http/route.ts";
import { showAct, showActs, submitAct, submitSelection, submitUndo } from "./acts.tsx";

/** The verbs decide: tutors are refused, and for others there is no such course. */
const policy = "teachers";
const path = "/courses/:id/group-acts";

export const groupActRoutes = [
  page({ method: "GET", path, policy, handle: showActs }),
  page({ method: "POST", path, policy, handle: submitSelection }),
  page({ method: "GET", path: `${path}/:actId`, policy, handle: (visit) => showAct(visit) }),
  page({ method: "POST", path: `${path}/:actId`, policy, handle: submitAct }),
  page({ method: "POST", path: `${path}/:actId/undo`, policy, handle: submitUndo }),
];
