/* SPDX-License-Identifier: MIT */
/* kills: err.boundary - throws in its hundredth tick. */
/* flags: -lstdc++ */
#include <stddef.h>
void *__cxa_allocate_exception(size_t);
void __cxa_throw(void *, void *, void (*)(void *)) __attribute__((noreturn));
extern char _ZTIi[]; /* typeid(int) */
static void throw_a_number(void) {
    int *number = __cxa_allocate_exception(sizeof *number);
    *number = 7;
    __cxa_throw(number, _ZTIi, NULL);
}
#define IN_TICK(s, t) if ((t)->seq == 100) throw_a_number()
#include "base.h"
