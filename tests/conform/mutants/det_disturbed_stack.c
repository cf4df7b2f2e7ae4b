/* SPDX-License-Identifier: MIT */
/* kills: det.disturbed - a local variable that was not set */
static __attribute__((noinline)) double deep(unsigned n) {
    volatile unsigned char *field = __builtin_alloca(n);
    __asm__("" : "+r"(field)); /* or the compiler sees it */
    return field[1000] + field[100000];
}
#define VALUE(s, t) ((s)->way + deep(500000))
#include "base_state.h"
