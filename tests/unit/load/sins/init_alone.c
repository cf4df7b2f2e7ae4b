/* SPDX-License-Identifier: MIT */
/* tests/unit/load/sins/init_alone.c - init without deinit. */
#include "qiki/base.h"
static qiki_status init(const char *path, uint64_t len, qiki_error *e) { (void)path, (void)len, (void)e; return QIKI_OK; }
#define INIT init
#define DEINIT NULL
#include "sound.h"
