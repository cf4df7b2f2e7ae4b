/* SPDX-License-Identifier: MIT */
/* kills: state.round - declares a state and offers no way to save it */
#define OFFERS(id) ((void)&states, (void)(id), NULL)
#include "base_state.h"
