/* SPDX-License-Identifier: MIT */
/* kills: sensor.truth - with a dropout its converter holds now and then: the last place comes again, with a new time and labelled OK */
#include <qiki/random.h>
#define FIELDS double dropout;
#define SAVED_FIELDS double said[3]; int64_t has;
#define FORGET(x) (memset((x)->at, 0, sizeof (x)->at), (x)->when = 0, memset((x)->said, 0, sizeof (x)->said), (x)->has = 0)
#define OTHER_PARAMS , {"dropout", "", "how often the converter holds", NULL, NULL, QIKI_REAL, 0, 0, 0, 1}
#define IN_CONFIGURE(x, c) (x)->dropout = qiki_real(c, "dropout", 2)
#define HOLDS(x) ((x)->has && qiki_uniform(qiki_draw((x)->key, t->seq, (x)->host, 1, 0), 0) < (x)->dropout)
#define SAMPLE(c, r) (void)((c) || (r)->label != QIKI_LABEL_OK ? NULL : HOLDS(x) ? memcpy((r)->v, x->said, sizeof x->said) : (x->has = 1, memcpy(x->said, (r)->v, sizeof x->said)))
#include "base_sensor.h"
