import type { SQL } from "bun";
import { connect, type ServerAddress } from "./connect.ts";

/** Connections that can be replaced while others hold the pool. */
export class Pool {
  #sql: SQL;

  constructor(private readonly open: () => SQL) {
    this.#sql = open();
  }

  /** Not to be kept: it may have been replaced when it is used again. */
  get sql(): SQL {
    return this.#sql;
  }

  /** What waits on the old connections fails. */
  replace(): void {
    const old = this.#sql;
    this.#sql = this.open();
    void old.close({ timeout: 0 }).catch(() => {});
  }

  close(): void {
    void this.#sql.close();
  }
}

/**
 * Whether the server has worked for this process for seconds, as it says on a new connection.
 * @throws when it does not say
 */
export async function isAtWork(address: ServerAddress): Promise<boolean> {
  const sql = connect(address, 1);
  try {
    const [row] = await sql.unsafe(`
      select exists (
        select from pg_stat_activity
        where application_name = current_setting('application_name') and state <> 'idle'
          and pid <> pg_backend_pid() and query_start < now() - interval '5 s'
      ) as at_work`);
    return (row as { at_work: boolean }).at_work;
  } finally {
    void sql.close({ timeout: 0 }).catch(() => {});
  }
}
