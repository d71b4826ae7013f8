/*
 * Linux AIO, as devio uses it: a context, batches in, completions out.
 * Plain C that has never heard of Java. No global state; nothing is
 * allocated after setup. Every call returns >= 0 or -errno.
 */
#ifndef DEVIO_AIO_H
#define DEVIO_AIO_H

#include <stdint.h>
#include <libaio.h>

/* A kernel context, the process that made it, and the way to wake its reaper. */
struct devio_aio;

/* Value of io_event.data in the completion that devio_aio_wakeup produces. */
#define DEVIO_AIO_WAKEUP UINT64_MAX

#endif
