import type { Invite } from "#core/invites/invites.ts";
import type { WaitingList } from "#core/invites/waiting.ts";
import type { Course } from "#core/roster/course_rights.ts";
import type { Locale, Texts } from "#ui/text/catalogue.ts";
import type { FormErrors } from "../http/form.ts";

export interface InviteListProps {
  course: Course;
  invites: Invite[];
  waiting: WaitingList;
  errors: FormErrors;
  locale: Locale;
  texts: Texts;
}
