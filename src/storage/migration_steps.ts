/** The steps of a schema, which are the same for every database and written for each. */
import { DatabaseError } from "./adapter.ts";

export interface Migration {
  name: string;
  text: string;
}

/** A step as a database remembers it. */
export interface AppliedStep {
  name: string;
  checksum: string;
}

/** A database that this version of the program cannot use. The message says what to do. */
export class MigrationError extends DatabaseError {}

/** The target of a move that has not been finished. */
export class UnfinishedMove extends MigrationError {}

/** Stands among the applied steps of such a target: no version of the program uses it then. */
export const unfinishedMove = "unfinished move";

/** The tables, each after those that it refers to. */
export function createdTables(migrations: readonly Migration[]): string[] {
  const text = migrations.map((migration) => migration.text).join("\n");
  const names = Array.from(text.matchAll(/^create table (\w+)/gm), ([, name]) => name!);
  // A table that an earlier one has referred to ever since.
  for (const [, from, to] of text.matchAll(
    /^alter table (\w+) add column [^;]*references (\w+)/gm,
  )) {
    if (names.indexOf(to!) < names.indexOf(from!)) continue;
    names.splice(names.indexOf(to!), 1);
    names.splice(names.indexOf(from!), 0, to!);
  }
  // A table that was made anew and took the name of the former one.
  for (const [, made] of text.matchAll(/^alter table (\w+) rename to /gm)) {
    names.splice(names.indexOf(made!), 1);
  }
  return names;
}

/**
 * @param database its name for the operator
 * @returns the steps that are still to be applied
 * @throws {MigrationError} when it is newer than the program, or a step was changed
 * @throws {UnfinishedMove} when it was not copied completely
 */
export function openSteps(
  migrations: readonly Migration[],
  applied: readonly AppliedStep[],
  database: string,
): Migration[] {
  if (applied.some(({ name }) => name === unfinishedMove)) {
    throw new UnfinishedMove(
      `${database} is incomplete: moving a database to it was interrupted. Run move-database again, which begins anew.`,
    );
  }
  for (const step of applied) {
    const migration = migrations.find(({ name }) => name === step.name);
    if (!migration) {
      throw new MigrationError(
        `${database} was created by a newer Team Chat. Start that version, or restore a backup.`,
      );
    }
    if (checksum(migration) !== step.checksum) {
      throw new MigrationError(
        `${database}: migration ${step.name} is not the one that was applied to this database. Use the released files unchanged.`,
      );
    }
  }
  return migrations.filter(({ name }) => !applied.some((step) => step.name === name));
}

export function checksum({ text }: Migration): string {
  return new Bun.CryptoHasher("sha256").update(text).digest("hex");
}
