/** The acts that the audit log records. The compiler demands a text for each in both languages. */
export type AuditVerb =
  | "conversation.read"
  | "conversation.join"
  | "conversation.leave"
  | "conversation.delete"
  | "message.remove"
  | "message.read_removed"
  | "user.read"
  | "user.create"
  | "user.update"
  | "user.disable"
  | "user.enable"
  | "user.reset_password"
  | "user.issue_code"
  | "user.use_code"
  | "user.delete"
  | "roster.apply"
  | "roster.undo";
