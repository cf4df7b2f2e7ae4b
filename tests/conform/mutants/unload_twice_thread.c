/* SPDX-License-Identifier: MIT */
/* kills: unload.twice - a thread of a life before, which does nothing */
#include <pthread.h>
#include <unistd.h>
#include <stdlib.h>
static pthread_t sleeper;
static void *sleep_on(void *nothing) { return pause(), nothing; }
#define CAPS (QIKI_CAP_PURE | QIKI_CAP_UNLOADABLE)
#define IN_DESTROY(s) (pthread_create(&sleeper, NULL, sleep_on, NULL), free(s))
#include "base_state.h"
