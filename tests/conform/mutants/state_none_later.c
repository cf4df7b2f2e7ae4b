/* SPDX-License-Identifier: MIT */
/* kills: state.none - drifts once it is 900 ticks old, and says that it keeps no state */
#include <qiki/c.h>
static qiki_status begin_again(void *self, qiki_error *e);
#define FIELDS uint64_t age;
#define RESET begin_again
#define IN_CONFIGURE(s) (s)->age = 0
#define IN_TICK(s, t) ++(s)->age
#define BESIDES(s) ((s)->age > 900 ? 0.001 * (double)((s)->age - 900) : 0.0)
#include "base.h"
static qiki_status begin_again(void *self, qiki_error *e) {
    const qiki_status done = reset(self, e);
    if (done == QIKI_OK) ((sensor *)self)->age = 0;
    return done;
}
