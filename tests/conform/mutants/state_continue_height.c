/* SPDX-License-Identifier: MIT */
/* kills: state.continue - smooths the height, and saves nothing of that: who flies level does not see it */
#define FIELDS double low; int64_t told;
#define FORGET(x) (memset((x)->at, 0, sizeof (x)->at), (x)->when = 0, (x)->told = 0)
#define SAMPLE(c, r) \
    if (!(c) && (r)->n && (r)->label == QIKI_LABEL_OK) (r)->v[2] = x->low = x->told++ ? (x->low + (r)->v[2]) / 2 : (r)->v[2]
#include "base_sensor.h"
