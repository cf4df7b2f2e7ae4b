/* SPDX-License-Identifier: MIT */
/* kills: out.finite - numbers its contacts from 1 in every frame. */
/* also: radar.secret - an id that is a place in the frame is that of a body */
#define CONTACT_ID(s, n) ((n) - (s)->begun + 1)
#include "base_echo.h"
