/** The requests and answers of the API: these schemas validate the requests and describe both. */
import { z } from "zod";
import { modeNames } from "#wire/modes.ts";
import { groupLimits, limits, personLimits } from "#wire/limits.ts";
import { isPlainId, isStorable, isStoredId, oneLine, severalLines } from "#wire/text.ts";

const listMax = 500;
/** A page of history has as many messages, unless the client asks for fewer. */
const historyPageMax = 1_000;

/**
 * The part of the rules for text that JSON Schema can express, for clients that check before they
 * send, in regular expressions that every dialect knows. The rules themselves are in core.
 */
export const patterns = {
  storable: String.raw`^[^\u0000]*$`,
  notBlank: String.raw`^[^\u0000]*[^\s\u0000][^\u0000]*$`,
  id: String.raw`^[^\s\u0000-\u001f\u007f-\u009f]([^\u0000-\u001f\u007f-\u009f\u2028\u2029]*[^\s\u0000-\u001f\u007f-\u009f])?$`,
  clientId: String.raw`^[^\s\u0000-\u001f\u007f-\u009f]+$`,
  email: String.raw`^\s*([^\s@"(),:;<>\[\\\]\u0000]+@[^\s@"(),:;<>\[\\\]\u0000.]+(\.[^\s@"(),:;<>\[\\\]\u0000.]+)+)?\s*$`,
  username: String.raw`^\s*([A-Za-z0-9._\-]{3,32})?\s*$`,
};

/** A text that can be stored. Its length is that of the stored form. */
export function text(max: number, stored = (value: string) => value) {
  return z
    .string()
    .overwrite(stored)
    .max(max)
    .refine(isStorable, { error: "must be well-formed Unicode without NUL" })
    .meta({ pattern: patterns.storable });
}

export const id = text(limits.idChars)
  .min(1)
  .refine(isStoredId, { error: "must have no control characters, and no spaces at its ends" })
  .meta({ pattern: patterns.id });
const clientId = text(limits.idChars)
  .min(1)
  .refine(isPlainId, { error: "must have no spaces and no invisible characters" })
  .meta({ pattern: patterns.clientId });
export const content = text(limits.contentChars, severalLines)
  .min(1)
  .meta({ pattern: patterns.notBlank, description: "Must contain something visible" });
const legible = "A single line with at least one letter, digit or symbol";
export const groupName = text(groupLimits.nameChars, oneLine)
  .min(1)
  .meta({ pattern: patterns.notBlank, description: legible });
const setOfGroup = id.nullable().optional().meta({
  description: "The set of the course that it is in; null for none",
});
const description = text(groupLimits.descriptionChars, severalLines);
const personName = text(personLimits.nameChars, oneLine)
  .min(1)
  .meta({ pattern: patterns.notBlank, description: legible });
/** Empty for a person without one. */
export const email = text(personLimits.emailChars).meta({
  pattern: patterns.email,
  description: "Contains one @, with a dot after it; empty for a person without an address",
});
/** Blank text counts as missing. */
const username = text(personLimits.usernameChars).meta({
  pattern: patterns.username,
  description: "3 to 32 characters: a–z, 0–9, dot, hyphen and underscore",
});
export const wholeNumber = z.int().nonnegative();
export const time = z.string().meta({ format: "date-time", description: "UTC, ISO 8601" });
const role = z.enum(["admin", "user", "guest"]);
const memberRole = z.enum(["owner", "moderator", "member"]);

/** Converts the digits of a query to a number; anything else stays as it is and is refused. */
export function queryNumber(max: number) {
  const digits = (value: unknown) =>
    typeof value === "string" && /^\d{1,16}$/.test(value) ? Number(value) : value;
  return z.preprocess(digits, z.int().min(1).max(max)).optional();
}

// — Answers —

const messageFields = {
  id: z.string(),
  conversation_id: z.string(),
  sender_id: z.string(),
  sender_name: z.string().meta({ description: "Empty when the account was deleted" }),
  seq: wholeNumber.meta({ description: "Its place in the sequence of the group's events" }),
  content: z.string().meta({ description: "Empty when the message was removed" }),
  sent_from_server: time,
  client_id: z.string().optional(),
  written_at: time.optional().meta({
    description: "If it waited for approval: when it was written; it was sent when it was approved",
  }),
  edited_at: time.optional(),
  removed: z
    .object({
      at: time,
      by: z.enum(["author", "moderator", "staff"]).meta({
        description: "Who removed it: its author, an owner or moderator of the group, or staff",
      }),
      by_staff: z.boolean().meta({ deprecated: true, description: "Whether `by` is staff" }),
      reason: z.string().optional(),
      handed_back: z.literal(true).optional().meta({
        description: "Present if its author can read the text",
      }),
    })
    .optional()
    .meta({ description: "Present only on removed messages" }),
  redacted: z.object({ at: time, reason: z.string().optional() }).optional().meta({
    description: "Present if staff have hidden a part of the text, last then",
  }),
  revision: wholeNumber.optional().meta({
    description: "How often it was edited, redacted, removed or restored; missing if never",
  }),
};

