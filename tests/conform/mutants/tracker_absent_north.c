/* SPDX-License-Identifier: MIT */
/* kills: tracker.absent - takes the bearing that is absent for 0, as it stands there */
#include <qiki/check.h>
#define LACKS(c) (!((c)->valid & QIKI_CONTACT_HAS_Z(0)) || qiki_contact_flaw(c))
#include "base_tracker.h"
