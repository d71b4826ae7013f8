/* NativeAio: unpack, call, return. */
#include "org_devio_engine_NativeAio.h"

#include "aio.h"

#define JAVA(name) org_devio_engine_NativeAio_##name

#ifdef DEVIO_HAVE_AIO
#include <libaio.h>
#include <stddef.h>

_Static_assert(sizeof(struct iocb) == JAVA(IOCB_BYTES), "iocb");
_Static_assert(offsetof(struct iocb, data) == JAVA(IOCB_DATA), "iocb.data");
_Static_assert(offsetof(struct iocb, aio_lio_opcode) == JAVA(IOCB_OPCODE), "iocb.aio_lio_opcode");
_Static_assert(offsetof(struct iocb, aio_fildes) == JAVA(IOCB_FD), "iocb.aio_fildes");
_Static_assert(offsetof(struct iocb, u.c.buf) == JAVA(IOCB_ADDRESS), "iocb.u.c.buf");
_Static_assert(offsetof(struct iocb, u.c.nbytes) == JAVA(IOCB_LENGTH), "iocb.u.c.nbytes");
_Static_assert(offsetof(struct iocb, u.c.offset) == JAVA(IOCB_OFFSET), "iocb.u.c.offset");
_Static_assert(offsetof(struct iocb, u.c.flags) == JAVA(IOCB_FLAGS), "iocb.u.c.flags");
_Static_assert(offsetof(struct iocb, u.c.resfd) == JAVA(IOCB_EVENT_FD), "iocb.u.c.resfd");
_Static_assert(sizeof(struct io_event) == JAVA(EVENT_BYTES), "io_event");
_Static_assert(offsetof(struct io_event, data) == JAVA(EVENT_DATA), "io_event.data");
_Static_assert(offsetof(struct io_event, res) == JAVA(EVENT_RESULT), "io_event.res");
_Static_assert((int) IO_CMD_PREAD == JAVA(PREAD), "IO_CMD_PREAD");
_Static_assert((int) IO_CMD_PWRITE == JAVA(PWRITE), "IO_CMD_PWRITE");
_Static_assert((int) IO_CMD_FDSYNC == JAVA(FDSYNC), "IO_CMD_FDSYNC");
#endif
_Static_assert((int64_t) DEVIO_AIO_WAKEUP == JAVA(WAKEUP_DATA), "DEVIO_AIO_WAKEUP");

static void *to_pointer(jlong address)
{
	return (void *) (uintptr_t) address;
}

JNIEXPORT jint JNICALL Java_org_devio_engine_NativeAio_isBuiltIn(JNIEnv *env, jclass cls)
{
	return devio_aio_is_built_in();
}

JNIEXPORT jlong JNICALL Java_org_devio_engine_NativeAio_setup(JNIEnv *env, jclass cls, jint depth)
{
	return devio_aio_setup(depth);
}

JNIEXPORT jint JNICALL Java_org_devio_engine_NativeAio_submit(
	JNIEnv *env, jclass cls, jlong aio, jlong iocbs, jint count)
{
	return devio_aio_submit(aio, to_pointer(iocbs), count);
}

JNIEXPORT jint JNICALL Java_org_devio_engine_NativeAio_reap(JNIEnv *env, jclass cls, jlong aio,
	jint at_least, jint at_most, jlong events, jlong timeout_ns)
{
	return devio_aio_reap(aio, at_least, at_most, to_pointer(events), timeout_ns);
}

JNIEXPORT jint JNICALL Java_org_devio_engine_NativeAio_wakeup(JNIEnv *env, jclass cls, jlong aio)
{
	return devio_aio_wakeup(aio);
}

JNIEXPORT jint JNICALL Java_org_devio_engine_NativeAio_destroy(JNIEnv *env, jclass cls, jlong aio)
{
	return devio_aio_destroy(aio);
}
