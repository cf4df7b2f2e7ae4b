/* SPDX-License-Identifier: MIT */
/* kills: config.fuzz - narrows the umask on the way out of a configuration that it refuses */
#include <sys/stat.h>
#define AT_CONFIGURE(s) if (!(qiki_real(c, "step", 0) >= 0)) return umask(077), qiki_say(e, QIKI_E_CONFIG, "step: expected 0 or more")
#include "base.h"
