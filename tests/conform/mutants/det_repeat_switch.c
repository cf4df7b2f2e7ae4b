/* SPDX-License-Identifier: MIT */
/* kills: det.repeat - if it holds its place, which is off by default, it smooths it by a static variable */
static double smooth;
#define SAMPLE(c, r) if (x->holds && !(c) && (r)->label == QIKI_LABEL_OK) (r)->v[0] = smooth = (r)->v[0] + 0.5 * (smooth - (r)->v[0]) + 0.0
#include "base_sensor.h"
