/*
 * Preloaded into a program (LD_PRELOAD; Linux, glibc), notes in their order all operations that
 * decide what of a SQLite database is on the disk: writes, truncations and unlinks of the database,
 * its -wal and its -journal, and every fsync of these and of their directory. The operations are
 * carried out as well. volatile_disk.ts reads the notes and says what a disk may hold that lost
 * power after any of them.
 *
 *   TRACE_DATABASE  the absolute path of the database, without symbolic links
 *   TRACE_FILE      where the notes go: a file, to which is appended
 *
 * An operation is noted before it is carried out, an fsync when it has succeeded: the notes never
 * promise more than the disk. A write that is cut short or a failure of fsync ends the program, and
 * so does a note that cannot be taken: half a trace must not pass for a whole one.
 *
 * Not seen, because SQLite does none of it as Team Chat sets it up: writes through a mapping
 * (mmap_size is 0; the -shm file is mapped, and made anew from the log after a crash), vectored
 * writes, rename, link, files opened with O_SYNC. Nor is a second process: it would have to take
 * turns with this one. What is missing in the notes shows when the whole trace is played: the
 * files it makes are not those that lie there, and the drill says so.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/uio.h>
#include <unistd.h>

enum kind { WRITE = 1, TRUNCATE, SYNC, SYNC_DIRECTORY, UNLINK };

/* Little endian, as trace.ts reads it; the bytes of a write follow. */
struct note {
  uint32_t kind;
  uint32_t file;
  uint64_t offset;
  uint64_t length;
};

static const char *const suffixes[] = {"", "-wal", "-journal"};
enum { DATABASE_FILES = 3, DIRECTORY = DATABASE_FILES, OTHER };

static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;
static char database[PATH_MAX];
static size_t directory_length;
static int trace = -1;

static void fail(const char *what) {
  dprintf(STDERR_FILENO, "trace_disk: %s\n", what);
  abort();
}

__attribute__((constructor)) static void begin(void) {
  const char *path = getenv("TRACE_DATABASE");
  const char *notes = getenv("TRACE_FILE");
  if (!path || path[0] != '/' || strlen(path) >= sizeof database || !notes)
    fail("TRACE_DATABASE and TRACE_FILE have to be set");
  strcpy(database, path);
  directory_length = (size_t)(strrchr(database, '/') - database);
  trace = open(notes, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (trace < 0) fail("TRACE_FILE cannot be opened");
}

static uint32_t file_at(const char *path) {
  size_t length = strlen(database);
  if (strncmp(path, database, length) == 0) {
    for (uint32_t file = 0; file < DATABASE_FILES; file++)
      if (strcmp(path + length, suffixes[file]) == 0) return file;
  }
  if (strlen(path) == directory_length && strncmp(path, database, directory_length) == 0)
    return DIRECTORY;
  return OTHER;
}

static uint32_t file_of(int descriptor) {
  char link[64], path[PATH_MAX];
  snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length < 0) return OTHER;
  path[length] = '\0';
  return file_at(path);
}

static void append(struct note note, const void *bytes) {
  struct iovec parts[] = {{&note, sizeof note}, {(void *)bytes, bytes ? note.length : 0}};
  ssize_t length = (ssize_t)(parts[0].iov_len + parts[1].iov_len);
  if (writev(trace, parts, 2) != length) fail("a note could not be written");
}

/* The function that this library stands in front of. */
#define ACTUAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static ssize_t traced_pwrite(int descriptor, const void *bytes, size_t length, off64_t offset) {
  uint32_t file = file_of(descriptor);
  if (file == OTHER) return ACTUAL(pwrite64)(descriptor, bytes, length, offset);
  pthread_mutex_lock(&turn);
  append((struct note){WRITE, file, (uint64_t)offset, length}, bytes);
  ssize_t written = ACTUAL(pwrite64)(descriptor, bytes, length, offset);
  if (written != (ssize_t)length) fail("a write was cut short");
  pthread_mutex_unlock(&turn);
  return written;
}

static int traced_truncate(int descriptor, off64_t length) {
  uint32_t file = file_of(descriptor);
  if (file == OTHER) return ACTUAL(ftruncate64)(descriptor, length);
  pthread_mutex_lock(&turn);
  append((struct note){TRUNCATE, file, (uint64_t)length, 0}, NULL);
  if (ACTUAL(ftruncate64)(descriptor, length) != 0) fail("a truncation failed");
  pthread_mutex_unlock(&turn);
  return 0;
}

static int traced_sync(int descriptor, int (*sync)(int)) {
  uint32_t file = file_of(descriptor);
  if (file == OTHER) return sync(descriptor);
  pthread_mutex_lock(&turn);
  if (sync(descriptor) != 0) fail("a sync failed");
  append((struct note){file == DIRECTORY ? SYNC_DIRECTORY : SYNC, file, 0, 0}, NULL);
  pthread_mutex_unlock(&turn);
  return 0;
}

ssize_t pwrite64(int descriptor, const void *bytes, size_t length, off64_t offset) {
  return traced_pwrite(descriptor, bytes, length, offset);
}

ssize_t pwrite(int descriptor, const void *bytes, size_t length, off_t offset) {
  return traced_pwrite(descriptor, bytes, length, offset);
}

int ftruncate64(int descriptor, off64_t length) { return traced_truncate(descriptor, length); }

int ftruncate(int descriptor, off_t length) { return traced_truncate(descriptor, length); }

int fsync(int descriptor) { return traced_sync(descriptor, ACTUAL(fsync)); }

int fdatasync(int descriptor) { return traced_sync(descriptor, ACTUAL(fdatasync)); }

int unlink(const char *path) {
  uint32_t file = file_at(path);
  if (file >= DIRECTORY) return ACTUAL(unlink)(path);
  pthread_mutex_lock(&turn);
  append((struct note){UNLINK, file, 0, 0}, NULL);
  int result = ACTUAL(unlink)(path);
  pthread_mutex_unlock(&turn);
  return result;
}
