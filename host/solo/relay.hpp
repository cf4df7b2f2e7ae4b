// SPDX-License-Identifier: MIT
// host/solo/relay.hpp - the tables that a lone host hands out: each function counts its call, and fails when it is the
// one that shall, in the way its header allows.
#pragma once

namespace qiki::solo {
// NULL for an unknown id.
const void* relay_table(const char* id);
// "service(qiki.log/1)", for messages; "service()" for an unknown id.
const char* relay_request(const char* id);
} // namespace qiki::solo
