/** Reports, the queue in which staff decide about them, and what people learn of it. */
import { requireModerator } from "#core/moderation/moderators.ts";
import { page } from "../http/route.ts";
import type { SignedInVisit } from "../http/visit.ts";
import { showAnswers, submitAppeal } from "./answers.tsx";
import { showHeld, submitHeld } from "./held.tsx";
import { showMute, submitMute, submitUnmute } from "./mute.tsx";
import {
  showCase,
  showQueue,
  submitAppealDecision,
  submitDecision,
  submitLeaving,
  submitTaking,
} from "./queue.tsx";
import {
  showMessageReport,
  showPersonReport,
  submitMessageReport,
  submitPersonReport,
} from "./report.tsx";

const policy = "signed_in";
const muting = "/conversations/:id/members/:userId";
const message = "/conversations/:id/messages/:messageId/report";
const person = "/people/:id/report";
const oneCase = "/moderation/cases/:caseId";
const held = "/moderation/held";

type Handler = (visit: SignedInVisit) => Promise<Response>;

/** For others, these pages do not exist. */
function forStaff(handle: Handler): Handler {
  return async (visit) => {
    await requireModerator(visit.context);
    return handle(visit);
  };
}

export const moderationRoutes = [
  page({ method: "GET", path: message, policy, handle: showMessageReport }),
  page({ method: "POST", path: message, policy, handle: submitMessageReport }),
  page({ method: "GET", path: person, policy, handle: showPersonReport }),
  page({ method: "POST", path: person, policy, handle: submitPersonReport }),
  page({ method: "GET", path: `${muting}/mute`, policy, handle: showMute }),
  page({ method: "POST", path: `${muting}/mute`, policy, handle: submitMute }),
  page({ method: "POST", path: `${muting}/unmute`, policy, handle: submitUnmute }),
  page({ method: "GET", path: "/answers", policy, handle: showAnswers }),
  page({ method: "POST", path: "/answers/:caseId/appeal", policy, handle: submitAppeal }),
  page({ method: "GET", path: "/moderation", policy, handle: forStaff(showQueue) }),
  page({ method: "GET", path: held, policy, handle: forStaff(showHeld) }),
  page({ method: "POST", path: held, policy, handle: forStaff(submitHeld) }),
  page({ method: "GET", path: oneCase, policy, handle: forStaff(showCase) }),
  page({ method: "POST", path: `${oneCase}/decide`, policy, handle: forStaff(submitDecision) }),
  page({
    method: "POST",
    path: `${oneCase}/appeal`,
    policy,
    handle: forStaff(submitAppealDecision),
  }),
  page({ method: "POST", path: `${oneCase}/take`, policy, handle: forStaff(submitTaking) }),
  page({ method: "POST", path: `${oneCase}/leave`, policy, handle: forStaff(submitLeaving) }),
];
