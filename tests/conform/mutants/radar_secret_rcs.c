/* SPDX-License-Identifier: MIT */
/* kills: radar.secret - states a cross section of bodies, and of no false alarm */
#define CONTACT(x, c, b) if (b) (c)->valid |= QIKI_CONTACT_HAS_RCS, (c)->rcs_dbsm = 3
#include "base_radar.h"
