/**
 * Makes this process create files that only its own user can read. The database, SQLite's files
 * beside it and copies of it are as secret as the messages in them.
 */
export function makeFilesPrivate(): void {
  process.umask(0o077);
}
