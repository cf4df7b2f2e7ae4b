// SPDX-License-Identifier: MIT
// host/policy/memory.cpp - everything that decides later decisions, as bytes and back.
#include "host/policy/inside.hpp"
#include <cstring>
#include <stdexcept>

namespace qiki::policy {
namespace {
constexpr uint64_t magic = 0x32'30'4C'4F'50'49'4B'51; // "QKIPOL02"

struct head {
    uint64_t mark = magic, policy = 0, size = 0; // size: of everything
    qiki_ns since = 0;
    uint64_t decisions = 0;
    uint32_t state = 0, params = 0, guards = 0, failure = 0; // failure: bytes of its text, at the end
    uint32_t held = 0, procedure = 0, ended = 0;             // from 1; held: a row of the policy's texts; 0: none
    uint32_t step = 0, waiting = 0, failed = 0;
    qiki_ns step_since = 0;
};
static_assert(sizeof(head) == 88);

// FNV-1a, 64 bit (Fowler, Noll, Vo 1991).
void mix(uint64_t& h, std::string_view bytes) {
    for (const char c : bytes) h = (h ^ static_cast<unsigned char>(c)) * UINT64_C(0x100000001B3);
    h = (h ^ 0xFF) * UINT64_C(0x100000001B3);
}

struct cursor {
    const std::byte* at;
    size_t left;
    template <class T>
    bool take(T& out) {
        if (left < sizeof out) return false;
        std::memcpy(&out, at, sizeof out);
        at += sizeof out, left -= sizeof out;
        return true;
    }
};

bool sound(const key& k, uint64_t after, bool first) {
    static constexpr uint8_t zero[sizeof k.reserved] = {};
    return k.holds < 2 && k.active < 2 && k.announced < 2 && k.has_told < 2 && k.judged < 2 && k.holds >= k.active &&
           k.active >= k.announced && std::memcmp(k.reserved, zero, sizeof zero) == 0 && (first || k.subject > after);
}
} // namespace

// Of the text of the policy, of the modules it requires, and of what it may ask.
uint64_t machine::inside::fingerprint() const {
    uint64_t h = UINT64_C(0xCBF29CE484222325);
    mix(h, *use.text);
    for (const lua::module_source& m : modules_->read()) mix(h, m.name), mix(h, m.text);
    for (const fact& f : words.facts) mix(h, f.name);
    for (const verb& v : words.verbs) mix(h, v.name);
    return h;
}

std::vector<std::byte> machine::inside::save() {
    if (failure.empty())
        if (const std::string kept = kept_elsewhere(); !kept.empty()) throw std::runtime_error(kept);
    std::vector<std::byte> out;
    const auto put = [&](const auto& x) {
        const auto* from = reinterpret_cast<const std::byte*>(&x);
        out.insert(out.end(), from, from + sizeof x);
    };
    head h;
    h.policy = fingerprint_;
    h.since = now.since, h.state = state, h.decisions = decisions, h.failure = static_cast<uint32_t>(failure.size());
    h.params = static_cast<uint32_t>(params.size()), h.guards = static_cast<uint32_t>(guards.size());
    for (const auto& row : texts_) {
        ++h.held;
        if (row.first == held) break;
    }
    if (held.empty()) h.held = 0;
    h.procedure = static_cast<uint32_t>(work.procedure + 1), h.ended = static_cast<uint32_t>(work.ended + 1);
    h.step = work.step, h.waiting = work.waiting, h.failed = work.failed, h.step_since = work.since;
    put(h);
    for (const scenario::value& v : params) {
        put(static_cast<uint64_t>(v.data.index()));
        if (const auto* b = std::get_if<bool>(&v.data)) put(static_cast<uint64_t>(*b));
        else if (const auto* i = std::get_if<int64_t>(&v.data)) put(*i);
        else if (const auto* d = std::get_if<double>(&v.data)) put(*d);
        else {
            const auto& text = std::get<std::string>(v.data);
            put(static_cast<uint64_t>(text.size()));
            for (const char c : text) put(c);
        }
    }
    for (const keys& k : guards) {
        put(static_cast<uint64_t>(k.all.size()));
        for (const key& one : k.all) put(one);
    }
    for (const char c : failure) put(c);
    h.size = out.size();
    std::memcpy(out.data(), &h, sizeof h);
    return out;
}

std::string machine::inside::restore(const std::byte* bytes, size_t size) {
    cursor in{bytes, size};
    head h;
    if (!in.take(h) || h.mark != magic) return "policy: not the state of a policy";
    if (h.policy != fingerprint_) return "policy: the state of another policy, or of another version of this one";
    if (h.size != size || h.state >= doc.states.size() || h.params != doc.params.size() ||
        h.guards != doc.guards.size() || h.held > texts_.size() || h.procedure > doc.procedures.size() ||
        h.ended > doc.procedures.size() || h.waiting > 1 || h.failed > 1 ||
        h.step >= (h.procedure ? doc.procedures[h.procedure - 1].stages.size() : 1))
        return "policy: a damaged state";
    std::vector<scenario::value> values;
    for (const param& p : doc.params) {
        uint64_t kind = 0, word = 0;
        if (!in.take(kind) || !in.take(word)) return "policy: a damaged state";
        scenario::value v;
        if (kind == 0 && word < 2) v.data = word != 0;
        else if (kind == 1) v.data = static_cast<int64_t>(word);
        else if (kind == 2) {
            double d = 0;
            std::memcpy(&d, &word, sizeof d);
            v.data = d;
        } else if (kind == 3 && word <= in.left) {
            v.data = std::string(reinterpret_cast<const char*>(in.at), word);
            in.at += word, in.left -= word;
        } else return "policy: a damaged state";
        const auto fitting = as_param(p, v);
        if (!fitting) return "policy: a damaged state, " + p.about.name + " is not " + expected_of(p);
        values.push_back(*fitting);
    }
    std::vector<keys> fresh(doc.guards.size());
    for (keys& k : fresh) {
        uint64_t n = 0;
        if (!in.take(n) || n > in.left / sizeof(key)) return "policy: a damaged state";
        k.all.resize(n);
        for (size_t i = 0; i < n; ++i) {
            in.take(k.all[i]);
            if (!sound(k.all[i], i ? k.all[i - 1].subject : 0, i == 0)) return "policy: a damaged state";
            k.active += k.all[i].active;
        }
    }
    if (in.left != h.failure) return "policy: a damaged state";
    // Nothing can fail from here on but memory: what the script sees is brought up in its next call.
    params = std::move(values);
    for (size_t i = 0; i < params.size(); ++i) numbers_[i] = number_of(params[i]);
    guards = std::move(fresh);
    state = h.state;
    now = {0, h.since};
    decisions = h.decisions;
    held.clear();
    if (h.held) held = std::next(texts_.begin(), h.held - 1)->first;
    work = {
        static_cast<int>(h.procedure) - 1, static_cast<int>(h.ended) - 1, h.step, h.waiting, h.failed, h.step_since};
    failure.assign(reinterpret_cast<const char*>(in.at), h.failure);
    told_.clear();
    stale_params_ = true;
    return {};
}
} // namespace qiki::policy
