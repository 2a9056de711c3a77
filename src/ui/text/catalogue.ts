/** Every text of the server's pages, by language. Islands receive the part they need. */
import { common as commonDe } from "./common.de.ts";
import { common as commonEn } from "./common.en.ts";
import { about as aboutDe } from "./about.de.ts";
import { about as aboutEn } from "./about.en.ts";
import { acts as actsDe } from "./acts.de.ts";
import { acts as actsEn } from "./acts.en.ts";
import { api as apiDe } from "./api.de.ts";
import { api as apiEn } from "./api.en.ts";
import { audit as auditDe } from "./audit.de.ts";
import { audit as auditEn } from "./audit.en.ts";
import { account as accountDe } from "./account.de.ts";
import { account as accountEn } from "./account.en.ts";
import { approval as approvalDe } from "./approval.de.ts";
import { approval as approvalEn } from "./approval.en.ts";
import { ask as askDe } from "./ask.de.ts";
import { ask as askEn } from "./ask.en.ts";
import { auth as authDe } from "./auth.de.ts";
import { auth as authEn } from "./auth.en.ts";
import { users as usersDe } from "./users.de.ts";
import { users as usersEn } from "./users.en.ts";
import { chat as chatDe } from "./chat.de.ts";
import { chat as chatEn } from "./chat.en.ts";
import { checkpoints as checkpointsDe } from "./checkpoints.de.ts";
import { checkpoints as checkpointsEn } from "./checkpoints.en.ts";
import { conversations as conversationsDe } from "./conversations.de.ts";
import { conversations as conversationsEn } from "./conversations.en.ts";
import { courses as coursesDe } from "./courses.de.ts";
import { courses as coursesEn } from "./courses.en.ts";
import { find as findDe } from "./find.de.ts";
import { find as findEn } from "./find.en.ts";
import { groups as groupsDe } from "./groups.de.ts";
import { groups as groupsEn } from "./groups.en.ts";
import { help as helpDe } from "./help.de.ts";
import { help as helpEn } from "./help.en.ts";
import { invites as invitesDe } from "./invites.de.ts";
import { invites as invitesEn } from "./invites.en.ts";
import { looks as looksDe } from "./looks.de.ts";
import { looks as looksEn } from "./looks.en.ts";
import { mail as mailDe } from "./mail.de.ts";
import { mail as mailEn } from "./mail.en.ts";
import { maker as makerDe } from "./maker.de.ts";
import { maker as makerEn } from "./maker.en.ts";
import { merge as mergeDe } from "./merge.de.ts";
import { merge as mergeEn } from "./merge.en.ts";
import { modes as modesDe } from "./modes.de.ts";
import { modes as modesEn } from "./modes.en.ts";
import { moderation as moderationDe } from "./moderation.de.ts";
import { mutes as mutesDe } from "./mutes.de.ts";
import { ownGroups as ownGroupsDe } from "./own_groups.de.ts";
import { moderation as moderationEn } from "./moderation.en.ts";
import { mutes as mutesEn } from "./mutes.en.ts";
import { ownGroups as ownGroupsEn } from "./own_groups.en.ts";
import { person as personDe } from "./person.de.ts";
import { person as personEn } from "./person.en.ts";
import { removing as removingDe } from "./removing.de.ts";
import { removing as removingEn } from "./removing.en.ts";
import { rules as rulesDe } from "./rules.de.ts";
import { rules as rulesEn } from "./rules.en.ts";
import { roster as rosterDe } from "./roster.de.ts";
import { roster as rosterEn } from "./roster.en.ts";
import { sets as setsDe } from "./sets.de.ts";
import { sets as setsEn } from "./sets.en.ts";
import { shell as shellDe } from "./shell.de.ts";
import { shell as shellEn } from "./shell.en.ts";
import { workbench as workbenchDe } from "./workbench.de.ts";
import { workbench as workbenchEn } from "./workbench.en.ts";
import { refusals as refusalsDe } from "./refusals.de.ts";
import { refusals as refusalsEn } from "./refusals.en.ts";

export type Locale = "en" | "de";

const en = {
  about: aboutEn,
  acts: actsEn,
  api: apiEn,
  account: accountEn,
  ask: askEn,
  audit: auditEn,
  auth: authEn,
  chat: chatEn,
  checkpoints: checkpointsEn,
  conversations: conversationsEn,
  courses: coursesEn,
  find: findEn,
  groups: groupsEn,
  help: helpEn,
  invites: invitesEn,
  approval: approvalEn,
  looks: looksEn,
  mail: mailEn,
  maker: makerEn,
  merge: mergeEn,
  modes: modesEn,
  moderation: moderationEn,
  mutes: mutesEn,
  common: commonEn,
  ownGroups: ownGroupsEn,
  person: personEn,
  refusals: refusalsEn,
  removing: removingEn,
  rules: rulesEn,
  roster: rosterEn,
  sets: setsEn,
  shell: shellEn,
  users: usersEn,
  workbench: workbenchEn,
};

export type Texts = typeof en;

const de: Texts = {
  about: aboutDe,
  acts: actsDe,
  api: apiDe,
  account: accountDe,
  ask: askDe,
  audit: auditDe,
  auth: authDe,
  chat: chatDe,
  checkpoints: checkpointsDe,
  conversations: conversationsDe,
  courses: coursesDe,
  find: findDe,
  groups: groupsDe,
  help: helpDe,
  invites: invitesDe,
  approval: approvalDe,
  looks: looksDe,
  mail: mailDe,
  maker: makerDe,
  merge: mergeDe,
  modes: modesDe,
  moderation: moderationDe,
  mutes: mutesDe,
  common: commonDe,
  ownGroups: ownGroupsDe,
  person: personDe,
  refusals: refusalsDe,
  removing: removingDe,
  rules: rulesDe,
  roster: rosterDe,
  sets: setsDe,
  shell: shellDe,
  users: usersDe,
  workbench: workbenchDe,
};

export function textsOf(locale: Locale): Texts {
  return locale === "de" ? de : en;
}
