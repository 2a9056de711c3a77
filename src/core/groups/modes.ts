/**
 * Who may write in a group: everyone, only staff, nobody, or everyone slowly. The statement that takes a
 * post's seq decides; when a mode ends, nothing is written.
 */
import { holdChoices, isMild, isModeName, type ModeName } from "#wire/modes.ts";
import { groupLimits, heldLimits } from "#wire/limits.ts";
import { oneLine } from "#wire/text.ts";
import type { GroupMode } from "#wire/views.ts";
import { setHoldPeople } from "#storage/held.ts";
import {
  type HoldFor,
  type ModeColumns,
  type ModeState,
  modeOf,
  updateMode,
} from "#storage/modes.ts";
import { allValid } from "../all_valid.ts";
import { recordAct } from "../audit/audit.ts";
import type { Acting, Context } from "../context.ts";
import type { Writing } from "../log/write.ts";
import { notFound, Refusal } from "../refusals.ts";
import { signedIn } from "../requirements.ts";
import { invalidText, requireLength, requireStorable } from "../valid_text.ts";
import { writeAs } from "../write_as.ts";
import { nextSeq, requireRight } from "./next_seq.ts";

/** As it is asked for. */
export interface ModeInput {
  mode: string;
  /** UTC ISO text; null or missing for no end. */
  until?: string | null | undefined;
  reason?: string | undefined;
  /** For slow mode. */
  seconds?: number | undefined;
  /** For `hold`: whose messages wait; everyone's if it is missing. */
  holdFor?: string | undefined;
  /** Of members, if it is for chosen ones. */
  userIds?: readonly string[] | undefined;
}

/** As it is stored. */
export interface ValidMode {
  mode: ModeName;
  until: string | null;
  reason: string;
  seconds: number;
  holdFor: HoldFor;
  /** For chosen members; without it, those chosen before. */
  userIds?: string[];
}

/** How a group is that nobody restricts. */
export const openMode: ValidMode = {
  mode: "open",
  until: null,
  reason: "",
  seconds: 0,
  holdFor: "everyone",
};

/**
 * Sets who may write in a group, by staff of its course; its owners and moderators may make writing slow.
 * @returns what is in force from now on
 * @throws {Refusal} not_found; forbidden, with the reason; invalid, with its field
 */
export async function setMode(
  context: Context,
  id: string,
  input: ModeInput,
): Promise<GroupMode | undefined> {
  const wanted = validMode(input, await context.db.now(context.db));
  await writeAs(context, signedIn, (acting, writing) =>
    setModeWithin(acting, writing, { id, wanted }),
  );
  const set = await modeOf(context.db, id);
  return set && modeView(set);
}

/** Within the caller's transaction. @throws {Refusal} not_found, forbidden */
export async function setModeWithin(
  acting: Acting,
  writing: Writing,
  { id, wanted }: { id: string; wanted: ValidMode },
): Promise<void> {
  const { tx, now: at, append } = writing;
  const { actor } = acting;
  const key = { conversationId: id, right: "slow" } as const;
  const { modes } = await requireRight(acting, writing, key);
  const present = await modeOf(tx, id);
  if (!present) throw notFound();
  if (!modes && !(isMild(wanted.mode) && isMild(present.mode))) {
    throw new Refusal("forbidden", { reason: "mode_by_staff" });
  }
  if (isSame(present, wanted)) return;
  const { meta } = await nextSeq(acting, writing, key);
  const { userIds, ...columns } = wanted;
  await updateMode(tx, { id, ...columns, by: actor.id, at });
  if (userIds) await setHoldPeople(tx, { conversationId: id, userIds });
  const mode = modeView({ ...columnsOf(wanted), modeBy: actor.name });
  await append({
    messageType: "ConversationModeSet",
    payload: { userId: actor.id, ...(mode && { mode }) },
    meta,
  });
  await recordAct(acting, writing, {
    verb: "conversation.mode",
    conversationId: id,
    detail: detailOf(wanted),
  });
}

/** Within the caller's transaction, for groups that it has just made: only staff write in them. */
export async function restrictToStaff(
  { actor }: Acting,
  { tx, now: at }: Writing,
  ids: readonly string[],
): Promise<void> {
  for (const id of ids) {
    await updateMode(tx, { id, ...openMode, mode: "staff_only", by: actor.id, at });
  }
}

