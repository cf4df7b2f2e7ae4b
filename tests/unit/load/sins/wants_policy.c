/* SPDX-License-Identifier: MIT */
/* tests/unit/load/sins/wants_policy.c - cannot be configured without a service that only a run has. */
#include <string.h>
#define ID "org.example.policy"
#define IN_CONFIGURE strcpy(e->text, "it decides by a policy"); return QIKI_E_UNSUPPORTED
#include "sound.h"
