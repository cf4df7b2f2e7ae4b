/* SPDX-License-Identifier: MIT */
/* kills: thread.none - lets a thread work in tick 50, and waits for it. */
#include <pthread.h>
#define IN_TICK(s, t) do { pthread_t p; if ((t)->seq == 50 && !pthread_create(&p, NULL, work, NULL)) pthread_join(p, NULL); } while (0)
static void *work(void *p) { return p; }
#include "base.h"
