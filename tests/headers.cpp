// SPDX-License-Identifier: MIT
// tests/headers.cpp - carries the precompiled headers of the tests.
