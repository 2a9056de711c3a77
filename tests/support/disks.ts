/** Disks in memory: small ones, and read-only ones. */
import { mkdtempSync, rmdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Root may, unless the machine is a container that forbids it. Tests that need it are skipped. */
export const mayMount = tryMount();

export interface Disk {
  /** Changes an option of the disk, such as its size. */
  remount(option: string): void;
  /** Also while files on it are open. */
  unmount(): void;
}

/** @throws if the folder is missing or this process may not mount */
export function mountDisk(folder: string, option: string): Disk {
  const run = (...command: string[]) => {
    const { exitCode, stderr } = Bun.spawnSync(command);
    if (exitCode !== 0) throw new Error(`${command.join(" ")}: ${stderr.toString()}`);
  };
  run("mount", "-t", "tmpfs", "-o", option, "tmpfs", folder);
  return {
    remount: (changed) => run("mount", "-o", `remount,${changed}`, folder),
    unmount: () => run("umount", "--lazy", folder),
  };
}

function tryMount(): boolean {
  if (process.getuid?.() !== 0 || !Bun.which("mount") || !Bun.which("umount")) return false;
  const folder = mkdtempSync(join(tmpdir(), "team-chat-mount-"));
  try {
    mountDisk(folder, "size=4k").unmount();
    return true;
  } catch {
    return false;
  } finally {
    rmdirSync(folder);
  }
}
