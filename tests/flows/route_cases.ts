/** Reported messages and a word rule in the world of routes, and the requests about them. */
import { decide } from "#core/moderation/decide.ts";
import { appeal } from "#core/moderation/answers.ts";
import { reportMessage } from "#core/moderation/reports.ts";
import { sendMessage } from "#core/messages/messages.ts";
import { addRule } from "#core/rules/word_rules.ts";
import { firstCourse } from "#tests/support/courses.ts";
import { isoNow } from "#kit/clock.ts";
import { uuidv7 } from "#kit/ids.ts";
import { insertHeld } from "#storage/held.ts";
import type { TestPerson } from "#tests/support/people.ts";

/** Cases about messages of the member, who was warned in two of them. */
export interface CasesOfWorld {
  open: string;
  /** A message that waits for approval. */
  held: string;
  decided: string;
  appealed: string;
  /** A word rule of the course, no case. */
  rule: string;
}

interface Reported {
  people: Record<"member" | "staff" | "overseer", TestPerson>;
  groupId: string;
  messageId: string;
  other: TestPerson;
}

export async function casesOf({ people, groupId, messageId, other }: Reported) {
  const { member, staff, overseer } = people;
  const { db } = staff.context;
  const caseAbout = async (id: string): Promise<string> => {
    const key = { conversationId: groupId, messageId: id };
    await reportMessage(staff.context, key, { reason: "insult" });
    const rows = await db.all<{ id: string }>`select id from cases where message_id = ${id}`;
    return rows[0]!.id;
  };
  const write = (content: string) =>
    sendMessage(member.context, { conversationId: groupId, content });
  const cases: CasesOfWorld = {
    held: await heldOf(member, groupId),
    open: await caseAbout(messageId),
    decided: await caseAbout((await write("Chalk writes")).id),
    appealed: await caseAbout((await write("Marl gives")).id),
    rule: (await addRule(staff.context, firstCourse, ruleInput)).id,
  };
  for (const id of [cases.decided, cases.appealed]) {
    await decide(overseer.context, id, { decision: "warn", version: 1 });
  }
  await appeal(member.context, cases.appealed, "It was a quotation");
  await db.transaction(async (tx) => {
    // Everyone in the table may report it, and decide about the appeal.
    await tx.run`update reports set user_id = ${other.id}`;
    await tx.run`update cases set decided_by = null`;
  });
  return cases;
}

async function heldOf({ context, id: senderId }: TestPerson, conversationId: string) {
  const id = uuidv7(context.clock.now(), context.random);
  const at = isoNow(context.clock);
  const held = { id, conversationId, senderId, clientId: null, content: "Granite waits", at };
  await context.db.transaction((tx) => insertHeld(tx, held));
  return id;
}

const ruleInput = { kind: "words", searched: "granite holds", action: "report" };

/** The path with ids of what this file makes. */
export function placed(path: string, ids: CasesOfWorld): string {
  return path
    .replace(":caseId", ids[caseFor(path)])
    .replace(":ruleId", ids.rule)
    .replace(":heldId", ids.held);
}

function caseFor(path: string): keyof CasesOfWorld {
  if (path.includes("/answers/")) return "decided";
  return /\/(appeal|outcome)$/.test(path) ? "appealed" : "open";
}

export function caseInputs(groupId: string, { decided, held }: CasesOfWorld, nowMs: number) {
  return {
    "POST /conversations/:id/members/:userId/mute": { span: "1h" },
    "PUT /api/conversation/:id/members/:userId/mute": {
      until: new Date(nowMs + 3_600_000).toISOString(),
    },
    "POST /conversations/:id/messages/:messageId/report": { reason: "spam" },
    "POST /people/:id/report": { reason: "spam", group: groupId },
    "POST /answers/:caseId/appeal": { [`words-${decided}`]: "It was a quotation" },
    "POST /moderation/cases/:caseId/decide": { decision: "warn", version: "1" },
    "POST /moderation/cases/:caseId/appeal": { decision: "kept", version: "3" },
    "POST /api/conversation/:id/messages/:messageId/reports": { reason: "spam" },
    "POST /api/conversation/:id/members/:userId/reports": { reason: "spam" },
    "PATCH /api/conversation/:id/held/:heldId": { content: "Granite still waits" },
    "POST /moderation/held": { to: "approve", member: `${held} 0` },
    "POST /api/held-messages/approve": { messages: [{ id: held, revision: 0 }] },
    "POST /api/held-messages/return": { messages: [{ id: held, revision: 0 }] },
    "POST /api/answers/:caseId/appeal": { words: "It was a quotation" },
    "POST /api/cases/:caseId/decision": { decision: "warn", version: 1 },
    "POST /api/cases/:caseId/outcome": { outcome: "kept", version: 3 },
    "POST /courses/:id/new-rule": ruleInput,
    "POST /courses/:id/rules/:ruleId": { ...ruleInput, version: "1" },
    "POST /courses/:id/rules/:ruleId/switch": { live: "on", version: "1" },
    "POST /api/courses/:id/rules": ruleInput,
    "PUT /api/courses/:id/rules/:ruleId": { ...ruleInput, version: 1 },
    "POST /api/courses/:id/rules/:ruleId/switch": { live: true, version: 1 },
  };
}

/** Nobody may tell these apart from those that exist. */
export function missingCases(
  { open, held, decided, appealed, rule }: CasesOfWorld,
  missing: (id: string) => string,
): CasesOfWorld {
  return {
    open: missing(open),
    held: missing(held),
    decided: missing(decided),
    appealed: missing(appealed),
    rule: missing(rule),
  };
}
