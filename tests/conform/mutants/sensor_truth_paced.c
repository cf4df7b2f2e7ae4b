/* SPDX-License-Identifier: MIT */
/* kills: sensor.truth - says the way to the east from one truth to the next, over the length of the tick that brings it; forgets the last one in a gap */
#define UNIT "m/s"
#define SAVED_FIELDS double was; qiki_ns then;
#define FORGET(x) (memset((x)->at, 0, sizeof (x)->at), (x)->when = 0, (x)->was = 0, (x)->then = 0)
#define TURNS(b) (x->then > 0 && (b)->t > x->then && (b)->label == QIKI_LABEL_OK)
#define RATE(b) (((b)->pos[0] - x->was) * 1e9 / (double)(t->t1 - t->t0))
#define OUTS 1
#define OTHER_OUTPUTS
#define BESIDES(x, t, there) ((x)->was = (there) && b->pos[0] > -1e9 && b->pos[0] < 1e9 ? b->pos[0] + 0.0 : 0, (x)->then = (there) ? b->t : 0)
#include "base_wary_sensor.h"
