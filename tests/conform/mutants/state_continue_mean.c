/* SPDX-License-Identifier: MIT */
/* kills: state.continue - does not save the last values, of which it takes the mean */
#define MORE double last[30];
#define RESET(a) memset((a)->last, 0, sizeof (a)->last)
#define VALUE(a, s) mean(a, (s)->v[0])
struct agent;
static double mean(struct agent *, double);
#include "base_charge_agent.h"
static double mean(struct agent *a, double now) {
    double sum = 0;
    memmove(a->last, a->last + 1, sizeof a->last - sizeof *a->last), a->last[29] = now;
    for (int i = 0; i < 30; ++i) sum += a->last[i];
    return sum / 30;
}
