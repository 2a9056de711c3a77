/** What the long fault tests have in common. */

export interface DrillOptions {
  /** How often a server is ended with SIGKILL. */
  kills: number;
  writers: number;
  /** Sockets of the large storm. */
  clients: number;
  /** Of mutants: which changes come first, how many are tried, and a part of their files' paths. */
  seed: number;
  count: number;
  only?: string;
}

/** Shows how far a drill is; with the same `what` again, further. */
export type Progress = (what: string, done: number, total: number) => void;

export interface Row {
  what: string;
  result: string;
  note: string;
  /** What is wrong, in words; the drill has failed when there is anything. */
  wrong: string[];
}

export type Drill = (options: DrillOptions, progress: Progress) => Promise<Row[]>;

/** Seconds since `startedAt`, as a table shows them. */
export function secondsSince(startedAt: number): string {
  return `${Math.round((performance.now() - startedAt) / 1000)} s`;
}
