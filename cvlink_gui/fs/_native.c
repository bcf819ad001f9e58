/* The compiled twin of `plain.Plain`: lists folders and asks after links without the interpreter.
 *
 *   version() -> int
 *   begin(root) -> state
 *   below(state, folders, room) -> (columns of core.bundle.Bundle up to target_starts, rest)
 *   verdicts(state, columns) -> (errnos, target kinds, reaches, counts of reaches)
 *   stats(folder, names) -> six numbers a file
 *   crew(root, room, threads, healths) -> threads that do both with all of a folder
 *   wait_for(crew, milliseconds) -> entries so far, was that all?
 *   grown(crew) -> (columns of core.tree.LinkTree, and of all bundle.Reaches)
 *   annotations, placed: see `_annotations.c`
 *
 * The interpreter lock is held only while arguments are read and results are made. Nothing is
 * ever opened but folders. Where calls take long (network storage) many of them are made at a
 * time by short-lived threads, which know nothing of Python; where they are quick, threads share
 * out one huge folder. Linux only.
 */
#include "_native.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stddef.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

enum { FILE_ = 0, DIR_ = 1, SYMLINK_ = 2, OTHER_ = 4 }; /* core.links.Kind */

#define NO_TARGET 0xFFFFFFFFu
#define GRAIN 2000000000LL      /* as in scan.py: a younger folder has no stamp */
#define WORTH_LISTING 16        /* as in scan.py: so many links into one folder */
#define KEPT_ENTRIES 1000000    /* of target folders, for later links */
#define BELOW_NS 50000000       /* after so long `below` comes back with what it has */
#define SLOW_NS 40000           /* a call that takes longer waits for something */
#define SHARED_NS 10000000      /* so much work is shared out among the processors */
#define MANY 32                 /* calls at a time where they are slow */
#define MOST 64                 /* threads at a time, whoever started them */
#define WAVE 64                 /* folders at a time where calls are slow */
#define DENTS 65536
#define HUGE_ 50000             /* entries */
#define STACK 262144

/* ---- paths ---- */

#define AGAIN(result, call) \
    do { \
        result = (call); \
    } while (result < 0 && errno == EINTR)

typedef struct {
    char *at;
    size_t size;
} Root;

#define PATH_ROOM (2 * PATH_MAX) /* a longer one is too long for the kernel anyway */

/* `name` below `folder`, an absolute name as it is; the errno where it is too long. */
static int join(char *to, const char *folder, const char *name, size_t size)
{
    size_t begin = name[0] == '/' ? 0 : strlen(folder);
    size_t slash = begin && folder[begin - 1] != '/';
    if (begin + slash + size >= PATH_ROOM)
        return ENAMETOOLONG;
    memmove(to, folder, begin);
    if (slash)
        to[begin] = '/';
    memcpy(to + begin + slash, name, size);
    to[begin + slash + size] = 0;
    return 0;
}

static int path_of(char *to, const Root *root, const char *folder)
{
    return join(to, root->at, *folder ? folder : root->at, *folder ? strlen(folder) : root->size);
}

/* An absolute path without `.`, `..` and doubled slashes, by text alone. */
static void tidy(char *path)
{
    char *to = path, *from = path;
    while (*from) {
        while (*from == '/')
            from++;
        size_t size = strcspn(from, "/");
        if (size == 2 && from[0] == '.' && from[1] == '.') {
            while (to > path && *--to != '/')
                ;
        } else if (size && !(size == 1 && from[0] == '.')) {
            *to++ = '/';
            memmove(to, from, size);
            to += size;
        }
        from += size;
    }
    if (to == path)
        *to++ = '/';
    *to = 0;
}

/* A tidy path as the project names it: relative to the root where inside of it. */
static const char *inside(const Root *root, const char *path)
{
    size_t size = root->size == 1 ? 0 : root->size; /* the root "/" ends in its slash */
    if (strncmp(path, root->at, size) || (path[size] && path[size] != '/'))
        return path;
    return path[size] ? path + size + 1 : "";
}

/* ---- the folders on the way ---- */

#define CHAIN 64 /* folders below each other; what lies deeper is reached from there */

/* The way to the folder that was asked for last: the next one mostly lies beside it, and to walk
 * from the root each time takes longer than to list it. */
typedef struct {
    const Root *root;
    int count;
    int fds[CHAIN];      /* of the root, and of each folder on the way */
    size_t ends[CHAIN];  /* of `path`: where the name of each ends */
    char path[PATH_MAX]; /* relative to the root */
} Chain;

static void cut(Chain *chain, int count)
{
    while (chain->count > count)
        close(chain->fds[--chain->count]);
}

