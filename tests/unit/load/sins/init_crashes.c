/* SPDX-License-Identifier: MIT */
/* tests/unit/load/sins/init_crashes.c - a crash in init(). */
#include "qiki/base.h"
#include <stdlib.h>
static qiki_status init(const char *path, uint64_t len, qiki_error *e) { (void)path, (void)len, (void)e; abort(); }
static void deinit(void) {}
#define INIT init
#define DEINIT deinit
#include "sound.h"
