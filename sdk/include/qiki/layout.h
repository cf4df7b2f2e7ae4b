/* SPDX-License-Identifier: MIT */
/* qiki/layout.h - the hash of every offset, size and constant of these headers; written by sdk/abi/layout.sh. */
#ifndef QIKI_LAYOUT_H
#define QIKI_LAYOUT_H
#define QIKI_LAYOUT UINT64_C(0x4e90d827c1797c77)
#endif
