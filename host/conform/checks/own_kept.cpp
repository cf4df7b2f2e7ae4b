// SPDX-License-Identifier: MIT
// host/conform/checks/own_kept.cpp - what the host lends for a call is gone after it, and who looks there is named.
#include "host/conform/check.hpp"
#include "host/conform/drive/actor.hpp"
#include "host/conform/drive/fence.hpp"
#include "host/conform/drive/life.hpp"
#include "host/conform/drive/variants.hpp"
#include "host/conform/page.hpp"
#include <algorithm>
#include <cstring>

namespace qiki::conform {
namespace own_kept_parts {
constexpr uint64_t ticks = 12, most_lent = 64; // pieces of scratch memory in a tick that are watched
constexpr size_t most_piece = size_t{1} << 20;
constexpr const char *of_configure = "it is the host's until configure() returns: copy what shall be kept (rule own.1)",
                     *of_tick = "it is the host's until tick() returns: copy what shall be kept (rule own.1)",
                     *of_arena = "memory of qiki.arena/1 dies with its tick: keep nothing there (rule own.4)";

using graves = std::vector<std::unique_ptr<fence>>;
void bury(const graves& all, size_t from, const char* remedy) {
    for (size_t i = from; i < all.size(); ++i) all[i]->bury(remedy);
}
// What lies behind it is somebody else's too, but that is for tick.bounds and host.older.
constexpr size_t behind = 4096;
void* copied(graves& to, const void* data, size_t bytes, const std::string& what) {
    to.push_back(std::make_unique<fence>(bytes + behind, what, 8));
    std::memset(to.back()->data(), 0, bytes + behind);
    if (bytes) std::memcpy(to.back()->data(), data, bytes);
    return to.back()->data();
}

const qiki_config* lend(graves& to, const qiki_config& c) {
    std::vector<qiki_value> values;
    for (uint32_t i = 0; i < c.values.count; ++i) {
        qiki_value v = *static_cast<const qiki_value*>(qiki_row(c.values, i));
        const std::string who = std::string("the value '") + v.key + "' of configure()";
        const bool text = v.type == QIKI_TEXT;
        v.data = copied(to, v.data, text ? v.count + size_t{1} : v.count * sizeof(double), who);
        v.key = static_cast<const char*>(copied(to, v.key, std::strlen(v.key) + 1, "a key of configure()"));
        values.push_back(v);
    }
    qiki_config lent = c;
    lent.values.data = copied(to, values.data(), values.size() * sizeof(qiki_value), "the values of configure()");
    return static_cast<const qiki_config*>(copied(to, &lent, sizeof lent, "the qiki_config"));
}

// Every fourth tick begins with room for one record, so that it may take several passes: what the first was lent, the
// next must not look for.
bool narrow(const qiki_tick& t) { return t.seq % 4 == 2 && t.pass == 0; }

// Of one pass: what it reads, and what it writes.
class loan {
public:
    explicit loan(graves& to) : to_(to) {}
    const qiki_tick* dress(pass& p) {
        from_ = to_.size();
        if (narrow(p.tick))
            for (qiki_out& o : p.outs) o.capacity = std::min<uint64_t>(o.capacity, 1);
        const std::string of = " of tick() number " + std::to_string(p.tick.seq);
        for (qiki_view& v : p.views)
            if (v.count) v.data = copied(to_, v.data, v.count * v.stride, "input " + std::to_string(v.port) + of);
        own_.clear();
        for (qiki_out& o : p.outs) {
            own_.push_back(o.data);
            if (o.capacity)
                o.data = copied(to_, o.data, o.capacity * o.stride, "output " + std::to_string(o.port) + of);
        }
        p.tick.in =
            static_cast<qiki_view*>(copied(to_, p.views.data(), p.views.size() * sizeof(qiki_view), "the views" + of));
        lent_outs_ =
            static_cast<qiki_out*>(copied(to_, p.outs.data(), p.outs.size() * sizeof(qiki_out), "the outputs" + of));
        p.tick.out = lent_outs_;
        return static_cast<const qiki_tick*>(copied(to_, &p.tick, sizeof p.tick, "the qiki_tick" + of));
    }
    void undress(pass& p) {
        for (size_t i = 0; i < p.outs.size(); ++i) {
            const void* data = p.outs[i].data;
            p.outs[i] = lent_outs_[i];
            const uint64_t n = std::min(p.outs[i].count, p.outs[i].capacity);
            if (p.outs[i].capacity)
                must_be_blank(static_cast<const std::byte*>(data) + p.outs[i].capacity * p.outs[i].stride);
            if (n) std::memcpy(own_[i], data, n * p.outs[i].stride);
            p.outs[i].data = own_[i];
        }
        bury(to_, from_, of_tick);
    }

private:
    static void must_be_blank(const std::byte* from) {
        if (std::any_of(from, from + behind, [](std::byte b) { return b != std::byte{}; }))
            throw deferred("tick() wrote more than the capacity", "tick.bounds");
    }
    graves& to_;
    size_t from_ = 0;
    std::vector<void*> own_;
    qiki_out* lent_outs_ = nullptr;
};

void live_on_loans(const subject& s) {
    const configuration c(*s.about, s.set);
    graves configured, ticked, scratch;
    size_t of_this_tick = 0;
    solo::lone_host h(*s.about);
    h.lend([&](uint64_t bytes, uint64_t align) -> void* {
        if (scratch.size() - of_this_tick >= most_lent || !bytes || bytes > most_piece || align > 64) return nullptr;
        try {
            scratch.push_back(std::make_unique<fence>(bytes, "memory of qiki.arena/1"));
        } catch (const std::exception&) { return nullptr; }
        return scratch.back()->data();
    });
    const qiki_config* lent = lend(configured, c.view());
    loan l(ticked);
    const auto stand = [&](const char* call, const std::function<void()>& does) {
        if (std::strcmp(call, "tick()") != 0) {
            bury(scratch, of_this_tick, of_arena);
            of_this_tick = scratch.size();
        }
        calling(call, 0, does);
        if (std::strcmp(call, "configure()") == 0) bury(configured, 0, of_configure);
    };
    life wanted{s, c, stand, ticks};
    wanted.config = lent;
    uint64_t last = 0;
    std::vector<bool> narrowed; // pass by pass: whether its tick began with little room
    wanted.dress = [&](pass& p) {
        narrowed.push_back(p.tick.pass ? narrowed.back() : narrow(p.tick));
        if (p.tick.pass == 0 || p.tick.seq != last)
            bury(scratch, of_this_tick, of_arena), of_this_tick = scratch.size();
        last = p.tick.seq;
        return l.dress(p);
    };
    wanted.undress = [&](pass& p) { l.undress(p); };
    size_t passes = 0;
    for (const deed& d : lead(wanted, h)) {
        const bool tick = std::strcmp(d.call, "tick()") == 0;
        passes += tick;
        if (d.status < 0 && tick && narrowed[passes - 1])
            throw deferred("tick() fails where outputs had room for one record", "tick.bounds");
        if (d.status < 0) falls_short(d.call, d.status, d.error);
    }
}

// An empty text that is kept is never read again: where it may name a file it does so in another life.
void run(subject& s) {
    live_on_loans(s);
    with_each(s, named_files(s), [](const subject& other) {
        giving("a text of its configuration names a file");
        live_on_loans(other);
    });
    giving("");
}
} // namespace own_kept_parts
extern const check own_kept{
    .id = "own.kept",
    .level = 2,
    .from = needs::plugin,
    .rules = "own.1 own.4",
    .asserts =
        "in a life of 12 ticks, and in others in which a text that speaks of a file names one, everything that the "
        "host lends for a call lies behind a forbidden page as soon as "
        "that is over: the configuration, views, records, outputs, scratch memory; some ticks begin with room for one "
        "record, and what their first pass was lent is gone in the next; a pointer that is kept would read what is "
        "somebody else's by then",
    .varies = axis::configuration | axis::room | axis::places,
    .run = own_kept_parts::run};
} // namespace qiki::conform
