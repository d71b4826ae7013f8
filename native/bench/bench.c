#include "bench.h"

#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#define MAX_THREADS 16

/* A thread and what it does. */
struct lane {
	pthread_t thread;
	run_fn *run;
	struct job job;
	long ios;
};

static volatile sig_atomic_t time_is_up;
static long most; /* of one thread */

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
	char *memory = aligned_alloc(BLOCK, length);

	if (!memory)
		die("memory");
	/* Not to be compressed: zram looks at what is written. */
	for (size_t i = 0; i < length; i++)
		memory[i] = (char) (random() >> 8);
	return memory;
}

static void on_alarm(int signal)
{
	(void) signal;
	time_is_up = 1;
}

/* Arms is_over() for "2s" or "10000", which the threads share. */
static void set_limit(const char *limit, int threads)
{
	char *unit;
	double number = strtod(limit, &unit);
	bool timed = *unit == 's';
	struct itimerval timer = {.it_value = {0}};

	time_is_up = 0;
	most = timed ? INT64_MAX : (long) number / threads;
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

static void *run_beside(void *argument)
{
	struct lane *lane = argument;

	lane->ios = lane->run(&lane->job);
	return NULL;
}

/* Runs all lanes, the first on this thread; returns how many I/Os they did. */
static long run_all(struct lane *lanes, int threads)
{
	long ios;

	for (int i = 1; i < threads; i++) {
		if (pthread_create(&lanes[i].thread, NULL, run_beside, &lanes[i]) != 0)
			die("a thread");
	}
	run_beside(lanes);
	ios = lanes->ios;
	for (int i = 1; i < threads; i++) {
		pthread_join(lanes[i].thread, NULL);
		ios += lanes[i].ios;
	}
	return ios;
}

int bench_main(int argc, char **argv, run_fn *run)
{
	struct job job = {.random = UINT64_C(0x9e3779b97f4a7c15)};
	struct lane lanes[MAX_THREADS];
	int threads = argc == 7 ? atoi(argv[6]) : 1;
	int64_t wall, cpu;
	off_t size;
	long ios;

	if (argc < 6 || argc > 7 || threads < 1 || threads > MAX_THREADS) {
		fprintf(stderr, "usage: %s PATH read|write DEPTH WARM-UP LIMIT [THREADS]\n",
			argv[0]);
		return 2;
	}
	job.write = !strcmp(argv[2], "write");
	job.depth = atoi(argv[3]);
	job.fd = open(argv[1], (job.write ? O_RDWR : O_RDONLY) | O_DIRECT | O_CLOEXEC);
	if (job.fd < 0 || (size = lseek(job.fd, 0, SEEK_END)) < BLOCK)
		die(argv[1]);
	job.blocks = (uint64_t) size / BLOCK;
	for (int i = 0; i < threads; i++) {
		lanes[i] = (struct lane){.run = run, .job = job};
		lanes[i].job.random += (uint64_t) i;
		lanes[i].job.memory = new_memory((size_t) job.depth * BLOCK);
	}
	signal(SIGALRM, on_alarm);

	set_limit(argv[4], threads);
	run_all(lanes, threads);
	set_limit(argv[5], threads);
	wall = nanos(CLOCK_MONOTONIC);
	cpu = nanos(CLOCK_PROCESS_CPUTIME_ID);
	ios = run_all(lanes, threads);
	cpu = nanos(CLOCK_PROCESS_CPUTIME_ID) - cpu;
	wall = nanos(CLOCK_MONOTONIC) - wall;
	printf("{\"ios\":%ld,\"wallNanos\":%lld,\"cpuNanos\":%lld,\"heapBytes\":0}\n", ios,
		(long long) wall, (long long) cpu);
	return 0;
}
