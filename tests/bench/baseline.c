/* What a plain C program needs for the same tree: one thread, getdents64, a readlink a link.
 *
 *   baseline read FOLDER    reads the text of every link and judges none
 *   baseline judge FOLDER   also follows every link by a stat
 *
 * Prints: links, dangling links (ENOENT, ENOTDIR), links in a circle (ELOOP).
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define BUFFER (1 << 18)

static long links, dangling, loops;
static int judging;

static void look_at_link(int folder, const char *name)
{
    char text[4096];
    struct stat found;
    if (readlinkat(folder, name, text, sizeof text) < 0)
        return;
    links++;
    if (!judging || fstatat(folder, name, &found, 0) == 0)
        return;
    if (errno == ELOOP)
        loops++;
    else if (errno == ENOENT || errno == ENOTDIR)
        dangling++;
}

static unsigned char kind_of(int folder, const struct dirent64 *entry)
{
    struct stat found;
    if (entry->d_type != DT_UNKNOWN)
        return entry->d_type;
    if (fstatat(folder, entry->d_name, &found, AT_SYMLINK_NOFOLLOW) < 0)
        return DT_UNKNOWN;
    return S_ISDIR(found.st_mode) ? DT_DIR : S_ISLNK(found.st_mode) ? DT_LNK : DT_REG;
}

static void walk(int folder)
{
    char *buffer = malloc(BUFFER), *names = NULL;
    size_t used = 0, room = 0;
    for (ssize_t got; (got = getdents64(folder, buffer, BUFFER)) > 0;) {
        for (ssize_t at = 0; at < got;) {
            struct dirent64 *entry = (void *)(buffer + at);
            at += entry->d_reclen;
            if (!strcmp(entry->d_name, ".") || !strcmp(entry->d_name, ".."))
                continue;
            unsigned char kind = kind_of(folder, entry);
            if (kind == DT_LNK)
                look_at_link(folder, entry->d_name);
            if (kind != DT_DIR)
                continue;
            size_t length = strlen(entry->d_name) + 1;
            if (used + length > room)
                names = realloc(names, room = 2 * room + length);
            memcpy(names + used, entry->d_name, length);
            used += length;
        }
    }
    free(buffer);
    for (size_t at = 0; at < used; at += strlen(names + at) + 1) {
        int inner = openat(folder, names + at, O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
        if (inner < 0)
            continue;
        walk(inner);
        close(inner);
    }
    free(names);
}

int main(int count, char **words)
{
    int root = count == 3 ? open(words[2], O_RDONLY | O_DIRECTORY) : -1;
    if (root < 0)
        return 2;
    judging = !strcmp(words[1], "judge");
    walk(root);
    printf("%ld %ld %ld\n", links, dangling, loops);
    return 0;
}
