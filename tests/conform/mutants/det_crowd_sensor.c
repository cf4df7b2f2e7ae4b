/* SPDX-License-Identifier: MIT */
/* kills: det.crowd - the noise of a sensor hangs on the place of its carrier in the truth */
#include <qiki/random.h>
#define SAMPLE(c, r) do { \
    if (!(c) && (r)->label == QIKI_LABEL_OK) (r)->v[0] += qiki_normal(qiki_draw(x->key, t->seq, (uint64_t)(b - (const qiki_truth *)in->data), 1, 0), 0); \
} while (0)
#include "base_sensor.h"
