/**
 * From now on this process makes files that only its own user can read: the database, what SQLite
 * lays beside it, and copies of it are as secret as the messages in them, wherever they lie.
 */
export function makeFilesPrivate(): void {
  process.umask(0o077);
}
