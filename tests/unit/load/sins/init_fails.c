/* SPDX-License-Identifier: MIT */
/* tests/unit/load/sins/init_fails.c - init() says no, with a text. */
#include "qiki/base.h"
#include <stdio.h>
static qiki_status init(const char *path, uint64_t len, qiki_error *e) {
    (void)path, (void)len;
    if (e) snprintf(e->text, sizeof e->text, "no\nantenna");
    return QIKI_E_IO;
}
static void deinit(void) {}
#define INIT init
#define DEINIT deinit
#include "sound.h"
