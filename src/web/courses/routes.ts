import { page } from "../http/route.ts";
import { askArchive, submitArchive, submitRestore } from "./archive.tsx";
import { askHandOver, submitHandOver } from "./hand_over.tsx";
import { showCourses, submitCourseOrder } from "./order.tsx";
import { addPeople, changePeople, showCourse } from "./people.tsx";
import { askStaffEnd, submitStaffEnd } from "./staff_end.tsx";
import { showRehearsal } from "./rehearsal.tsx";
import {
  newRule,
  saveRule,
  showRule,
  showRules,
  submitNewRule,
  submitRuleRemoval,
  submitSwitch,
} from "./rules.tsx";
import { saveTemplates, showTemplates } from "./templates.tsx";
import { editedCourse, newCourse, saveCourse, submitNewCourse } from "./edit.tsx";

const policy = "teachers";
const rules = "/courses/:id/rules";
const rule = `${rules}/:ruleId` as const;

export const courseRoutes = [
  page({ method: "GET", path: "/courses", policy: "course_staff", handle: showCourses }),
  page({ method: "POST", path: "/course-order", policy: "staff", handle: submitCourseOrder }),
  page({ method: "GET", path: "/courses/create", policy, handle: newCourse }),
  page({ method: "POST", path: "/courses/create", policy, handle: submitNewCourse }),
  page({ method: "GET", path: "/courses/:id", policy: "course_staff", handle: showCourse }),
  page({ method: "GET", path: "/courses/:id/edit", policy, handle: editedCourse }),
  page({ method: "POST", path: "/courses/:id/edit", policy, handle: saveCourse }),
  page({ method: "GET", path: "/courses/:id/templates", policy, handle: showTemplates }),
  page({ method: "POST", path: "/courses/:id/templates", policy, handle: saveTemplates }),
  page({ method: "GET", path: rules, policy, handle: showRules }),
  page({ method: "GET", path: "/courses/:id/new-rule", policy, handle: (visit) => newRule(visit) }),
  page({ method: "POST", path: "/courses/:id/new-rule", policy, handle: submitNewRule }),
  page({ method: "GET", path: rule, policy, handle: (visit) => showRule(visit) }),
  page({ method: "POST", path: rule, policy, handle: saveRule }),
  page({ method: "GET", path: `${rule}/rehearsal`, policy, handle: showRehearsal }),
  page({ method: "POST", path: `${rule}/switch`, policy, handle: submitSwitch }),
  page({ method: "POST", path: `${rule}/delete`, policy, handle: submitRuleRemoval }),
  page({ method: "POST", path: "/courses/:id/people", policy, handle: addPeople }),
  page({ method: "POST", path: "/courses/:id/people/change", policy, handle: changePeople }),
  page({ method: "GET", path: "/courses/:id/access", policy, handle: askStaffEnd }),
  page({ method: "POST", path: "/courses/:id/access", policy, handle: submitStaffEnd }),
  page({ method: "GET", path: "/courses/:id/archive", policy, handle: askArchive }),
  page({ method: "POST", path: "/courses/:id/archive", policy, handle: submitArchive }),
  page({ method: "POST", path: "/courses/:id/restore", policy, handle: submitRestore }),
  page({ method: "GET", path: "/courses/:id/hand-over", policy, handle: askHandOver }),
  page({ method: "POST", path: "/courses/:id/hand-over", policy, handle: submitHandOver }),
];