/** Whether a group is already as it would be set. */
export function isSame(present: ModeState, wanted: ValidMode): boolean {
  const { mode, modeUntil, modeReason, slowSeconds } = present;
  if (mode !== wanted.mode) return false;
  if (mode === "open") return true;
  const { until, reason, seconds, holdFor, userIds } = wanted;
  if (userIds || present.holdFor !== holdFor) return false;
  return modeUntil === until && modeReason === reason && slowSeconds === seconds;
}

/** What a group goes back to, as far as it is still in force. */
export function modeBefore(columns: ModeColumns): ValidMode {
  const { mode, modeUntil: until, modeReason: reason, slowSeconds: seconds, holdFor } = columns;
  return mode === "open" ? openMode : { mode, until, reason, seconds, holdFor };
}

function columnsOf(valid: ValidMode): Omit<ModeColumns, "modeBy"> {
  const { mode, until: modeUntil, reason: modeReason, seconds: slowSeconds, holdFor } = valid;
  return { mode, modeUntil, modeReason, slowSeconds, holdFor };
}

/** As clients see it; undefined if everyone may write. */
export function modeView(columns: ModeColumns): GroupMode | undefined {
  const { mode: kind, modeUntil, modeReason, modeBy, slowSeconds } = columns;
  if (kind === "open") return undefined;
  return {
    kind,
    ...(modeUntil !== null && { until: modeUntil }),
    ...(modeReason !== "" && { reason: modeReason }),
    ...(kind === "slow" && { seconds: slowSeconds }),
    ...(kind === "hold" && { for: columns.holdFor }),
    ...(modeBy !== null && { by: modeBy }),
  };
}

/** Read by `detail_text.ts`. */
function detailOf({ mode, until, reason, seconds }: ValidMode): string {
  return `${mode} ${until ?? "-"} ${seconds} ${reason}`.trim();
}

/**
 * @param nowMs by the database's clock, which decides when it ends
 * @throws {Refusal} invalid, with its field
 */
export function validMode(input: ModeInput, nowMs: number): ValidMode {
  const { mode } = input;
  if (!isModeName(mode)) throw invalidText("mode", { reason: "mode_unknown" });
  if (mode === "open") return openMode;
  return allValid({
    mode: () => mode,
    until: () => validEnd(input.until ?? "", nowMs),
    reason: () => validSentence(input.reason ?? ""),
    seconds: () => (mode === "slow" ? validSeconds(input.seconds) : 0),
    holdFor: () => (mode === "hold" ? validHold(input.holdFor) : "everyone"),
    userIds: () => chosenOf(input),
  });
}

function validHold(text = "everyone"): HoldFor {
  const found = holdChoices.find((choice) => choice === text);
  if (found) return found;
  throw invalidText("holdFor", { reason: "hold_people" });
}

/** Those who are not in the group are ignored. */
function chosenOf({ mode, holdFor, userIds }: ModeInput): string[] | undefined {
  if (mode !== "hold" || holdFor !== "chosen") return undefined;
  if (!userIds || userIds.length === 0 || userIds.length > heldLimits.people) {
    throw invalidText("people", { reason: "hold_people" });
  }
  return [...new Set(userIds)];
}

function validEnd(text: string, nowMs: number): string | null {
  if (text === "") return null;
  const endMs = Date.parse(text);
  if (Number.isNaN(endMs)) throw invalidText("until", { reason: "mode_end_malformed" });
  if (endMs <= nowMs) throw invalidText("until", { reason: "mode_end_past" });
  if (endMs > nowMs + groupLimits.modeMs) throw invalidText("until", { reason: "mode_end_far" });
  return new Date(endMs).toISOString();
}

function validSentence(text: string): string {
  requireStorable("reason", text);
  const reason = oneLine(text);
  requireLength("reason", reason, { max: groupLimits.modeReasonChars, reason: "mode_reason_long" });
  return reason;
}

function validSeconds(seconds = 0): number {
  const { slowSecondsMin: min, slowSecondsMax: max } = groupLimits;
  if (Number.isInteger(seconds) && seconds >= min && seconds <= max) return seconds;
  throw invalidText("seconds", { reason: "mode_seconds", params: { min, max: max / 60 } });
}
