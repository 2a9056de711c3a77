/** The acts that the audit log records. Each has its words in both languages: the compiler asks for them. */
export type AuditVerb =
  | "conversation.read"
  | "conversation.join"
  | "conversation.leave"
  | "conversation.delete"
  | "message.remove"
  | "message.read_removed"
  | "user.create"
  | "user.update"
  | "user.disable"
  | "user.enable"
  | "user.reset_password"
  | "user.delete";
