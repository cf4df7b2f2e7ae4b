/* SPDX-License-Identifier: MIT */
/* kills: tick.poison-input - a class of bodies is a row of its own table, whatever it says. */
#define FIELDS int number[11];
#define SAY(s, t, to, said) (++(s)->number[((const volatile qiki_truth *)v->data)[(s)->next].object_class], *(to) = (said))
#include "base_speed.h"
