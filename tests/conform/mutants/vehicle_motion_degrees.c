/* SPDX-License-Identifier: MIT */
/* kills: vehicle.motion - says how fast it turns in degrees a second */
#include <qiki/math.h>
#define TRUTH(v, k, r) do { \
        const qiki_sc half = qiki_sincos(0.025 * ((double)(r)->t * 1e-9)); \
        (r)->valid |= QIKI_TRUTH_HAS_ATTITUDE | QIKI_TRUTH_HAS_RATE; \
        (r)->att[0] = half.cos + 0.0, (r)->att[3] = half.sin + 0.0, (r)->rate[2] = 0.05 * 180 / QIKI_PI; \
    } while (0)
#include "base_vehicle.h"
