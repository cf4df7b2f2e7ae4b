// SPDX-License-Identifier: MIT
// qiki/qiki.hpp - C++20 over the C boundary: a plugin is a value type with configure() and step(). Nothing here is ABI.
//
//     using truth = qiki::port<"truth", qiki_truth, QIKI_PORT_SNAPSHOT>;
//     using contacts = qiki::port<"contacts", qiki_contact>;
//     struct radar {
//         using inputs = qiki::ports<truth>;
//         using outputs = qiki::ports<contacts>;
//         radar(const qiki_host&, const qiki_instance_info&);
//         void configure(const qiki::config&);
//         void step(const qiki::tick<radar>& t) { for (const qiki_truth& x : t.read<truth>()) t.put<contacts>(see(x)); }
//     };
//     QIKI_PLUGIN(radar, "org.example.radar", QIKI_KIND_RADAR, "1.0.0", "Sees everything");
#pragma once
#include "cxx/config.hpp"
#include "cxx/entry.hpp"
#include "cxx/instance.hpp"
#include "cxx/looks.hpp"
#include "cxx/port.hpp"
#include "cxx/services.hpp"
#include "cxx/state.hpp"
#include "random.h"
