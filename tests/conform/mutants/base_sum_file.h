/* SPDX-License-Identifier: MIT */
/* tests/conform/mutants/base_sum_file.h - the sensor without a fault that remembers its way, and writes how long that was into a file when the run is
 * over. */
#include <qiki/ext/finish.h>
#include <stdio.h>
#ifndef SUM /* what is written */
#define SUM(s) ((s)->way)
#endif
static const qiki_finish ends;
#define OFFERS(id) (!strcmp(id, QIKI_STATE_ID) ? (const void *)&states : !strcmp(id, QIKI_FINISH_ID) ? (const void *)&ends : NULL)
#include "base_state.h"
static qiki_status finish(void *self, qiki_error *e) {
    const sensor *s = self;
    FILE *f = s->phase == CREATED ? NULL : fopen("way.part", "we");
    (void)e;
    if (s->phase == CREATED) return QIKI_OK;
    if (!f) return QIKI_E_IO;
    fprintf(f, "%.17g\n", SUM(s));
    const int bad = ferror(f);
    return (fclose(f) | bad) || rename("way.part", "way.txt") ? (void)remove("way.part"), QIKI_E_IO : QIKI_OK;
}
static const qiki_finish ends = {QIKI_HEAD(qiki_finish), finish};