static int link_in(Chain *chain, const char *name, size_t end)
{
    int from = chain->count ? chain->fds[chain->count - 1] : AT_FDCWD, fd;
    AGAIN(fd, openat(from, name, O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    if (fd < 0)
        return -1;
    chain->ends[chain->count] = end;
    chain->fds[chain->count++] = fd;
    return 0;
}

/* How many folders of the chain are on the way along the first bytes of a path. */
static int shared_way(const Chain *chain, const char *path, size_t size)
{
    int count = chain->count > 0;
    while (count < chain->count) {
        size_t end = chain->ends[count];
        int is_whole = end == size || (end < size && path[end] == '/');
        if (!is_whole || memcmp(path, chain->path, end))
            break;
        count++;
    }
    return count;
}

/* A descriptor, and in `rest` what is left of a path from there: both together lead to it as its
 * absolute path in `whole` does. That is what they are where the way is not open.
 *
 * size  the first bytes of the path, relative to the root, that name a folder
 */
static int on_the_way(Chain *chain, const char *path, size_t size, const char *whole,
                      const char **rest)
{
    *rest = whole;
    if (!chain || path[0] == '/' || strlen(whole) >= PATH_MAX)
        return AT_FDCWD;
    cut(chain, shared_way(chain, path, size));
    if (!chain->count && link_in(chain, chain->root->at, 0))
        return AT_FDCWD;
    size_t at = chain->ends[chain->count - 1];
    while (at < size && chain->count < CHAIN) {
        size_t begin = at + (at > 0), end = begin + strcspn(path + begin, "/");
        end = end < size ? end : size;
        memcpy(chain->path + at, path + at, end - at);
        chain->path[end] = 0;
        if (link_in(chain, chain->path + begin, end))
            return AT_FDCWD;
        at = end;
    }
    *rest = path + at + (at > 0);
    return chain->fds[chain->count - 1];
}

/* ---- many calls at a time ---- */

typedef struct Work Work;
struct Work {
    int (*item)(Work *, Chain *, size_t); /* the number of calls it made; -1 without memory */
    void *what;
    const Root *root;
    Chain *chain; /* of the thread that begins; NULL for one of its own */
    size_t count, step;
    atomic_size_t next;
    atomic_int failed;
    int is_slow; /* calls are known to take long; in the end: the first ones did */
};

static atomic_int threads;

static long long now(clockid_t clock)
{
    struct timespec time;
    clock_gettime(clock, &time);
    return time.tv_sec * 1000000000LL + time.tv_nsec;
}

/* Has this thread waited for something since it was asked last? A call also takes long where the
 * processor was given to somebody else: more calls at a time are no help then. */
static int has_waited(void)
{
    static _Thread_local long before;
    struct rusage used;
    if (getrusage(RUSAGE_THREAD, &used))
        return 1;
    long waits = used.ru_nvcsw - before;
    before = used.ru_nvcsw;
    return waits > 0;
}

static void *take_items(void *argument)
{
    Work *work = argument;
    Chain own = {.root = work->root};
    for (;;) {
        size_t begin = atomic_fetch_add(&work->next, work->step);
        size_t end = begin + work->step < work->count ? begin + work->step : work->count;
        if (begin >= work->count || work->failed)
            break;
        for (size_t item = begin; item < end; item++)
            if (work->item(work, work->is_slow ? NULL : &own, item) < 0)
                work->failed = 1;
    }
    cut(&own, 0);
    return NULL;
}

/* With fewer threads than wanted, or none, this one does the rest. */
static void share_out(Work *work, int wanted)
{
    pthread_t others[MANY];
    pthread_attr_t small;
    sigset_t all, before;
    int count = 0;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    pthread_attr_init(&small);
    pthread_attr_setstacksize(&small, STACK);
    while (count < wanted - 1) {
        if (atomic_fetch_add(&threads, 1) >= MOST ||
            pthread_create(&others[count], &small, take_items, work)) {
            atomic_fetch_sub(&threads, 1);
            break;
        }
        count++;
    }
    pthread_attr_destroy(&small);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    take_items(work);
    for (int at = 0; at < count; at++) {
        pthread_join(others[at], NULL);
        atomic_fetch_sub(&threads, 1);
    }
}

/* Every item: the first ones here, to see what a call takes; -1 without memory. */
static int do_all(Work *work)
{
    size_t done = 0;
    Chain own = {.root = work->root}, *chain = work->chain ? work->chain : &own;
    for (size_t part = work->is_slow ? 1 : 4; done < work->count && !work->failed; part *= 4) {
        size_t end = work->count - done < part ? work->count : done + part;
        long long begin = now(CLOCK_MONOTONIC), last = begin;
        size_t first = done, slow = 0;
        for (; done < end && !work->failed; done++) {
            int made = work->item(work, work->is_slow ? NULL : chain, done);
            long long time = now(CLOCK_MONOTONIC);
            work->failed = made < 0;
            slow += (time - last) / (made + 1) >= SLOW_NS && has_waited();
            last = time;
        }
        long long taken = last - begin, left = (long long)(work->count - done);
        work->is_slow = 2 * slow > done - first;
        if (left <= 0 || work->failed)
            break;
        int is_much = taken / (long long)(done - first) * left >= SHARED_NS;
        if (work->is_slow || is_much) {
            long processors = sysconf(_SC_NPROCESSORS_ONLN);
            long wanted = work->is_slow ? MANY : processors < MANY ? processors : MANY;
            work->step = work->is_slow ? 1 : 256;
            work->next = done;
            share_out(work, (int)(wanted < left ? wanted : left));
            break;
        }
    }
    cut(&own, 0);
    return work->failed ? -1 : 0;
}

/* ---- calls ---- */

static int kind_of_mode(mode_t mode)
{
    return S_ISREG(mode) ? FILE_ : S_ISDIR(mode) ? DIR_ : S_ISLNK(mode) ? SYMLINK_ : OTHER_;
}

/* The errno of following a path, 0 if it leads somewhere; what is there in `kind`. */
static int follow(int from, const char *path, unsigned char *kind)
{
    struct stat found;
    int result;
    AGAIN(result, fstatat(from, path, &found, 0));
    *kind = (unsigned char)(result < 0 ? OTHER_ : kind_of_mode(found.st_mode));
    return result < 0 ? errno : 0;
}

typedef struct {
    uint64_t inode;
    int64_t offset;
    unsigned short size;
    unsigned char type;
    char name[];
} Dent; /* struct linux_dirent64, getdents(2) */

typedef int Taker(void *to, int fd, const Dent *entry);

/* Gives every entry to `take`; the errno, or -1 without memory. */
static int read_entries(int fd, Taker *take, void *to)
{
    _Alignas(Dent) char buffer[DENTS];
    int failed = 0;
    while (!failed) {
        long got;
        AGAIN(got, syscall(SYS_getdents64, fd, buffer, DENTS));
        if (got < 0)
            failed = errno;
        if (got <= 0)
            break;
        for (long at = 0; at < got && !failed;) {
            const Dent *entry = (const Dent *)(buffer + at);
            at += entry->size;
            if (strcmp(entry->name, ".") && strcmp(entry->name, ".."))
                failed = take(to, fd, entry);
        }
    }
    return failed;
}

/* -1 where the listing does not tell. */
static int kind_of_entry(const Dent *entry)
{
    switch (entry->type) {
    case 8: return FILE_; /* DT_REG and the others, readdir(3) */
    case 4: return DIR_;
    case 10: return SYMLINK_;
    case 0: return -1;
    default: return OTHER_;
    }
}

/* ---- names of a folder ---- */

typedef struct {
    uint64_t key, inode; /* the first bytes in which the names differ, as a number */
    const char *name;
    char *text; /* of a link */
    int kind;
} Entry;

typedef struct {
    const char *folder; /* relative to the root */
    const Root *root;
    int fd, error, calls, is_slow;
    char is_open;     /* what lies in it may be reached */
    int64_t stamp[4]; /* zeros for none */
    Bytes raw;        /* names as they came */
    Bytes entries;    /* Entry, sorted by name when all is done */
    Bytes links;      /* Entry *, by inode */
} Folder;


static int take_name(void *to, int fd, const Dent *entry)
{
    Folder *folder = to;
    Entry *made = (void *)more(&folder->entries, sizeof *made);
    if (!made || add(&folder->raw, entry->name, strlen(entry->name) + 1))
        return -1;
    memset(made, 0, sizeof *made);
    made->inode = entry->inode;
    made->kind = kind_of_entry(entry);
    if (made->kind < 0) {
        struct stat found;
        int result;
        AGAIN(result, fstatat(fd, entry->name, &found, AT_SYMLINK_NOFOLLOW));
        made->kind = result < 0 ? OTHER_ : kind_of_mode(found.st_mode);
        folder->calls++;
    }
    return 0;
}

static int by_name(const void *one, const void *other)
{
    const Entry *a = one, *b = other;
    if (a->key != b->key)
        return a->key < b->key ? -1 : 1;
    return strcmp(a->name, b->name);
}

static int by_inode(const void *one, const void *other)
{
    uint64_t a = (*(Entry *const *)one)->inode, b = (*(Entry *const *)other)->inode;
    return (a > b) - (a < b);
}

static uint64_t key_of(const char *name)
{
    uint64_t key = 0;
    for (int at = 0; at < 8; at++) {
        key = key << 8 | (unsigned char)*name;
        name += *name != 0;
    }
    return key;
}

static void sort_names(Folder *folder)
{
    Entry *entries = AT(folder->entries, Entry);
    size_t count = COUNT(folder->entries, Entry), shared = SIZE_MAX;
    const char *name = folder->raw.at;
    for (size_t at = 0; at < count; at++, name += strlen(name) + 1) {
        size_t same = 0;
        entries[at].name = name;
        while (same < shared && name[same] && name[same] == folder->raw.at[same])
            same++;
        shared = same;
    }
    for (size_t at = 0; at < count; at++)
        entries[at].key = key_of(entries[at].name + shared);
    if (count)
        qsort(entries, count, sizeof *entries, by_name);
}

static int read_link(Work *work, Chain *chain, size_t at)
{
    (void)chain;
    const Folder *folder = work->what;
    Entry *link = AT(folder->links, Entry *)[at];
    char text[PATH_MAX + 1];
    ssize_t size;
    AGAIN(size, readlinkat(folder->fd, link->name, text, PATH_MAX));
    if (size < 0 && errno != EACCES && errno != EPERM) {
        link->kind = OTHER_; /* replaced or removed since it was listed */
        return 1;
    }
    text[size < 0 ? 0 : size] = 0; /* one in a folder that can be listed and not searched: "" */
    link->text = strdup(text);
    return link->text ? 1 : -1;
}

/* In the order of inodes, in which they lie on the disk. */
static int read_links(Folder *folder)
{
    Entry *entries = AT(folder->entries, Entry);
    uint64_t last = 0;
    int sorted = 1;
    for (size_t at = 0; at < COUNT(folder->entries, Entry); at++) {
        Entry *link = entries + at;
        if (link->kind != SYMLINK_)
            continue;
        sorted = sorted && link->inode >= last;
        last = link->inode;
        if (add(&folder->links, &link, sizeof link))
            return -1;
    }
    size_t count = COUNT(folder->links, Entry *);
    if (!sorted)
        qsort(folder->links.at, count, sizeof(Entry *), by_inode);
    Work work = {.item = read_link, .what = folder, .count = count, .is_slow = folder->is_slow};
    folder->calls += (int)count;
    return do_all(&work);
}

static void stamp(Folder *folder, long long time)
{
    struct stat found;
    folder->is_open = !fstatat(folder->fd, ".", &found, 0); /* takes the right to search it */
    if (!folder->is_open && fstat(folder->fd, &found))
        return;
    long long changed = found.st_mtim.tv_sec * 1000000000LL + found.st_mtim.tv_nsec;
    long long moved = found.st_ctim.tv_sec * 1000000000LL + found.st_ctim.tv_nsec;
    if (changed > time - GRAIN || moved > time - GRAIN)
        return;
    folder->stamp[0] = (int64_t)found.st_dev;
    folder->stamp[1] = (int64_t)found.st_ino;
    folder->stamp[2] = changed;
    folder->stamp[3] = moved;
}

/* All of one folder, or its errno; -1 without memory. */
static int list_folder(Folder *folder, Chain *chain)
{
    char path[PATH_ROOM];
    const char *rest, *last = strrchr(folder->folder, '/');
    folder->calls = 4; /* open, stat, getdents twice */
    if ((folder->error = path_of(path, folder->root, folder->folder)))
        return 0;
    long long time = now(CLOCK_REALTIME);
    int from = on_the_way(*folder->folder ? chain : NULL, folder->folder,
                          last ? (size_t)(last - folder->folder) : 0, path, &rest);
    AGAIN(folder->fd, openat(from, rest, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    if (folder->fd < 0) {
        folder->error = errno;
        return 0;
    }
    stamp(folder, time);
    int failed = read_entries(folder->fd, take_name, folder);
    if (failed > 0 || folder->raw.size >= NO_TARGET) {
        folder->error = failed > 0 ? failed : EOVERFLOW;
        folder->entries.size = folder->raw.size = 0;
        memset(folder->stamp, 0, sizeof folder->stamp);
        folder->is_open = 0;
        failed = 0;
    }
    if (!failed) {
        sort_names(folder);
        folder->calls += (int)(COUNT(folder->entries, Entry) / 16);
        failed = read_links(folder);
    }
    close(folder->fd);
    return failed < 0 ? -1 : 0;
}

static void drop_folder(Folder *folder)
{
    for (size_t at = 0; at < COUNT(folder->entries, Entry); at++)
        free(AT(folder->entries, Entry)[at].text);
    drop(&folder->raw);
    drop(&folder->entries);
    drop(&folder->links);
}

/* ---- from some folders downward ---- */

enum { FOLDERS, SIZES, NAME_SIZES, TARGET_SIZES, ERRORS, STAMPS, NAMES, KINDS, STARTS, TARGETS,
       TARGET_STARTS, COLUMNS };

typedef struct {
    Bytes columns[COLUMNS];
    Bytes open;  /* a byte a folder: may what lies in it be reached? */
    Bytes queue; /* char *: folders to be listed */
    size_t next;
} Below;

static int add_entry(Bytes *to, const Entry *entry, size_t *names, size_t *targets)
{
    char kind = (char)entry->kind;
    size_t name = strlen(entry->name) + 1, text = entry->text ? strlen(entry->text) + 1 : 0;
    if (add(&to[NAMES], entry->name, name) || add(&to[KINDS], &kind, 1) ||
        add_number(&to[STARTS], *names) || add(&to[TARGETS], entry->text, text) ||
        add_number(&to[TARGET_STARTS], text ? *targets : NO_TARGET))
        return -1;
    *names += name;
    *targets += text;
    return 0;
}

static int add_below(Bytes *queue, const char *folder, const char *name)
{
    size_t before = strlen(folder), after = strlen(name);
    char *path = malloc(before + after + 2);
    if (!path || add(queue, &path, sizeof path)) {
        free(path);
        return -1;
    }
    memcpy(path, folder, before);
    path[before] = '/';
    memcpy(path + before + (before > 0), name, after + 1);
    return 0;
}

static int add_folder(Below *to, const Folder *folder)
{
    Bytes *columns = to->columns;
    size_t names = 0, targets = 0, count = COUNT(folder->entries, Entry);
    for (size_t at = 0; at < count; at++) {
        const Entry *entry = AT(folder->entries, Entry) + at;
        if (add_entry(columns, entry, &names, &targets))
            return -1;
        if (entry->kind == DIR_ && add_below(&to->queue, folder->folder, entry->name))
            return -1;
    }
    return add(&columns[FOLDERS], folder->folder, strlen(folder->folder) + 1) ||
           add_number(&columns[SIZES], count) || add_number(&columns[NAME_SIZES], names) ||
           add_number(&columns[TARGET_SIZES], targets) ||
           add_number(&columns[ERRORS], (size_t)folder->error) ||
           add(&columns[STAMPS], folder->stamp, sizeof folder->stamp) ||
           add(&to->open, &folder->is_open, 1);
}

static int list_item(Work *work, Chain *chain, size_t at)
{
    Folder *folder = (Folder *)work->what + at;
    return list_folder(folder, chain) < 0 ? -1 : folder->calls;
}

/* The next folders: one where calls are quick, many at a time where they are slow. */
static int list_wave(Below *below, Chain *chain, int *is_slow, size_t end)
{
    Folder wave[WAVE];
    size_t left = end - below->next;
    Work work = {.item = list_item, .what = wave, .is_slow = *is_slow,
                 .root = chain->root, .chain = chain,
                 .count = !*is_slow ? 1 : left < WAVE ? left : WAVE};
    memset(wave, 0, sizeof wave);
    for (size_t at = 0; at < work.count; at++) {
        wave[at].folder = AT(below->queue, char *)[below->next + at];
        wave[at].root = chain->root;
        wave[at].is_slow = *is_slow;
    }
    int failed = do_all(&work);
    *is_slow = work.is_slow;
    for (size_t at = 0; at < work.count; at++) {
        failed = failed || add_folder(below, &wave[at]);
        drop_folder(&wave[at]);
    }
    below->next += work.count;
    return failed ? -1 : 0;
}

static int list_below(Below *below, const Root *root, int *is_slow, size_t room)
{
    long long begin = now(CLOCK_MONOTONIC);
    size_t asked = COUNT(below->queue, char *);
    Chain chain = {.root = root};
    int failed = 0, is_full = 0;
    has_waited(); /* for work, which is over */
    while (!failed && !is_full && below->next < COUNT(below->queue, char *)) {
        failed = list_wave(below, &chain, is_slow, room ? COUNT(below->queue, char *) : asked);
        is_full = room ? below->columns[KINDS].size >= room : below->next >= asked;
        is_full = is_full || now(CLOCK_MONOTONIC) - begin > BELOW_NS;
    }
    cut(&chain, 0);
    return failed;
}

static void drop_below(Below *below)
{
    for (size_t at = 0; at < COUNT(below->queue, char *); at++)
        free(AT(below->queue, char *)[at]);
    drop(&below->queue);
    drop(&below->open);
    for (int at = 0; at < COLUMNS; at++)
        drop(&below->columns[at]);
}

/* ---- target folders, listed once for many links ---- */

typedef struct {
    uint64_t device, inode;
    Bytes names;     /* after a first byte each time its kind + 1, then the name */
    uint32_t *slots; /* where such a name begins, 0 for none */
    size_t room, count;
} Table;

typedef struct {
    Root root;
    int is_slow;
    pthread_mutex_t lock;
    Table **tables; /* by device and inode */
    size_t room, count, entries;
} State;

static uint64_t hash_of(const char *bytes, size_t size, uint64_t seed)
{
    uint64_t hash = 14695981039346656037u ^ seed; /* FNV-1a */
    for (size_t at = 0; at < size; at++)
        hash = (hash ^ (unsigned char)bytes[at]) * 1099511628211u;
    return hash ^ hash >> 29;
}

static int take_kind(void *to, int fd, const Dent *entry)
{
    Table *table = to;
    int kind = kind_of_entry(entry);
    (void)fd;
    if (kind < 0 || kind == SYMLINK_)
        return 0; /* the kernel is asked about these */
    char mark = (char)(kind + 1);
    table->count++;
    return add(&table->names, &mark, 1) || add(&table->names, entry->name, strlen(entry->name) + 1)
               ? -1 : 0;
}

static uint32_t *slot_of(const Table *table, const char *name)
{
    size_t at = hash_of(name, strlen(name), 0) & (table->room - 1);
    while (table->slots[at] && strcmp(table->names.at + table->slots[at] + 1, name))
        at = (at + 1) & (table->room - 1);
    return &table->slots[at];
}

static void drop_table(Table *table)
{
    if (table) {
        drop(&table->names);
        free(table->slots);
        free(table);
    }
}

/* NULL where it cannot be read, or is another folder by now: each link is asked then. */
static Table *table_of(const char *path, uint64_t device, uint64_t inode)
{
    struct stat found;
    Table *table = calloc(1, sizeof *table);
    int fd;
    AGAIN(fd, open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    int failed = fd < 0 || !table || fstat(fd, &found) || found.st_dev != device ||
                 found.st_ino != inode || add(&table->names, "", 1) ||
                 read_entries(fd, take_kind, table) || table->names.size >= NO_TARGET;
    if (fd >= 0)
        close(fd);
    if (!failed) {
        for (table->room = 16; table->room < 2 * table->count; table->room *= 2)
            ;
        table->slots = calloc(table->room, sizeof *table->slots);
    }
    if (failed || !table->slots) {
        drop_table(table);
        return NULL;
    }
    for (size_t at = 1; at < table->names.size; at += strlen(table->names.at + at) + 1)
        *slot_of(table, table->names.at + at + 1) = (uint32_t)at;
    table->device = device;
    table->inode = inode;
    return table;
}

static Table **place_of(Table **tables, size_t room, uint64_t device, uint64_t inode)
{
    size_t at = hash_of((char *)&inode, sizeof inode, device) & (room - 1);
    while (tables[at] && (tables[at]->inode != inode || tables[at]->device != device))
        at = (at + 1) & (room - 1);
    return &tables[at];
}

static void forget_tables(State *state)
{
    for (size_t at = 0; at < state->room; at++)
        drop_table(state->tables[at]);
    free(state->tables);
    state->tables = NULL;
    state->room = state->count = state->entries = 0;
}

static int keep_table(State *state, Table *table)
{
    if (2 * (state->count + 1) > state->room) {
        size_t room = state->room ? 2 * state->room : 64;
        Table **tables = calloc(room, sizeof *tables);
        if (!tables)
            return -1;
        for (size_t at = 0; at < state->room; at++)
            if (state->tables[at])
                *place_of(tables, room, state->tables[at]->device, state->tables[at]->inode) =
                    state->tables[at];
        free(state->tables);
        state->tables = tables;
        state->room = room;
    }
    *place_of(state->tables, state->room, table->device, table->inode) = table;
    state->count++;
    state->entries += table->count;
    return 0;
}

static Table *kept(const State *state, uint64_t device, uint64_t inode)
{
    return state->room ? *place_of(state->tables, state->room, device, inode) : NULL;
}

/* ---- folders that were listed, by their paths ---- */

typedef struct {
    const char *path, *names, *kinds, *starts; /* as in the columns of a Bundle */
    size_t size;
    char is_open; /* it could be read and may be searched */
} Place;

typedef struct {
    Bytes all;       /* Place */
    uint32_t *slots; /* place + 1 */
    size_t room;
} Places;

static uint32_t *place_slot(const Places *places, const char *path)
{
    const Place *all = AT(places->all, Place);
    size_t at = hash_of(path, strlen(path), 0) & (places->room - 1);
    while (places->slots[at] && strcmp(all[places->slots[at] - 1].path, path))
        at = (at + 1) & (places->room - 1);
    return &places->slots[at];
}

/* All folders; what they are made of has to stay. */
static int add_places(Places *places, const Below *found)
{
    const Bytes *columns = found->columns;
    const char *path = columns[FOLDERS].at, *names = columns[NAMES].at;
    size_t row = 0;
    for (size_t folder = 0; folder < found->open.size; folder++) {
        uint32_t size, bytes;
        memcpy(&size, columns[SIZES].at + 4 * folder, 4);
        memcpy(&bytes, columns[NAME_SIZES].at + 4 * folder, 4);
        Place made = {path, names, columns[KINDS].at + row, columns[STARTS].at + 4 * row, size,
                      found->open.at[folder]};
        if (add(&places->all, &made, sizeof made))
            return -1;
        path += strlen(path) + 1;
        names += bytes;
        row += size;
    }
    return 0;
}

static int find_places(Places *places)
{
    size_t count = COUNT(places->all, Place);
    for (places->room = 16; places->room < 2 * count; places->room *= 2)
        ;
    places->slots = calloc(places->room, sizeof *places->slots);
    if (!places->slots)
        return -1;
    for (size_t at = 0; at < count; at++)
        *place_slot(places, AT(places->all, Place)[at].path) = (uint32_t)at + 1;
    return 0;
}

static const char *name_at(const Place *place, size_t at)
{
    uint32_t start;
    memcpy(&start, place->starts + 4 * at, 4);
    return place->names + start;
}

/* The Kind of an entry, -1 where there is none. Links beside each other mostly lead to entries
 * beside each other: the one behind `last` is looked at first. */
static int kind_in(const Place *place, const char *name, size_t *last)
{
    size_t low = 0, high = place->size, at = *last + 1;
    while (low < high) {
        at = at < high && at >= low ? at : low + (high - low) / 2;
        int order = strcmp(name, name_at(place, at));
        if (!order) {
            *last = at;
            return (unsigned char)place->kinds[at];
        }
        if (order < 0)
            high = at;
        else
            low = at + 1;
        at = low + (high - low) / 2;
    }
    return -1;
}

/* ---- the health of links ---- */

typedef struct {
    const char *folder, *name, *text;
    size_t head; /* bytes of the text up to and with its last slash */
    size_t row, group;
    unsigned char kind;
    char is_seen; /* it is in a listing, so that no link is on the way to it */
    int error;    /* errno; -1 while not known */
} Link;

typedef struct {
    size_t first, count, next; /* links; the next group of the same folder + 1 */
    uint64_t device, inode;
    const Table *table;
    const Place *place; /* the folder its links lead into, where that was listed */
    size_t last;        /* see kind_in */
    int has_others; /* links to something else than a folder */
} Group; /* the links of one folder with the same head */

enum { ERRNOS, TARGET_KINDS, REACHES, REACH_COUNTS, ASTRAY, VERDICTS };

typedef struct {
    State *state;
    const Places *places; /* NULL where nothing is known */
    Bytes links, groups;  /* Link, Group */
    Bytes asked;         /* size_t: links or groups the kernel is asked about */
    Bytes verdicts[VERDICTS];
} Judging;

/* The columns that come from Python. */
typedef struct {
    const char *at;
    size_t size;
} Column;

enum { C_FOLDERS, C_SIZES, C_NAMES, C_KINDS, C_TARGETS, C_COUNT };

static size_t head_of(const char *text)
{
    const char *slash = strrchr(text, '/');
    return slash ? (size_t)(slash - text) + 1 : 0;
}

/* The next text of a column in which each ends with NUL; NULL if there is none. */
static const char *next_text(Column *column)
{
    const char *text = column->at, *end = memchr(text, 0, column->size);
    if (!end)
        return NULL;
    column->size -= (size_t)(end - text) + 1;
    column->at = end + 1;
    return text;
}

/* The links of all folders; 1 where the columns do not fit together. */
static int find_links(Judging *judging, Column columns[C_COUNT])
{
    size_t row = 0;
    for (size_t folder = 0; folder < columns[C_SIZES].size / 4; folder++) {
        uint32_t size;
        const char *path = next_text(&columns[C_FOLDERS]);
        memcpy(&size, columns[C_SIZES].at + 4 * folder, 4);
        if (!path || size > columns[C_KINDS].size - row)
            return 1;
        for (size_t end = row + size; row < end; row++) {
            const char *name = next_text(&columns[C_NAMES]);
            if (!name)
                return 1;
            if (columns[C_KINDS].at[row] != SYMLINK_)
                continue;
            const char *text = next_text(&columns[C_TARGETS]);
            if (!text)
                return 1;
            Link link = {path, name, text, head_of(text), row, 0, OTHER_, 0, -1};
            if (add(&judging->links, &link, sizeof link))
                return -1;
        }
    }
    return 0;
}

static int same_group(const Link *a, const Link *b)
{
    return a->folder == b->folder && a->head == b->head && !memcmp(a->text, b->text, a->head);
}

static int find_groups(Judging *judging)
{
    Link *links = AT(judging->links, Link);
    size_t count = COUNT(judging->links, Link), room = 16;
    while (room < 2 * count)
        room *= 2;
    uint32_t *slots = calloc(room, sizeof *slots); /* group + 1 */
    int failed = slots ? 0 : -1;
    for (size_t at = 0; at < count && !failed; at++) {
        size_t slot = hash_of(links[at].text, links[at].head, (uintptr_t)links[at].folder);
        for (slot &= room - 1; slots[slot]; slot = (slot + 1) & (room - 1))
            if (same_group(&links[at], &links[AT(judging->groups, Group)[slots[slot] - 1].first]))
                break;
        if (!slots[slot]) {
            Group fresh = {.first = at};
            failed = add(&judging->groups, &fresh, sizeof fresh);
            slots[slot] = (uint32_t)COUNT(judging->groups, Group);
        }
        if (!failed) {
            links[at].group = slots[slot] - 1;
            AT(judging->groups, Group)[links[at].group].count++;
        }
    }
    free(slots);
    return failed;
}

static int target_folder(char *path, const Judging *judging, const Link *link)
{
    int error = path_of(path, &judging->state->root, link->folder);
    return error ? error : join(path, path, link->text, link->head);
}

/* Does a text go up behind a name, which may be a link? */
static int goes_up(const char *text, size_t head)
{
    int is_below = 0;
    for (size_t at = 0; at < head; at++) {
        size_t size = strcspn(text + at, "/");
        int is_up = size == 2 && !memcmp(text + at, "..", 2);
        if (is_up && is_below)
            return 1;
        is_below = is_below || !(is_up || !size || (size == 1 && text[at] == '.'));
        at += size;
    }
    return 0;
}

/* The folder that links lead into, if it was listed: past real folders alone, as it says. */
static const Place *place_of_group(const Judging *judging, const Link *link)
{
    char path[PATH_ROOM];
    if (goes_up(link->text, link->head) || target_folder(path, judging, link))
        return NULL;
    tidy(path);
    uint32_t found = *place_slot(judging->places, inside(&judging->state->root, path));
    const Place *place = found ? AT(judging->places->all, Place) + found - 1 : NULL;
    return place && place->is_open ? place : NULL;
}

static void find_group_places(Judging *judging)
{
    for (size_t at = 0; judging->places && at < COUNT(judging->groups, Group); at++) {
        Group *group = AT(judging->groups, Group) + at;
        group->place = place_of_group(judging, AT(judging->links, Link) + group->first);
        group->last = (size_t)-1;
    }
}

/* One link, by its own path. */
static int ask(Work *work, Chain *chain, size_t at)
{
    Judging *judging = work->what;
    Link *link = AT(judging->links, Link) + AT(judging->asked, size_t)[at];
    char whole[PATH_ROOM], path[PATH_ROOM];
    const char *rest;
    link->error = join(path, link->folder, link->name, strlen(link->name));
    if (!link->error)
        link->error = path_of(whole, work->root, path);
    if (!link->error) {
        int from = on_the_way(chain, path, strlen(link->folder), whole, &rest);
        link->error = follow(from, rest, &link->kind);
    }
    return 1;
}

static int ask_all(Judging *judging)
{
    Work work = {.item = ask, .what = judging, .count = COUNT(judging->asked, size_t),
                 .root = &judging->state->root, .is_slow = judging->state->is_slow};
    int failed = do_all(&work);
    judging->asked.size = 0;
    return failed;
}

/* One link of each group speaks for the others: search permission and the number of links on the
 * way are the same for all. */
static int ask_first(Judging *judging)
{
    for (size_t at = 0; at < COUNT(judging->groups, Group); at++) {
        const Group *group = AT(judging->groups, Group) + at;
        if (!group->place && add(&judging->asked, &group->first, sizeof(size_t)))
            return -1;
    }
    return ask_all(judging);
}

static int is_worth_listing(const Judging *judging, const Group *group)
{
    if (group->place)
        return 0;
    int error = AT(judging->links, Link)[group->first].error;
    return group->count >= WORTH_LISTING && (!error || error == ENOENT);
}

static int identify(Work *work, Chain *chain, size_t at)
{
    (void)chain;
    Judging *judging = work->what;
    Group *group = AT(judging->groups, Group) + AT(judging->asked, size_t)[at];
    char path[PATH_ROOM];
    struct stat found;
    int result = target_folder(path, judging, AT(judging->links, Link) + group->first) ? -1 : 0;
    if (!result)
        AGAIN(result, fstatat(AT_FDCWD, path, &found, 0));
    group->device = result < 0 ? 0 : (uint64_t)found.st_dev;
    group->inode = result < 0 ? 0 : (uint64_t)found.st_ino;
    return 1;
}

static int list_target(Work *work, Chain *chain, size_t at)
{
    (void)chain;
    Judging *judging = work->what;
    Group *group = AT(judging->groups, Group) + AT(judging->asked, size_t)[at];
    char path[PATH_ROOM];
    if (!target_folder(path, judging, AT(judging->links, Link) + group->first))
        group->table = table_of(path, group->device, group->inode);
    return 4 + (group->table ? (int)(group->table->count / 16) : 0);
}

static int by_identity(const void *one, const void *other, void *groups)
{
    const Group *a = (Group *)groups + *(const size_t *)one;
    const Group *b = (Group *)groups + *(const size_t *)other;
    if (a->device != b->device)
        return a->device < b->device ? -1 : 1;
    return (a->inode > b->inode) - (a->inode < b->inode);
}

/* Lists each target folder that is worth it and not known yet, once. */
static int list_targets(Judging *judging)
{
    State *state = judging->state;
    Group *groups = AT(judging->groups, Group);
    size_t *asked, fresh = 0;
    for (size_t at = 0; at < COUNT(judging->groups, Group); at++)
        if (is_worth_listing(judging, groups + at) && add(&judging->asked, &at, sizeof at))
            return -1;
    Work work = {.item = identify, .what = judging, .count = COUNT(judging->asked, size_t)};
    if (do_all(&work))
        return -1;
    if (state->entries > KEPT_ENTRIES)
        forget_tables(state);
    asked = AT(judging->asked, size_t);
    qsort_r(asked, work.count, sizeof *asked, by_identity, groups);
    for (size_t at = 0; at < work.count; at++) {
        const Group *group = groups + asked[at];
        int is_new = group->inode && !kept(state, group->device, group->inode);
        if (is_new && !(fresh && !by_identity(&asked[fresh - 1], &asked[at], groups)))
            asked[fresh++] = asked[at];
    }
    Work listing = {.item = list_target, .what = judging, .count = fresh};
    int failed = do_all(&listing);
    for (size_t at = 0; at < fresh; at++) {
        Table *table = (Table *)groups[asked[at]].table;
        if (table && keep_table(state, table)) {
            drop_table(table);
            groups[asked[at]].table = NULL;
            failed = -1;
        }
    }
    judging->asked.size = 0;
    return failed;
}

/* The kernel takes no longer path, and the plain twin asks by whole paths. */
static int is_short(const Judging *judging, const Link *link)
{
    return judging->state->root.size + strlen(link->folder) + strlen(link->name) + 3 < PATH_MAX;
}

/* What a listing of the target's folder tells; the others are asked one by one. */
static int look_up(Judging *judging)
{
    Link *links = AT(judging->links, Link);
    Group *groups = AT(judging->groups, Group);
    for (size_t at = 0; at < COUNT(judging->groups, Group); at++)
        if (is_worth_listing(judging, groups + at) && groups[at].inode)
            groups[at].table = kept(judging->state, groups[at].device, groups[at].inode);
    for (size_t at = 0; at < COUNT(judging->links, Link); at++) {
        Link *link = links + at;
        Group *group = groups + link->group;
        const Table *table = group->table;
        if (group->place) {
            int kind = kind_in(group->place, link->text + link->head, &group->last);
            if (kind >= 0 && kind != SYMLINK_ && is_short(judging, link)) {
                link->kind = (unsigned char)kind;
                link->is_seen = 1;
                link->error = 0;
            } else if (add(&judging->asked, &at, sizeof at)) {
                return -1;
            }
            continue;
        }
        if (group->first == at)
            continue;
        uint32_t found = table ? *slot_of(table, link->text + link->head) : 0;
        if (found) {
            link->kind = (unsigned char)(table->names.at[found] - 1);
            link->error = 0;
        } else if (add(&judging->asked, &at, sizeof at)) {
            return -1;
        }
    }
    return ask_all(judging);
}

/* ---- what the links of a folder reach ---- */

static int add_text(Bytes *to, const char *text)
{
    char *copy = strdup(text);
    if (!copy || add(to, &copy, sizeof copy)) {
        free(copy);
        return -1;
    }
    return 0;
}

static int add_reached(Bytes *to, const Judging *judging, const Link *link, int whole)
{
    char path[PATH_ROOM];
    const Place *place = AT(judging->groups, Group)[link->group].place;
    size_t size = whole ? strlen(link->text) : link->head;
    if (place && !whole)
        return add_text(to, place->path);
    if (path_of(path, &judging->state->root, link->folder) || join(path, path, link->text, size))
        return 0; /* longer than any path */
    tidy(path);
    return add_text(to, inside(&judging->state->root, path));
}

static int by_text(const void *one, const void *other)
{
    return strcmp(*(char *const *)one, *(char *const *)other);
}

/* Is it a folder that the link leads to, by its text or by what is there? */
static int leads_to_folder(const Link *link)
{
    const char *name = link->text + link->head;
    return !*name || !strcmp(name, ".") || !strcmp(name, "..") || link->kind == DIR_;
}

/* May it lead elsewhere than into a folder that was listed, past real folders alone? */
static int is_astray(const Judging *judging, const Link *link)
{
    if (!AT(judging->groups, Group)[link->group].place)
        return 1;
    return leads_to_folder(link) && !(link->is_seen && link->kind == DIR_);
}

/* The links `from` to `end` are those of one folder. */
static int reached_by(Judging *judging, size_t from, size_t end, Bytes *reached)
{
    for (size_t at = from; at < end; at++) {
        const Link *link = AT(judging->links, Link) + at;
        Group *group = AT(judging->groups, Group) + link->group;
        int whole = leads_to_folder(link);
        if (!whole && group->has_others++)
            continue;
        if (add_reached(reached, judging, link, whole))
            return -1;
    }
    return 0;
}

static int write_reached(Judging *judging, Bytes *reached)
{
    char **paths = AT(*reached, char *);
    size_t count = COUNT(*reached, char *), kept_count = 0;
    if (count)
        qsort(paths, count, sizeof *paths, by_text);
    for (size_t at = 0; at < count; at++) {
        if (at && !strcmp(paths[at], paths[at - 1]))
            continue;
        kept_count++;
        if (add(&judging->verdicts[REACHES], paths[at], strlen(paths[at]) + 1))
            return -1;
    }
    return add_number(&judging->verdicts[REACH_COUNTS], kept_count);
}

/* A column row of each folder: how many paths it reaches, and these paths. */
static int find_reached(Judging *judging, Column folders, size_t count)
{
    size_t from = 0;
    int failed = 0;
    for (size_t folder = 0; folder < count && !failed; folder++) {
        const char *path = next_text(&folders);
        const Link *links = AT(judging->links, Link);
        Bytes reached = {0};
        size_t end = from;
        char astray = 0;
        for (; end < COUNT(judging->links, Link) && links[end].folder == path; end++)
            astray |= (char)is_astray(judging, &links[end]);
        failed = reached_by(judging, from, end, &reached) || write_reached(judging, &reached) ||
                 add(&judging->verdicts[ASTRAY], &astray, 1);
        for (size_t at = 0; at < COUNT(reached, char *); at++)
            free(AT(reached, char *)[at]);
        drop(&reached);
        from = end;
    }
    return failed ? -1 : 0;
}

static int write_verdicts(Judging *judging, size_t rows)
{
    char *errors = more(&judging->verdicts[ERRNOS], rows);
    char *kinds = more(&judging->verdicts[TARGET_KINDS], rows);
    if (!errors || !kinds)
        return rows ? -1 : 0;
    memset(errors, 0, rows);
    memset(kinds, OTHER_, rows);
    for (size_t at = 0; at < COUNT(judging->links, Link); at++) {
        const Link *link = AT(judging->links, Link) + at;
        errors[link->row] = (char)(link->error > 255 ? 255 : link->error);
        kinds[link->row] = (char)link->kind;
    }
    return 0;
}

/* -1 without memory, 1 where the columns do not fit together. */
static int judge(Judging *judging, Column columns[C_COUNT])
{
    Column folders = columns[C_FOLDERS];
    has_waited();
    int failed = find_links(judging, columns);
    if (failed)
        return failed;
    if (find_groups(judging))
        return -1;
    find_group_places(judging);
    failed = ask_first(judging) || list_targets(judging) || look_up(judging) ||
             write_verdicts(judging, columns[C_KINDS].size) ||
             find_reached(judging, folders, columns[C_SIZES].size / 4);
    return failed ? -1 : 0;
}

static void drop_judging(Judging *judging)
{
    drop(&judging->links);
    drop(&judging->groups);
    drop(&judging->asked);
    for (int at = 0; at < VERDICTS; at++)
        drop(&judging->verdicts[at]);
}

/* ---- what lies under some names of one folder ---- */

enum { DEVICE, INODE, SIZE, NAMES_OF_IT, WRITTEN, ALLOCATED, STATS };

typedef struct {
    int fd;
    Bytes names; /* char * */
    int64_t *rows;
} Looking;

static int look_at(Work *work, Chain *chain, size_t at)
{
    (void)chain;
    const Looking *looking = work->what;
    int64_t *row = looking->rows + at * STATS;
    struct stat found;
    int result;
    AGAIN(result, fstatat(looking->fd, AT(looking->names, char *)[at], &found,
                          AT_SYMLINK_NOFOLLOW));
    row[DEVICE] = result < 0 ? 0 : (int64_t)found.st_dev;
    row[INODE] = result < 0 ? 0 : (int64_t)found.st_ino;
    row[SIZE] = result < 0 ? -1 : (int64_t)found.st_size;
    row[NAMES_OF_IT] = result < 0 ? 0 : (int64_t)found.st_nlink;
    row[WRITTEN] = result < 0 ? 0 : found.st_mtim.tv_sec * 1000000000LL + found.st_mtim.tv_nsec;
    row[ALLOCATED] = result < 0 ? 0 : (int64_t)found.st_blocks * 512; /* whatever a block is */
    return 1;
}

/* `names` are so many bytes, each name followed by NUL; the errno, or -1 without memory. */
static int look_at_all(Looking *looking, const char *folder, const char *names, size_t size)
{
    for (size_t at = 0; at < size; at += strlen(names + at) + 1) {
        const char *name = names + at;
        if (add(&looking->names, &name, sizeof name))
            return -1;
    }
    size_t count = COUNT(looking->names, char *);
    looking->rows = malloc((count + 1) * STATS * sizeof *looking->rows);
    if (!looking->rows)
        return -1;
    AGAIN(looking->fd, open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (looking->fd < 0)
        return errno;
    Work work = {.item = look_at, .what = looking, .count = count};
    int failed = do_all(&work);
    close(looking->fd);
    return failed;
}

/* ---- a whole tree, by a few threads ----
 *
 * All folders are listed first. Then nearly every link is judged by a listing that is there
 * already; how long its path is, and how often the kernel would have to walk it, is no matter.
 */

#define REQUEST 64   /* folders taken at a time */
#define WORKERS 8

typedef struct {
    Below found;
    Bytes verdicts[VERDICTS];
} Part;

typedef struct {
    Root root;
    size_t room;
    pthread_mutex_t lock;
    pthread_cond_t news;
    Bytes ahead; /* char *: folders to be listed */
    Bytes parts; /* Part *: in the order in which they were listed, so parents come first */
    Places places;
    int at_work, is_listed, failed, is_over; /* is_over: nobody wants it any more */
    size_t entries;
    size_t next, judged; /* parts: to be judged, judged */
    int workers;
    pthread_t threads[WORKERS];
    unsigned char healths[256]; /* by errno */
} Crew;

/* The folders of the next part; 0 when there is none, and none to come. Called with the lock. */
static int take_folders(Crew *crew, Bytes *folders)
{
    while (!crew->ahead.size && crew->at_work && !crew->failed && !crew->is_over)
        pthread_cond_wait(&crew->news, &crew->lock);
    size_t count = COUNT(crew->ahead, char *), share = count / (2 * (size_t)crew->workers);
    if (!count || crew->failed || crew->is_over)
        return 0;
    share = share < 1 ? 1 : share > REQUEST ? REQUEST : share;
    if (add(folders, AT(crew->ahead, char *) + count - share, share * sizeof(char *))) {
        crew->failed = 1;
        return 0;
    }
    crew->ahead.size -= share * sizeof(char *);
    crew->at_work++;
    return 1;
}

/* What was found, and what is left for everybody. Called with the lock. */
static void give_part(Crew *crew, Part *part, int failed)
{
    Below *found = &part->found;
    char **rest = AT(found->queue, char *) + found->next;
    size_t size = found->queue.size - found->next * sizeof(char *);
    crew->at_work--;
    if (failed || add(&crew->parts, &part, sizeof part) || add(&crew->ahead, rest, size)) {
        crew->failed = 1;
        if (failed)
            drop_below(found), free(part);
    } else {
        found->queue.size -= size; /* they are the crew's now */
        for (int at = 0; at < COLUMNS; at++)
            fit(&found->columns[at]);
        crew->entries += found->columns[KINDS].size;
    }
    pthread_cond_broadcast(&crew->news);
}

static void list_parts(Crew *crew)
{
    int is_slow = 0;
    Bytes folders = {0};
    while (take_folders(crew, &folders)) {
        pthread_mutex_unlock(&crew->lock);
        Part *part = calloc(1, sizeof *part);
        int failed = !part;
        if (part) {
            part->found.queue = folders;
            folders = (Bytes){0};
            failed = list_below(&part->found, &crew->root, &is_slow, crew->room);
        }
        pthread_mutex_lock(&crew->lock);
        if (part)
            give_part(crew, part, failed);
        else
            crew->failed = 1, crew->at_work--;
    }
    drop(&folders);
}

/* Called with the lock by everybody: the last one makes the places known. */
static void end_listing(Crew *crew)
{
    if (!crew->is_listed && !crew->failed) {
        for (size_t at = 0; at < COUNT(crew->parts, Part *) && !crew->failed; at++)
            crew->failed = add_places(&crew->places, &AT(crew->parts, Part *)[at]->found) != 0;
        crew->failed = crew->failed || find_places(&crew->places);
        crew->is_listed = 1;
    }
    pthread_cond_broadcast(&crew->news);
}

static int judge_part(Crew *crew, State *state, Part *part)
{
    static const int from[C_COUNT] = {FOLDERS, SIZES, NAMES, KINDS, TARGETS};
    Column columns[C_COUNT];
    Judging judging = {.state = state, .places = &crew->places};
    for (int at = 0; at < C_COUNT; at++) {
        Bytes *column = &part->found.columns[from[at]];
        columns[at] = (Column){column->at ? column->at : "", column->size};
    }
    int failed = judge(&judging, columns);
    memcpy(part->verdicts, judging.verdicts, sizeof part->verdicts);
    memset(judging.verdicts, 0, sizeof judging.verdicts);
    drop_judging(&judging);
    return failed;
}

static void judge_parts(Crew *crew)
{
    State state = {.root = crew->root};
    while (crew->next < COUNT(crew->parts, Part *) && !crew->failed && !crew->is_over) {
        Part *part = AT(crew->parts, Part *)[crew->next++];
        pthread_mutex_unlock(&crew->lock);
        int failed = judge_part(crew, &state, part);
        pthread_mutex_lock(&crew->lock);
        crew->failed = crew->failed || failed;
        crew->judged++;
        pthread_cond_broadcast(&crew->news);
    }
    forget_tables(&state);
}

static void *do_work(void *argument)
{
    Crew *crew = argument;
    pthread_mutex_lock(&crew->lock);
    list_parts(crew);
    end_listing(crew);
    judge_parts(crew);
    pthread_mutex_unlock(&crew->lock);
    return NULL;
}

static void drop_part(Part *part)
{
    drop_below(&part->found);
    for (int at = 0; at < VERDICTS; at++)
        drop(&part->verdicts[at]);
    free(part);
}

/* ---- the columns of a whole tree, core/columns.py ---- */

#define COUNTS (2 + 9) /* core.totals: entries, folders, links by health */
#define NO_ID 0xFFFFFFFFu

enum { T_KIND, T_HEALTH, T_TARGET_KIND, T_PARENT, T_START, T_REF, T_FIRST, T_SIZE, T_NAMES_AT,
       T_TARGETS_AT, T_OWNER, T_COUNTS, T_STAMPS, T_NAMES, T_TARGETS, T_ERRORS,
       T_FOLDERS, T_REACH_COUNTS, T_REACHES, T_ASTRAY, GROWN,
       LEFT_NAME_SIZES = GROWN, LEFT_TARGET_SIZES, LEFT_ERRORS, GATHERED }; /* for those before */

/* One column of all parts, end to end; they give it up. `at` is where it lies in a Part. */
static int gather(Crew *crew, Bytes *to, size_t at)
{
    size_t total = 0, count = COUNT(crew->parts, Part *);
    for (size_t part = 0; part < count; part++)
        total += ((Bytes *)((char *)AT(crew->parts, Part *)[part] + at))->size;
    char *end = more(to, total);
    for (size_t part = 0; end && part < count; part++) {
        Bytes *column = (Bytes *)((char *)AT(crew->parts, Part *)[part] + at);
        if (column->size)
            memcpy(end, column->at, column->size);
        end += column->size;
        drop(column);
    }
    return end || !total ? 0 : -1;
}

/* Zeros; NULL without memory. */
static void *cleared(Bytes *column, size_t size)
{
    char *at = more(column, size);
    return at ? memset(at, 0, size) : NULL;
}

/* The folder with this path, by its number; it was listed as its name was found. */
static int row_of(const Places *places, Bytes *path, const char *folder, const char *name)
{
    size_t before = strlen(folder), after = strlen(name) + 1;
    path->size = 0;
    char *at = more(path, before + 1 + after);
    if (!at)
        return -1;
    memcpy(at, folder, before);
    at[before] = '/';
    memcpy(at + before + (before > 0), name, after);
    return (int)*place_slot(places, at) - 1;
}

/* The columns of folders, zeros yet; -1 without memory. */
static int make_rows(Bytes *tree, size_t rows)
{
    static const struct {
        int column, width;
    } made[] = {{T_FIRST, 4}, {T_SIZE, 4}, {T_OWNER, 4}, {T_NAMES_AT, 8}, {T_TARGETS_AT, 8},
                {T_COUNTS, 8 * COUNTS}};
    for (size_t at = 0; at < sizeof made / sizeof *made; at++)
        if (!cleared(&tree[made[at].column], (size_t)made[at].width * rows))
            return -1;
    return cleared(&tree[T_PARENT], 4 * tree[T_KIND].size) ? 0 : -1;
}

/* One entry of a folder: it is counted, and a folder among them gets its id. */
static int take_id(const Places *places, Bytes *tree, size_t row, size_t id, Bytes *path)
{
    uint64_t *counts = AT(tree[T_COUNTS], uint64_t) + row * COUNTS;
    uint32_t *owner = AT(tree[T_OWNER], uint32_t);
    AT(tree[T_PARENT], uint32_t)[id] = owner[row];
    if (tree[T_KIND].at[id] == SYMLINK_)
        counts[2 + tree[T_HEALTH].at[id]]++;
    if (tree[T_KIND].at[id] != DIR_)
        return 0;
    counts[1]++;
    const char *name = tree[T_NAMES].at + AT(tree[T_NAMES_AT], uint64_t)[row] +
                       AT(tree[T_START], uint32_t)[id];
    int below = row_of(places, path, AT(places->all, Place)[row].path, name);
    if (below < 0)
        return -1;
    AT(tree[T_REF], uint32_t)[id] = (uint32_t)below;
    owner[below] = (uint32_t)id;
    return 0;
}

/* Ids of the folders, and what each counts itself: a folder's own entries have consecutive ids,
 * and a folder comes before what lies in it. */
static int find_rows(const Places *places, Bytes *tree)
{
    size_t rows = COUNT(places->all, Place), id = 1;
    uint64_t names_at = 1, targets_at = 0;
    Bytes path = {0};
    int failed = make_rows(tree, rows);
    if (!failed) {
        AT(tree[T_PARENT], uint32_t)[0] = NO_ID; /* the root: -1 */
        AT(tree[T_REF], uint32_t)[0] = 0;
    }
    for (size_t row = 0; row < rows && !failed; row++) {
        size_t size = AT(places->all, Place)[row].size;
        AT(tree[T_FIRST], uint32_t)[row] = (uint32_t)id;
        AT(tree[T_SIZE], uint32_t)[row] = (uint32_t)size;
        AT(tree[T_NAMES_AT], uint64_t)[row] = names_at;
        AT(tree[T_TARGETS_AT], uint64_t)[row] = targets_at;
        AT(tree[T_COUNTS], uint64_t)[row * COUNTS] = size;
        for (size_t end = id + size; id < end && !failed; id++)
            failed = take_id(places, tree, row, id, &path);
        names_at += AT(tree[LEFT_NAME_SIZES], uint32_t)[row];
        targets_at += AT(tree[LEFT_TARGET_SIZES], uint32_t)[row];
    }
    drop(&path);
    return failed ? -1 : 0;
}

/* What each folder counts becomes what all below it counts. */
static void add_up(Bytes *tree)
{
    uint64_t *counts = AT(tree[T_COUNTS], uint64_t);
    const uint32_t *owner = AT(tree[T_OWNER], uint32_t), *parent = AT(tree[T_PARENT], uint32_t);
    for (size_t row = COUNT(tree[T_OWNER], uint32_t) - 1; row > 0; row--) {
        uint32_t above = AT(tree[T_REF], uint32_t)[parent[owner[row]]];
        for (size_t at = 0; at < COUNTS; at++)
            counts[above * COUNTS + at] += counts[row * COUNTS + at];
    }
}

/* Pairs of id and errno. */
static int find_errors(Bytes *tree)
{
    for (size_t row = 0; row < COUNT(tree[LEFT_ERRORS], uint32_t); row++) {
        uint32_t error = AT(tree[LEFT_ERRORS], uint32_t)[row];
        if (error && (add_number(&tree[T_ERRORS], AT(tree[T_OWNER], uint32_t)[row]) ||
                      add_number(&tree[T_ERRORS], error)))
            return -1;
    }
    return 0;
}

/* All columns; of the parts nothing is left. -1 without memory. */
static int grow(Crew *crew, Bytes *tree)
{
    static const struct {
        int to, from; /* below COLUMNS one of them, else one of the verdicts */
    } moves[] = {
        {T_KIND, KINDS}, {T_HEALTH, COLUMNS + ERRNOS}, {T_TARGET_KIND, COLUMNS + TARGET_KINDS},
        {T_START, STARTS}, {T_REF, TARGET_STARTS}, {T_STAMPS, STAMPS}, {T_NAMES, NAMES},
        {T_TARGETS, TARGETS}, {T_REACH_COUNTS, COLUMNS + REACH_COUNTS},
        {T_REACHES, COLUMNS + REACHES}, {T_ASTRAY, COLUMNS + ASTRAY},
        {LEFT_NAME_SIZES, NAME_SIZES}, {LEFT_TARGET_SIZES, TARGET_SIZES}, {LEFT_ERRORS, ERRORS}};
    static const char root[3] = {DIR_, 0, OTHER_}; /* its Kind, Health and target's Kind */
    int failed = add(&tree[T_KIND], root, 1) || add(&tree[T_HEALTH], root + 1, 1) ||
                 add(&tree[T_TARGET_KIND], root + 2, 1) || add(&tree[T_NAMES], "", 1) ||
                 add_number(&tree[T_START], 0) || add_number(&tree[T_REF], 0);
    for (size_t at = 0; at < sizeof moves / sizeof *moves && !failed; at++) {
        size_t from = (size_t)moves[at].from;
        size_t place = from < COLUMNS
                           ? offsetof(Part, found.columns) + from * sizeof(Bytes)
                           : offsetof(Part, verdicts) + (from - COLUMNS) * sizeof(Bytes);
        failed = gather(crew, &tree[moves[at].to], place);
    }
    unsigned char *health = (unsigned char *)tree[T_HEALTH].at;
    for (size_t id = 0; id < tree[T_HEALTH].size && !failed; id++)
        health[id] = crew->healths[health[id]];
    failed = failed || find_rows(&crew->places, tree);
    if (!failed)
        add_up(tree);
    failed = failed || find_errors(tree) ||
             gather(crew, &tree[T_FOLDERS], offsetof(Part, found.columns[FOLDERS]));
    return failed ? -1 : 0;
}

/* ---- Python ---- */

static const char STATE[] = "cvlink_gui.fs._native.State";

static void end(PyObject *capsule)
{
    State *state = PyCapsule_GetPointer(capsule, STATE);
    forget_tables(state);
    pthread_mutex_destroy(&state->lock);
    free(state->root.at);
    free(state);
}

static PyObject *begin(PyObject *module, PyObject *argument)
{
    (void)module;
    char *root;
    if (PyBytes_AsStringAndSize(argument, &root, NULL))
        return NULL;
    State *state = calloc(1, sizeof *state);
    if (!state || !(state->root.at = strdup(root))) {
        free(state);
        return PyErr_NoMemory();
    }
    state->root.size = strlen(root);
    pthread_mutex_init(&state->lock, NULL);
    return PyCapsule_New(state, STATE, end);
}

/* What a huge folder took goes back to the system. */
static void give_back(size_t rows)
{
#ifdef __GLIBC__
    if (rows >= HUGE_)
        malloc_trim(0);
#else
    (void)rows;
#endif
}

/* The folders that were asked for; -1 with an exception set. */
static int queue_of(Below *below, PyObject *folders)
{
    for (Py_ssize_t at = 0; at < PyList_Size(folders); at++) {
        char *path;
        if (PyBytes_AsStringAndSize(PyList_GetItem(folders, at), &path, NULL))
            return -1;
        if (add_below(&below->queue, "", path)) {
            PyErr_NoMemory();
            return -1;
        }
    }
    return 0;
}

static PyObject *rest_of(const Below *below)
{
    size_t count = COUNT(below->queue, char *);
    PyObject *rest = PyList_New((Py_ssize_t)(count - below->next));
    for (size_t at = below->next; rest && at < count; at++) {
        PyObject *path = PyBytes_FromString(AT(below->queue, char *)[at]);
        if (!path || PyList_SetItem(rest, (Py_ssize_t)(at - below->next), path)) {
            Py_DECREF(rest);
            rest = NULL;
        }
    }
    return rest;
}

static PyObject *below(PyObject *module, PyObject *arguments)
{
    (void)module;
    PyObject *capsule, *folders, *made = NULL;
    Py_ssize_t room;
    Below found = {0};
    size_t rows;
    int failed;
    if (!PyArg_ParseTuple(arguments, "OO!n", &capsule, &PyList_Type, &folders, &room))
        return NULL;
    State *state = PyCapsule_GetPointer(capsule, STATE);
    if (!state || queue_of(&found, folders)) {
        drop_below(&found);
        return NULL;
    }
    Py_BEGIN_ALLOW_THREADS
    pthread_mutex_lock(&state->lock);
    failed = list_below(&found, &state->root, &state->is_slow, room < 0 ? 0 : (size_t)room);
    pthread_mutex_unlock(&state->lock);
    Py_END_ALLOW_THREADS
    rows = found.columns[KINDS].size;
    if (failed)
        PyErr_NoMemory();
    else
        made = Py_BuildValue("NN", as_tuple(found.columns, COLUMNS, PyBytes_FromStringAndSize),
                             rest_of(&found));
    drop_below(&found);
    give_back(rows);
    return made;
}

static PyObject *verdicts(PyObject *module, PyObject *arguments)
{
    (void)module;
    PyObject *capsule, *made = NULL;
    Column of[C_COUNT];
    Py_ssize_t sizes[C_COUNT];
    int failed;
    if (!PyArg_ParseTuple(arguments, "Oy#y#y#y#y#", &capsule, &of[0].at, &sizes[0], &of[1].at,
                          &sizes[1], &of[2].at, &sizes[2], &of[3].at, &sizes[3], &of[4].at,
                          &sizes[4]))
        return NULL;
    State *state = PyCapsule_GetPointer(capsule, STATE);
    if (!state)
        return NULL;
    for (int at = 0; at < C_COUNT; at++)
        of[at].size = (size_t)sizes[at];
    Judging judging = {.state = state};
    Py_BEGIN_ALLOW_THREADS
    pthread_mutex_lock(&state->lock);
    failed = judge(&judging, of);
    pthread_mutex_unlock(&state->lock);
    Py_END_ALLOW_THREADS
    if (failed > 0)
        PyErr_SetString(PyExc_ValueError, "the columns do not fit together");
    else if (failed)
        PyErr_NoMemory();
    else
        made = as_tuple(judging.verdicts, ASTRAY, PyBytes_FromStringAndSize);
    drop_judging(&judging);
    give_back(of[C_KINDS].size);
    return made;
}

static PyObject *stats(PyObject *module, PyObject *arguments)
{
    (void)module;
    PyObject *made = NULL;
    const char *folder, *names;
    Py_ssize_t size;
    Looking looking = {0};
    int failed;
    if (!PyArg_ParseTuple(arguments, "yy#", &folder, &names, &size))
        return NULL;
    Py_BEGIN_ALLOW_THREADS
    failed = look_at_all(&looking, folder, names, (size_t)size);
    Py_END_ALLOW_THREADS
    Py_ssize_t count = (Py_ssize_t)COUNT(looking.names, char *);
    if (failed > 0) {
        errno = failed;
        PyErr_SetFromErrnoWithFilename(PyExc_OSError, folder);
    } else if (failed) {
        PyErr_NoMemory();
    } else {
        Py_ssize_t room = count * STATS * (Py_ssize_t)sizeof *looking.rows;
        made = PyBytes_FromStringAndSize((const char *)looking.rows, room);
    }
    free(looking.rows);
    drop(&looking.names);
    return made;
}

static const char CREW[] = "cvlink_gui.fs._native.Crew";

static void dismiss(PyObject *capsule)
{
    Crew *crew = PyCapsule_GetPointer(capsule, CREW);
    pthread_mutex_lock(&crew->lock);
    crew->is_over = 1;
    pthread_cond_broadcast(&crew->news);
    pthread_mutex_unlock(&crew->lock);
    Py_BEGIN_ALLOW_THREADS
    for (int at = 0; at < crew->workers; at++)
        pthread_join(crew->threads[at], NULL);
    Py_END_ALLOW_THREADS
    for (size_t at = 0; at < COUNT(crew->parts, Part *); at++)
        drop_part(AT(crew->parts, Part *)[at]);
    for (size_t at = 0; at < COUNT(crew->ahead, char *); at++)
        free(AT(crew->ahead, char *)[at]);
    drop(&crew->parts);
    drop(&crew->ahead);
    drop(&crew->places.all);
    free(crew->places.slots);
    pthread_cond_destroy(&crew->news);
    pthread_mutex_destroy(&crew->lock);
    free(crew->root.at);
    free(crew);
}

/* The threads; with fewer than wanted the others do the rest. -1 if there is none. */
static int set_to_work(Crew *crew, int workers)
{
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    pthread_mutex_lock(&crew->lock);
    while (crew->workers < workers && crew->workers < WORKERS &&
           !pthread_create(&crew->threads[crew->workers], NULL, do_work, crew))
        crew->workers++;
    pthread_mutex_unlock(&crew->lock);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return crew->workers ? 0 : -1;
}

static PyObject *crew(PyObject *module, PyObject *arguments)
{
    (void)module;
    const char *root, *healths;
    Py_ssize_t room, size;
    int workers;
    if (!PyArg_ParseTuple(arguments, "yniy#", &root, &room, &workers, &healths, &size))
        return NULL;
    Crew *made = size == sizeof made->healths ? calloc(1, sizeof *made) : NULL;
    PyObject *capsule = made ? PyCapsule_New(made, CREW, dismiss) : NULL;
    if (!capsule) {
        free(made);
        return PyErr_NoMemory();
    }
    pthread_mutex_init(&made->lock, NULL);
    pthread_cond_init(&made->news, NULL);
    memcpy(made->healths, healths, sizeof made->healths);
    made->room = room < 1 ? 1 : (size_t)room;
    made->root.at = strdup(root);
    made->root.size = strlen(root);
    if (!made->root.at || add_below(&made->ahead, "", "") || set_to_work(made, workers)) {
        Py_DECREF(capsule);
        return PyErr_NoMemory();
    }
    return capsule;
}

/* Waits for the end, for a while; 1 once all is judged. Called with the lock. */
static int is_done(Crew *crew, long milliseconds)
{
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    long nanoseconds = until.tv_nsec + milliseconds * 1000000L;
    until.tv_sec += nanoseconds / 1000000000L;
    until.tv_nsec = nanoseconds % 1000000000L;
    for (;;) {
        if (crew->is_listed && crew->judged == COUNT(crew->parts, Part *))
            return 1;
        if (crew->failed || pthread_cond_timedwait(&crew->news, &crew->lock, &until))
            return 0;
    }
}

static PyObject *wait_for(PyObject *module, PyObject *arguments)
{
    (void)module;
    PyObject *capsule;
    long milliseconds;
    if (!PyArg_ParseTuple(arguments, "Ol", &capsule, &milliseconds))
        return NULL;
    Crew *crew = PyCapsule_GetPointer(capsule, CREW);
    if (!crew)
        return NULL;
    int failed, done;
    size_t entries;
    Py_BEGIN_ALLOW_THREADS
    pthread_mutex_lock(&crew->lock);
    done = is_done(crew, milliseconds);
    failed = crew->failed;
    entries = crew->entries;
    pthread_mutex_unlock(&crew->lock);
    Py_END_ALLOW_THREADS
    return failed ? PyErr_NoMemory() : Py_BuildValue("ni", (Py_ssize_t)entries, done);
}

static PyObject *grown(PyObject *module, PyObject *capsule)
{
    (void)module;
    Crew *crew = PyCapsule_GetPointer(capsule, CREW);
    Bytes tree[GATHERED] = {0};
    PyObject *made = NULL;
    int is_over, failed = 0;
    if (!crew)
        return NULL;
    Py_BEGIN_ALLOW_THREADS
    pthread_mutex_lock(&crew->lock);
    is_over = !is_done(crew, 0) || crew->is_over;
    crew->is_over = 1;
    if (!is_over)
        failed = grow(crew, tree);
    pthread_mutex_unlock(&crew->lock);
    Py_END_ALLOW_THREADS
    size_t rows = tree[T_KIND].size;
    if (is_over)
        PyErr_SetString(PyExc_ValueError, "not all was judged, or it was given before");
    else if (failed)
        PyErr_NoMemory();
    else
        made = as_tuple(tree, GROWN, PyByteArray_FromStringAndSize);
    for (int at = 0; at < GATHERED; at++)
        drop(&tree[at]);
    give_back(rows);
    return made;
}

/* Counted up with every change of what is asked or answered; `native.VERSION` is the same. */
#define VERSION 5

static PyObject *version(PyObject *module, PyObject *nothing)
{
    (void)module;
    (void)nothing;
    return PyLong_FromLong(VERSION);
}

static PyMethodDef methods[] = {
    {"version", version, METH_NOARGS, "version() -> what its answers look like"},
    {"begin", begin, METH_O, "begin(root: bytes) -> a state, for one project"},
    {"below", below, METH_VARARGS, "below(state, folders, room) -> columns and what is left"},
    {"verdicts", verdicts, METH_VARARGS, "verdicts(state, five columns) -> four columns"},
    {"stats", stats, METH_VARARGS, "stats(folder, names, each before a NUL) -> int64 columns"},
    {"crew", crew, METH_VARARGS, "crew(root, room, threads, healths) -> threads for a tree"},
    {"wait_for", wait_for, METH_VARARGS, "wait_for(crew, ms) -> entries so far, was that all?"},
    {"grown", grown, METH_O, "grown(crew) -> the columns of its tree, once that was all"},
    {"annotations", annotations, METH_VARARGS, "annotations(text, begin) -> columns, end or None"},
    {"placed", placed, METH_VARARGS, "placed(int64 ids, known, int32 places) -> int32 or None"},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef definition = {
    PyModuleDef_HEAD_INIT, "_native", "Folders and links without the interpreter.", 0, methods,
    NULL, NULL, NULL, NULL,
};

PyMODINIT_FUNC PyInit__native(void)
{
    return PyModuleDef_Init(&definition);
}
