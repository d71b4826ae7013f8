/* NativeBlockDevice: unpack, call, return. */
#include "org_devio_engine_NativeBlockDevice.h"

#include <errno.h>
#include <limits.h>

#include "blockdev.h"

#define JAVA(name) org_devio_engine_NativeBlockDevice_##name
#define FIELD(member) offsetof(struct devio_geometry, member)

_Static_assert(sizeof(struct devio_geometry) == JAVA(GEOMETRY_BYTES), "devio_geometry");
_Static_assert(FIELD(size) == JAVA(GEOMETRY_SIZE), "devio_geometry.size");
_Static_assert(FIELD(rdev) == JAVA(GEOMETRY_RDEV), "devio_geometry.rdev");
_Static_assert(FIELD(kind) == JAVA(GEOMETRY_KIND), "devio_geometry.kind");
_Static_assert(FIELD(logical) == JAVA(GEOMETRY_LOGICAL), "devio_geometry.logical");
_Static_assert(FIELD(physical) == JAVA(GEOMETRY_PHYSICAL), "devio_geometry.physical");
_Static_assert(FIELD(memory_align) == JAVA(GEOMETRY_MEMORY_ALIGN), "devio_geometry.memory_align");
_Static_assert(FIELD(read_ahead) == JAVA(GEOMETRY_READ_AHEAD), "devio_geometry.read_ahead");
_Static_assert(FIELD(dev) == JAVA(GEOMETRY_DEV), "devio_geometry.dev");
_Static_assert(FIELD(inode) == JAVA(GEOMETRY_INODE), "devio_geometry.inode");
_Static_assert((int) DEVIO_KIND_OTHER == JAVA(KIND_OTHER), "DEVIO_KIND_OTHER");
_Static_assert((int) DEVIO_KIND_FILE == JAVA(KIND_FILE), "DEVIO_KIND_FILE");
_Static_assert((int) DEVIO_KIND_BLOCK == JAVA(KIND_BLOCK), "DEVIO_KIND_BLOCK");
_Static_assert(DEVIO_OPEN_WRITE == JAVA(OPEN_WRITE), "DEVIO_OPEN_WRITE");
_Static_assert(DEVIO_OPEN_EXCLUSIVE == JAVA(OPEN_EXCLUSIVE), "DEVIO_OPEN_EXCLUSIVE");
_Static_assert(DEVIO_OPEN_DIRECT == JAVA(OPEN_DIRECT), "DEVIO_OPEN_DIRECT");
_Static_assert(DEVIO_OPEN_NOATIME == JAVA(OPEN_NOATIME), "DEVIO_OPEN_NOATIME");

static void *to_pointer(jlong address)
{
	return (void *) (uintptr_t) address;
}

#define TEXT(number) #number
#define TEXT_OF(macro) TEXT(macro)

/* NativeLibrary looks for this in the file, before it loads it. A number of Java's ends in L. */
__attribute__((used)) static const char mark[] = "devio shim version " TEXT_OF(JAVA(SHIM_VERSION));

/* Of java.nio.Buffer: the arena's memory that it shows, or null. NULL if there is no such field. */
static jfieldID segment_field;

static jfieldID find_segment_field(JNIEnv *env)
{
	static const char *const types[] = {
		"Ljava/lang/foreign/MemorySegment;",
		"Ljdk/internal/access/foreign/MemorySegmentProxy;", /* before Java 19 */
	};
	jclass buffer = (*env)->FindClass(env, "java/nio/Buffer");
	jfieldID field = NULL;

	for (size_t i = 0; buffer && !field && i < sizeof(types) / sizeof(*types); i++) {
		field = (*env)->GetFieldID(env, buffer, "segment", types[i]);
		(*env)->ExceptionClear(env);
	}
	return field;
}

JNIEXPORT jint JNICALL Java_org_devio_engine_NativeBlockDevice_start(JNIEnv *env, jclass cls)
{
	segment_field = find_segment_field(env);
	return JAVA(SHIM_VERSION);
}

JNIEXPORT jlong JNICALL Java_org_devio_engine_NativeBlockDevice_address(
	JNIEnv *env, jclass cls, jobject buffer)
{
	return (jlong) (uintptr_t) (*env)->GetDirectBufferAddress(env, buffer);
}

JNIEXPORT jlong JNICALL Java_org_devio_engine_NativeBlockDevice_lastingAddress(
	JNIEnv *env, jclass cls, jobject buffer)
{
	if (!segment_field || (*env)->GetObjectField(env, buffer, segment_field))
		return 0;
	return (jlong) (uintptr_t) (*env)->GetDirectBufferAddress(env, buffer);
}

JNIEXPORT jlong JNICALL Java_org_devio_engine_NativeBlockDevice_open(
	JNIEnv *env, jclass cls, jbyteArray path, jint flags)
{
	jbyte bytes[PATH_MAX];
	jsize length = (*env)->GetArrayLength(env, path);
	unsigned granted;
	int fd;

	if (length > PATH_MAX)
		return -ENAMETOOLONG;
	(*env)->GetByteArrayRegion(env, path, 0, length, bytes);
	if (length == 0 || bytes[length - 1] != '\0')
		return -EINVAL;
	fd = devio_blockdev_open((const char *) bytes, (unsigned) flags, &granted);
	return fd < 0 ? fd : (jlong) granted << 32 | fd;
}

JNIEXPORT jint JNICALL Java_org_devio_engine_NativeBlockDevice_geometry(
	JNIEnv *env, jclass cls, jint fd, jlong geometry)
{
	return devio_blockdev_geometry(fd, to_pointer(geometry));
}

JNIEXPORT jint JNICALL Java_org_devio_engine_NativeBlockDevice_read(
	JNIEnv *env, jclass cls, jint fd, jlong offset, jlong address, jint length)
{
	return devio_blockdev_read(fd, offset, to_pointer(address), length);
}

JNIEXPORT jint JNICALL Java_org_devio_engine_NativeBlockDevice_write(
	JNIEnv *env, jclass cls, jint fd, jlong offset, jlong address, jint length)
{
	return devio_blockdev_write(fd, offset, to_pointer(address), length);
}

JNIEXPORT jint JNICALL Java_org_devio_engine_NativeBlockDevice_flush(
	JNIEnv *env, jclass cls, jint fd)
{
	return devio_blockdev_flush(fd);
}

JNIEXPORT jint JNICALL Java_org_devio_engine_NativeBlockDevice_discard(
	JNIEnv *env, jclass cls, jint fd, jlong offset, jlong length)
{
	return devio_blockdev_discard(fd, offset, length);
}

JNIEXPORT jint JNICALL Java_org_devio_engine_NativeBlockDevice_close(
	JNIEnv *env, jclass cls, jint fd)
{
	return devio_blockdev_close(fd);
}
