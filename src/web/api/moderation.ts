/** Reports, the cases that they make, and what people learn of them. */
import type { z } from "zod";
import {
  leaveCase,
  listCases,
  lookAtCase,
  readCase,
  type StoredCase,
  type WholeCase,
} from "#core/moderation/cases.ts";
import { decide, decideAppeal } from "#core/moderation/decide.ts";
import {
  appeal,
  ownAnswers,
  type OwnDecision,
  type OwnAnswers,
  type OwnReport,
  seeAnswers,
} from "#core/moderation/answers.ts";
import { requireModerator } from "#core/moderation/moderators.ts";
import { reportMessage, reportPerson } from "#core/moderation/reports.ts";
import { pathId, type SignedInVisit } from "../http/visit.ts";
import { endpoint } from "./endpoint.ts";
import * as schemas from "./moderation_schemas.ts";

const tag = "Moderation";
const policy = "signed_in";
const oneCase = "/api/cases/:caseId";

export const moderationApi = [
  endpoint({
    method: "POST",
    path: "/api/conversation/:id/messages/:messageId/reports",
    policy,
    tag,
    summary: "Report a message to the staff of its course; its author never learns who did",
    body: schemas.newReport,
    async handle(visit, { body }) {
      const key = { conversationId: pathId(visit), messageId: pathId(visit, "messageId") };
      await reportMessage(visit.context, key, body);
    },
  }),
  endpoint({
    method: "POST",
    path: "/api/conversation/:id/members/:userId/reports",
    policy,
    tag,
    summary: "Report a person of a group to the staff of its course",
    body: schemas.newReport,
    async handle(visit, { body }) {
      const key = { conversationId: pathId(visit), userId: pathId(visit, "userId") };
      await reportPerson(visit.context, key, body);
    },
  }),
  endpoint({
    method: "GET",
    path: "/api/cases",
    policy,
    tag,
    summary: "List the cases that you may decide, newest first",
    mayBeMissing: true,
    query: schemas.caseQuery,
    answer: schemas.caseList,
    async handle({ context }, { query: { list = "open", course_id: courseId, page } }) {
      await requireModerator(context);
      const { cases, counts: all, ...shown } = await listCases(context, { list, courseId, page });
      const { held: _messages, ...counts } = all;
      return { cases: cases.map(caseOf), counts, page: shown.page, pages: shown.pages };
    },
  }),
  endpoint({
    method: "GET",
    path: oneCase,
    policy,
    tag,
    summary: "Get a case with its reports and the messages around it",
    answer: schemas.wholeCase,
    handle: read,
  }),
  endpoint({
    method: "POST",
    path: `${oneCase}/claim`,
    policy,
    tag,
    summary: "Keep a case for three minutes, so that nobody decides it beside you",
    body: schemas.claim,
    answer: schemas.wholeCase,
    async handle(visit, { body: { take_over: takesOver } }) {
      await lookAtCase(visit.context, caseId(visit), { takesOver });
      return read(visit);
    },
  }),
  endpoint({
    method: "POST",
    path: `${oneCase}/leave`,
    policy,
    tag,
    summary: "Leave a case to somebody else",
    handle: (visit) => leaveCase(visit.context, caseId(visit)),
  }),
  endpoint({
    method: "POST",
    path: `${oneCase}/decision`,
    policy,
    tag,
    summary: "Decide about a case; those concerned are told",
    body: schemas.newDecision,
    answer: schemas.wholeCase,
    async handle(visit, { body }) {
      const { mute_until: muteUntil, ...decision } = body;
      await decide(visit.context, caseId(visit), { ...decision, muteUntil });
      return read(visit);
    },
  }),
  endpoint({
    method: "POST",
    path: `${oneCase}/outcome`,
    policy,
    tag,
    summary: "Decide about the appeal against somebody else's decision",
    body: schemas.newOutcome,
    answer: schemas.wholeCase,
    async handle(visit, { body }) {
      await decideAppeal(visit.context, caseId(visit), body);
      return read(visit);
    },
  }),
  endpoint({
    method: "GET",
    path: "/api/answers",
    policy,
    tag,
    summary: "List your own reports, and the decisions about you",
    answer: schemas.answers,
    handle: async ({ context }) => answersOf(await ownAnswers(context)),
  }),
  endpoint({
    method: "POST",
    path: "/api/answers/seen",
    policy,
    tag,
    summary: "Mark what you have listed as seen",
    handle: ({ context }) => seeAnswers(context),
  }),
  endpoint({
    method: "POST",
    path: "/api/answers/:caseId/appeal",
    policy,
    tag,
    summary: "Appeal against a decision about you, once; somebody else decides about it",
    body: schemas.newAppeal,
    async handle(visit, { body: { words } }) {
      await appeal(visit.context, caseId(visit), words);
    },
  }),
];

