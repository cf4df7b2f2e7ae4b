/* SPDX-License-Identifier: MIT */
/* kills: sensor.truth - says the way to the east between two truths over whole milliseconds */
#define UNIT "m/s"
#define SAVED_FIELDS double was; qiki_ns then;
#define FORGET(x) (memset((x)->at, 0, sizeof (x)->at), (x)->when = 0, (x)->was = 0, (x)->then = 0)
#define TURNS(b) (x->then && (b)->t > x->then + 999999 && (b)->label == QIKI_LABEL_OK)
#define RATE(b) (((b)->pos[0] - x->was) * 1e3 / (double)(((b)->t - x->then) / 1000000))
#define OUTS 1
#define OTHER_OUTPUTS
#define BESIDES(x, t, there) ((there) && b->pos[0] > -1e9 && b->pos[0] < 1e9 ? (void)((x)->was = b->pos[0] + 0.0, (x)->then = b->t) : (void)0)
#define REACH 100
#include "base_wary_sensor.h"
