import { page } from "../http/route.ts";
import { editedPlan, newPlan, submitEditedPlan, submitNewPlan } from "./plan_pages.tsx";
import { answerCheck, showPreview, submitPreview } from "./preview.tsx";
import { showRule, submitRule } from "./rule.tsx";

const policy = "teachers";
/** A form names everyone who is chosen. */
const bodyBytesMax = 4 * 1024 * 1024;
const path = "/courses/:id/group-plans/:planId";

export const makerRoutes = [
  page({ method: "GET", path: "/groups/create-many", policy, handle: newPlan }),
  page({
    method: "POST",
    path: "/groups/create-many",
    policy,
    bodyBytesMax,
    handle: submitNewPlan,
  }),
  page({ method: "GET", path, policy, handle: showPreview }),
  page({ method: "POST", path, policy, handle: submitPreview }),
  page({ method: "GET", path: `${path}/edit`, policy, handle: editedPlan }),
  page({ method: "POST", path: `${path}/edit`, policy, bodyBytesMax, handle: submitEditedPlan }),
  page({ method: "GET", path: `${path}/rule`, policy, handle: showRule }),
  page({ method: "POST", path: `${path}/rule`, policy, bodyBytesMax, handle: submitRule }),
  page({ method: "GET", path: `${path}/check`, policy, isPart: true, handle: answerCheck }),
];
