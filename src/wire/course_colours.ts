/** The colours that mark a course; each has its tokens in the styles. */
export const courseColours = ["blue", "violet", "green", "amber", "red", "cyan"] as const;

export type CourseColour = (typeof courseColours)[number];
