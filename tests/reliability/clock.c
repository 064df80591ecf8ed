/* A clock that can be moved, for the processes that this library is preloaded into.
 *
 * The file CLOCK_MOVED_BY holds one 64-bit number: how many seconds the time of day is ahead of the machine's. Clocks
 * that only measure how long something takes are left alone, as they are when somebody sets a machine's clock.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static int64_t moved_by(void)
{
    static const volatile int64_t *seconds;
    static const int64_t none = 0;

    if (seconds == NULL) {
        const char *name = getenv("CLOCK_MOVED_BY");
        int file = name == NULL ? -1 : open(name, O_RDONLY | O_CLOEXEC);
        void *found = file < 0 ? MAP_FAILED : mmap(NULL, sizeof none, PROT_READ, MAP_SHARED, file, 0);

        if (file >= 0)
            close(file);
        seconds = found == MAP_FAILED ? &none : found;
    }
    return *seconds;
}

int clock_gettime(clockid_t which, struct timespec *moment)
{
    static int (*real)(clockid_t, struct timespec *);
    int outcome;

    if (real == NULL)
        real = (int (*)(clockid_t, struct timespec *))dlsym(RTLD_NEXT, "clock_gettime");
    outcome = real(which, moment);
    if (outcome == 0 && (which == CLOCK_REALTIME || which == CLOCK_REALTIME_COARSE))
        moment->tv_sec += moved_by();
    return outcome;
}

int gettimeofday(struct timeval *restrict moment, void *restrict zone)
{
    struct timespec now;

    (void)zone;
    clock_gettime(CLOCK_REALTIME, &now);
    moment->tv_sec = now.tv_sec;
    moment->tv_usec = now.tv_nsec / 1000;
    return 0;
}

time_t time(time_t *seconds)
{
    struct timespec now;

    clock_gettime(CLOCK_REALTIME, &now);
    if (seconds != NULL)
        *seconds = now.tv_sec;
    return now.tv_sec;
}
