/* SPDX-License-Identifier: MIT */
/* kills: state.continue - if it holds its place, which is off by default, it smooths it, and does not save that */
#define FIELDS double smooth;
#define FORGET(x) (memset((x)->at, 0, sizeof (x)->at), (x)->when = 0, (x)->smooth = 0)
#define SAMPLE(c, r) if (x->holds && !(c) && (r)->label == QIKI_LABEL_OK) (r)->v[0] = x->smooth = (r)->v[0] + 0.5 * (x->smooth - (r)->v[0]) + 0.0
#include "base_sensor.h"
