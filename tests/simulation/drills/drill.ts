/** What the long fault tests have in common. */

export interface DrillOptions {
  /** How often a server is ended with SIGKILL. */
  kills: number;
  writers: number;
  /** Sockets of the large storm. */
  clients: number;
  /** For cluster: how many are acknowledged before it ends. */
  messages: number;
  /** For mutants: the seed of their order, how many are tried, and a part of their files' paths. */
  seed: number;
  count: number;
  only?: string;
  /** For postgres: a version of the server that is older than the one in the tests. */
  version?: string;
}

/** Shows the progress of a drill; called again with the same `what`, its further progress. */
export type Progress = (what: string, done: number, total: number) => void;

export interface Row {
  what: string;
  result: string;
  note: string;
  /** What went wrong, in words; the drill has failed if there is anything. */
  wrong: string[];
}

export type Drill = (options: DrillOptions, progress: Progress) => Promise<Row[]>;

/** Seconds since `startedAt`, as a table shows them. */
export function secondsSince(startedAt: number): string {
  return `${Math.round((performance.now() - startedAt) / 1000)} s`;
}
