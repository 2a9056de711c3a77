import { systemClock } from "./clock.ts";

const patienceMs = 8_000;

/** Whether this server was started by `run.sh start`, which has made what it needs. */
export function hasParent(): boolean {
  return process.send !== undefined;
}

/**
 * A server that was started by `run.sh start` ends with it, however that ended: the channel to the
 * supervisor closes even when the supervisor was killed. A server started by hand is left alone.
 */
export function exitWithParent(): void {
  if (!hasParent()) return;
  process.once("disconnect", () => {
    process.kill(process.pid, "SIGTERM");
    systemClock.after(patienceMs, () => process.kill(process.pid, "SIGKILL"));
  });
}
