/* SPDX-License-Identifier: MIT */
/* kills: load.quiet - starts a thread while it is loaded. */
#include <pthread.h>
#include <unistd.h>
static void *sleeper(void *x) { return (void)pause(), x; }
__attribute__((constructor)) static void begin(void) { pthread_t t; pthread_create(&t, NULL, sleeper, NULL); }
#include "base.h"
