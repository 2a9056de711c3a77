/** The requests and answers of the API about courses. */
import { z } from "zod";
import { groupSorts, needKinds } from "#core/groups/group_needs.ts";
import { courseColours } from "#wire/course_colours.ts";
import { courseLimits, groupLimits, limits } from "#wire/limits.ts";
import { oneLine } from "#wire/text.ts";
import { conversationMode, email, id, patterns, text, time, wholeNumber } from "./schemas.ts";

const role = z.enum(["teacher", "tutor", "student"]);
const tutorsSee = z.enum(["all", "own"]).meta({
  description: "Whether tutors look after all groups, or those that they own or moderate",
});
const studentsOpen = z.boolean().meta({
  description: "Whether students may open groups of their own, which staff see",
});
const askTeam = z.boolean().meta({
  description: "Whether each student may ask the staff in a private conversation",
});
const asksReason = z.boolean().meta({
  description: "Whether staff who look into a group from outside are asked why",
});
const courseName = text(courseLimits.nameChars, oneLine).min(1).meta({
  pattern: patterns.notBlank,
  description: "A single line with at least one letter, digit or symbol",
});
const term = text(courseLimits.termChars, oneLine).meta({ description: "May be empty" });
const colour = z.enum(["", ...courseColours]).meta({ description: "Empty for none" });

export const course = z
  .object({
    id: z.string(),
    name: z.string().meta({ description: "Empty as long as there is one course" }),
    term: z.string(),
    colour: z.string(),
    tutors_see: tutorsSee,
    students_open: studentsOpen,
    ask_team: askTeam,
    asks_reason: asksReason,
    archived_at: time.nullable().meta({ description: "null while it is in use" }),
    groups: wholeNumber,
    people: wholeNumber,
    teaches: z.boolean().meta({ description: "Whether you manage its groups and people" }),
  })
  .meta({ id: "Course" });

export const groupsQuery = z.object({
  sort: z.enum(groupSorts).default("need").meta({
    description:
      "By need, by name, by the newest message (newest first), or in the order that staff chose",
  }),
});

export const groupFigures = z
  .object({
    id: z.string(),
    name: z.string(),
    description: z.string(),
    members: wholeNumber,
    writers: wholeNumber.meta({ description: "Members who have written" }),
    messages: wholeNumber,
    messages_week: wholeNumber.meta({ description: "In the last seven days, by UTC" }),
    messages_week_before: wholeNumber.meta({ description: "In the seven days before them" }),
    last_sent_at: time.nullable().meta({ description: "null if nothing was ever written" }),
    need: z.enum(needKinds).nullable().meta({
      description:
        "Why it needs someone: messages wait for approval, a student waits for an answer, no members, nobody has written, quiet for a week, or few of a small group have written",
    }),
    mode: conversationMode,
  })
  .meta({ id: "GroupFigures" });

export const courseOrder = z
  .strictObject({ ids: z.array(id).max(5_000) })
  .meta({ examples: [{ ids: ["c0000000-2", "first"] }] });

export const coursePerson = z
  .object({
    user_id: z.string(),
    name: z.string(),
    username: z.string(),
    email: z.string(),
    role,
    joined_at: time,
    group_count: wholeNumber.meta({ description: "The groups of the course that they are in" }),
    until: z.iso.date().nullable().meta({
      description: "The last day of their access as staff, by UTC; null if it does not end",
    }),
  })
  .meta({ id: "CoursePerson" });

export const newCourse = z
  .strictObject({
    name: courseName,
    term: term.optional(),
    colour: colour.optional(),
    present_name: courseName.optional().meta({
      description: "The name of the present course, needed while it has none",
    }),
  })
  .meta({ examples: [{ name: "Algorithms", term: "Winter term 2026/27" }] });

export const courseStart = newCourse
  .extend({
    questions_group: text(groupLimits.nameChars, oneLine).optional().meta({
      description: "The name of a first group for everyone in the course; without it there is none",
    }),
    announcements_group: text(groupLimits.nameChars, oneLine).optional().meta({
      description: "The same for a group in which only staff write",
    }),
  })
  .meta({ examples: [{ name: "Algorithms", questions_group: "Questions" }] });

export const courseCopy = newCourse.meta({
  examples: [{ name: "Algorithms", term: "Summer term 2027" }],
});

export const courseChange = z
  .strictObject({
    name: courseName.optional(),
    term: term.optional(),
    colour: colour.optional(),
    tutors_see: tutorsSee.optional(),
    students_open: studentsOpen.optional(),
    ask_team: askTeam.optional(),
    asks_reason: asksReason.optional(),
  })
  .meta({ examples: [{ term: "Summer term 2027" }] });

export const newCoursePeople = z
  .strictObject({
    emails: z.array(email.min(1)).min(1).max(groupLimits.addressesAtOnce),
    role,
  })
  .meta({ examples: [{ emails: ["mira@uni.example.edu"], role: "student" }] });

export const courseRoleChange = z.strictObject({ role }).meta({ examples: [{ role: "tutor" }] });

export const staffEnd = z
  .strictObject({
    until: z.string().max(10).nullable().meta({
      format: "date",
      description: "The last day of their access as staff, by UTC; null for no end",
    }),
  })
  .meta({ examples: [{ until: "2027-03-31" }] });

export const newTeacher = z
  .strictObject({ user_id: id })
  .meta({ examples: [{ user_id: "u0000000-1" }] });

const reason = text(limits.reasonChars, oneLine);

export const template = z
  .object({ id: z.string(), en: z.string(), de: z.string() })
  .meta({ id: "ReasonTemplate" });

export const templates = z
  .strictObject({
    templates: z
      .array(
        z.strictObject({
          id: id.optional().meta({ description: "Of one that exists" }),
          en: reason,
          de: reason,
        }),
      )
      .max(courseLimits.templates)
      .meta({ description: "One of both languages may be empty; then the other one is offered" }),
  })
  .meta({ examples: [{ templates: [{ en: "Off topic", de: "Gehört nicht hierher" }] }] });
