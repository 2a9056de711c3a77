/**
 * Whatever happens, a page that was open all the time shows what a page loaded now would show: its
 * list and the open group, over the real servers, after any sequence of actions.
 */
import assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import type { ConversationView, Role } from "#wire/views.ts";
import type { Timeline } from "#sync/timeline.ts";
import type { ChatState, OpenConversation } from "#ui/chat/chat_state.ts";
import { loadPage } from "./live_page.ts";
import { type Act, acts, makeWorld, play, type World } from "./page_actions.ts";

/** The part of a page that the server decides. */
interface Shown {
  /** Without events other than messages, which a list need not know. */
  conversations: Omit<ConversationView, "seq">[];
  group?: Pick<OpenConversation, "memberRole"> & { timeline: Omit<Timeline, "renamed"> };
  /** Whether some of its messages are below what was read. */
  hasUnseen?: boolean;
}

function shown({ conversations, current }: ChatState): Shown {
  const listed = conversations.map(({ seq: _seq, ...conversation }) => conversation);
  if (!current || current.phase === "closed") return { conversations: listed };
  const { memberRole, readSeq } = current;
  const { renamed: _renamed, ...timeline } = current.timeline;
  const hasUnseen = timeline.messages.some(({ seq }) => memberRole && seq > readSeq);
  return { conversations: listed, group: { timeline, memberRole }, hasUnseen };
}

async function loadedNow({ page, reader, web, groups }: World): Promise<Shown> {
  const { currentId } = page.state;
  for (const id of [currentId!, ...groups]) {
    const state = await loadPage({ web, person: reader }, id);
    if (state) return shown(id === currentId ? state : { ...state, current: undefined });
  }
  return { conversations: [] };
}

/** By then everything is answered; only lists and pages may still be on their way. */
const sameWithinMs = 5_000;
/** Each shorter sequence that differs waits this long, so the number of attempts is limited. */
const shrinkMs = 200_000;

export interface PageRunOptions {
  /** The page's reader. */
  role: Role;
  runs: number;
  seed: number;
  progress?: (runs: number) => void;
}

/**
 * @returns how often each action was carried out
 * @throws with the shortest sequence after which the two differ, and how
 */
export async function pageRun(options: PageRunOptions): Promise<Record<string, number>> {
  const { role, runs, seed, progress } = options;
  const done: Record<string, number> = {};
  let count = 0;
  const property = fc.asyncProperty(acts, async (sequence) => {
    await sameAsFetched(role, sequence, done);
    progress?.(++count);
  });
  const limits = { interruptAfterTimeLimit: runs * 1_000 + shrinkMs, markInterruptAsFailure: true };
  await fc.assert(property, { seed, numRuns: runs, ...limits });
  return done;
}

async function sameAsFetched(
  role: Role,
  sequence: Act[],
  done: Record<string, number>,
): Promise<void> {
  const world = await makeWorld(role);
  try {
    for (const act of sequence) {
      if (await play(world, act)) done[act.kind] = (done[act.kind] ?? 0) + 1;
    }
    await allTold(world);
    const { page } = world;
    const fetched = await loadedNow(world);
    const isSame = () => isDeepStrictEqual(shown(page.state), fetched);
    await page.until(isSame, () => "", sameWithinMs).catch(() => {});
    // Once more, because it must stay so.
    await page.settle();
    assert.deepEqual(shown(page.state), fetched);
  } finally {
    world.page.leave();
    await world.realtime.stop();
  }
}

/** Resolves when the reader is connected, all they wrote is stored, and what they saw is read. */
async function allTold({ page, clock }: World): Promise<void> {
  page.session.setOnline(true);
  await page.until(
    () => page.session.state.kind === "live",
    () => page.session.state.kind,
  );
  await page.settle();
  await clock.advance(1_000);
  await page.settle();
}
