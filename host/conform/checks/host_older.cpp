// SPDX-License-Identifier: MIT
// host/conform/checks/host_older.cpp - a host whose structs end where those of ABI 1.0 do, and one whose have grown.
#include "host/conform/check.hpp"
#include "host/conform/drive/fence.hpp"
#include "host/conform/drive/life.hpp"
#include "host/conform/drive/lulls.hpp"
#include "host/conform/page.hpp"
#include "host/load/least.hpp"
#include <cstring>
#include <map>
#include <memory>

namespace qiki::conform {
namespace host_older_parts {
constexpr const char* remedy = "read a field only when QIKI_HAS() it, and step by the stride (rules grow.2, grow.3)";
constexpr int filling = 0xAA; // of what a newer minor has and this one does not know

// Copies of what a host hands over: as long as ABI 1.0 has it, before a forbidden page; or longer, with the rest
// filled.
class wardrobe {
public:
    explicit wardrobe(size_t more) : more_(more) {}

    template <class T>
    T* table(const T& from, size_t size, const char* what) {
        T* copy = static_cast<T*>(bytes(&from, std::min<size_t>(size, from.head.struct_size), what));
        copy->head.struct_size = static_cast<uint32_t>(std::min<size_t>(size, from.head.struct_size) + more_);
        return copy;
    }
    // Rows of `size` bytes, the stride of the copy is longer by what is more. What lies between them looks like `lure`,
    // if there is one, to who takes it for the next row.
    void* rows(const void* from, uint32_t count, size_t size, const char* what, const void* lure = nullptr) {
        const size_t stride = size + more_;
        auto* to = static_cast<std::byte*>(room(count * stride, what));
        for (uint32_t i = 0; i < count; ++i) {
            std::memcpy(to + i * stride, static_cast<const std::byte*>(from) + i * size, size);
            std::memset(to + i * stride + size, filling, more_);
            if (lure) std::memcpy(to + i * stride + size, lure, std::min(size, more_));
        }
        return to;
    }
    // A place that nobody may read or write.
    void* forbidden() { return room(0, "what the outputs that are none point at"); }
    size_t more() const { return more_; }
    void forget_ticks() { hung_.resize(kept_); }
    void keep() { kept_ = hung_.size(); }

private:
    void* room(size_t n, const char* what) {
        return hung_.emplace_back(std::make_unique<fence>(n, what, 8, remedy))->data();
    }
    void* bytes(const void* from, size_t n, const char* what) {
        void* to = room(n + more_, what);
        std::memset(to, filling, n + more_);
        return std::memcpy(to, from, n);
    }
    size_t more_, kept_ = 0;
    std::vector<std::unique_ptr<fence>> hung_;
};

#define QIKI_UP_TO(type, last) (offsetof(type, last) + sizeof(type::last))

// The services of a lone host in tables of that length. One at a time: a service() knows its host by ctx alone.
struct dressed_host {
    solo::lone_host& inner;
    wardrobe& clothes;
    std::map<std::string, const void*> tables;
    qiki_host* face = nullptr;
    static dressed_host* now;

    dressed_host(solo::lone_host& h, wardrobe& w) : inner(h), clothes(w) {
        qiki_host like = h.host();
        like.service = service;
        face = clothes.table(like, QIKI_UP_TO(qiki_host, service), "the qiki_host");
        now = this;
    }
    ~dressed_host() { now = nullptr; }
    dressed_host(const dressed_host&) = delete;
    dressed_host& operator=(const dressed_host&) = delete;

