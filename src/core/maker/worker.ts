/** Divides people in a thread of its own. It gets one problem, reports how far it is, and answers once. */
import { divide } from "./divide.ts";
import type { Division, Problem } from "./problem.ts";

export interface Order {
  problem: Problem;
  seed: number;
}

export type Answer = { share: number } | { division: Division };

declare const self: Worker;

self.addEventListener("message", ({ data }: MessageEvent<Order>) => {
  const answer = (message: Answer) => self.postMessage(message, []);
  const onProgress = (share: number) => answer({ share });
  answer({ division: divide(data.problem, { seed: data.seed, onProgress }) });
});
