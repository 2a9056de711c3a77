/** The queries of versions, and of the reasons for removing, on the rows of every_query.ts. */
import * as templates from "#storage/course_templates.ts";
import type { Queries } from "#storage/database.ts";
import * as versions from "#storage/message_versions.ts";
import * as messages from "#storage/messages.ts";
import * as rules from "#storage/word_rules.ts";

const at = "2026-11-02T08:00:00.000Z";
const id = "message 1";

/** It ends as a message that staff have removed. */
export async function removeAndRestore(tx: Queries): Promise<void> {
  const edit = { messageId: id, change: "edit", reason: null } as const;
  await versions.keepVersion(tx, { ...edit, by: "ada", at });
  await messages.markRedacted(tx, { id, content: "e", at, reason: "A number" });
  await versions.keepVersion(tx, { ...edit, change: "redact", by: "ada", at });
  await messages.markRedacted(tx, { id, content: "e", at, reason: "A number" });
  await versions.hiddenAt(tx, { messageId: id, at });
  await messages.markUnredacted(tx, { id, content: "e" });
  await messages.markRedacted(tx, { id, content: "e", at, reason: "A number" });
  await messages.updateContent(tx, { id, content: "edited", at });
  await versions.dropVersions(tx, id);
  const removal = { id, by: "ada", as: "staff", at, reason: "rude", handedBack: true } as const;
  await messages.markRemoved(tx, removal);
  await versions.keepRemoval(tx, id);
  await messages.markRestored(tx, id);
  await messages.markRemoved(tx, removal);
  await versions.versionsOf(tx, id);
  await versions.versionCount(tx, id);
  const reason = { id: "reason 1", en: "Off topic", de: "" };
  await templates.replaceTemplates(tx, "first", [reason]);
  await templates.templatesOfCourse(tx, "first");
  await changeRules(tx);
}

async function changeRules(tx: Queries): Promise<void> {
  const rule = { kind: "words", searched: "e", action: "report", sentence: "" } as const;
  const key = { courseId: "first", id: "rule 1" };
  await rules.insertWordRule(tx, { ...key, ...rule, isLive: false, at });
  await rules.updateWordRule(tx, { id: key.id, ...rule });
  await rules.switchWordRule(tx, { id: key.id, isLive: true });
  await rules.wordRule(tx, key);
  await rules.wordRulesOf(tx, key.courseId);
  await rules.deleteWordRule(tx, key.id);
  await rules.courseOfGroup(tx, "group");
  await rules.rulesMark(tx);
  await rules.isAskedGroup(tx, "group");
  await rules.groupsToSearch(tx, key.courseId);
  await rules.searchedMessages(tx, { conversationId: "group", beforeSeq: 1_000, limit: 10 });
}
