/* SPDX-License-Identifier: MIT */
/* kills: state.none - is silent in its first tick, and says that it keeps no state. */
#include <qiki/c.h>
static qiki_status begin_again(void *self, qiki_error *e);
#define RESET begin_again
#define IN_TICK(s, t) if ((s)->phase == READY) return (s)->phase = AWAKE, QIKI_OK
enum { AWAKE = 7 };
#include "base.h"
static qiki_status begin_again(void *self, qiki_error *e) {
    const qiki_status done = reset(self, e);
    if (done == QIKI_OK) ((sensor *)self)->phase = READY;
    return done;
}
