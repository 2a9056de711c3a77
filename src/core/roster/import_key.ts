/** Which import of which course. */
export interface ImportKey {
  courseId: string;
  id: string;
}
