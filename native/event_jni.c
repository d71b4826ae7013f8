/* NativeEvent: unpack, call, return. */
#include "org_devio_engine_NativeEvent.h"

#include "event.h"

JNIEXPORT jint JNICALL Java_org_devio_engine_NativeEvent_open(JNIEnv *env, jclass cls)
{
	return devio_event_open();
}

JNIEXPORT jint JNICALL Java_org_devio_engine_NativeEvent_raise(JNIEnv *env, jclass cls, jint fd)
{
	return devio_event_raise(fd);
}

JNIEXPORT jint JNICALL Java_org_devio_engine_NativeEvent_drain(JNIEnv *env, jclass cls, jint fd)
{
	return devio_event_drain(fd);
}

JNIEXPORT jint JNICALL Java_org_devio_engine_NativeEvent_close(JNIEnv *env, jclass cls, jint fd)
{
	return devio_event_close(fd);
}
