/* Forgetting a context frees what the process holds and leaves the kernel's side as it is. */
#include "aio_test.h"

void test(const char *path)
{
	(void) path;
	CHECK_EQUAL(0, devio_aio_forget(new_aio(1)));
}
