/* SPDX-License-Identifier: MIT */
/* kills: host.older - finds its second output, on which it says something only when its carrier is gone, by sizeof */
#define OUTS 2
#define OTHER_OUTPUTS , {"alarms", "its carrier is gone", QIKI_REC_SAMPLE, QIKI_PORT_STREAM, 1, {0}}
#define BESIDES(x, t, there) do { \
    qiki_out *o = &(t)->out[1]; \
    if (there) break; \
    if (!qiki_room(o)) return QIKI_MORE; \
    *(qiki_sample *)qiki_next(o) = (qiki_sample){.entity = (x)->host, .t = (t)->t1, .channel = 0, .label = QIKI_LABEL_NO_DATA, .status = QIKI_SENSE_OFF}; \
} while (0)
#include "base_sensor.h"
