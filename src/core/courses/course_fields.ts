/** What is stored about a course, as people type it. */
import { courseLimits } from "#wire/limits.ts";
import { oneLine } from "#wire/text.ts";
import { type CourseColour, courseColours } from "#wire/course_colours.ts";
import { allValid } from "../all_valid.ts";
import { Refusal } from "../refusals.ts";
import { invalidText, requireLegible, requireLength, requireStorable } from "../valid_text.ts";

export interface CourseInput {
  name: string;
  /** Such as "Winter term 2026"; may be empty. */
  term: string;
  /** Empty for none. */
  colour: string;
}

export interface CourseTexts {
  name: string;
  term: string;
  colour: CourseColour | null;
}

/** The stored form. @throws {Refusal} invalid, with its field */
export function validCourse({ name, term, colour }: CourseInput): CourseTexts {
  return allValid({
    name: () => validCourseName(name),
    term: () => validTerm(term),
    colour: () => validColour(colour),
  });
}

/** @throws {Refusal} invalid */
export function validCourseName(text: string, field = "name"): string {
  requireStorable(field, text);
  const name = oneLine(text);
  if (name === "") throw invalidText(field, { reason: "course_name_missing" });
  requireLegible(field, name);
  requireLength(field, name, { max: courseLimits.nameChars, reason: "group_name_long" });
  return name;
}

function validTerm(text: string): string {
  requireStorable("term", text);
  const term = oneLine(text);
  if (term !== "") requireLegible("term", term);
  requireLength("term", term, { max: courseLimits.termChars, reason: "term_long" });
  return term;
}

function validColour(text: string): CourseColour | null {
  if (text === "") return null;
  const colour = courseColours.find((each) => each === text);
  if (!colour) throw new Refusal("invalid", { field: "colour", reason: "invalid_input" });
  return colour;
}
