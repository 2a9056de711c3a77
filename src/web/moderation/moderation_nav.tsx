/** The lists of what staff decide on: cases, and messages that wait for approval. */
import { type CaseList, caseLists, type QueueCounts } from "#core/moderation/cases.ts";
import type { Texts } from "#ui/text/catalogue.ts";

interface NavProps {
  current: CaseList | "held";
  counts: QueueCounts;
  /** Empty for all. */
  courseId: string;
  texts: Texts;
}

export function ModerationNav({ current, counts, courseId, texts: { moderation } }: NavProps) {
  const entry = (one: CaseList | "held", href: string) => (
    <a
      key={one}
      href={href}
      aria-current={one === current ? "page" : undefined}
      class="flex min-h-11 shrink-0 items-center gap-2 rounded px-3 text-sm text-muted hover:bg-hover aria-[current]:bg-primary-soft aria-[current]:font-medium aria-[current]:text-primary-text sm:min-h-9"
    >
      {moderation.lists[one]} <span class="text-xs even-digits">{counts[one]}</span>
    </a>
  );
  return (
    <nav aria-label={moderation.listLabel} class="flex min-w-0 flex-wrap gap-1">
      {caseLists.map((one) => entry(one, listPath(one, courseId)))}
      {entry("held", heldPath(courseId ? { courseId } : {}))}
    </nav>
  );
}

export function listPath(list: CaseList, courseId: string, page = 1): string {
  const query = new URLSearchParams({
    ...(list !== "open" && { list }),
    ...(courseId && { course: courseId }),
    ...(page > 1 && { page: String(page) }),
  }).toString();
  return query ? `/moderation?${query}` : "/moderation";
}

/** Of one group, of one course, or of all. */
export interface HeldPlace {
  conversationId?: string | undefined;
  courseId?: string | undefined;
}

/** The value of the field with which a place is chosen. */
export function placeValue({ conversationId, courseId }: HeldPlace): string {
  if (conversationId) return `group ${conversationId}`;
  return courseId ? `course ${courseId}` : "";
}

/** What is none of these means all. */
export function placeOf(value: string): HeldPlace {
  const [kind, id = ""] = value.split(" ");
  if (kind === "group") return { conversationId: id };
  return kind === "course" ? { courseId: id } : {};
}

export function heldPath(place: HeldPlace, after?: string): string {
  const of = placeValue(place);
  const query = new URLSearchParams({ ...(of && { of }), ...(after && { after }) }).toString();
  return query ? `/moderation/held?${query}` : "/moderation/held";
}
