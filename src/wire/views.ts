/** People, messages and conversations as clients see them, in frames and pages. */

export type Role = "admin" | "user" | "guest";
/** What makes someone staff of a course. */
export type Office = "teacher" | "tutor";
export type MemberRole = "owner" | "moderator" | "member";

/** A message as everyone may see it. A removed one has empty content. */
export interface MessageView {
  id: string;
  conversationId: string;
  senderId: string;
  senderName: string;
  senderRole: Role;
  /** The seq of the event that posted it; its place in the conversation. */
  seq: number;
  content: string;
  sentAt: string;
  /** The sender's own id for it, so that it can replace the sender's pending row. */
  clientId?: string;
  editedAt?: string;
  /** How often it was edited, removed or restored; missing if never. The higher one is the newer. */
  revision?: number;
  /** When it was written, if it waited for approval; `sentAt` is then when it was approved. */
  writtenAt?: string;
  removed?: RemovalView;
  /** Staff have hidden a part of the text. */
  redacted?: { at: string; reason?: string };
}

/** A message that waits for approval, or was returned, as its author sees it. */
export interface HeldView {
  /** Which it keeps when it is approved. */
  id: string;
  conversationId: string;
  clientId?: string;
  /** Empty once it was approved or withdrawn. */
  content: string;
  state: "held" | "approved" | "returned" | "withdrawn";
  /** How often its author has changed it. */
  revision: number;
  writtenAt: string;
  /** Why it was returned, and by whom. */
  note?: string;
  by?: string;
}

/** The capacity in which someone removed a message; owners of a group count as moderators here. */
export type RemovedBy = "author" | "moderator" | "staff";

export interface RemovalView {
  at: string;
  by: RemovedBy;
  /** Whether it was anyone but the author; for pages that were loaded before servers sent `by`. */
  byStaff: boolean;
  reason?: string;
  /** Its author can read the text and write it anew. */
  handedBack?: true;
}

export interface MemberView {
  userId: string;
  name: string;
  userRole: Role;
  role: MemberRole;
}

/** The excerpt of a message that lists show. */
export interface LastMessage {
  senderName: string;
  content: string;
  sentAt: string;
}

/** The order of lists: by course, in each the one that staff chose, by id where that is equal. */
export function byPosition(a: Placed, b: Placed): number {
  return (
    (a.course?.position ?? 0) - (b.course?.position ?? 0) ||
    a.position - b.position ||
    (a.id < b.id ? -1 : 1)
  );
}

type Placed = Pick<ConversationView, "id" | "position" | "course">;

/** The course of a group. */
export interface CourseView {
  id: string;
  name: string;
  position: number;
  /** One of `courseColours`; missing for none. */
  colour?: string;
}

/** A round of a set that is over, with the set's name at that time. */
export interface ChapterView {
  set: string;
  round: number;
}

/** An entry in the list beside the chat, of which there may be thousands. */
export interface ConversationView {
  id: string;
  name: string;
  /** Missing while there is one course, which has no name. */
  course?: CourseView;
  /** It is read-only: archived by itself, or with its course. */
  archived?: true;
  /** The earlier round of a set that it was in. */
  chapter?: ChapterView;
  /** See `byPosition`. */
  position: number;
  /** The newest event's seq. */
  seq: number;
  unread: number;
  /** Missing if the viewer sees it as staff and is not a member. */
  memberRole?: MemberRole;
  /** The viewer is on the staff of its course. Admins, who see everything, have no need of it. */
  byOffice?: true;
  lastMessage?: LastMessage & { seq: number };
}

/** What keeps people from writing in a group, or makes them wait; see `restrictionOf`. */
export interface GroupMode {
  /**
   * Only staff write, each person waits between two messages, messages wait for approval, or nobody
   * writes.
   */
  kind: "staff_only" | "slow" | "hold" | "locked";
  /** When it ends by itself; UTC ISO text. */
  until?: string;
  /** A sentence for its members. */
  reason?: string;
  /** Of `slow`: between two messages of one person. */
  seconds?: number;
  /** Of `hold`: whose messages wait. */
  for?: "everyone" | "guests" | "chosen";
  /** The name of who has set it. */
  by?: string;
}

/** The same with the fields that only its own page needs. */
export interface DescribedConversation extends ConversationView {
  description: string;
  /** Missing if everyone may write. */
  mode?: GroupMode;
}

/** Where someone may read and not write for a while, as they see it. */
export interface MuteView {
  courseId: string;
  /** Missing for all groups of the course. */
  conversationId?: string;
  /** UTC ISO text. */
  until: string;
  reason?: string;
  /** It was set by a decision, against which they can appeal. */
  isDecision?: true;
}

/** Which of the first steps of a new installation are done. */
export interface FirstSteps {
  people: boolean;
  groups: boolean;
  hello: boolean;
}
