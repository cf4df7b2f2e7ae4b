// SPDX-License-Identifier: MIT
// tests/abi/grow_reader.cpp - reads the frames and contacts of any number of radars, and says what it found as samples.
#include <qiki/qiki.hpp>

namespace {
using frames = qiki::port<"frames", qiki_frame, QIKI_PORT_STREAM | QIKI_PORT_MANY>;
using contacts = qiki::port<"contacts", qiki_contact, QIKI_PORT_STREAM | QIKI_PORT_MANY>;
using found = qiki::port<"found", qiki_sample>;
using events = qiki::port<"events", qiki_event>;

struct reader {
    using inputs = qiki::ports<frames, contacts>;
    using outputs = qiki::ports<found, events>;
    static constexpr qiki_param params[] = {qiki::real("a", "", 1, 0, 9, "a factor"),
                                            qiki::real("b", "", 2, 0, 9, "another"),
                                            qiki::real("c", "", 3, 0, 9, "a third")};
    reader(const qiki_host&, const qiki_instance_info&) {}
    void configure(const qiki::config& c) { factor = c.real("a", 0) + 10 * c.real("b", 0) + 100 * c.real("c", 0); }
    qiki_status step(const qiki::tick<reader>& t) {
        if (t.pass() == 0) writer = 0;
        for (; writer < t.writers<frames>(); ++writer) {
            if (!t.room<found>() || !t.room<events>()) return QIKI_MORE;
            qiki_sample s{.t = t.to(), .channel = writer, .n = 2, .label = QIKI_LABEL_OK};
            for (const qiki_frame& f : t.read<frames>(writer))
                for (const qiki_contact& c : t.read<contacts>(writer).slice(f.first, f.count))
                    s.v[0] += c.z[0] + c.z[1], s.v[1] += factor;
            t.put<found>(s);
            t.put<events>({.t = t.to(), .source = writer, .label = QIKI_LABEL_OK});
        }
        return QIKI_OK;
    }
    uint32_t writer = 0;
    double factor = 0;
};
} // namespace
QIKI_PLUGIN(reader, "org.example.reader", QIKI_KIND_TRACKER, "1.0.0", "Sums up what radars say");
