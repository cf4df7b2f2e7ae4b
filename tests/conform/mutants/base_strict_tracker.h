/* SPDX-License-Identifier: MIT */
/* tests/conform/mutants/base_strict_tracker.h - one that leaves out what is unsound, garbage behind a cleared valid bit, too, and says so. */
#include <qiki/check.h>
#define KNOWN(f, c) (!qiki_contact_flaw(c) && ((c)->kind == QIKI_ENU || ((c)->kind == QIKI_POLAR && (f)->axes == QIKI_AXES_ENU)))
#define LATE(x, f) ((qiki_frame_flaw(f) && ((x)->left_out = 1)) || (f)->t_to < (x)->now || ((f)->t_to == (x)->now && WHOSE(f) == (x)->newest))
#include "base_tracker.h"
