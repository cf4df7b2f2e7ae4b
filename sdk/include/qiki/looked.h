/* SPDX-License-Identifier: MIT */
/* qiki/looked.h - whether a frame looked at a place, so that its silence there is a miss. No part of the ABI: it lives in the plugin. */
#ifndef QIKI_LOOKED_H
#define QIKI_LOOKED_H
#include "math.h"
#include "radar.h"
QIKI_EXTERN_C_BEGIN

/* Limits that enclose nothing are none: equal ones, as of the elevation of a radar that measures none. */
static inline int qiki_encloses_(const double *limits, double v) {
    return !(limits[0] < limits[1]) || (limits[0] <= v && v <= limits[1]);
}
/* From limits[0] clockwise up to limits[1], which is beyond: sectors that touch share no bearing. Equal limits, and those a turn
 * apart, are all around; limits[0] > limits[1] goes through north. All lie within one turn of north. */
static inline int qiki_sweeps_(const double *limits, double bearing) {
    const double turn = 2 * QIKI_PI, wide = limits[1] - limits[0];
    double past = bearing - limits[0];
    if (wide == 0 || wide >= turn || wide <= -turn) return 1;
    for (int k = 0; k < 2 && past < 0; ++k) past += turn;
    return (past < turn ? past : past - turn) < (wide < 0 ? wide + turn : wide);
}

/* 1 when frame f, which has no flaw (check.h), looked at the place `enu`, m, and tells of all that it saw there: a target that was
 * there at t_to and is in none of its contacts was missed. Without QIKI_FRAME_HAS_SECTOR it looked everywhere. 0 when it looked
 * elsewhere, or when its silence says nothing: it is not QIKI_FRAME_COMPLETE or not QIKI_LABEL_OK, or its sector is that of an
 * antenna of which nobody knows where it is. Bearings and elevations are those of its axes. [any, also in pool tasks] */
static inline int qiki_looked_at(const qiki_frame *f, const double *enu) {
    if (!(f->flags & QIKI_FRAME_COMPLETE) || f->label != QIKI_LABEL_OK) return 0;
    if (!(f->valid & QIKI_FRAME_HAS_SECTOR)) return 1;
    if (!(f->valid & QIKI_FRAME_HAS_PLATFORM) || f->axes > QIKI_AXES_BODY) return 0;
    const double e = enu[0] - f->pos[0], n = enu[1] - f->pos[1], u = enu[2] - f->pos[2];
    const double w = f->att[0], x = f->att[1], y = f->att[2], z = f->att[3];
    double right = e, ahead = n, up = u;
    if (f->axes == QIKI_AXES_BODY) { /* the body's -y, x and z in ENU: Diebel 2006, "Representing attitude", section 6 */
        right = e * -2 * (x * y - w * z) - n * (1 - 2 * (x * x + z * z)) - u * 2 * (y * z + w * x);
        ahead = e * (1 - 2 * (y * y + z * z)) + n * 2 * (x * y + w * z) + u * 2 * (x * z - w * y);
        up = e * 2 * (x * z + w * y) + n * 2 * (y * z - w * x) + u * (1 - 2 * (x * x + y * y));
    }
    const double ground = qiki_hypot(right, ahead);
    return qiki_encloses_(f->range, qiki_hypot(ground, up)) && qiki_encloses_(f->elevation, qiki_atan2(up, ground)) &&
           qiki_sweeps_(f->bearing, qiki_atan2(right, ahead));
}
QIKI_EXTERN_C_END
#endif
