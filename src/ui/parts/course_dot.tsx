import { type CourseColour, courseColours } from "#wire/course_colours.ts";

const looks: Record<CourseColour, string> = {
  blue: "bg-primary",
  violet: "bg-secondary",
  green: "bg-success",
  amber: "bg-warning",
  red: "bg-danger",
  cyan: "bg-info",
};

/** The colour of a course, beside its name; nothing for a course without one. */
export function CourseDot({ colour }: { colour: string | null | undefined }) {
  const known = courseColours.find((each) => each === colour);
  if (!known) return null;
  return <span aria-hidden="true" class={`size-2.5 shrink-0 rounded-full ${looks[known]}`} />;
}
