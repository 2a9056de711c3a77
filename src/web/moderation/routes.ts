/** Reports, the queue in which staff decide about them, and what people learn of it. */
import { page } from "../http/route.ts";
import { showAnswers, submitAppeal } from "./answers.tsx";
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
const ofStaff = "course_staff";
const message = "/conversations/:id/messages/:messageId/report";
const person = "/people/:id/report";
const oneCase = "/moderation/cases/:caseId";

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
  page({ method: "GET", path: "/moderation", policy: ofStaff, handle: showQueue }),
  page({ method: "GET", path: oneCase, policy: ofStaff, handle: showCase }),
  page({ method: "POST", path: `${oneCase}/decide`, policy: ofStaff, handle: submitDecision }),
  page({
    method: "POST",
    path: `${oneCase}/appeal`,
    policy: ofStaff,
    handle: submitAppealDecision,
  }),
  page({ method: "POST", path: `${oneCase}/take`, policy: ofStaff, handle: submitTaking }),
  page({ method: "POST", path: `${oneCase}/leave`, policy: ofStaff, handle: submitLeaving }),
];
