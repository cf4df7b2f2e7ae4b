// SPDX-License-Identifier: MIT
// host/run/remember.cpp - what operator, gate and SAFE_MODE keep from tick to tick goes through bytes, like an
// instance's state.
#include "host/run/memory.hpp"
#include "host/run/orders.hpp"
#include <stdexcept>

namespace qiki::run {

template <class Io>
void desk::keep(Io& io) {
    io(next_), io(count_);
    std::deque<gate::decision> decided = ledger_.all();
    io.list(decided, [&](auto& d) {
        io(d.id), io(d.seal), io(d.stages), io(d.command), io(d.last), io(d.form), io(d.answer), io(d.heard);
    });
    ledger_.recall(std::move(decided));
    io.list(book_, [&](auto& k) { io(k.p), io(k.accepted), io(k.rejected), io(k.carried); });
}

std::string desk::save() {
    remembering io;
    keep(io);
    return io.bytes();
}

void desk::load(const std::string& bytes) {
    recalling io(bytes);
    keep(io);
    io.done();
    if (next_ > steps_.size()) throw std::runtime_error("the host's memory: an operator with other steps");
}

template <class Io>
void orders::keep(Io& io) {
    for (voice& v : speakers_) io(v.who.last), io(v.complained);
    for (voice* v : {&operator_, &host_}) io(v->who.last), io(v->complained);
    for (gate::obeyer& o : obeyers_) io.list(o.claims, [&](auto& c) { io(c.entity), io(c.authority), io(c.until); });
    io(host_said_);
}

std::string orders::save() {
    remembering io;
    keep(io);
    return io.bytes();
}

void orders::load(const std::string& bytes) {
    recalling io(bytes);
    keep(io);
    io.done();
}
} // namespace qiki::run
