/**
 * A disk with a volatile cache. It is told what a program does to the files of a database, and says
 * what it may contain when the power fails.
 *
 * Everything that was synced is there. Of the rest, anything may be: nothing at all, or any of the
 * sectors written, in any order, so that a write may be torn, arrive without the one before it, or
 * extend a file with zeros in front. A file's name, or its removal, is certain only after fsync of
 * the directory. A sector is written completely or not at all, and without affecting its neighbours
 * (SQLite's "powersafe overwrite").
 *
 * Not modelled: disks that report writes they have not performed, bits that change, and the
 * directory's own entry in its parent.
 */
import type { DiskOperation } from "./trace.ts";

type Change = Extract<DiskOperation, { kind: "write" | "truncate" }>;

interface CachedFile {
  durable: FileBytes;
  /** Since the last fsync, in order. */
  pending: Change[];
}

interface EntryChange {
  name: string;
  /** Undefined if the name is removed. */
  file?: CachedFile;
}

const sectorBytes = 512;

export class VolatileDisk {
  /** By name, as the running program sees it. */
  readonly #seen = new Map<string, CachedFile>();
  readonly #durable = new Map<string, CachedFile>();
  #pending: EntryChange[] = [];

  apply(operation: DiskOperation): void {
    switch (operation.kind) {
      case "write":
      case "truncate":
        this.#open(operation.file).pending.push(operation);
        break;
      case "sync": {
        const file = this.#open(operation.file);
        for (const change of file.pending.splice(0)) file.durable.change(change, always);
        break;
      }
      case "unlink":
        this.#seen.delete(operation.file);
        this.#pending.push({ name: operation.file });
        break;
      case "sync directory":
        for (const change of this.#pending.splice(0)) enter(this.#durable, change);
        break;
    }
  }

  /** Whether the file has writes that were not synced. */
  isDirty(name: string): boolean {
    return (this.#seen.get(name)?.pending.length ?? 0) > 0;
  }

  /**
   * The files that exist when the power is back.
   * @param survives asked for each sector, and each change of the directory, that was not synced
   */
  afterPowerLoss(survives: () => boolean): Map<string, Uint8Array> {
    const entries = new Map(this.#durable);
    for (const change of this.#pending) if (survives()) enter(entries, change);
    const contents = [...entries].map(([name, { durable, pending }]) => {
      const bytes = durable.copy();
      for (const change of pending) bytes.change(change, survives);
      return [name, bytes.view()] as const;
    });
    return new Map(contents);
  }

  #open(name: string): CachedFile {
    const known = this.#seen.get(name);
    if (known) return known;
    const file = { durable: new FileBytes(), pending: [] };
    this.#seen.set(name, file);
    this.#pending.push({ name, file });
    return file;
  }
}

export const always = () => true;
export const never = () => false;

function enter(entries: Map<string, CachedFile>, { name, file }: EntryChange): void {
  if (file) entries.set(name, file);
  else entries.delete(name);
}

/** Only address space, until it is used. */
const fileBytesMax = 1 << 28;

class FileBytes {
  readonly #buffer = new ArrayBuffer(0, { maxByteLength: fileBytesMax });

  change(change: Change, survives: () => boolean): void {
    if (change.kind === "truncate") {
      if (survives()) this.#buffer.resize(change.length);
      return;
    }
    for (const { offset, bytes } of sectors(change)) if (survives()) this.#write(offset, bytes);
  }

  copy(): FileBytes {
    const copy = new FileBytes();
    copy.#write(0, this.view());
    return copy;
  }

  view(): Uint8Array {
    return new Uint8Array(this.#buffer, 0, this.#buffer.byteLength);
  }

  /** Beyond its end, a file is extended with zeros. */
  #write(offset: number, bytes: Uint8Array): void {
    const end = offset + bytes.length;
    if (this.#buffer.byteLength < end) this.#buffer.resize(end);
    new Uint8Array(this.#buffer, offset, bytes.length).set(bytes);
  }
}

/** A write in the parts that reach the disk one by one. */
function* sectors({ offset, bytes }: { offset: number; bytes: Uint8Array }) {
  for (let at = 0; at < bytes.length;) {
    const end = Math.min(bytes.length, at + sectorBytes - ((offset + at) % sectorBytes));
    yield { offset: offset + at, bytes: bytes.subarray(at, end) };
    at = end;
  }
}
