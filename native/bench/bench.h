/*
 * What the loops share: arguments, clocks, random offsets and the line of JSON
 * that java/devio-bench reads. A loop that fails ends the program.
 */
#ifndef DEVIO_BENCH_H
#define DEVIO_BENCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define BLOCK 4096

/* Random I/O of one block each on one target. */
struct job {
	int fd;
	bool write;
	int depth;
	uint64_t blocks; /* of the target */
	uint64_t random; /* state of the generator */
	char *memory;    /* depth blocks, aligned */
};

/* Does I/O until is_over() says so; returns how many. On any thread. */
typedef long run_fn(struct job *job);

/*
 * The main program of a loop: PATH read|write DEPTH WARM-UP LIMIT [THREADS],
 * where WARM-UP and LIMIT are a number of I/Os, or of seconds with an s behind
 * it. Runs twice, each time on so many threads of that depth, and prints what
 * the second run took.
 */
int bench_main(int argc, char **argv, run_fn *run);

/* Whether the run is to end, after so many I/Os. */
bool is_over(long done);

/* Where the next I/O goes, in bytes. */
int64_t next_offset(struct job *job);

/* Nanoseconds of the clock. */
int64_t nanos(int clock);

/* Ends the program: what failed, with errno. */
_Noreturn void die(const char *what);

/* Memory for direct I/O. */
char *new_memory(size_t length);

#endif
