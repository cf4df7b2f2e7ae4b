/* SPDX-License-Identifier: MIT */
/* kills: det.disturbed - an elementary function of libm, whose last bit depends on the processor */
/* flags: -lm */
#include <math.h>
#include <stdint.h>
#include <string.h>
static double folded(void) {
    uint64_t all = 0, bits;
    for (int i = 1; i < 20000; ++i) {
        const double y = pow(i * 0.01, 1.7);
        memcpy(&bits, &y, sizeof bits);
        all = all * 3 + bits;
    }
    return (double)(all >> 32);
}
#define FIELDS double odd;
#define IN_CONFIGURE(s) ((s)->odd = folded())
#define VALUE(s, t) ((s)->way + (s)->odd)
#include "base_state.h"
