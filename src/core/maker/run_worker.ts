/** Divides people beside everything else that the process does, a few courses at once. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { systemClock } from "#kit/clock.ts";
import { codeFolder, home } from "#kit/home.ts";
import { Refusal } from "../refusals.ts";
import type { Division } from "./problem.ts";
import type { Order, Answer } from "./worker.ts";

/** Each takes a processor for about a second. */
const workersMost = 2;
const waitingMost = 20;
/** Much longer than the longest search. */
const patienceMs = 30_000;

export interface Dividing {
  /** From 0 to 1. */
  share: number;
  /** Rejects with a Refusal when it fails. */
  finished: Promise<Division>;
}

const waiting: (() => void)[] = [];
let running = 0;

/** @throws {Refusal} busy, when many are waiting */
export function divideBeside(order: Order): Dividing {
  if (waiting.length >= waitingMost) throw tooBusy();
  const dividing: Dividing = { share: 0, finished: Promise.resolve([]) };
  dividing.finished = whenFree(() => run(order, dividing));
  return dividing;
}

async function whenFree<T>(work: () => Promise<T>): Promise<T> {
  if (running >= workersMost) await new Promise<void>((resolve) => waiting.push(resolve));
  running++;
  try {
    return await work();
  } finally {
    running--;
    waiting.shift()?.();
  }
}

async function run(order: Order, dividing: Dividing): Promise<Division> {
  const worker = new Worker(script());
  const ended = Promise.withResolvers<Division>();
  // Of the machine: a thread knows no other.
  const cancel = systemClock.after(patienceMs, () => ended.reject(tooBusy()));
  worker.addEventListener("message", ({ data }: MessageEvent<Answer>) => {
    if ("division" in data) ended.resolve(data.division);
    else dividing.share = data.share;
  });
  worker.addEventListener("error", ({ message }) => ended.reject(new Error(message)));
  try {
    worker.postMessage(order, []);
    return await ended.promise;
  } finally {
    cancel();
    worker.terminate();
  }
}

/** Beside the bundle of the server, or the source. A bundle may be gone after two later builds. */
function script(): string {
  const bundled = join(codeFolder, "maker.js");
  return existsSync(bundled) ? bundled : join(home, "src/core/maker/worker.ts");
}

function tooBusy(): Refusal {
  return new Refusal("busy", { reason: "busy", retryAfterMs: 5_000 });
}
