#include "bench.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static volatile sig_atomic_t time_is_up;
static long most;

void die(const char *what)
{
	perror(what);
	exit(1);
}

int64_t nanos(int clock)
{
	struct timespec now;

	clock_gettime(clock, &now);
	return now.tv_sec * INT64_C(1000000000) + now.tv_nsec;
}

char *new_memory(size_t length)
{
	void *memory = aligned_alloc(BLOCK, length);

	if (!memory)
		die("memory");
	return memset(memory, 0, length);
}

static void on_alarm(int signal)
{
	(void) signal;
	time_is_up = 1;
}

/* Arms is_over() for "2s" or "10000". */
static void set_limit(const char *limit)
{
	char *unit;
	double number = strtod(limit, &unit);
	bool timed = *unit == 's';
	struct itimerval timer = {.it_value = {0}};

	time_is_up = 0;
	most = timed ? INT64_MAX : (long) number;
	if (timed) {
		timer.it_value.tv_sec = (time_t) number;
		timer.it_value.tv_usec =
			(suseconds_t) ((number - (double) timer.it_value.tv_sec) * 1e6);
		setitimer(ITIMER_REAL, &timer, NULL);
	}
}

bool is_over(long done)
{
	return time_is_up || done >= most;
}

int64_t next_offset(struct job *job)
{
	job->random ^= job->random << 13;
	job->random ^= job->random >> 7;
	job->random ^= job->random << 17;
	return (int64_t) (job->random % job->blocks * BLOCK);
}

int bench_main(int argc, char **argv, run_fn *run)
{
	struct job job = {.random = UINT64_C(0x9e3779b97f4a7c15)};
	int64_t wall, cpu;
	off_t size;
	long ios;

	if (argc != 6) {
		fprintf(stderr, "usage: %s PATH read|write DEPTH WARM-UP LIMIT\n", argv[0]);
		return 2;
	}
	job.write = !strcmp(argv[2], "write");
	job.depth = atoi(argv[3]);
	job.fd = open(argv[1], (job.write ? O_RDWR : O_RDONLY) | O_DIRECT | O_CLOEXEC);
	if (job.fd < 0 || (size = lseek(job.fd, 0, SEEK_END)) < BLOCK)
		die(argv[1]);
	job.blocks = (uint64_t) size / BLOCK;
	job.memory = new_memory((size_t) job.depth * BLOCK);
	signal(SIGALRM, on_alarm);

	set_limit(argv[4]);
	run(&job);
	set_limit(argv[5]);
	wall = nanos(CLOCK_MONOTONIC);
	cpu = nanos(CLOCK_PROCESS_CPUTIME_ID);
	ios = run(&job);
	cpu = nanos(CLOCK_PROCESS_CPUTIME_ID) - cpu;
	wall = nanos(CLOCK_MONOTONIC) - wall;
	printf("{\"ios\":%ld,\"wallNanos\":%lld,\"cpuNanos\":%lld,\"heapBytes\":0}\n", ios,
		(long long) wall, (long long) cpu);
	return 0;
}
