/** People, messages and conversations as clients see them: what frames and pages are filled with. */

export type Role = "admin" | "user" | "guest";
export type MemberRole = "owner" | "moderator" | "member";

/** A message as everybody may see it. A removed one has empty content. */
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
  /** The sender's own id of it, so that the sender's pending row can be replaced. */
  clientId?: string;
  editedAt?: string;
  removed?: RemovalView;
}

/** As what somebody removed a message; owners of a group are its moderators in this. */
export type RemovedBy = "author" | "moderator" | "staff";

export interface RemovalView {
  at: string;
  by: RemovedBy;
  /** Whether it was anyone but the author, for pages that were loaded before `by` was sent. */
  byStaff: boolean;
  reason?: string;
}

export interface MemberView {
  userId: string;
  name: string;
  userRole: Role;
  role: MemberRole;
}

/** The start of a message, as lists show it. */
export interface LastMessage {
  senderName: string;
  content: string;
  sentAt: string;
}

/** A conversation as the list beside the chat shows it: there may be thousands. */
export interface ConversationView {
  id: string;
  name: string;
  /** The order that staff chose: lists go by it, and by the id where two have the same. */
  position: number;
  /** The newest event's seq. */
  seq: number;
  unread: number;
  /** Absent when the viewer sees it as staff and is not a member. */
  memberRole?: MemberRole;
  lastMessage?: LastMessage & { seq: number };
}

/** The same with what is told of one alone. */
export interface DescribedConversation extends ConversationView {
  description: string;
}
