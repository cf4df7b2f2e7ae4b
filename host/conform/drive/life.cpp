// SPDX-License-Identifier: MIT
// host/conform/drive/life.cpp - the calls of a life in their order.
#include "host/conform/drive/life.hpp"
#include "host/conform/drive/actor.hpp"
#include "host/conform/drive/extension.hpp"
#include "host/conform/drive/pass.hpp"
#include "host/conform/drive/stream.hpp"
#include "host/conform/page.hpp"
#include "host/load/contract.hpp"
#include "host/load/words.hpp"
#include "qiki/ext/finish.h"
#include "qiki/ext/state.h"
#include <algorithm>
#include <cstring>
#include <optional>

namespace qiki::conform {
namespace {
constexpr uint64_t most_records = 1'000'000;

// What a call finds in its qiki_error: nothing that a plugin would write, so that any byte it writes shows.
qiki_error unwritten() {
    qiki_error e{-7777, {}};
    for (size_t i = 0; i < sizeof e.text; ++i) e.text[i] = static_cast<char>('a' + i % 23);
    return e;
}
// "" or what a call that succeeded wrote there.
std::string babble_of(const qiki_error& e) {
    const qiki_error before = unwritten();
    std::string all;
    if (e.key != before.key) all = "key " + std::to_string(e.key);
    const auto [x, y] = std::mismatch(e.text, e.text + sizeof e.text, before.text);
    if (x == e.text + sizeof e.text) return all;
    const std::string text(x, strnlen(x, static_cast<size_t>(e.text + sizeof e.text - x)));
    all += (all.empty() ? "" : " and ") + (text.empty() ? std::string("a NUL") : "'" + load::one_line(text, 80) + "'") +
           " at byte " + std::to_string(x - e.text) + " of its text";
    return all;
}
// The text of one that failed; "''" when it wrote none.
std::string text_of(const qiki_error& e) {
    return std::memcmp(e.text, unwritten().text, sizeof e.text) == 0 ? "''" : said(e);
}

class course {
public:
    course(const life& l, solo::lone_host& h) : l_(l), host_(h), about_(*l.who.about) { begin(); }

    std::vector<deed> all() {
        host_.birth();
        const auto born = [this](qiki_error* e) {
            return about_.create(l_.host ? l_.host : &host_.host(), l_.info ? l_.info : &host_.info(), &table_, &self_,
                                 e);
        };
        if (call("create()", 0, born) < 0) return std::move(deeds_);
        try {
            load::check_table(table_, self_);
        } catch (const load::refused& r) {
            throw deferred("its instance table cannot be used: " + std::string(r.what()), "vtable.complete");
        }
        extensions();
        host_.birth();
        if (call("configure()", 0, [this](qiki_error* e) {
                return table_->configure(self_, l_.config ? l_.config : &l_.with.view(), e);
            }) >= 0) {
            host_.reset();
            ticks();
        }
        call("destroy()", 0, [this](qiki_error*) { return table_->destroy(self_), QIKI_OK; });
        return std::move(deeds_);
    }

private:
    void begin() {
        world_.emplace(about_, l_.who.seed);
        first_.assign(about_.outputs.count, 0);
        number_ = 0;
    }
    template <class Does>
    qiki_status call(const char* what, uint64_t count, Does&& does) {
        qiki_error e = unwritten();
        qiki_status status = QIKI_OK;
        const std::function<void()> it = [&] { status = does(&e); };
        doing(what, count);
        if (l_.by) l_.by(what, it);
        else calling(what, count, it);
        deeds_.push_back({what, status, status < 0 ? text_of(e) : "", ""});
        if (status >= 0) deeds_.back().babble = babble_of(e);
        return status;
    }
    void extensions() {
        call("extension()", 0, [this](qiki_error*) {
            if (about_.state_schema) state_ = static_cast<const qiki_state*>(table_->extension(self_, QIKI_STATE_ID));
            finish_ = static_cast<const qiki_finish*>(table_->extension(self_, QIKI_FINISH_ID));
            return QIKI_OK;
        });
        must_be_complete(state_);
        must_be_complete(finish_);
    }
    void ticks() {
        for (uint64_t i = 0; i < l_.ticks; ++i) tick();
        stream kept;
        const qiki_stream face = kept.face();
        if (state_ && call("save()", 0, [&](qiki_error* e) { return state_->save(self_, &face, e); }) >= 0) {
            deeds_.back().bytes = kept.bytes;
            kept.at = 0;
            call("load()", 0, [&](qiki_error* e) { return state_->load(self_, about_.state_schema, &face, e); });
        }
        reset();
        tick();
        if (finish_) call("finish()", 0, [this](qiki_error* e) { return finish_->finish(self_, e); });
    }
    void reset() {
        if (call("reset()", 0, [this](qiki_error* e) { return table_->reset(self_, e); }) >= 0) host_.reset(), begin();
    }
    void tick() {
        std::vector<uint64_t> room(about_.outputs.count);
        for (uint32_t i = 0; i < about_.outputs.count; ++i) room[i] = load::row<qiki_port>(about_.outputs, i).hint;
        if (QIKI_HAS(table_, demand))
            if (call("demand()", number_, [&](qiki_error* e) {
                    return table_->demand(self_, room.data(), static_cast<uint32_t>(room.size()), e);
                }) < 0)
                return;
        for (uint32_t i = 0; i < about_.outputs.count; ++i)
            if (room[i] > most_records)
                throw deferred("demand() asks for more than a million records of one output", "tick.bounds");
        moment m = world_->next();
        if (l_.change) l_.change(m);
        host_.begin_tick(++number_, m.t1);
        qiki_status status = QIKI_MORE;
        for (uint32_t n = 0; status == QIKI_MORE && n < 65536; ++n) {
            pass p(about_, m, room, n);
            for (size_t i = 0; i < first_.size(); ++i) p.outs[i].first = first_[i];
            const qiki_tick* given = l_.dress ? l_.dress(p) : &p.tick;
            status = call("tick()", number_, [&](qiki_error* e) { return table_->tick(self_, given, e); });
            if (l_.undress) l_.undress(p);
            p.must_be_kept();
            if (status < 0) break;
            deeds_.back().bytes = p.bytes();
            for (size_t i = 0; i < first_.size(); ++i) first_[i] += p.outs[i].count;
        }
        host_.end_tick();
        if (status < 0) reset();
    }

    const life& l_;
    solo::lone_host& host_;
    const qiki_descriptor& about_;
    std::optional<scene> world_;
    std::vector<deed> deeds_;
    const qiki_vtable* table_ = nullptr;
    void* self_ = nullptr;
    const qiki_state* state_ = nullptr;
    const qiki_finish* finish_ = nullptr;
    std::vector<uint64_t> first_;
    uint64_t number_ = 0;
};
} // namespace

std::vector<deed> lead(const life& l, solo::lone_host& h) { return course(l, h).all(); }

void lead_if_it_can(const subject& file, const qiki_descriptor& d, const life::bystander& by) {
    subject one = file;
    one.about = &d;
    try {
        const configuration c(d, file.set);
        solo::lone_host h(d);
        lead({one, c, by}, h);
    } catch (const skipped&) {}
}
} // namespace qiki::conform
