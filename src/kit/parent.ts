import { systemClock } from "./clock.ts";

const patienceMs = 8_000;

/**
 * A server that was started by `run.sh start` ends with it, however that ended: the channel to the
 * supervisor closes even when the supervisor was killed. A server started by hand is left alone.
 */
export function exitWithParent(): void {
  if (!process.send) return;
  process.once("disconnect", () => {
    process.kill(process.pid, "SIGTERM");
    systemClock.after(patienceMs, () => process.kill(process.pid, "SIGKILL"));
  });
}
