/** Reported messages in the world of routes, and the requests about them. */
import { decide } from "#core/moderation/decide.ts";
import { appeal } from "#core/moderation/answers.ts";
import { reportMessage } from "#core/moderation/reports.ts";
import { sendMessage } from "#core/messages/messages.ts";
import type { TestPerson } from "#tests/support/people.ts";

/** Cases about messages of the member, who was warned in two of them. */
export interface CasesOfWorld {
  open: string;
  decided: string;
  appealed: string;
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
    open: await caseAbout(messageId),
    decided: await caseAbout((await write("Chalk writes")).id),
    appealed: await caseAbout((await write("Marl gives")).id),
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

export function caseFor(path: string): keyof CasesOfWorld {
  if (path.includes("/answers/")) return "decided";
  return /\/(appeal|outcome)$/.test(path) ? "appealed" : "open";
}

export function caseInputs(groupId: string, { decided }: CasesOfWorld, nowMs: number) {
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
    "POST /api/answers/:caseId/appeal": { words: "It was a quotation" },
    "POST /api/cases/:caseId/decision": { decision: "warn", version: 1 },
    "POST /api/cases/:caseId/outcome": { outcome: "kept", version: 3 },
  };
}

/** Nobody may tell these apart from those that exist. */
export function missingCases(
  { open, decided, appealed }: CasesOfWorld,
  missing: (id: string) => string,
): CasesOfWorld {
  return { open: missing(open), decided: missing(decided), appealed: missing(appealed) };
}