export const message = z.object(messageFields).meta({ id: "Message" });

export const historyMessage = z
  .object({ ...messageFields, sent_from_client: z.string() })
  .meta({ id: "HistoryMessage" });

const conversationFields = {
  id: z.string(),
  owner_id: z.string(),
  name: z.string(),
  description: z.string(),
  created_at: time,
  updated_at: time,
};

export const conversation = z.object(conversationFields).meta({ id: "Conversation" });

export const joinedConversation = z
  .object({
    ...conversationFields,
    conversation_id: z.string(),
    user_id: z.string(),
    role: memberRole,
    joined_at: time,
  })
  .meta({ id: "JoinedConversation" });

export const mode = z.enum(modeNames).meta({
  description:
    "open: everyone writes; staff_only: only staff; slow: each person waits between two messages, but staff do not; hold: messages wait until staff approve them; locked: nobody",
});
export const slowSeconds = z.int().min(groupLimits.slowSecondsMin).max(groupLimits.slowSecondsMax);

export const holdFor = z.enum(["everyone", "guests", "chosen"]);

export const conversationMode = z
  .object({
    mode,
    until: time.nullable().meta({ description: "When it ends; null without an end" }),
    reason: z.string().meta({ description: "Empty if none was given" }),
    seconds: slowSeconds.nullable().meta({ description: "Between two messages, if it is slow" }),
    hold_for: holdFor.nullable().meta({ description: "Whose messages wait, if they are held" }),
    by: z.string().nullable().meta({ description: "Who has set it" }),
  })
  .meta({ id: "ConversationMode" });

export const listedConversation = z
  .object({
    ...conversationFields,
    seq: wholeNumber.meta({ description: "The seq of the newest event" }),
    unread: wholeNumber,
    mode: conversationMode,
    archived: z.boolean().meta({ description: "It is read-only: it or its course is archived" }),
    chapter: z.object({ set: z.string(), round: wholeNumber }).nullable().meta({
      description: "The earlier round of a set of groups that it was in, read-only since",
    }),
    member_role: memberRole.nullable().meta({ description: "null if you see the group as staff" }),
    last_message: z
      .object({ sender_name: z.string(), content: z.string(), sent_at: time })
      .nullable(),
  })
  .meta({ id: "ListedConversation" });

export const member = z
  .object({ user_id: z.string(), name: z.string(), user_role: role, role: memberRole })
  .meta({ id: "Member" });

export const user = z
  .object({
    id: z.string(),
    username: z.string(),
    name: z.string(),
    email: z.string(),
    role,
    created_at: time,
    updated_at: time,
    expires_at: time.nullable().meta({ description: "When a guest's account expires" }),
    disabled_at: time.nullable(),
    last_seen_at: time.nullable(),
    group_count: wholeNumber,
  })
  .meta({ id: "User" });

export const me = z
  .object({
    id: z.string(),
    username: z.string(),
    name: z.string(),
    email: z.string(),
    role,
    locale: z.enum(["en", "de"]).nullable(),
    theme: z.enum(["light", "dark"]).nullable(),
  })
  .meta({ id: "Me" });

export const refusal = z
  .object({
    message: z.string(),
    msg: z.string().meta({ description: "The same text as `message`" }),
    code: z.string().meta({ description: "Stable, for programs to act on" }),
    reason: z.string().meta({ description: "Stable and more precise than the code" }),
    field: z.string().optional().meta({ description: "The name of the invalid field" }),
    reference: z
      .string()
      .optional()
      .meta({ description: "Identifies the error in the server's log" }),
  })
  .meta({ id: "Refusal" });

// — Requests —

export const historyQuery = z.object({
  limit: queryNumber(historyPageMax).default(historyPageMax).meta({
    description: "Maximum number of messages; 1,000 by default",
  }),
  before: queryNumber(Number.MAX_SAFE_INTEGER).meta({
    description: "Only messages with a lower seq",
  }),
});

export const newMessage = z
  .strictObject({
    content,
    client_id: clientId.optional().meta({
      description:
        "An id of your choice; a message sent again with the same id is stored only once",
    }),
  })
  .meta({ examples: [{ content: "Hello, team!", client_id: "5f0c2c1e-1" }] });

