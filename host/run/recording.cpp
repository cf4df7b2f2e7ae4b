// SPDX-License-Identifier: MIT
// host/run/recording.cpp - pieces, each with its kind in front: a text, a tick about to be, a tick that was.
#include "host/run/recording.hpp"
#include "host/run/instance.hpp"
#include <utility>

namespace qiki::run {
namespace {
enum piece : uint64_t { text = 1, before, after };

struct cut {}; // the file ends here

uint64_t number(std::FILE* f) {
    uint64_t v = 0;
    if (std::fread(&v, sizeof v, 1, f) != 1) throw cut();
    return v;
}
// In steps, so that a damaged length asks for no more memory than there are bytes.
template <class Box>
Box bytes(std::FILE* f) {
    constexpr size_t step = size_t{1} << 20, unit = sizeof(typename Box::value_type);
    Box out;
    for (size_t left = number(f) / unit; left > 0;) {
        const size_t n = std::min(left, step), had = out.size();
        out.resize(had + n);
        if (std::fread(out.data() + had, unit, n, f) != n) throw cut();
        left -= n;
    }
    return out;
}

recorded_tick tick_before(std::FILE* f) {
    recorded_tick r;
    r.tick = number(f), r.t = static_cast<qiki_ns>(number(f));
    for (uint64_t left = number(f); left > 0; --left) {
        const auto head = bytes<std::string>(f);
        recorded_view v{};
        if (head.size() != sizeof v.head) throw cut();
        std::memcpy(&v.head, head.data(), sizeof v.head);
        v.words = bytes<std::vector<uint64_t>>(f);
        r.in.push_back(std::move(v));
    }
    for (uint64_t left = number(f); left > 0; --left) r.readers.push_back(static_cast<uint32_t>(number(f)));
    return r;
}
void tick_after(std::FILE* f, recorded_tick& r) {
    std::string failure = bytes<std::string>(f);
    std::vector<recorded_output> out;
    for (uint64_t left = number(f); left > 0; --left) {
        recorded_output o;
        o.first = number(f), o.made = number(f), o.lost = number(f);
        o.words = bytes<std::vector<uint64_t>>(f);
        out.push_back(std::move(o));
    }
    r.done = true, r.failure = std::move(failure), r.out = std::move(out);
}
} // namespace

recorder::recorder(std::FILE* f) : to_(f) {}
bool recorder::whole() const { return std::ferror(to_) == 0; }
void recorder::number(uint64_t v) { std::fwrite(&v, sizeof v, 1, to_); }
void recorder::bytes(const void* at, uint64_t n) {
    number(n);
    if (n) std::fwrite(at, 1, n, to_);
}

void recorder::hear(const overheard& o) {
    over_ = over_ || o.tick < last_;
    if (over_) return;
    last_ = o.tick;
    for (; texts_ < o.texts.size(); ++texts_) number(text), bytes(o.texts[texts_].data(), o.texts[texts_].size());
    number(o.done ? after : before);
    if (!o.done) {
        number(o.tick), number(static_cast<uint64_t>(o.t)), number(o.in.size());
        for (qiki_view v : o.in) {
            const void* data = std::exchange(v.data, nullptr);
            bytes(&v, sizeof v), bytes(data, v.count * v.stride);
        }
        number(o.out.size());
        for (const output& p : o.out) number(p.blank.readers);
    } else {
        const uint64_t outputs = o.failure.empty() ? o.out.size() : 0; // of a tick that failed the host keeps nothing
        bytes(o.failure.data(), o.failure.size()), number(outputs);
        for (uint64_t i = 0; i < outputs; ++i) {
            const output& p = o.out[i];
            number(p.next_first - p.made), number(p.made), number(p.lost);
            bytes(p.data(), p.made * p.blank.stride);
        }
    }
    std::fflush(to_);
}

recording read_recording(std::FILE* f) {
    recording all;
    std::rewind(f);
    try {
        for (;;) {
            const uint64_t kind = number(f);
            if (kind == text) all.texts.push_back(bytes<std::string>(f));
            else if (kind == before) all.ticks.push_back(tick_before(f));
            else if (kind == after && !all.ticks.empty()) tick_after(f, all.ticks.back());
            else throw cut();
        }
    } catch (const cut&) {}
    return all;
}
} // namespace qiki::run
