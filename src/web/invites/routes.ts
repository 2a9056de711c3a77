/** Links and codes that let people into a course: made, shown and turned off, and those who wait. */
import { page } from "../http/route.ts";
import { newInvite, submitInvite } from "./create.tsx";
import { askTurnOff, showOne, submitTurnOff } from "./detail.tsx";
import { showList, submitDecision } from "./list.tsx";
import { showProjector } from "./projector.tsx";

/** Of which courses, the verbs decide. */
const policy = "teachers";
const path = "/courses/:id/invites";

export const inviteRoutes = [
  page({ method: "GET", path, policy, handle: (visit) => showList(visit) }),
  page({ method: "POST", path: "/courses/:id/waiting", policy, handle: submitDecision }),
  page({ method: "GET", path: `${path}/create`, policy, handle: newInvite }),
  page({ method: "POST", path: `${path}/create`, policy, handle: submitInvite }),
  page({ method: "GET", path: `${path}/:inviteId`, policy, handle: showOne }),
  page({ method: "GET", path: `${path}/:inviteId/projector`, policy, handle: showProjector }),
  page({ method: "GET", path: `${path}/:inviteId/off`, policy, handle: askTurnOff }),
  page({ method: "POST", path: `${path}/:inviteId/off`, policy, handle: submitTurnOff }),
];
