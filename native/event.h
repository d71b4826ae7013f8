/*
 * An eventfd, by which somebody else's event loop learns that there is work.
 * Plain C that has never heard of Java. No state but the descriptor; every call
 * returns >= 0 or -errno.
 */
#ifndef DEVIO_EVENT_H
#define DEVIO_EVENT_H

/* Makes one with O_CLOEXEC, not readable yet. Returns the descriptor. */
int devio_event_open(void);

/* Makes it readable; never blocks. */
int devio_event_raise(int fd);

/* Makes it unreadable. Returns 1 if it was readable, else 0; never blocks. */
int devio_event_drain(int fd);

/* The descriptor is gone whatever the answer. */
int devio_event_close(int fd);

#endif
