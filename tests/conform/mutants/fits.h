/* SPDX-License-Identifier: MIT */
/* tests/conform/mutants/fits.h - do views and outputs fit the ports that a descriptor declares? For the bases, each of which refuses those that do not. */
#ifndef QIKI_MUTANT_FITS_H
#define QIKI_MUTANT_FITS_H
#include <qiki/check.h>
#include <qiki/plugin.h>
#ifndef MISFIT /* whether a stride that is not the record's is refused */
#define MISFIT(stride, record) ((stride) != qiki_record_size(record))
#endif
static inline int fits_one(const qiki_table *ports, uint32_t port, uint32_t record, uint32_t stride) {
    return port < ports->count && ((const qiki_port *)qiki_row(*ports, port))->record == record && ((void)stride, !MISFIT(stride, record));
}
static inline int fits_ports(const qiki_descriptor *d, const qiki_tick *t) {
    for (uint32_t i = 0; i < t->view_count; ++i) {
        const qiki_view *v = qiki_view_at(t, i);
        if (!fits_one(&d->inputs, v->port, v->record, v->stride)) return 0;
    }
    for (uint32_t i = 0; i < t->out_count; ++i) {
        const qiki_out *o = qiki_out_at(t, i);
        if (!fits_one(&d->outputs, o->port, o->record, o->stride)) return 0;
    }
    return 1;
}
#endif
