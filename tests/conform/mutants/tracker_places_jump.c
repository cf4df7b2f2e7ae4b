/* SPDX-License-Identifier: MIT */
/* kills: tracker.places - bearings on either side of south are far from each other */
#include <qiki/c.h>
#define BEARING(p) qiki_atan2((p)[0], (p)[1])
#define OLD(p, t) ((p)->t <= (t)->update || qiki_fabs(BEARING((p)->z) - BEARING((t)->x)) > 3)
#include "base_tracker.h"
