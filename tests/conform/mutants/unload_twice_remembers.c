/* SPDX-License-Identifier: MIT */
/* kills: unload.twice - finds in its next life what it left in the process: the name of the thread */
#include <string.h>
#include <sys/prctl.h>
static char name[32];
static int lived;
#define CAPS (QIKI_CAP_PURE | QIKI_CAP_UNLOADABLE)
#define IN_INIT(path) (prctl(PR_GET_NAME, name), lived = !strcmp(name, "lived"))
#define IN_DEINIT() prctl(PR_SET_NAME, "lived")
#define VALUE(s, t) ((s)->way + lived)
#include "base_state.h"
