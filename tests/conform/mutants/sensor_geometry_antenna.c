/* SPDX-License-Identifier: MIT */
/* kills: sensor.geometry - the place of its antenna is that of the beginning of the look, and contacts are seen from there */
#define BORNE (double)(t->t1 - t->t0) * 1e-9
#define FRAME(x, f) (f)->t_from = t->t0
#include "base_radar.h"