export const messageChange = z
  .strictObject({ content })
  .meta({ examples: [{ content: "Hello, Team 1!" }] });

export const removalQuery = z.object({
  reason: text(limits.reasonChars, oneLine)
    .optional()
    .meta({ description: "Shown in place of a message that staff or moderators remove" }),
  hand_back: z.enum(["true", "false"]).default("false").meta({
    description: "Whether its author can read the text, with the reason, to write it anew",
  }),
});

const newMember = z.union([
  z.strictObject({ user_id: id, role: memberRole.optional() }),
  z.strictObject({
    email: email
      .min(1)
      .meta({ description: "The exact address of someone who is not in the course" }),
    role: memberRole.optional(),
  }),
]);

const audience = z.enum(["everyone", "staff"]).nullable().meta({
  description:
    "Everyone in the course, or its staff: whoever joins or leaves the course joins or leaves the group, and members are ignored. null for people who are chosen",
});

export const newConversation = z
  .strictObject({
    name: groupName,
    description: description.optional(),
    members: z.array(newMember).max(listMax).optional(),
    course_id: id
      .optional()
      .meta({ description: "May be left out if you manage the groups of one course only" }),
    set_id: setOfGroup,
    audience: audience.optional(),
  })
  .meta({ examples: [{ name: "Team 1", description: "Project work", members: [] }] });

const companionFields = {
  user_ids: z.array(id).max(groupLimits.openedMembers).optional().meta({
    description: "People of the course who are in a group of it with you",
  }),
  emails: z.array(email.min(1)).max(groupLimits.addressesAtOnce).optional().meta({
    description: "The exact addresses of others in the course",
  }),
};

export const companions = z
  .strictObject(companionFields)
  .meta({ examples: [{ emails: ["mira@uni.example.edu"] }] });

export const newOwnGroup = z
  .strictObject({
    name: groupName,
    description: description.optional(),
    course_id: id,
    ...companionFields,
  })
  .meta({ examples: [{ name: "Sheet 4", course_id: "first", user_ids: ["u0000000-1"] }] });

export const conversationChange = z
  .strictObject({
    name: groupName.optional(),
    description: description.optional(),
    archived: z.boolean().optional(),
    set_id: setOfGroup,
    audience: audience.optional(),
  })
  .meta({ examples: [{ name: "Team 2" }] });

export const newQuestion = z
  .strictObject({ course_id: id, content })
  .meta({ examples: [{ course_id: "first", content: "May I hand in a day later?" }] });

export const conversationOrder = z
  .strictObject({ ids: z.array(id).max(5_000) })
  .meta({ examples: [{ ids: ["g0000000-2", "g0000000-1"] }] });

export const newMembers = z
  .strictObject({ members: z.array(newMember).min(1).max(listMax) })
  .meta({ examples: [{ members: [{ user_id: "u0000000-1", role: "member" }] }] });

export const allMembers = z
  .strictObject({ members: z.array(newMember).max(listMax) })
  .meta({ examples: [{ members: [{ user_id: "u0000000-1", role: "owner" }] }] });

export const memberChange = z
  .strictObject({ role: memberRole })
  .meta({ examples: [{ role: "moderator" }] });

export const readPosition = z.strictObject({ seq: wholeNumber }).meta({ examples: [{ seq: 42 }] });

export const peopleQuery = z.object({
  q: text(100).optional().meta({ description: "Part of a name, email address or username" }),
  role: role.optional(),
  signed_in: z.literal("no").optional().meta({
    description: "no: only accounts that have not signed in yet",
  }),
  page: queryNumber(1_000_000),
});

export const teacherCodes = z
  .strictObject({ allowed: z.boolean() })
  .meta({ examples: [{ allowed: false }] });

export const chosenPeople = z
  .strictObject({
    q: text(100).optional().meta({ description: "Part of a name, email address or username" }),
    role: role.optional(),
  })
  .meta({ examples: [{ role: "user" }] });

export const newUser = z
  .strictObject({
    name: personName,
    email: email.optional(),
    username: username.optional(),
    role,
    password: z.string().optional().meta({
      deprecated: true,
      description: "Refused: staff no longer set passwords",
    }),
  })
  .meta({ examples: [{ name: "Mira Sol", email: "mira@uni.example.edu", role: "user" }] });

export const userChange = z
  .strictObject({
    name: personName.optional(),
    email: email.optional(),
    username: username.min(1).optional(),
    role: role.optional(),
  })
  .meta({ examples: [{ name: "Mira Sol" }] });
