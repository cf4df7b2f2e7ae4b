/* SPDX-License-Identifier: MIT */
/* kills: thread.hop - fails on any thread but the one that configured it. */
#include <pthread.h>
#define FIELDS pthread_t owner;
#define IN_CONFIGURE(s) (s)->owner = pthread_self()
#define IN_TICK(s, t) if (!pthread_equal((s)->owner, pthread_self())) return QIKI_E_INTERNAL
#include "base_state.h"
