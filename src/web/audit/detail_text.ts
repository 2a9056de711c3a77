/** What the staff log keeps of an act beside its verb, in the reader's language. */
import type { Texts } from "#ui/text/catalogue.ts";
import { lookDuration } from "#ui/text/look_duration.ts";
import { timeText } from "#ui/text/time_text.ts";
import { format, plural } from "#ui/text/format.ts";
import { madeReasonText } from "#ui/text/look_reason.ts";
import { isModeName } from "#wire/modes.ts";
import type { AuditEntry } from "#core/audit/audit_reading.ts";

type Part = Pick<AuditEntry, "verb"> & { detail: string };

/** A reason that someone wrote stays as it is, and so does what another version recorded. */
export function detailText({ verb, detail }: Part, locale: string, texts: Texts): string {
  if (verb === "conversation.read") return madeReasonText(detail, texts.looks) ?? detail;
  // Stored as seconds.
  if (verb === "conversation.read_end") return secondsText(Number(detail), locale, texts);
  if (verb === "settings.log") return logSettings(detail, texts);
  if (verb === "user.create") return roleName(detail, texts);
  if (verb === "user.update") return changedFields(detail, texts);
  // Stored as a day, or a dash for none.
  if (verb === "course.staff_end") {
    return detail === "-" ? texts.courses.noEnd : timeText(detail, { look: "day", locale });
  }
  if (verb === "conversation.mode") return groupMode(detail, locale, texts);
  if (verb.startsWith("course.")) return courseDetail(detail, texts);
  if (verb === "conversation.delete" || verb === "conversation.erase")
    return deletedGroup(detail, locale, texts);
  if (verb === "groups.act" || verb === "groups.undo") return groupAct(detail, locale, texts);
  if (verb.startsWith("person.mute")) return muteText(detail, locale);
  if (verb === "case.decide" || verb === "case.close") return caseDetail(detail, texts);
  // Stored as their number.
  if (verb === "groups.make" || verb === "groups.unmake") {
    return plural(locale, texts.courses.groups, Number(detail));
  }
  // Stored as the number of people.
  if (verb === "roster.apply") return plural(locale, texts.users.count, Number(detail));
  if (verb === "settings.teacher_codes") {
    return detail === "on" ? texts.users.teacherCodesAllowed : texts.users.teacherCodesForbidden;
  }
  return detail;
}

function secondsText(seconds: number, locale: string, { looks }: Texts): string {
  const [beganAt, lastAt] = [new Date(0).toISOString(), new Date(seconds * 1_000).toISOString()];
  return lookDuration({ beganAt, lastAt }, locale, looks);
}

/** Stored as `teachers, 365`. */
function logSettings(detail: string, { audit }: Texts): string {
  const [readers, days] = detail.split(", ");
  const kept: Partial<Record<string, string>> = audit.keptDays;
  const who = readers === "teachers" ? audit.readersTeachers : audit.readersAdmins;
  return `${who}; ${audit.kept}: ${kept[days ?? ""] ?? days}`;
}

/** Stored as `name, role, user → admin`. */
function changedFields(detail: string, texts: Texts): string {
  const { email, name, role, username } = texts.users;
  const labels: Partial<Record<string, string>> = { email, name, role, username };
  const [fields = "", from, to] = detail.split(/, (\w+) → (\w+)$/);
  const named = fields.split(", ").map((field) => labels[field] ?? field);
  if (from === undefined || to === undefined) return named.join(", ");
  return `${named.join(", ")} (${roleName(from, texts)} → ${roleName(to, texts)})`;
}

/** Stored as `archive: 12`. */
function groupAct(detail: string, locale: string, { acts, courses }: Texts): string {
  const [name = "", count = ""] = detail.split(": ");
  const names: Partial<Record<string, string>> = acts.names;
  return `${names[name] ?? name}: ${plural(locale, courses.groups, Number(count))}`;
}

/** Stored as `slow 2026-11-28T12:00:00.000Z 30 Why`, with a dash for no end. */
function groupMode(detail: string, locale: string, { modes }: Texts): string {
  const [, kind = "", until = "-", reason = ""] = /^(\w+) (\S+) \d+ ?(.*)$/s.exec(detail) ?? [];
  if (!isModeName(kind)) return detail;
  const mode = modes.names[kind];
  const time = `${timeText(until, { look: "moment", locale, zone: "UTC" })} UTC`;
  const state = until === "-" ? mode : `${format(modes.stateUntil, { mode })} ${time}`;
  return reason === "" ? state : `${state}: ${reason}`;
}

/** Stored as `Team 1: 4 messages`. */
function deletedGroup(detail: string, locale: string, texts: Texts): string {
  const [, name, count] = /^(.*): (\d+) messages?$/s.exec(detail) ?? [];
  if (name === undefined) return detail;
  return `${name}: ${plural(locale, texts.groups.messages, Number(count))}`;
}

/** A role, or one and another: `student → tutor`; the name of a course stays as it is. */
function courseDetail(detail: string, { courses }: Texts): string {
  const roles: Partial<Record<string, string>> = courses.roles;
  return detail
    .split(" → ")
    .map((part) => roles[part] ?? part)
    .join(" → ");
}

/** Stored as the end and the reason. */
function muteText(detail: string, locale: string): string {
  const [until = "", ...reason] = detail.split(" ");
  return `→ ${timeText(until, { look: "moment", locale })} ${reason.join(" ")}`.trim();
}

/** Stored as the number of the case and what was decided: `41: remove`. */
function caseDetail(detail: string, { moderation }: Texts): string {
  const [number = "", decision = ""] = detail.split(": ");
  const names: Partial<Record<string, string>> = {
    ...moderation.decisions,
    ...moderation.outcomes,
  };
  return `${number}: ${names[decision] ?? decision}`;
}

function roleName(role: string, texts: Texts): string {
  const roles: Partial<Record<string, string>> = texts.common.roles;
  return roles[role] ?? role;
}
