/** The documents tell operators and authors of clients these limits, with the code's figures. */
import { describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { accountLimits, groupLimits, limits, personLimits, rates } from "./limits.ts";
import { refusalTexts } from "./refusal_texts.ts";

const figure = (count: number) => count.toLocaleString("en");
const kibibytes = (bytes: number) => `${bytes / 1024} KiB`;
const mebibytes = (bytes: number) => `${bytes / 1024 / 1024} MiB`;
const seconds = (ms: number) => `${ms / 1_000} seconds`;
const minutes = (ms: number) => `${ms / 1_000 / 60} minutes`;
const days = (ms: number) => `${ms / 1_000 / 60 / 60 / 24} days`;

type Rate = (typeof rates)[keyof typeof rates];
const rate = ({ burst, perSecond }: Rate, what: string, period: "minute" | "hour" = "hour") => {
  const later = perSecond * (period === "hour" ? 3_600 : 60);
  return `${figure(burst)} ${what}, then ${figure(later)} per ${period}`;
};
const { reading, frames, messages, replays } = { ...rates, reading: rates.readingByAccount };

const stated: Record<string, string[]> = {
  "PROTOCOL.md": [
    `not identified itself within ${seconds(limits.identifyMs)} is closed`,
    `1 to ${figure(limits.contentChars)} characters of content`,
    `changes your own message for ${minutes(limits.editWindowMs)}`,
    `removes your own for ${minutes(limits.editWindowMs)}`,
    `an optional reason of at most ${limits.reasonChars} characters`,
    `more than ${figure(limits.replayEvents)} events or ${kibibytes(limits.replayBytes)} behind`,
    `replay ${figure(replays.burst)} events at once and ${replays.perSecond} per second after that`,
    `At most ${limits.openConversations} conversations are open on one socket`,
    `at most every ${seconds(limits.typingMs / 2)}, and shown for ${seconds(limits.typingMs)}`,
    `A frame has at most ${kibibytes(limits.frameBytes)}`,
    `post ${messages.burst} messages at once and ${messages.perSecond} per second after that`,
    `send ${frames.burst} frames at once and ${frames.perSecond} per second after that`,
    `is cut off when ${mebibytes(limits.backpressureBytes)} are waiting for it`,
    `sends nothing for ${seconds(limits.silenceMs)}, not even a pong, is closed`,
    `send a \`Ping\` every ${seconds(limits.heartbeatMs)}`,
    `The ${limits.socketsPerUser + 1}st socket of one account`,
    `a socket with ${limits.queuedFrames} unanswered frames`,
    `An id has at most ${limits.idChars} characters`,
  ],
  "OPERATING.md": [
    `Clients send something every ${seconds(limits.heartbeatMs)}`,
    rate(rates.loginsByAccount, "wrong passwords"),
    rate(rates.loginsByAddress, "wrong passwords"),
    rate(rates.signInsByAccount, "sign-ins", "minute"),
    rate(rates.namesByAccount, "changes of its name"),
    rate(rates.registrationsByAddress, "registrations and guests"),
    `${mebibytes(reading.burst)} of answers, then ${mebibytes(reading.perSecond)} per second`,
    `${limits.answersAtOnce} large answers in progress at once`,
    `A name has at most ${personLimits.nameChars} characters`,
    `a mail address ${personLimits.emailChars}`,
    `a username ${personLimits.usernameCharsMin} to ${personLimits.usernameChars}`,
    `a new password ${personLimits.passwordCharsMin} to ${personLimits.passwordChars}`,
    `(an imported one, ${figure(personLimits.oldPasswordChars)})`,
    `a group's name ${groupLimits.nameChars} and its description ${figure(groupLimits.descriptionChars)}`,
    `create ${groupLimits.atOnce} groups at once`,
    `change ${figure(groupLimits.membershipsAtOnce)} memberships in one step`,
    `The list of people has ${accountLimits.pageSize} per page`,
    `${accountLimits.picked} are listed and a search finds the others`,
    `A page of messages ends early at ${kibibytes(limits.pageBytes)}`,
    `guests can use it for up to ${days(accountLimits.guestLifeMs)}`,
    `at most ${days(accountLimits.sessionLifeMs)}; the newest ${accountLimits.sessions} per account`,
    `(not deleted by their author within ${minutes(limits.editWindowMs)})`,
  ],
  "decisions/016-where-a-group-opens.md": [
    `up to ${limits.unreadPage} unread messages and ${limits.readBefore} earlier ones`,
    `it has the newest ${limits.historyPage}, below a bar`,
  ],
};

for (const [name, sentences] of Object.entries(stated)) {
  describe(`docs/${name} states`, () => {
    const text = readFileSync(join(import.meta.dir, "../../docs", name), "utf8");
    const document = text.replaceAll(/\s+/g, " ");
    test.each(sentences)("%s", (sentence) => {
      expect(document).toContain(sentence);
    });
  });
}

test("refusals state how long an author may change a message", () => {
  for (const reason of ["message_not_editable", "message_not_removable"] as const) {
    expect(refusalTexts[reason]).toContain(`for ${minutes(limits.editWindowMs)}.`);
  }
});
