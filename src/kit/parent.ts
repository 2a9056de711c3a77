import { systemClock } from "./clock.ts";

const patienceMs = 8_000;

/** Whether `run.sh start` started this server, and has prepared what it needs. */
export function hasParent(): boolean {
  return process.send !== undefined;
}

/**
 * Ends a server that `run.sh start` started when its supervisor ends, even if that was killed: the
 * channel between them closes. A server started by hand is left alone.
 */
export function exitWithParent(): void {
  if (!hasParent()) return;
  process.once("disconnect", () => {
    process.kill(process.pid, "SIGTERM");
    systemClock.after(patienceMs, () => process.kill(process.pid, "SIGKILL"));
  });
}
