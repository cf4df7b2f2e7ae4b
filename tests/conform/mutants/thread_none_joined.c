/* SPDX-License-Identifier: MIT */
/* kills: thread.none - lets a thread work in a tick, and waits for it. */
#include <pthread.h>
#define IN_TICK(s, t) do { pthread_t p; if (!pthread_create(&p, NULL, work, NULL)) pthread_join(p, NULL); } while (0)
static void *work(void *p) { return p; }
#include "base.h"
