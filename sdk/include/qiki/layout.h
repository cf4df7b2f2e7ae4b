/* SPDX-License-Identifier: MIT */
/* qiki/layout.h - the hash of every offset, size and constant of these headers; written by sdk/abi/layout.sh. */
#ifndef QIKI_LAYOUT_H
#define QIKI_LAYOUT_H
#define QIKI_LAYOUT UINT64_C(0xa316875927d63762)
#endif
