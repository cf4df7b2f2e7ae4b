/* SPDX-License-Identifier: MIT */
/* kills: out.finite - numbers its contacts from 1 in every frame. */
#define CONTACT_ID(s, n) ((n) - (s)->begun + 1)
#include "base_echo.h"
