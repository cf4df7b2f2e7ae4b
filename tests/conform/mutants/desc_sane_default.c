/* SPDX-License-Identifier: MIT */
/* kills: desc.sane - a default outside of the limits. */
#define PARAM_DEFAULT 11
#include "base.h"
