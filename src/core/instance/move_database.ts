import { type Config, databaseName } from "#kit/config.ts";
import { secretToken } from "#kit/ids.ts";
import { type Adapter, DatabaseError } from "#storage/adapter.ts";
import { UnfinishedMove } from "#storage/migration_steps.ts";
import { type MovedTable, type MoveProgress, moveTables } from "#storage/move_tables.ts";
import { adapterOf } from "#storage/open.ts";
import { holdAlone } from "./instance_lock.ts";
import { moveSecrets } from "./secrets.ts";

export interface MoveOrder {
  from: Config;
  to: Config;
}

/**
 * Copies a database to an empty one, also of another kind, and compares them before the copy can be
 * used. Clients that were open before resume there; a start on the old database makes them reload.
 * After an interruption the next call begins anew.
 * @throws {DatabaseError} when there is none, or the target has one already
 * @throws {InUseError} while anyone has one of them open
 */
export async function moveDatabase(
  { from, to }: MoveOrder,
  progress: MoveProgress,
): Promise<MovedTable[]> {
  const [source, target] = [adapterOf(from), adapterOf(to)];
  await source.inspect({ mustExist: true });
  await assertFree(target, databaseName(to));
  const holds = [await holdAlone(from)];
  try {
    holds.push(await holdAlone(to));
    await source.migrate({ newEpoch: secretToken(), mustExist: true });
    if ((await assertFree(target, databaseName(to))) === "unfinished") await target.drop();
    await target.migrate({ newEpoch: secretToken(), unfinished: true });
    return await copy({ from, to }, progress);
  } finally {
    for (const hold of holds) hold.release();
  }
}

/** @throws {DatabaseError} when it has a database that can be used, or cannot have one */
async function assertFree(target: Adapter, name: string): Promise<"new" | "unfinished"> {
  try {
    if (!(await target.inspect())) return "new";
  } catch (error) {
    if (error instanceof UnfinishedMove) return "unfinished";
    throw error;
  }
  throw new DatabaseError(
    `${name} already holds a database of Team Chat, which is not overwritten. Choose an empty one.`,
  );
}

async function copy(order: MoveOrder, progress: MoveProgress): Promise<MovedTable[]> {
  const source = adapterOf(order.from).openTables();
  const target = adapterOf(order.to).openTables();
  try {
    const moved = await moveTables(source, target, progress);
    await moveSecrets(order, { source, target });
    // From here on two databases could go on from the same positions: only one keeps its epoch. The
    // next start of the other gives it a new one, as if it had been restored from a backup.
    await source.setMeta("epoch", undefined);
    await target.finish();
    return moved;
  } finally {
    await source.close();
    await target.close();
  }
}
