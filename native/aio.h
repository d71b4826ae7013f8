/*
 * Linux AIO, as devio uses it: a context, batches in, completions out.
 * Plain C that has never heard of Java. Nothing is allocated. Every call
 * returns >= 0 or -errno.
 *
 * A context is known by a handle, a number > 0 that is never given twice. A call
 * with any other number, such as that of a context which is gone, touches nothing
 * and returns -EBADF.
 *
 * Any thread may submit and wake up, at the same time as others and as the one
 * that reaps. Destroy and forget wait for those who are inside another call, and
 * wake the one who waits. They are the only calls that another process than the
 * maker may make, because a context does not survive fork. Its ring does: a child
 * that reaped would take completions from its parent.
 */
#ifndef DEVIO_AIO_H
#define DEVIO_AIO_H

#include <stdint.h>

/* As <libaio.h> declares them. */
struct iocb;
struct io_event;

/* Value of io_event.data in the completion that devio_aio_wakeup produces. */
#define DEVIO_AIO_WAKEUP UINT64_MAX

/* 1 if this build can do AIO; 0 if setup answers -ENOSYS, so that no handle is good. */
int devio_aio_is_built_in(void);

/*
 * Makes a context for depth requests in flight and one wake-up. In flight is
 * what was submitted and has not been reaped.
 *
 * Returns its handle. -EINVAL for a depth below 1 or beyond the kernel's reach,
 * -EAGAIN when fs.aio-max-nr is used up, -ENOSYS without AIO, -ENOMEM, -EMFILE
 * also for more than 4096 contexts at a time.
 */
int64_t devio_aio_setup(int depth);

/*
 * Hands count iocbs to the kernel in one system call. They may be reused when
 * it returns; the memory they name belongs to the kernel until they are reaped.
 *
 * Returns how many the kernel took. After -errno it is the first that was
 * refused: the kernel stops at it and says nothing of the rest.
 */
int devio_aio_submit(int64_t aio, struct iocb **iocbs, int count);

/*
 * Collects up to at_most completions, waiting until at_least are there or
 * timeout_ns have passed; 0 looks and returns, negative waits without limit.
 * A wake-up counts as one, so a wait that is to be woken asks for one. What is
 * there already takes no system call. One thread at a time, and one after
 * another must be ordered by a lock or the like: two at once would take the same
 * completions, since no lock guards those that are taken without a system call.
 *
 * Returns how many were stored; 0 also when a signal came first.
 */
int devio_aio_reap(int64_t aio, int at_least, int at_most, struct io_event *events,
	int64_t timeout_ns);

/*
 * Ends a wait in devio_aio_reap, or the next one if nobody waits. Wake-ups that
 * have not been reaped yet are one, and never take a slot from a request. 0 only
 * if a wake-up is sure to be reaped.
 */
int devio_aio_wakeup(int64_t aio);

/*
 * Waits for the requests in flight, drops their completions and gives the
 * context back. In another process than the maker's: devio_aio_forget.
 */
int devio_aio_destroy(int64_t aio);

/* Gives up the handle and leaves the kernel's context alone. */
int devio_aio_forget(int64_t aio);

#endif
