/**
 * Every reason for which something is refused. They are stable: the catalogues translate them.
 * Placeholders of a reason's text are the refusal's `params`, named here in braces.
 */
export type Reason =
  GeneralReason | AccountReason | PeopleReason | SetupReason | GroupReason | MessageReason;

type GeneralReason =
  | "not_found"
  | "wrong_method"
  | "internal"
  | "busy"
  | "storage_full"
  | "disk_error"
  | "database_moved"
  | "too_large"
  | "cross_site"
  | "form_unreadable"
  | "sign_in_first"
  | "sending_too_fast"
  | "reading_too_fast"
  | "invalid_input"
  | "text_unstorable"
  /** Of a person or a group: nothing of it can be seen, or nothing but punctuation. */
  | "name_unseen";

type AccountReason =
  | "email_missing"
  | "email_malformed"
  | "email_mixed"
  /** {max} */
  | "email_long"
  | "email_taken"
  /** A guest's address: only the browser that signed in as this guest goes on as it. */
  | "email_taken_by_guest"
  /** {domains} */
  | "email_domain"
  /** {min} {max} */
  | "username_malformed"
  | "username_taken"
  | "name_missing"
  | "name_mixed"
  | "name_reserved"
  /** {max} */
  | "name_long"
  /** {min} */
  | "password_short"
  /** {max} */
  | "password_long"
  | "password_guessable"
  | "password_wrong"
  /** The account has no password to change: a guest's. */
  | "password_absent"
  | "credentials_wrong"
  | "account_disabled"
  | "registration_closed"
  | "registration_too_often"
  | "name_too_often"
  | "sign_in_too_often"
  | "sign_in_crowded";

type PeopleReason = "staff_only_people" | "last_admin";

type SetupReason = "setup_code_wrong" | "setup_done" | "setup_too_often";

type GroupReason =
  | "staff_only_groups"
  | "staff_only_members"
  | "group_name_missing"
  /** {max} */
  | "group_name_long"
  /** {max} */
  | "group_description_long"
  | "group_count"
  | "members_gone"
  /** {max} */
  | "members_many";

type MessageReason =
  | "message_empty"
  /** {max} {length} */
  | "message_long"
  | "message_id_used"
  /** {max} */
  | "reason_long"
  | "message_not_editable"
  | "message_not_removable";
