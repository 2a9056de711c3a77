/** The files that this process has open (proc(5)). */
import { readdirSync, readlinkSync } from "node:fs";

export const listsOpenFiles = process.platform === "linux";

/** How often this process has a file or one of those named after it open. */
export function timesOpen(file: string): number {
  return readdirSync("/proc/self/fd").filter((descriptor) => openedAs(descriptor).startsWith(file))
    .length;
}

/** The one that lists the folder is closed by now. */
function openedAs(descriptor: string): string {
  try {
    return readlinkSync(`/proc/self/fd/${descriptor}`);
  } catch {
    return "";
  }
}
