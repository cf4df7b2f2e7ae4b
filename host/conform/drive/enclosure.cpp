// SPDX-License-Identifier: MIT
// host/conform/drive/enclosure.cpp - the walls around a pass, and the look behind them when it is over.
#include "host/conform/drive/enclosure.hpp"
#include "host/load/contract.hpp"
#include <cstring>

namespace qiki::conform {
namespace {

// What belongs to the host in an output, against how it was given.
const char* changed_member(const qiki_out& was, const qiki_out& is) {
    return is.port != was.port           ? "port"
           : is.readers != was.readers   ? "readers"
           : is.record != was.record     ? "record"
           : is.stride != was.stride     ? "stride"
           : is.first != was.first       ? "first"
           : is.capacity != was.capacity ? "capacity"
           : is.data != was.data         ? "data"
           : is.reserved != was.reserved ? "reserved"
                                         : nullptr;
}
} // namespace

uint64_t left::records() const {
    uint64_t n = 0;
    for (const qiki_out& o : out) n += o.count;
    return n;
}
uint64_t left::dropped() const {
    uint64_t n = 0;
    for (const qiki_out& o : out) n += o.dropped;
    return n;
}

std::unique_ptr<fence> enclosure::copy(const void* data, size_t bytes, std::string what) {
    auto f = std::make_unique<fence>(bytes, std::move(what));
    if (bytes) std::memcpy(f->data(), data, bytes);
    f->shut();
    return f;
}

void enclosure::begin(const moment& m) {
    now_ = m, passes_ = 0;
    inputs_.clear();
    std::vector<qiki_view> views;
    for (const feed& f : now_.in) {
        const uint32_t stride = load::record_size(f.record);
        const char* name = load::row<qiki_port>(actor_.about().inputs, f.port).name;
        inputs_.push_back(copy(f.now.words.data(), f.now.count * stride, std::string("input '") + name + "'"));
        views.push_back({f.port, f.producer, 0, f.flags, f.record, stride, f.first, f.now.count, f.lost, f.t,
                         f.now.count ? inputs_.back()->data() : nullptr});
    }
    views_ = copy(views.data(), views.size() * sizeof(qiki_view), "the array of views");
    actor_.host().begin_tick(++ticks_, m.t1);
}

left enclosure::pass(const std::vector<uint64_t>& room) {
    const qiki_descriptor& d = actor_.about();
    outputs_.clear();
    std::vector<qiki_out> given;
    for (uint32_t i = 0; i < d.outputs.count; ++i) {
        const auto& p = load::row<qiki_port>(d.outputs, i);
        const uint32_t stride = load::record_size(p.record);
        outputs_.push_back(std::make_unique<fence>(room[i] * stride, std::string("output '") + p.name + "'"));
        if (room[i]) std::memset(outputs_.back()->data(), 0, room[i] * stride); // what is left there out.padding judges
        given.push_back({i, 1, p.record, stride, first_[i], room[i], 0, 0, outputs_.back()->data(), 0, 0});
    }
    const fence outs(given.size() * sizeof(qiki_out), "the array of outputs");
    if (!given.empty()) std::memcpy(outs.data(), given.data(), given.size() * sizeof(qiki_out));
    const qiki_tick call{QIKI_HEAD(qiki_tick),
                         now_.seq,
                         now_.t0,
                         now_.t1,
                         passes_++,
                         sizeof(qiki_view),
                         sizeof(qiki_out),
                         static_cast<uint32_t>(now_.in.size()),
                         static_cast<uint32_t>(given.size()),
                         0,
                         reinterpret_cast<const qiki_view*>(views_->data()),
                         reinterpret_cast<qiki_out*>(outs.data())};
    const std::unique_ptr<fence> tick = copy(&call, sizeof call, "the qiki_tick");
    left l;
    qiki_error e{-1, {}};
    calling("tick()", now_.seq, [&] {
        l.status = actor_.table().tick(actor_.self(), reinterpret_cast<const qiki_tick*>(tick->data()), &e);
    });
    if (l.status < 0) l.error = said(e);
    l.out.resize(given.size());
    if (!given.empty()) std::memcpy(l.out.data(), outs.data(), given.size() * sizeof(qiki_out));
    if (!outs.stands()) throw failed("tick() wrote beside the array of outputs; write to those it has (rule own.2)");
    for (uint32_t i = 0; i < given.size(); ++i) {
        const std::string who = std::string("output '") + load::row<qiki_port>(d.outputs, i).name + "'";
        const qiki_out& o = l.out[i];
        if (const char* what = changed_member(given[i], o))
            throw failed("tick() changed " + std::string(what) + " of its " + who +
                         ": expected count, dropped and flags to be written alone, since the rest is the host's "
                         "(rule own.2)");
        if (o.count > o.capacity)
            throw failed("tick() says it wrote " + std::to_string(o.count) + " records to its " + who +
                         ", whose capacity is " + std::to_string(o.capacity) + "; stop there (rule tick.5)");
        if (!outputs_[i]->stands())
            throw failed("tick() wrote past the end of its " + who + ", whose capacity is " +
                         std::to_string(o.capacity) + "; stop there (rule tick.5)");
        first_[i] += o.count;
    }
    return l;
}

void enclosure::end() { actor_.host().end_tick(); }
} // namespace qiki::conform
