/* SPDX-License-Identifier: MIT */
/* kills: state.garbage - knows the future */
#define LOAD load_any
#include "base_state.h"
static qiki_status load_any(void *self, uint64_t schema, const qiki_stream *io, qiki_error *e) { return load(self, schema ? 1 : 0, io, e); }
