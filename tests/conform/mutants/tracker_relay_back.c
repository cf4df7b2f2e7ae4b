/* SPDX-License-Identifier: MIT */
/* kills: tracker.relay - in the tenth picture the clock of all tracks goes back */
#define TOLD(r, n) if ((n) == 10) (r)->t -= 5000000000, (r)->t_update = (r)->t, (r)->t_birth = (r)->t < (r)->t_birth ? (r)->t : (r)->t_birth
#include "base_relay.h"
