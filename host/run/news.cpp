// SPDX-License-Identifier: MIT
// host/run/news.cpp - events of the host: made, collected during a tick, shown to its readers at one point of it.
#include "host/run/news.hpp"
#include "host/run/services.hpp"
#include <tuple>

namespace qiki::run {
namespace {
written shown(const std::vector<qiki_event>& e, const written& before, qiki_ns t) {
    return {reinterpret_cast<const std::byte*>(e.data()),
            e.size(),
            before.first + before.count,
            0,
            0,
            e.empty() ? before.t : t};
}
} // namespace

news::news() { of_run.stride = of_all.stride = sizeof(qiki_event); }

void news::open(commons& house, const std::vector<member>& members, const std::vector<circumstance>& known) {
    for (auto* events : {&run_, &circumstances_, &shown_run_, &shown_all_}) events->reserve(1024); // a lively tick
    frames_.reserve(1024);
    for (uint32_t i = 0; const qiki_code* c = qiki_code_at(i); ++i) codes_.push_back(intern(house, c->name));
    for (const member& m : members) {
        auto& of = full_.emplace_back();
        for (uint32_t p = 0; p < m.about->outputs.count; ++p)
            of.push_back(
                intern(house, std::string("output '") + output_of(m, p).name + "' of '" + m.name + "' was full"));
    }
    for (const circumstance& c : known) {
        qiki_event e = make(c.code, 0);
        e.text = intern(house, c.text);
        remark(e);
    }
}

void news::forget() {
    run_.clear(), circumstances_.clear(), newest_.clear();
    of_run.forget(), of_all.forget();
}

qiki_event news::make(uint32_t number, qiki_ns t) const {
    qiki_event e{};
    e.t = t;
    e.source = observe::the_host;
    e.label = QIKI_LABEL_OK;
    for (uint32_t i = 0; const qiki_code* c = qiki_code_at(i); ++i)
        if (c->number == number) e.code = codes_[i], e.severity = static_cast<uint8_t>(c->severity);
    return e;
}

void news::dropped(uint32_t writer, uint32_t port, uint64_t lost, qiki_ns t) {
    qiki_event e = make(QIKI_EVENT_RECORDS_DROPPED, t);
    e.text = full_[writer - 1][port];
    e.n = 3;
    e.v[0] = static_cast<double>(lost), e.v[1] = writer, e.v[2] = port;
    say(e);
}

void news::refused(uint32_t writer, const qiki_command& c, uint32_t reason, qiki_ns t) {
    qiki_event e = make(QIKI_EVENT_FOREIGN_ISSUER + reason - 1, t);
    e.entity = c.entity;
    e.n = 2;
    e.v[0] = writer, e.v[1] = static_cast<double>(c.id & UINT32_MAX);
    say(e);
}

void news::look_at_frames(uint32_t writer, const written& w, qiki_ns t) {
    frames_.resize(w.count);
    if (w.count) std::memcpy(frames_.data(), w.data, w.count * sizeof(qiki_frame));
    std::sort(frames_.begin(), frames_.end(), [](const qiki_frame& a, const qiki_frame& b) {
        return std::tie(a.t_available, a.t_to, a.source, a.sensor, a.seq) <
               std::tie(b.t_available, b.t_to, b.source, b.sensor, b.seq);
    });
    for (const qiki_frame& f : frames_) {
        const auto [at, first] = newest_.try_emplace({writer, f.source, f.sensor}, f.t_to);
        if (f.t_to < at->second) {
            qiki_event e = make(QIKI_EVENT_FRAME_LATE, t);
            e.n = 4;
            e.v[0] = (static_cast<double>(at->second) - static_cast<double>(f.t_to)) * 1e-9;
            e.v[1] = f.sensor, e.v[2] = static_cast<double>(f.seq), e.v[3] = f.source;
            say(e);
        }
        at->second = std::max(at->second, f.t_to);
    }
}

void news::publish(uint64_t tick, qiki_ns t) {
    shown_all_.assign(circumstances_.begin(), circumstances_.end());
    shown_all_.insert(shown_all_.end(), run_.begin(), run_.end());
    shown_run_.swap(run_);
    run_.clear(), circumstances_.clear();
    of_run.now = shown(shown_run_, of_run.now, t), of_all.now = shown(shown_all_, of_all.now, t);
    for (source* s : {&of_run, &of_all}) {
        const uint64_t serial = s->latest.serial + 1;
        s->latest = s->now, s->latest.serial = serial, s->latest.t = t;
        s->ticked = tick;
    }
    for (queue* q : slow) q->push(of_all);
}
} // namespace qiki::run
