import { z } from "zod";
import {
  addToCourse,
  changeCourseRoles,
  handOver,
  listCoursePeople,
  removeFromCourse,
} from "#core/courses/course_people.ts";
import { reorderCourses } from "#core/courses/course_order.ts";
import {
  archiveCourse,
  copyCourse,
  createCourse,
  editCourse,
  type NewCourse,
  restoreCourse,
} from "#core/courses/manage_courses.ts";
import {
  listOwnCourses,
  requireOwnCourse,
  type SizedCourse,
  withSize,
  withSizes,
} from "#core/courses/own_courses.ts";
import { lastDay, setStaffEnd } from "#core/courses/staff_ends.ts";
import { notFound } from "#core/refusals.ts";
import { rulesOf } from "../courses/rules_of.ts";
import { pathId, type SignedInVisit } from "../http/visit.ts";
import { endpoint } from "./endpoint.ts";
import * as schemas from "./course_schemas.ts";

const tag = "Courses";
const policy = "teachers";
const one = z.object({ course: schemas.course });
const everyone = z.object({ people: z.array(schemas.coursePerson) });

function inputOf(body: z.infer<typeof schemas.newCourse>): NewCourse {
  const { name, term = "", colour = "", present_name: presentName } = body;
  return { name, term, colour, presentName };
}

export const courseApi = [
  endpoint({
    method: "GET",
    path: "/api/courses",
    policy: "course_staff",
    tag,
    summary: "List the courses that you look after, in order",
    answer: z.object({ courses: z.array(schemas.course) }),
    async handle({ context }) {
      const courses = await withSizes(context, await listOwnCourses(context));
      return { courses: courses.map(courseOf) };
    },
  }),
  endpoint({
    method: "POST",
    path: "/api/courses",
    policy,
    tag,
    summary: "Make a course; you become its teacher",
    body: schemas.courseStart,
    answer: one,
    status: 201,
    async handle(visit, { body }) {
      const { questions_group: questionsName, announcements_group: announcementsName } = body;
      const input = { ...inputOf(body), questionsName, announcementsName };
      const { id } = await createCourse(visit.context, input, rulesOf(visit));
      return shown(visit, id);
    },
  }),
  endpoint({
    method: "PUT",
    path: "/api/course-order",
    policy: "staff",
    tag,
    summary:
      "Put the courses in use in this order; courses not listed follow in their present order",
    body: schemas.courseOrder,
    answer: z.object({ ids: z.array(z.string()) }),
    async handle({ context }, { body }) {
      await reorderCourses(context, body.ids);
      return { ids: (await listOwnCourses(context)).map(({ id }) => id) };
    },
  }),
  endpoint({
    method: "PATCH",
    path: "/api/courses/:id",
    policy,
    tag,
    summary: "Change the name, the term or the settings of a course",
    body: schemas.courseChange,
    answer: one,
    async handle(visit, { body }) {
      const { context } = visit;
      const present = await requireOwnCourse(context, pathId(visit));
      const { name, term, colour, tutors_see: tutorsSee } = body;
      const { students_open: studentsOpen, ask_team: askTeam, asks_reason: asksReason } = body;
      await editCourse(context, present.id, {
        name: name ?? present.name,
        term: term ?? present.term,
        colour: colour ?? present.colour ?? "",
        tutorsSee: tutorsSee ?? present.tutorsSee,
        studentsOpen: studentsOpen ?? present.studentsOpen,
        askTeam: askTeam ?? present.askTeam,
        asksReason: asksReason ?? present.asksReason,
      });
      return shown(visit, present.id);
    },
  }),
  endpoint({
    method: "POST",
    path: "/api/courses/:id/archive",
    policy,
    tag,
    summary: "Make a course read-only and put it away",
    answer: one,
    async handle(visit) {
      await archiveCourse(visit.context, pathId(visit));
      return shown(visit, pathId(visit));
    },
  }),
  endpoint({
    method: "POST",
    path: "/api/courses/:id/restore",
    policy,
    tag,
    summary: "Bring an archived course back",
    answer: one,
    async handle(visit) {
      await restoreCourse(visit.context, pathId(visit));
      return shown(visit, pathId(visit));
    },
  }),
  endpoint({
    method: "POST",
    path: "/api/courses/:id/copy",
    policy,
    tag,
    summary: "Make a course with the groups of another one, without people and messages",
    body: schemas.courseCopy,
    answer: one,
    status: 201,
    async handle(visit, { body }) {
      const input = { ...inputOf(body), from: pathId(visit) };
      const { id } = await copyCourse(visit.context, input, rulesOf(visit));
      return shown(visit, id);
    },
  }),
  endpoint({
    method: "GET",
    path: "/api/courses/:id/people",
    policy: "course_staff",
    tag,
    summary: "List the people of a course, staff first",
    answer: everyone,
    handle: peopleOf,
  }),
  endpoint({
    method: "POST",
    path: "/api/courses/:id/people",
    policy,
    tag,
    summary: "Bring people into a course by their exact addresses",
    body: schemas.newCoursePeople,
    answer: everyone,
    status: 201,
    async handle(visit, { body: { emails, role } }) {
      const addresses = emails.map((email) => email.trim());
      await addToCourse(visit.context, pathId(visit), { addresses, role });
      return peopleOf(visit);
    },
  }),
  endpoint({
    method: "PATCH",
    path: "/api/courses/:id/people/:userId",
    policy,
    tag,
    summary: "Change someone's role in a course",
    body: schemas.courseRoleChange,
    answer: z.object({ person: schemas.coursePerson }),
    async handle(visit, { body: { role } }) {
      const [courseId, userId] = [pathId(visit), pathId(visit, "userId")];
      await changeCourseRoles(visit.context, { courseId, userIds: [userId], role });
      return personOf(visit, userId);
    },
  }),
  endpoint({
    method: "DELETE",
    path: "/api/courses/:id/people/:userId",
    policy,
    tag,
    summary: "Take someone out of a course and of its groups",
    handle: (visit) =>
      removeFromCourse(visit.context, {
        courseId: pathId(visit),
        userIds: [pathId(visit, "userId")],
      }),
  }),
  endpoint({
    method: "PUT",
    path: "/api/courses/:id/people/:userId/end",
    policy,
    tag,
    summary:
      "Set the last day of a teacher's or tutor's access, after which they leave the course and its groups, or remove it",
    body: schemas.staffEnd,
    answer: z.object({ person: schemas.coursePerson }),
    async handle(visit, { body: { until } }) {
      const [courseId, userId] = [pathId(visit), pathId(visit, "userId")];
      await setStaffEnd(visit.context, { courseId, userId, until });
      return personOf(visit, userId);
    },
  }),
  endpoint({
    method: "POST",
    path: "/api/courses/:id/teacher",
    policy,
    tag,
    summary: "Hand a course over to someone in it, who becomes its teacher in your place",
    body: schemas.newTeacher,
    handle: (visit, { body: { user_id: userId } }) =>
      handOver(visit.context, { courseId: pathId(visit), userId }),
  }),
];

