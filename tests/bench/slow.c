/* A model of network storage, for LD_PRELOAD: every metadata call below a folder takes longer.
 *
 *   SLOW_BELOW         the folder, absolute
 *   SLOW_MICROSECONDS  how much is added to a call
 *   SLOW_COUNT         a file of eight bytes: the number of slowed calls of all processes
 *
 * open, stat, lstat, readlink and access wait once a call, and so do getdents64 and the readdir
 * that needs a new buffer of it. Calls that do not go through the C library are not slowed.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#define READDIR_BUFFER 32768 /* of glibc */
#define SLOTS 4096

static const char *below = "";
static size_t below_length;
static long nanoseconds;
static atomic_long own_count, *slowed = &own_count;

#define REAL(name) \
    static __typeof__(name) *real; \
    if (!real) real = (__typeof__(name) *)dlsym(RTLD_NEXT, #name)

static long raw(long number, long a, long b, long c, long d, long e, long f)
{
    static long (*real)(long, ...);
    if (!real)
        real = (long (*)(long, ...))dlsym(RTLD_NEXT, "syscall");
    return real(number, a, b, c, d, e, f);
}

/* Shared memory, because a process that is killed still counts. */
static void count_in(const char *path)
{
    if (!path)
        return;
    int fd = (int)raw(SYS_openat, AT_FDCWD, (long)path, O_RDWR, 0, 0, 0);
    void *shared = mmap(NULL, sizeof *slowed, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (shared != MAP_FAILED)
        slowed = shared;
    close(fd);
}

__attribute__((constructor)) static void begin(void)
{
    const char *microseconds = getenv("SLOW_MICROSECONDS");
    below = getenv("SLOW_BELOW") ? getenv("SLOW_BELOW") : "";
    below_length = strlen(below);
    nanoseconds = microseconds ? atol(microseconds) * 1000 : 0;
    prctl(PR_SET_TIMERSLACK, 1);
    count_in(getenv("SLOW_COUNT"));
}

static void wait_a_while(void)
{
    struct timespec pause = {0, nanoseconds};
    (*slowed)++;
    nanosleep(&pause, NULL);
}

static int is_below(const char *path)
{
    return below_length && !strncmp(path, below, below_length) &&
           (!path[below_length] || path[below_length] == '/');
}

static int fd_is_below(int fd)
{
    char name[64], path[4096];
    if (fd == AT_FDCWD)
        strcpy(name, "/proc/self/cwd");
    else
        snprintf(name, sizeof name, "/proc/self/fd/%d", fd);
    long got = raw(SYS_readlinkat, AT_FDCWD, (long)name, (long)path, sizeof path - 1, 0, 0);
    if (got < 0)
        return 0;
    path[got] = 0;
    return is_below(path);
}

static void slow_down(int fd, const char *path)
{
    if (path && path[0] == '/' ? is_below(path) : fd_is_below(fd))
        wait_a_while();
}

#define PATH_CALL(type, name, parameters, fd, path, arguments) \
    type name parameters { REAL(name); slow_down(fd, path); return real arguments; }

#define OPEN_CALL(name, parameters, fd, path, arguments) \
    int name parameters \
    { \
        REAL(name); \
        va_list rest; \
        va_start(rest, flags); \
        mode_t mode = (flags & (O_CREAT | O_TMPFILE)) ? va_arg(rest, mode_t) : 0; \
        va_end(rest); \
        slow_down(fd, path); \
        return real arguments; \
    }

OPEN_CALL(open, (const char *p, int flags, ...), AT_FDCWD, p, (p, flags, mode))
OPEN_CALL(open64, (const char *p, int flags, ...), AT_FDCWD, p, (p, flags, mode))
OPEN_CALL(openat, (int d, const char *p, int flags, ...), d, p, (d, p, flags, mode))
OPEN_CALL(openat64, (int d, const char *p, int flags, ...), d, p, (d, p, flags, mode))
PATH_CALL(int, stat, (const char *restrict p, struct stat *restrict s), AT_FDCWD, p, (p, s))
PATH_CALL(int, lstat, (const char *restrict p, struct stat *restrict s), AT_FDCWD, p, (p, s))
PATH_CALL(int, stat64, (const char *restrict p, struct stat64 *restrict s), AT_FDCWD, p, (p, s))
PATH_CALL(int, lstat64, (const char *restrict p, struct stat64 *restrict s), AT_FDCWD, p, (p, s))
PATH_CALL(int, fstatat, (int d, const char *restrict p, struct stat *restrict s, int f),
          d, p, (d, p, s, f))
PATH_CALL(int, fstatat64, (int d, const char *restrict p, struct stat64 *restrict s, int f),
          d, p, (d, p, s, f))
PATH_CALL(int, statx, (int d, const char *restrict p, int f, unsigned m, struct statx *restrict s),
          d, p, (d, p, f, m, s))
PATH_CALL(ssize_t, readlink, (const char *restrict p, char *restrict b, size_t n),
          AT_FDCWD, p, (p, b, n))
PATH_CALL(ssize_t, readlinkat, (int d, const char *restrict p, char *restrict b, size_t n),
          d, p, (d, p, b, n))
PATH_CALL(int, access, (const char *p, int m), AT_FDCWD, p, (p, m))
PATH_CALL(int, faccessat, (int d, const char *p, int m, int f), d, p, (d, p, m, f))
PATH_CALL(DIR *, opendir, (const char *p), AT_FDCWD, p, (p))
PATH_CALL(ssize_t, getdents64, (int d, void *b, size_t n), d, NULL, (d, b, n))

/* What programs built against an older C library call. */
int __xstat(int, const char *, struct stat *);
int __lxstat(int, const char *, struct stat *);
int __fxstatat(int, int, const char *, struct stat *, int);
PATH_CALL(int, __xstat, (int v, const char *p, struct stat *s), AT_FDCWD, p, (v, p, s))
PATH_CALL(int, __lxstat, (int v, const char *p, struct stat *s), AT_FDCWD, p, (v, p, s))
PATH_CALL(int, __fxstatat, (int v, int d, const char *p, struct stat *s, int f),
          d, p, (v, d, p, s, f))

/* How much of its buffer an open folder has handed out; the first and the last call fill it. */
static struct { DIR *folder; long handed_out; } slots[SLOTS];

static void hand_out(DIR *folder, long bytes)
{
    size_t at = ((uintptr_t)folder >> 4) % SLOTS;
    if (slots[at].folder != folder || slots[at].handed_out + bytes > READDIR_BUFFER || !bytes) {
        slots[at].folder = bytes ? folder : NULL;
        slots[at].handed_out = 0;
        if (fd_is_below(dirfd(folder)))
            wait_a_while();
    }
    slots[at].handed_out += bytes;
}

struct dirent *readdir(DIR *folder)
{
    REAL(readdir);
    struct dirent *entry = real(folder);
    hand_out(folder, entry ? entry->d_reclen : 0);
    return entry;
}

struct dirent64 *readdir64(DIR *folder)
{
    REAL(readdir64);
    struct dirent64 *entry = real(folder);
    hand_out(folder, entry ? entry->d_reclen : 0);
    return entry;
}

long syscall(long number, ...)
{
    va_list rest;
    va_start(rest, number);
    long a = va_arg(rest, long), b = va_arg(rest, long), c = va_arg(rest, long);
    long d = va_arg(rest, long), e = va_arg(rest, long), f = va_arg(rest, long);
    va_end(rest);
    if (number == SYS_getdents64)
        slow_down((int)a, NULL);
    else if (number == SYS_statx || number == SYS_newfstatat || number == SYS_readlinkat ||
             number == SYS_openat || number == SYS_faccessat || number == SYS_openat2)
        slow_down((int)a, (const char *)b);
    return raw(number, a, b, c, d, e, f);
}
