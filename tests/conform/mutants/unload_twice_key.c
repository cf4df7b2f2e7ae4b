/* SPDX-License-Identifier: MIT */
/* kills: unload.twice - a key of each thread, which nobody deletes */
#include <pthread.h>
#define CAPS (QIKI_CAP_PURE | QIKI_CAP_UNLOADABLE)
static pthread_key_t key;
#define IN_INIT(path) pthread_key_create(&key, NULL)
#include "base_state.h"
