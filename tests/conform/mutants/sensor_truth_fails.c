/* SPDX-License-Identifier: MIT */
/* kills: sensor.truth - fails when its parameter says so, says that it has, and is sure all the same */
#define FIELDS double fails;
#define OTHER_PARAMS , {"fail_after", "s", "fails then; 0: never", NULL, NULL, QIKI_REAL, 0, 0, 0, 1e5}
#define IN_CONFIGURE(x, c) ((x)->fails = qiki_real(c, "fail_after", 0))
#define SAMPLE(c, r) if (x->fails > 0 && (double)t->t1 * 1e-9 >= x->fails) (r)->status = QIKI_SENSE_FAILED
#include "base_sensor.h"
