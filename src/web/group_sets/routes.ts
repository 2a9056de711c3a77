import { page } from "../http/route.ts";
import {
  askRemoval,
  renamedSet,
  showSets,
  submitName,
  submitNewSet,
  submitRemoval,
  submitSetOrder,
} from "./sets.tsx";

/** The verbs decide: tutors are refused, and for others there is no such course. */
const policy = "teachers";
const path = "/courses/:id/sets";

export const groupSetRoutes = [
  page({ method: "GET", path, policy, handle: (visit) => showSets(visit) }),
  page({ method: "POST", path, policy, handle: submitNewSet }),
  page({ method: "POST", path: "/courses/:id/set-order", policy, handle: submitSetOrder }),
  page({ method: "GET", path: `${path}/:setId`, policy, handle: (visit) => renamedSet(visit) }),
  page({ method: "POST", path: `${path}/:setId`, policy, handle: submitName }),
  page({ method: "GET", path: `${path}/:setId/remove`, policy, handle: askRemoval }),
  page({ method: "POST", path: `${path}/:setId/remove`, policy, handle: submitRemoval }),
];