    static const void* service(const qiki_host*, const char* id) {
        const auto* real = static_cast<const qiki_head*>(now->inner.host().service(&now->inner.host(), id));
        if (!real) return nullptr;
        const void*& copy = now->tables[id];
        struct any {
            qiki_head head;
        };
        if (!copy)
            copy = now->clothes.table(*reinterpret_cast<const any*>(real), real->struct_size, "a service's table");
        now->clothes.keep();
        return copy;
    }
};
dressed_host* dressed_host::now = nullptr;

struct dressed_tick {
    qiki_tick* tick;
    void *in, *out;
};
dressed_tick dress(wardrobe& w, const pass& p) {
    dressed_tick d{w.table(p.tick, QIKI_UP_TO(qiki_tick, out), "the qiki_tick"), nullptr, nullptr};
    qiki_out lure{};
    lure.stride = 8, lure.capacity = 1'000'000, lure.data = w.forbidden();
    d.in = w.rows(p.views.data(), p.tick.view_count, sizeof(qiki_view), "the views");
    d.out = w.rows(p.outs.data(), p.tick.out_count, sizeof(qiki_out), "the outputs", &lure);
    d.tick->in = static_cast<qiki_view*>(d.in), d.tick->out = static_cast<qiki_out*>(d.out);
    d.tick->view_size = static_cast<uint32_t>(sizeof(qiki_view) + w.more());
    d.tick->out_size = static_cast<uint32_t>(sizeof(qiki_out) + w.more());
    return d;
}

// In every other tick something falls silent, so that what is seldom written has its turn, too: an alarm, an answer.
life restless(const subject& s, const configuration& c) {
    life l{s, c};
    const std::vector<lull> silences = lulls_of(*s.about);
    l.ticks = 2 * silences.size() + 3;
    l.change = [silences, first = std::map<uint32_t, uint64_t>{}](moment& m) mutable {
        if (!m.seq) first.clear();
        if (m.seq % 2 && m.seq / 2 < silences.size()) fall_silent(m, silences[m.seq / 2]);
        recount(m, first);
    };
    return l;
}

std::vector<deed> live(const subject& s, const configuration& c, size_t more) {
    wardrobe w(more);
    solo::lone_host h(*s.about);
    const dressed_host d(h, w);
    const auto* info = w.table(h.info(), QIKI_UP_TO(qiki_instance_info, host_entity), "the qiki_instance_info");
    qiki_config* config = w.table(c.view(), QIKI_UP_TO(qiki_config, values), "the qiki_config");
    config->values.data = w.rows(c.view().values.data, c.view().values.count, sizeof(qiki_value), "the values");
    config->values.stride = static_cast<uint32_t>(sizeof(qiki_value) + more);
    w.keep();
    dressed_tick t{};
    life l = restless(s, c);
    l.host = d.face, l.info = info, l.config = config;
    l.dress = [&](pass& p) {
        t = dress(w, p);
        return t.tick;
    };
    l.undress = [&](pass& p) {
        for (uint32_t i = 0; i < p.outs.size(); ++i)
            std::memcpy(&p.outs[i], static_cast<std::byte*>(t.out) + i * (sizeof(qiki_out) + more), sizeof(qiki_out));
        w.forget_ticks();
    };
    return lead(l, h);
}

void run(subject& s) {
    const configuration c(*s.about, s.set);
    solo::lone_host usual(*s.about), again(*s.about);
    const std::vector<deed> expected = lead(restless(s, c), usual), second = lead(restless(s, c), again);
    const bool pure = impure(*s.about).empty();
    for (size_t i = 0; i < expected.size(); ++i)
        if (i >= second.size() || (pure && second[i].bytes != expected[i].bytes))
            throw deferred("two lives at the same host differ by themselves", "det.repeat");
    for (const size_t more : {size_t{0}, size_t{64}}) {
        const std::string host = more ? "at a host of a newer minor, whose structs and rows have grown by 64 bytes"
                                      : "at a host of ABI 1.0, whose structs end where those of 1.0 do";
        giving(more ? "its host is of a newer minor" : "its host is of ABI 1.0", remedy);
        const std::vector<deed> found = live(s, c, more);
        giving("");
        for (size_t i = 0; i < expected.size(); ++i) {
            if (i >= found.size() || found[i].status != expected[i].status)
                throw failed(std::string(expected[std::min(i, found.size() - 1)].call) + " gave status " +
                             std::to_string(found[std::min(i, found.size() - 1)].status) + ", " +
                             found[std::min(i, found.size() - 1)].error + ", " + host + ": expected " +
                             std::to_string(expected[i].status) + ", as at this one; " + remedy);
            if (pure && found[i].bytes != expected[i].bytes)
                throw failed(std::string(expected[i].call) + " writes other bytes " + host + ": expected the same; " +
                             remedy);
        }
    }
}
} // namespace host_older_parts
extern const check host_older{
    .id = "host.older",
    .level = 3,
    .from = needs::plugin,
    .rules = "grow.2 grow.3 ver.1",
    .asserts =
        "it lives the same life, in which the carrier, each input and all of them fall silent in turn, byte for "
        "byte, at a host of ABI 1.0, behind whose structs and tables lies a forbidden page, and at one of a newer "
        "minor, whose structs and rows are longer",
    .varies = axis::views | axis::places | axis::host,
    .run = host_older_parts::run};
} // namespace qiki::conform
