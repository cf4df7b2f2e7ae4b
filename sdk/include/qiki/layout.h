/* SPDX-License-Identifier: MIT */
/* qiki/layout.h - the hash of every offset, size and constant of these headers; written by sdk/abi/layout.sh. */
#ifndef QIKI_LAYOUT_H
#define QIKI_LAYOUT_H
#define QIKI_LAYOUT UINT64_C(0xf8fe6c3ff7b4a4be)
#endif
