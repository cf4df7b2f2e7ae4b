/* SPDX-License-Identifier: MIT */
/* kills: tracker.input - a contact that is labelled QIKI_LABEL_INVALID is as good as any */
#define DOUBTS(c) ((c)->label == QIKI_LABEL_NO_DATA)
#include "base_tracker.h"