const caseId = (visit: SignedInVisit) => pathId(visit, "caseId");

async function read(visit: SignedInVisit): Promise<z.output<typeof schemas.wholeCase>> {
  return wholeOf(await readCase(visit.context, caseId(visit)));
}

function named(id: string | null, name: string | null): { id: string; name: string } | null {
  return id === null ? null : { id, name: name ?? "" };
}

function caseOf(one: StoredCase): z.output<typeof schemas.caseFields> {
  return {
    id: one.id,
    number: one.number,
    course_id: one.courseId,
    conversation: { id: one.conversationId, name: one.groupName },
    message_id: one.messageId,
    subject: { id: one.subjectId, name: one.subjectName },
    reason: one.reason,
    state: one.state,
    version: one.version,
    reports: one.reports,
    noticed: one.noticed,
    created_at: one.createdAt,
    changed_at: one.changedAt,
    claimed_by: named(one.claimedBy, one.claimedName),
    decision: one.decision,
    decided_by: named(one.decidedBy, one.decidedName),
    decided_at: one.decidedAt,
    outcome: one.outcome,
  };
}

function wholeOf(whole: WholeCase): z.output<typeof schemas.wholeCase> {
  const { content, decisionText, appealText, outcomeText } = whole.case;
  return {
    case: caseOf(whole.case),
    content,
    reports: whole.reports.map((report) => ({
      user_id: report.userId,
      name: report.name,
      reason: report.reason,
      words: report.words,
      content: report.content,
      created_at: report.createdAt,
    })),
    context: whole.context.map((row) => ({
      id: row.id,
      sender_id: row.senderId,
      sender_name: row.senderName,
      content: row.content,
      sent_at: row.sentFromServer,
    })),
    decision_text: decisionText,
    appeal_text: appealText,
    outcome_text: outcomeText,
    earlier: whole.earlier.map(caseOf),
  };
}

function answersOf({ decisions, reports }: OwnAnswers): z.output<typeof schemas.answers> {
  return { decisions: decisions.flatMap(decisionOf), reports: reports.map(reportOf) };
}

type Decisions = z.output<typeof schemas.answers>["decisions"];

function decisionOf(of: OwnDecision): Decisions {
  if (of.decision === null || of.decidedAt === null) return [];
  return [
    {
      id: of.id,
      conversation_name: of.groupName,
      message_id: of.messageId,
      content: of.content,
      reason: of.reason,
      state: of.state,
      decision: of.decision,
      text: of.decisionText,
      decided_at: of.decidedAt,
      decided_by: of.decidedName ?? "",
      mute_until: of.muteUntil,
      appeal_text: of.appealText,
      outcome: of.outcome,
      outcome_text: of.outcomeText,
      is_new: of.unseen === 1,
    },
  ];
}

function reportOf(of: OwnReport): z.output<typeof schemas.answers>["reports"][number] {
  return {
    conversation_name: of.groupName,
    subject_name: of.subjectName,
    is_message: of.isMessage === 1,
    reason: of.reason,
    created_at: of.createdAt,
    decided_at: of.decidedAt,
    is_new: of.unseen === 1,
  };
}