async function personOf(visit: SignedInVisit, userId: string) {
  const { people } = await peopleOf(visit);
  const person = people.find(({ user_id: id }) => id === userId);
  if (!person) throw notFound();
  return { person };
}

async function peopleOf(visit: SignedInVisit): Promise<z.output<typeof everyone>> {
  const people = await listCoursePeople(visit.context, pathId(visit));
  return {
    people: people.map(({ id, name, username, email, role, joinedAt, groupCount, endsAt }) => ({
      user_id: id,
      name,
      username,
      email,
      role,
      joined_at: joinedAt,
      group_count: groupCount,
      until: endsAt === null ? null : lastDay(endsAt),
    })),
  };
}

async function shown({ context }: SignedInVisit, id: string): Promise<z.output<typeof one>> {
  return { course: courseOf(await withSize(context, await requireOwnCourse(context, id))) };
}

function courseOf(course: SizedCourse): z.output<typeof schemas.course> {
  const { id, name, term, colour, tutorsSee, studentsOpen, askTeam, asksReason } = course;
  const { archivedAt, groups, people, teaches } = course;
  return {
    id,
    name,
    term,
    colour: colour ?? "",
    tutors_see: tutorsSee,
    students_open: studentsOpen,
    ask_team: askTeam,
    asks_reason: asksReason,
    archived_at: archivedAt,
    groups,
    people,
    teaches,
  };
}
