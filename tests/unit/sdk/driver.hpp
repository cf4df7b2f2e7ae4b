// SPDX-License-Identifier: MIT
// tests/unit/sdk/driver.hpp - drives one value type through the C table of the wrapper, with a host that has two
// services.
#pragma once
#include "qiki/qiki.hpp"
#include <cstring>
#include <map>
#include <string>
#include <vector>

namespace driver {

struct blob {
    std::string data;
    size_t at = 0;
};
// Gives and takes at most seven bytes at a time.
inline qiki_stream stream(blob& b) {
    return {QIKI_HEAD(qiki_stream), &b,
            [](void* c, const void* p, uint64_t n) {
                n = std::min<uint64_t>(n, 7);
                static_cast<blob*>(c)->data.append(static_cast<const char*>(p), n);
                return static_cast<int64_t>(n);
            },
            [](void* c, void* p, uint64_t n) {
                auto& s = *static_cast<blob*>(c);
                n = std::min<uint64_t>({n, 7, s.data.size() - s.at});
                std::memcpy(p, s.data.data() + s.at, n);
                s.at += n;
                return static_cast<int64_t>(n);
            }};
}

template <class P>
struct under_test {
    std::map<std::string, int64_t> counts;
    std::map<std::string, double> gauges;
    std::vector<std::string> handles, texts;
    qiki_host host{QIKI_HEAD(qiki_host), "test", "0", this, service};
    qiki_instance_info info{};
    const qiki_vtable* vt = nullptr;
    void* self = nullptr;
    qiki_error err{-1, {}};
    qiki_status created;

    under_test() { created = qiki::instance<P>::create(&host, &info, &vt, &self, &err); }
    ~under_test() {
        if (self) vt->destroy(self);
    }
    under_test(const under_test&) = delete;
    under_test& operator=(const under_test&) = delete;

    qiki_status configure(int64_t step = 1) {
        const qiki_value v[] = {{"other", &step, QIKI_INT, 1}, {"step", &step, QIKI_INT, 1}};
        const qiki_config c{QIKI_HEAD(qiki_config), {v, 2, sizeof *v}};
        return vt->configure(self, &c, &err);
    }
    qiki_status reset() { return vt->reset(self, &err); }
    template <class E>
    const E* extension(const char* id) {
        return static_cast<const E*>(vt->extension(self, id));
    }

    qiki_ns now = 0;
    uint64_t dropped = 0;
    std::vector<qiki_sample> made;
    // One pass of the tick (now, now + 1]; a pass that finishes the tick moves the clock.
    qiki_status tick(uint32_t pass = 0, uint64_t capacity = 1) {
        made.assign(capacity, {});
        qiki_out o{0, 1, QIKI_REC_SAMPLE, sizeof(qiki_sample), 0, capacity, 0, 0, made.data(), 0, 0};
        const qiki_tick t{
            QIKI_HEAD(qiki_tick), 0, now, now + 1, pass, sizeof(qiki_view), sizeof o, 0, 1, 0, nullptr, &o};
        const qiki_status s = vt->tick(self, &t, &err);
        if (s >= 0 && s != QIKI_MORE) ++now;
        dropped = o.dropped;
        made.resize(o.count);
        return s;
    }

private:
    static const void* service(const qiki_host*, const char* id) {
        static const qiki_metrics metrics{
            QIKI_HEAD(qiki_metrics),
            [](const qiki_host* h, const char* name, const char*, const char*) {
                auto& all = of(h).handles;
                all.push_back(name);
                return static_cast<int32_t>(all.size() - 1);
            },
            [](const qiki_host* h, uint32_t, int32_t k, int64_t add) {
                of(h).counts[of(h).handles[static_cast<size_t>(k)]] += add;
            },
            [](const qiki_host* h, int32_t k, double v) { of(h).gauges[of(h).handles[static_cast<size_t>(k)]] = v; }};
        static const qiki_texts texts{QIKI_HEAD(qiki_texts),
                                      [](const qiki_host* h, const char* text, uint64_t n) {
                                          of(h).texts.emplace_back(text, n);
                                          return static_cast<uint32_t>(of(h).texts.size());
                                      },
                                      nullptr};
        if (!std::strcmp(id, QIKI_METRICS_ID)) return &metrics;
        if (!std::strcmp(id, QIKI_TEXT_ID)) return &texts;
        return nullptr;
    }
    static under_test& of(const qiki_host* h) { return *static_cast<under_test*>(h->ctx); }
};
} // namespace driver
