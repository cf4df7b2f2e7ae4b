// SPDX-License-Identifier: MIT
// host/headers.cpp - carries the precompiled headers of the host.
