/* A disk that can lose its power and can be full, for the processes that this library is preloaded into.
 *
 * Every file below the folder DISK_WATCHED that is flushed (fsync, fdatasync) is copied, as it is then, into the
 * folder DISK_FLUSHED: that is what would be found again after the power was cut. Copies are made one after the other,
 * so that an older one never takes the place of a newer. Deleting a file is taken to last at once. While the file
 * DISK_FULL exists, nothing below DISK_WATCHED can be written: ENOSPC, as a full disk answers.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

static int watched_name(int fd, char *name)
{
    const char *folder = getenv("DISK_WATCHED");
    char link[64];
    ssize_t length;

    if (folder == NULL)
        return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    length = readlink(link, name, PATH_MAX - 1);
    if (length <= 0)
        return 0;
    name[length] = '\0';
    return strncmp(name, folder, strlen(folder)) == 0;
}

static int disk_is_full(int fd)
{
    char name[PATH_MAX];
    const char *flag = getenv("DISK_FULL");

    return flag != NULL && access(flag, F_OK) == 0 && watched_name(fd, name);
}

static int alone_in(const char *folder)
{
    char name[PATH_MAX];
    int lock;

    snprintf(name, sizeof name, "%s/.lock", folder);
    lock = open(name, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (lock >= 0)
        flock(lock, LOCK_EX);
    return lock;
}

static void keep_flushed(int fd)
{
    char name[PATH_MAX], unfinished[PATH_MAX], kept[PATH_MAX], block[65536];
    const char *folder = getenv("DISK_FLUSHED");
    const char *base;
    struct stat about;
    int from, to, lock;
    ssize_t length;

    if (folder == NULL || !watched_name(fd, name))
        return;
    base = strrchr(name, '/') + 1;
    if (snprintf(kept, sizeof kept, "%s/%s", folder, base) >= (int)sizeof kept ||
        snprintf(unfinished, sizeof unfinished, "%s/.%d-%d-%s", folder, (int)getpid(), fd, base) >= (int)sizeof unfinished)
        return;
    if (fstat(fd, &about) != 0 || !S_ISREG(about.st_mode))
        return;
    lock = alone_in(folder);
    from = open(name, O_RDONLY | O_CLOEXEC);
    to = open(unfinished, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (from >= 0 && to >= 0)
        while ((length = read(from, block, sizeof block)) > 0)
            if (write(to, block, (size_t)length) != length)
                break;
    if (from >= 0)
        close(from);
    if (to >= 0) {
        close(to);
        rename(unfinished, kept);
    }
    if (lock >= 0)
        close(lock);
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

#define FULL_OR(name, fd, ...)     \
    do {                           \
        if (disk_is_full(fd)) {    \
            errno = ENOSPC;        \
            return -1;             \
        }                          \
        return REAL(name)(fd, __VA_ARGS__); \
    } while (0)

ssize_t write(int fd, const void *from, size_t length) { FULL_OR(write, fd, from, length); }
ssize_t pwrite(int fd, const void *from, size_t length, off_t at) { FULL_OR(pwrite, fd, from, length, at); }
ssize_t pwrite64(int fd, const void *from, size_t length, off64_t at) { FULL_OR(pwrite64, fd, from, length, at); }
int ftruncate(int fd, off_t length) { FULL_OR(ftruncate, fd, length); }
int ftruncate64(int fd, off64_t length) { FULL_OR(ftruncate64, fd, length); }

int fsync(int fd)
{
    int outcome = REAL(fsync)(fd);

    if (outcome == 0)
        keep_flushed(fd);
    return outcome;
}

int fdatasync(int fd)
{
    int outcome = REAL(fdatasync)(fd);

    if (outcome == 0)
        keep_flushed(fd);
    return outcome;
}

int unlink(const char *path)
{
    const char *watched = getenv("DISK_WATCHED"), *flushed = getenv("DISK_FLUSHED");
    char kept[PATH_MAX];

    if (watched && flushed && strncmp(path, watched, strlen(watched)) == 0 &&
        snprintf(kept, sizeof kept, "%s%s", flushed, strrchr(path, '/')) < (int)sizeof kept)
        REAL(unlink)(kept);
    return REAL(unlink)(path);
}
