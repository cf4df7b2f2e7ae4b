/* SPDX-License-Identifier: MIT */
/* kills: tracker.places - has a flat earth, of 6,371 km a rad about the place where it was tried */
#define KNOWN(f, c) ((c)->kind != QIKI_BEARING_ONLY && (f)->axes == QIKI_AXES_ENU)
#define PLACED(p, f, c) if ((c)->kind == QIKI_GEODETIC) flatten(c, (p)->z)
#include <qiki/radar.h>
static void flatten(const qiki_contact *, double *);
#include "base_tracker.h"
static void flatten(const qiki_contact *c, double *to) {
    to[0] = (c->z[1] - 0.036) * 6371e3 * qiki_cos(0.72), to[1] = (c->z[0] - 0.72) * 6371e3, to[2] = c->z[2] - 100;
}
