/** How the list of groups is divided. */
import type { ConversationView, CourseView } from "#wire/views.ts";
import { bestMatches } from "#wire/best_match.ts";
import type { ChatState } from "./chat_state.ts";

export interface ListSection {
  kind: "unread" | "favourites" | "groups" | "rounds" | "archived" | "found";
  /** Of groups in several courses: that of these. */
  course?: CourseView;
  conversations: readonly ConversationView[];
}

type Listed = Pick<
  ChatState,
  "conversations" | "current" | "currentId" | "favourites" | "filter" | "look"
>;

/** The sections that hold at least one group. Each group is in one of them. */
export function sectionsOf(state: Listed): ListSection[] {
  const { conversations, favourites, filter } = state;
  if (filter.trim() !== "") {
    return filled([{ kind: "found", conversations: bestMatches(conversations, filter) }]);
  }
  const chosen = new Set(favourites);
  const sections: Record<"unread" | "favourites" | "groups", ConversationView[]> = {
    unread: [],
    favourites: [],
    groups: [],
  };
  const inUse = conversations.filter(({ archived }) => !archived);
  const over = conversations.filter(({ archived }) => archived);
  for (const conversation of inUse) {
    const kind = isNew(conversation, state)
      ? "unread"
      : chosen.has(conversation.id)
        ? "favourites"
        : "groups";
    sections[kind].push(conversation);
  }
  return filled([
    { kind: "unread", conversations: sections.unread },
    { kind: "favourites", conversations: sections.favourites },
    ...byCourse(inUse, sections.groups),
    { kind: "rounds", conversations: over.filter(({ chapter }) => chapter) },
    { kind: "archived", conversations: over.filter(({ chapter }) => !chapter) },
  ]);
}

/** One section, or one for each course if the reader has groups in several. */
function byCourse(all: readonly ConversationView[], groups: ConversationView[]): ListSection[] {
  const courses = new Set(all.map(({ course }) => course?.id));
  if (courses.size < 2) return [{ kind: "groups", conversations: groups }];
  const sections = new Map<string, ListSection & { conversations: ConversationView[] }>();
  for (const conversation of groups) {
    const { course } = conversation;
    const key = course?.id ?? "";
    const section = sections.get(key) ?? { kind: "groups", course, conversations: [] };
    section.conversations.push(conversation);
    sections.set(key, section);
  }
  return [...sections.values()];
}

/** A group that was opened for its unread messages keeps its place while it is open. */
function isNew({ id, unread }: ConversationView, state: Listed): boolean {
  const { current, currentId, look } = state;
  if (!look.unreadFirst) return false;
  return unread > 0 || (id === currentId && current?.newAfterSeq !== undefined);
}

function filled(sections: ListSection[]): ListSection[] {
  return sections.filter(({ conversations }) => conversations.length > 0);
}
