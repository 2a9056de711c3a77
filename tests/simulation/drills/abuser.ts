/** One of a thousand clients sends a thousand messages per second; the others must not notice. */
import { systemClock } from "#kit/clock.ts";
import type { Drill } from "./drill.ts";
import type { Hall, Seat } from "./hall.ts";
import { comparedRow, inHall } from "./in_hall.ts";

const turns = 5;
const seconds = 6;
const perSecond = 1_000;
const everyMs = 10;

export const abuser: Drill = (_options, progress) =>
  inHall(async ({ hall }) => {
    const culprit = hall.seats.at(-1)!;
    const others = hall.seats.slice(0, -1);
    const calm: number[] = [];
    const disturbed: number[] = [];
    let sent = 0;
    for (let turn = 0; turn < turns; turn++) {
      calm.push(await hall.p99(others, seconds));
      const stop = abuse(hall, culprit);
      disturbed.push(await hall.p99(others, seconds));
      sent += stop();
      progress("turns", turn + 1, turns);
    }
    const what = `one of ${hall.seats.length} sends ${perSecond.toLocaleString("en")} messages a second: p99 of the others, against silence`;
    const note = `${sent.toLocaleString("en")} sent`;
    return [comparedRow(what, { calm, disturbed, wrong: [], note })];
  });

/** @returns a function that ends it and gives the number of messages sent */
function abuse(hall: Hall, culprit: Seat): () => number {
  let sent = 0;
  let cancel = () => {};
  const burst = () => {
    for (let i = 0; i < (perSecond * everyMs) / 1_000; i++, sent++) hall.say(culprit, "again");
    cancel = systemClock.after(everyMs, burst);
  };
  burst();
  return () => {
    cancel();
    return sent;
  };
}
