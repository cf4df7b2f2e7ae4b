/* SPDX-License-Identifier: MIT */
/* kills: out.padding - writes the fields it uses and leaves the others as they were. */
#define SAY(s, t, to, said) do { qiki_sample *r = (to); r->entity = (said).entity, r->t = (said).t, r->channel = 0, r->n = (said).n, r->part = 0, r->label = (said).label, r->status = 0, r->trust = 1, r->v[0] = (said).v[0]; } while (0)
#include "base_speed.h"
