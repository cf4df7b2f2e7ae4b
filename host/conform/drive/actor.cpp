// SPDX-License-Identifier: MIT
// host/conform/drive/actor.cpp - the life of an actor: born, ticked, saved, gone.
#include "host/conform/drive/actor.hpp"
#include "host/conform/drive/pass.hpp"
#include "host/conform/drive/stream.hpp"
#include "host/conform/page.hpp"
#include "host/load/contract.hpp"
#include "host/load/guard.hpp"
#include "host/load/words.hpp"
#include "qiki/ext/finish.h"
#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <cxxabi.h>
#include <typeinfo>

namespace qiki::conform {
namespace {
constexpr uint32_t most_passes = 65536;

std::string plain_name(const char* mangled) {
    int wrong = 0;
    char* plain = abi::__cxa_demangle(mangled, nullptr, nullptr, &wrong);
    const std::string name = plain && !wrong ? plain : mangled;
    std::free(plain);
    return name;
}

// Where no check asks for a text, it may be written all the same: err.text is the one that gives NULL.
qiki_error* given(qiki_error* e) {
    static thread_local qiki_error unread;
    if (!e) unread = {-1, {}};
    return e ? e : &unread;
}

const qiki_port& output(const qiki_descriptor& d, size_t i) {
    return load::row<qiki_port>(d.outputs, static_cast<uint32_t>(i));
}

// Memory of one output, aligned as the ABI says. Who writes on behind it hits what is there for that, and is found out.
struct buffer {
    static constexpr size_t slack = 512;
    static constexpr uint64_t untouched = UINT64_C(0x5ca1ab1e5ca1ab1e);
    std::vector<uint64_t> words;
    uint64_t* at = nullptr;
    size_t size = 0;
    void resize(size_t n) {
        words.assign(n + 8 + slack, untouched);
        void* begin = words.data();
        size_t left = words.size() * sizeof(uint64_t);
        at = static_cast<uint64_t*>(std::align(64, 1, begin, left)), size = n;
    }
    void paint(uint8_t byte) { std::memset(at, byte, size * sizeof(uint64_t)); }
    bool kept() const {
        return std::all_of(static_cast<const uint64_t*>(at) + size, words.data() + words.size(),
                           [](uint64_t w) { return w == untouched; });
    }
};
} // namespace

const std::byte* written::at(uint64_t i) const {
    return reinterpret_cast<const std::byte*>(words.data()) + i * load::record_size(record);
}

std::string told::bytes() const {
    std::string all;
    const auto put = [&](uint64_t v) { all.append(reinterpret_cast<const char*>(&v), sizeof v); };
    put(static_cast<uint64_t>(static_cast<int64_t>(status)));
    for (const written& w : out) {
        put(w.count), put(w.dropped), put(w.flags);
        all.append(reinterpret_cast<const char*>(w.words.data()), w.words.size() * sizeof(uint64_t));
    }
    return all;
}
uint64_t told::records() const {
    uint64_t n = 0;
    for (const written& w : out) n += w.count;
    return n;
}

void calling(const char* step, uint64_t count, const std::function<void()>& call) {
    doing(step, count);
    const load::float_control before = load::float_control::now();
    std::string threw;
    try {
        call();
        before.keep(); // load.environment judges
        return;
    } catch (const std::exception& e) { threw = plain_name(typeid(e).name()) + ": " + e.what(); } catch (...) {
        threw = "something that is no std::exception";
    }
    throw deferred(std::string(step) + (count ? " number " + std::to_string(count) : "") + " threw " +
                       load::one_line(threw),
                   "err.boundary");
}

std::string said(const qiki_error& e) {
    return "'" + load::one_line(std::string(e.text, strnlen(e.text, sizeof e.text))) + "'";
}

actor::actor(const subject& s, std::nullptr_t, solo::terms t)
    : about_(*s.about), host_(std::make_unique<solo::lone_host>(*s.about, std::move(t))) {
    be_born();
}
actor::actor(const subject& s, const configuration& c, solo::terms t) : actor(s, nullptr, std::move(t)) {
    qiki_error e{-1, {}};
    if (const qiki_status status = configure(c, &e); status < 0) falls_short("configure()", status, said(e));
}
actor::actor(const subject& s, solo::terms t) : actor(s, nullptr, std::move(t)) {
    own_ = std::make_unique<configuration>(about_, s.set);
    qiki_error e{-1, {}};
    if (const qiki_status status = configure(*own_, &e); status < 0) falls_short("configure()", status, said(e));
}
actor::~actor() {
    if (!self_) return;
    doing("destroy()");
    try {
        table_->destroy(self_);
    } catch (...) { // err.boundary judges
    }
}

void actor::be_born() {
    qiki_error e{-1, {}};
    qiki_status status = QIKI_OK;
    host_->birth();
    calling("create()", 0, [&] { status = about_.create(&host_->host(), &host_->info(), &table_, &self_, &e); });
    if (status < 0) {
        self_ = nullptr;
        falls_short("create()", status, said(e));
    }
    try {
        load::check_table(table_, self_);
    } catch (const load::refused& r) {
        self_ = nullptr;
        throw deferred("its instance table cannot be used: " + std::string(r.what()), "vtable.complete");
    }
    first_.resize(about_.outputs.count);
}

void actor::forget() {
    first_.assign(about_.outputs.count, 0);
    capacities_.clear();
    ticks_ = 0;
    host_->reset();
}

qiki_status actor::configure(const configuration& c, qiki_error* e) {
    qiki_status status = QIKI_OK;
    host_->birth();
    calling("configure()", 0, [&] { status = table_->configure(self_, &c.view(), given(e)); });
    if (status >= 0) forget();
    return status;
}
qiki_status actor::reset(qiki_error* e) {
    qiki_status status = QIKI_OK;
    calling("reset()", 0, [&] { status = table_->reset(self_, given(e)); });
    if (status >= 0) forget();
    return status;
}
const void* actor::extension_table(const char* id) {
    const void* found = nullptr;
    calling("extension()", 0, [&] { found = table_->extension(self_, id); });
    return found;
}
qiki_status actor::finish(qiki_error* e) {
    const auto* x = extension<qiki_finish>(QIKI_FINISH_ID);
    qiki_status status = QIKI_OK;
    if (x) calling("finish()", 0, [&] { status = x->finish(self_, given(e)); });
    return status;
}

qiki_status actor::save_to(const qiki_stream& to, qiki_error* e) {
    const auto* x = extension<qiki_state>(QIKI_STATE_ID);
    if (!x) throw deferred("has no extension " QIKI_STATE_ID, "state.round");
    qiki_status status = QIKI_OK;
    calling("save()", ticks_, [&] { status = x->save(self_, &to, given(e)); });
    return status;
}
qiki_status actor::load_from(const qiki_stream& from, uint64_t schema, qiki_error* e) {
    const auto* x = extension<qiki_state>(QIKI_STATE_ID);
    if (!x) throw deferred("has no extension " QIKI_STATE_ID, "state.round");
    qiki_status status = QIKI_OK;
    calling("load()", 0, [&] { status = x->load(self_, schema, &from, given(e)); });
    return status;
}
std::string actor::save() {
    stream s;
    qiki_error e{-1, {}};
    if (const qiki_status status = save_to(s.face(), &e); status < 0) falls_short("save()", status, said(e));
    return s.bytes;
}
qiki_status actor::load(const std::string& bytes, qiki_error* e) {
    stream s{bytes};
    return load_from(s.face(), about_.state_schema, e);
}

std::vector<uint64_t> actor::capacities() { return room_of(about_, *table_, self_); }

told actor::tick(const moment& m) {
    if (capacities_.empty()) capacities_ = capacities();
    return tick(m, capacities_);
}

told actor::play(const moment& m) {
    told t = tick(m);
    if (t.status < 0) falls_short("tick()", t.status, t.error);
    return t;
}

told actor::tick(const moment& m, const std::vector<uint64_t>& room) {
    std::vector<qiki_view> views;
    for (const feed& f : m.in)
        views.push_back({f.port, f.producer, 0, f.flags, f.record, load::record_size(f.record), f.first, f.now.count,
                         f.lost, f.t, f.now.count ? f.now.words.data() : nullptr});
    told t;
    std::vector<buffer> buffers(room.size());
    std::vector<qiki_out> outs(room.size());
    for (size_t i = 0; i < room.size(); ++i) {
        const qiki_port& p = output(about_, i);
        buffers[i].resize(room[i] * load::record_size(p.record) / sizeof(uint64_t));
        t.out.push_back({static_cast<uint32_t>(i), p.record, 0, first_[i], 0, 0, {}});
    }
    host_->begin_tick(++ticks_, m.t1);
    t.status = QIKI_MORE;
    qiki_error e{-1, {}};
    for (; t.status == QIKI_MORE; ++t.passes) {
        if (t.passes == most_passes) throw deferred("tick() says QIKI_MORE without end", "tick.bounds");
        for (size_t i = 0; i < room.size(); ++i) {
            buffers[i].paint(paint_);
            outs[i] = {static_cast<uint32_t>(i),
                       1,
                       t.out[i].record,
                       load::record_size(t.out[i].record),
                       t.out[i].first + t.out[i].count,
                       room[i],
                       0,
                       0,
                       room[i] ? buffers[i].at : nullptr,
                       0,
                       0};
        }
        const qiki_tick call{QIKI_HEAD(qiki_tick),
                             m.seq,
                             m.t0,
                             m.t1,
                             t.passes,
                             sizeof(qiki_view),
                             sizeof(qiki_out),
                             static_cast<uint32_t>(views.size()),
                             static_cast<uint32_t>(outs.size()),
                             0,
                             views.data(),
                             outs.data()};
        calling("tick()", m.seq, [&] { t.status = table_->tick(self_, &call, &e); });
        if (t.status < 0) break;
        uint64_t made = 0;
        for (size_t i = 0; i < room.size(); ++i) {
            written& w = t.out[i];
            if (outs[i].count > room[i] || !buffers[i].kept())
                throw deferred("tick() wrote more than the capacity", "tick.bounds");
            const size_t n = outs[i].count * load::record_size(w.record) / sizeof(uint64_t);
            const uint64_t* from = buffers[i].at;
            if (n) w.words.insert(w.words.end(), from, from + n);
            w.count += outs[i].count, w.dropped += outs[i].dropped, w.flags = outs[i].flags, made += outs[i].count;
        }
        if (t.status == QIKI_MORE && !made) throw deferred("tick() says QIKI_MORE and writes nothing", "tick.bounds");
    }
    host_->end_tick();
    if (t.status < 0) {
        t.error = said(e);
        for (written& w : t.out) w.count = w.dropped = 0, w.flags = 0, w.words.clear(); // a host discards them
        return t;
    }
    for (size_t i = 0; i < room.size(); ++i) first_[i] += t.out[i].count;
    return t;
}
} // namespace qiki::conform
