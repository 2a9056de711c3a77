/** Sends the code of each checkpoint to an address outside, such as a data protection office. */
import { newestCheckpoint, type StoredCheckpoint } from "#storage/log_chain.ts";
import { readMeta, writeMeta } from "#storage/meta.ts";
import type { Services } from "../context.ts";
import type { Job } from "../instance/jobs.ts";
import { writeLogged } from "../log/write.ts";
import type { AddressedLetter, Transport } from "../mail/transport.ts";

export interface CheckpointMailing {
  open: () => Transport;
  to: string;
  write: (checkpoint: StoredCheckpoint) => Omit<AddressedLetter, "to">;
}

const lookMs = 30_000;

/** If the mail server cannot be reached, the job is tried again; then only the newest one is sent. */
export function checkpointMailsJob(services: Services, mailing: CheckpointMailing): Job {
  return {
    name: "checkpoint_mails",
    everyMs: lookMs,
    isWanted: async () => (await unsentCheckpoint(services)) !== undefined,
    run: () => mailCheckpoint(services, mailing),
  };
}

async function unsentCheckpoint({ db }: Services): Promise<StoredCheckpoint | undefined> {
  const [last, mailed] = [await newestCheckpoint(db), await readMeta(db, "log_mailed")];
  return last && last.number > Number(mailed ?? 0) ? last : undefined;
}

async function mailCheckpoint(
  services: Services,
  { open, to, write }: CheckpointMailing,
): Promise<void> {
  const checkpoint = await unsentCheckpoint(services);
  if (!checkpoint) return;
  const transport = open();
  try {
    const letter = { ...write(checkpoint), to: { name: "", address: to } };
    const outcome = await transport.send(letter);
    if (outcome.kind !== "sent") throw new Error(`The checkpoint was not sent: ${outcome.error}`);
  } finally {
    transport.close();
  }
  const { db, clock, appended } = services;
  await writeLogged({ db, clock, appended }, ({ tx }) =>
    writeMeta(tx, "log_mailed", String(checkpoint.number)),
  );
}
