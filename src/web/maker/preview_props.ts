import type { MakerCourse } from "#core/maker/maker_course.ts";
import type { FormErrors } from "../http/form.ts";
import type { Words } from "./preview_words.ts";

export interface PreviewProps extends Words {
  course: MakerCourse;
  /** The address of the plan. */
  path: string;
  errors: FormErrors;
}
