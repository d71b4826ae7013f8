/* Without AIO the shim says so, and setup gives the reason to read synchronously. */
#include <errno.h>

#include "aio.h"
#include "test.h"

void test(const char *path)
{
	(void) path;
	CHECK_EQUAL(0, devio_aio_is_built_in());
	CHECK_EQUAL(-ENOSYS, devio_aio_setup(1));
}
