// SPDX-License-Identifier: MIT
// host/conform/drive/actor.cpp - the life of an actor: born, ticked, saved, gone.
#include "host/conform/drive/actor.hpp"
#include "host/conform/drive/pass.hpp"
#include "host/conform/drive/stream.hpp"
#include "host/conform/names.hpp"
#include "host/conform/page.hpp"
#include "host/load/contract.hpp"
#include "host/load/guard.hpp"
#include "host/load/words.hpp"
#include "qiki/ext/finish.h"
#include <cstring>
#include <typeinfo>

namespace qiki::conform {
namespace {
constexpr uint32_t most_passes = 65536;

// Where no check asks for a text, it may be written all the same: err.text is the one that gives NULL.
qiki_error* given(qiki_error* e) {
    static thread_local qiki_error unread;
    if (!e) unread = {-1, {}};
    return e ? e : &unread;
}

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
    told t;
    for (uint32_t i = 0; i < room.size(); ++i)
        t.out.push_back({i, load::row<qiki_port>(about_.outputs, i).record, 0, first_[i], 0, 0, {}});
    host_->begin_tick(++ticks_, m.t1);
    t.status = QIKI_MORE;
    qiki_error e{-1, {}};
    for (; t.status == QIKI_MORE; ++t.passes) {
        if (t.passes == most_passes) throw deferred("tick() says QIKI_MORE without end", "tick.bounds");
        pass p(about_, m, room, t.passes);
        if (paint_) p.paint(paint_);
        for (size_t i = 0; i < room.size(); ++i) p.outs[i].first = t.out[i].first + t.out[i].count;
        for (size_t i = 0; i < readers_.size(); ++i) p.outs[i].readers = readers_[i];
        calling("tick()", m.seq, [&] { t.status = table_->tick(self_, &p.tick, &e); });
        if (t.status < 0) break;
        p.must_be_kept();
        for (size_t i = 0; i < room.size(); ++i) {
            const qiki_out& o = p.outs[i];
            written& w = t.out[i];
            const auto* from = static_cast<const uint64_t*>(o.data);
            if (o.count) w.words.insert(w.words.end(), from, from + o.count * o.stride / sizeof(uint64_t));
            w.count += o.count, w.dropped += o.dropped, w.flags = o.flags;
        }
        if (t.status == QIKI_MORE && !p.records())
            throw deferred("tick() says QIKI_MORE and writes nothing", "tick.bounds");
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
