/* SPDX-License-Identifier: MIT */
/* kills: tracker.set - the last record of a track says that it ended, and nothing of where it was */
#define TOLD(x, a, r) \
    if ((r)->status == QIKI_TRACK_ENDED) \
        *(r) = (qiki_track){.id = (a)->id, .t = (x)->now, .t_update = (a)->update, .t_birth = (a)->birth, .hits = (a)->hits, .misses = (a)->misses, .status = QIKI_TRACK_ENDED, .label = QIKI_LABEL_OK, .state_dims = 3}
#include "base_tracker.h"
