/* SPDX-License-Identifier: MIT */
/* kills: state.chunks - does not hear that write() failed */
#define SAVE save_deaf
#include "base_state.h"
static qiki_status save_deaf(void *self, const qiki_stream *io, qiki_error *e) {
    const qiki_status done = save(self, io, e);
    return done == QIKI_E_IO ? QIKI_OK : done;
}
