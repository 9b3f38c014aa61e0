/*
 * Preloaded into a process (LD_PRELOAD), it writes down everything that process does to the files of one folder: bytes, lengths,
 * flushes, in order. It changes nothing. What a power cut would have left is worked out afterwards, from the record (diskRecord.ts).
 *
 * RECORD_FOLDER: absolute path of the folder. RECORD_FILE: where the record goes (outside of the folder).
 * Record: kind (1 byte: w t f), length of the path (2), offset or new length (8), length of the data (4), path, data. Little endian.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

#define FILES 1024
#define PATH_BYTES 512

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static char paths[FILES][PATH_BYTES];
static const char *folder;
static int record = -1;

__attribute__((constructor)) static void begin(void) {
  const char *file = getenv("RECORD_FILE");
  folder = getenv("RECORD_FOLDER");
  if (file != NULL && folder != NULL)
    record = (int)syscall(SYS_openat, AT_FDCWD, file, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

static void put(const void *bytes, size_t count) {
  const char *at = bytes;
  while (count > 0) {
    ssize_t written = syscall(SYS_write, record, at, count);
    if (written <= 0) abort();
    at += written;
    count -= (size_t)written;
  }
}

static int followed(int fd) { return record >= 0 && fd >= 0 && fd < FILES && paths[fd][0] != 0; }

static void note(char kind, int fd, int64_t offset, const void *data, size_t count) {
  char head[15];
  uint16_t path_length = (uint16_t)strlen(paths[fd]);
  uint32_t length = (uint32_t)count;
  head[0] = kind;
  memcpy(head + 1, &path_length, 2);
  memcpy(head + 3, &offset, 8);
  memcpy(head + 11, &length, 4);
  pthread_mutex_lock(&lock);
  put(head, sizeof head);
  put(paths[fd], path_length);
  put(data, count);
  pthread_mutex_unlock(&lock);
}

static void follow(int fd, const char *path) {
  if (record < 0 || fd < 0 || fd >= FILES) return;
  paths[fd][0] = 0;
  if (strncmp(path, folder, strlen(folder)) == 0 && strlen(path) < PATH_BYTES) strcpy(paths[fd], path);
}

#define NEXT(name) static __typeof__(&name) next; if (next == NULL) next = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

#define OPEN(name)                              \
  int name(const char *path, int flags, ...) {  \
    NEXT(name);                                 \
    va_list rest;                               \
    va_start(rest, flags);                      \
    int fd = next(path, flags, va_arg(rest, int)); \
    va_end(rest);                               \
    follow(fd, path);                           \
    return fd;                                  \
  }
OPEN(open)
OPEN(open64)

int close(int fd) {
  NEXT(close);
  if (fd >= 0 && fd < FILES) paths[fd][0] = 0;
  return next(fd);
}

#define PWRITE(name, offset_type)                                                  \
  ssize_t name(int fd, const void *data, size_t count, offset_type offset) {       \
    NEXT(name);                                                                    \
    ssize_t written = next(fd, data, count, offset);                               \
    if (written > 0 && followed(fd)) note('w', fd, offset, data, (size_t)written); \
    return written;                                                                \
  }
PWRITE(pwrite, off_t)
PWRITE(pwrite64, off64_t)

ssize_t write(int fd, const void *data, size_t count) {
  NEXT(write);
  int64_t offset = followed(fd) ? lseek(fd, 0, SEEK_CUR) : 0;
  ssize_t written = next(fd, data, count);
  if (written > 0 && followed(fd)) note('w', fd, offset, data, (size_t)written);
  return written;
}

#define TRUNCATE(name, offset_type)                               \
  int name(int fd, offset_type length) {                          \
    NEXT(name);                                                   \
    int result = next(fd, length);                                \
    if (result == 0 && followed(fd)) note('t', fd, length, "", 0); \
    return result;                                                \
  }
TRUNCATE(ftruncate, off_t)
TRUNCATE(ftruncate64, off64_t)

#define FLUSH(name)                                            \
  int name(int fd) {                                           \
    NEXT(name);                                                \
    int result = next(fd);                                     \
    if (result == 0 && followed(fd)) note('f', fd, 0, "", 0);  \
    return result;                                             \
  }
FLUSH(fsync)
FLUSH(fdatasync)
