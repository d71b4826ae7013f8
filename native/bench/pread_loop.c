/* The floor of blocking I/O: one pread or pwrite after the other. */
#include <unistd.h>

#include "bench.h"

static long run(struct job *job)
{
	long done;

	for (done = 0; !is_over(done); done++) {
		int64_t offset = next_offset(job);
		ssize_t got = job->write ? pwrite(job->fd, job->memory, BLOCK, offset)
					 : pread(job->fd, job->memory, BLOCK, offset);

		if (got != BLOCK)
			die("pread or pwrite");
	}
	return done;
}

int main(int argc, char **argv)
{
	return bench_main(argc, argv, run);
}
