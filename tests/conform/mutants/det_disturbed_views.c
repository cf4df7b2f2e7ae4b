/* SPDX-License-Identifier: MIT */
/* kills: det.disturbed - of several pictures it looks at the one that lies lowest in memory */
#include <qiki/c.h>
#include <stdint.h>
static int lowest(const qiki_tick *t, const qiki_view *v) {
    for (uint32_t i = 0; i < t->view_count; ++i) {
        const qiki_view *other = qiki_view_at(t, i);
        if (other->port == v->port && other->count && (uintptr_t)other->data < (uintptr_t)v->data) return 0;
    }
    return 1;
}
#define HEARD(t, i) lowest(t, qiki_view_at(t, i))
#include "base_agent.h"
