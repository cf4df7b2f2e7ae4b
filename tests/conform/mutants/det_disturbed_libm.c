/* SPDX-License-Identifier: MIT */
/* kills: det.disturbed - an elementary function of libm, found by its name, whose last bit depends on the processor */
/* flags: -lm */
#include <dlfcn.h>
#include <stdint.h>
#include <string.h>
static double folded(void) {
    double (*power)(double, double) = NULL;
    void *libm = dlopen("libm.so.6", RTLD_NOW | RTLD_NOLOAD), *f = libm ? dlsym(libm, "pow") : NULL;
    uint64_t all = 0, bits;
    memcpy(&power, &f, sizeof f);
    for (int i = 1; power && i < 20000; ++i) {
        const double y = power(i * 0.01, 1.7);
        memcpy(&bits, &y, sizeof bits);
        all = all * 3 + bits;
    }
    return (double)(all >> 32);
}
#define FIELDS double odd;
#define IN_CONFIGURE(s) ((s)->odd = folded())
#define VALUE(s, t) ((s)->way + (s)->odd)
#include "base_state.h"
