/** A post as an order to the database, which may store it together with others. */
import type { LogPosition } from "./log_position.ts";

/** A message without a place in its conversation. */
export interface UnplacedMessage {
  id: string;
  conversationId: string;
  senderId: string;
  content: string;
  sentFromClient: string;
  sentFromServer: string;
  clientId: string | null;
}

/** A message to be posted in a session. */
export interface NewPost extends UnplacedMessage {
  sessionId: string;
  /** Of the word rules by which it was searched, and which found nothing. */
  rulesMark: string;
}

/** A message that has been posted. */
export interface PlacedPost {
  seq: number;
  /** The sender's account at that moment. */
  senderName: string;
  senderRole: "admin" | "user" | "guest";
  /** Of its event in the log. */
  position: LogPosition;
}

export interface PostOrder<T> {
  post: NewPost;
  /** The transaction's result, if it was posted. */
  result: (placed: PlacedPost) => T;
}
