// SPDX-License-Identifier: MIT
// tests/unit/rig.hpp - one plugin instance on a test rig: real library, real configuration, ports filled by hand.
#pragma once
#include "qiki/ext/finish.h"
#include "qiki/ext/selftest.h"
#include "qiki/ext/span.h"
#include "qiki/qiki.hpp"
#include <cstring>
#include <dlfcn.h>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <variant>
#include <vector>

namespace rig {

using value = std::variant<bool, int64_t, double, std::string, std::vector<double>>;
using settings = std::map<std::string, value>;

struct failed : std::runtime_error {
    failed(qiki_status s, const std::string& text) : std::runtime_error(text), status(s) {}
    qiki_status status;
};

struct birth {
    std::string name = "unit";
    uint64_t seed = 7;
    uint32_t index = 1;
    uint64_t self_entity = 0, host_entity = 0;
    double origin[3] = {0, 0, 0};
    qiki_ns epoch_utc = 0;
    uint64_t capacity = 0;
    std::map<std::string, const void*> services = {}; // by id, beside log and metrics
};

// One instance of plugin `id` from the build tree. Every output has `capacity` records a pass (0: what demand() says),
// and QIKI_MORE is obeyed, so results never depend on it.
class instance {
public:
    explicit instance(const std::string& id, const settings& s = {}, const birth& b = {}) : birth_(b) {
        const std::string file = std::string(QIKI_PLUGIN_DIR "/") + id + ".so";
        void* lib = dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL);
        if (!lib) throw std::runtime_error(dlerror());
        const auto* entry = static_cast<const qiki_entry*>(dlsym(lib, "qiki_plugin"));
        if (!entry) throw std::runtime_error(file + " has no qiki_plugin");
        for (uint32_t i = 0; (about_ = entry->describe(i)); ++i)
            if (id == about_->id) break;
        if (!about_) throw std::runtime_error(file + " does not offer " + id);
        host_ = {QIKI_HEAD(qiki_host), "rig", "1", this, service};
        info_ = {QIKI_HEAD(qiki_instance_info),
                 birth_.name.c_str(),
                 about_->id,
                 b.index,
                 0,
                 qiki_rng_key(b.seed, birth_.name.c_str()),
                 0,
                 b.epoch_utc,
                 {b.origin[0], b.origin[1], b.origin[2]},
                 b.self_entity,
                 b.host_entity};
        qiki_error e{-1, {}};
        check(about_->create(&host_, &info_, &vt_, &self_, &e), e);
        try {
            configure(s);
        } catch (...) {
            vt_->destroy(self_);
            throw;
        }
    }
    ~instance() {
        if (self_) vt_->destroy(self_);
    }
    instance(const instance&) = delete;
    instance& operator=(const instance&) = delete;

    const qiki_descriptor& about() const { return *about_; }
    // For calls that the rig does not make: benchmarks tick without a copy of every record.
    const qiki_vtable& table() const { return *vt_; }
    void* self() const { return self_; }

    void configure(const settings& s) {
        std::vector<cell> cells(about_->params.count);
        for (uint32_t i = 0; i < about_->params.count; ++i) cells[i].fill(row<qiki_param>(about_->params, i), s);
        for (const auto& [key, v] : s) {
            bool known = false;
            for (const cell& c : cells) known |= c.key == key;
            if (!known) throw std::runtime_error("rig: no parameter " + key);
        }
        std::sort(cells.begin(), cells.end(), [](const cell& a, const cell& b) { return a.key < b.key; });
        std::vector<qiki_value> values;
        for (const cell& c : cells) values.push_back(c.view());
        const qiki_config config{QIKI_HEAD(qiki_config),
                                 {values.data(), static_cast<uint32_t>(values.size()), sizeof(qiki_value)}};
        qiki_error e{-1, {}};
        check(vt_->configure(self_, &config, &e), e);
        outputs_.assign(about_->outputs.count, {});
        std::vector<uint64_t> want(outputs_.size());
        for (uint32_t i = 0; i < want.size(); ++i) want[i] = row<qiki_port>(about_->outputs, i).hint;
        if (vt_->demand && !want.empty())
            check(vt_->demand(self_, want.data(), static_cast<uint32_t>(want.size()), &e), e);
        for (uint32_t i = 0; i < want.size(); ++i) {
            outputs_[i].capacity = birth_.capacity ? birth_.capacity : want[i];
            outputs_[i].stride = size_of(row<qiki_port>(about_->outputs, i).record);
            outputs_[i].buffer.resize(outputs_[i].capacity * outputs_[i].stride / 8);
        }
        inputs_.assign(about_->inputs.count, {});
        seq_ = 0;
    }

    // The records of an input port for the next tick; `writer` is the index its records come from.
    template <class R>
    void give(const std::string& port, std::vector<R> records, uint32_t who = 1) {
        input& in = inputs_.at(index_of(about_->inputs, port));
        auto& w = in.writers[who];
        w.stride = sizeof(R);
        w.record = qiki::record_id<R>;
        w.bytes.resize(records.size() * sizeof(R) / 8);
        if (!records.empty()) std::memcpy(w.bytes.data(), records.data(), records.size() * sizeof(R));
        w.count = records.size();
        w.fresh = true;
    }

    // One tick (t0, t1], all passes of it. What was given is gone afterwards on STREAM ports.
    qiki_status tick(qiki_ns t0, qiki_ns t1) {
        std::vector<qiki_view> views;
        for (uint32_t p = 0; p < inputs_.size(); ++p)
            for (auto& [who, w] : inputs_[p].writers)
                views.push_back({p, who, 0, w.fresh ? QIKI_VIEW_FRESH : 0u, w.record, w.stride, w.first, w.count, 0, t1,
                                 w.count ? w.bytes.data() : nullptr});
        for (output& o : outputs_) o.all.clear(), o.dropped = 0, o.keep = false;
        qiki_status status = QIKI_MORE;
        for (uint32_t pass = 0; status == QIKI_MORE; ++pass) {
            std::vector<qiki_out> outs;
            for (uint32_t i = 0; i < outputs_.size(); ++i) {
                output& o = outputs_[i];
                outs.push_back({i, 1, row<qiki_port>(about_->outputs, i).record, o.stride, o.first, o.capacity, 0, 0,
                                o.buffer.data(), 0, 0});
            }
            const qiki_tick t{QIKI_HEAD(qiki_tick),
                              seq_,
                              t0,
                              t1,
                              pass,
                              sizeof(qiki_view),
                              sizeof(qiki_out),
                              static_cast<uint32_t>(views.size()),
                              static_cast<uint32_t>(outs.size()),
                              0,
                              views.data(),
                              outs.data()};
            qiki_error e{-1, {}};
            status = vt_->tick(self_, &t, &e);
            check(status, e);
            uint64_t made = 0;
            for (uint32_t i = 0; i < outputs_.size(); ++i) {
                output& o = outputs_[i];
                if (outs[i].count > o.capacity) throw std::runtime_error("rig: wrote past an output");
                const char* from = reinterpret_cast<const char*>(o.buffer.data());
                o.all.insert(o.all.end(), from, from + outs[i].count * o.stride);
                o.first += outs[i].count;
                o.dropped += outs[i].dropped;
                o.keep = o.all.empty() && (outs[i].flags & QIKI_OUT_KEEP);
                made += outs[i].count;
            }
            if (status == QIKI_MORE && made == 0) throw std::runtime_error("rig: asks for more and writes nothing");
        }
        ++seq_;
        for (uint32_t p = 0; p < inputs_.size(); ++p)
            for (auto& [who, w] : inputs_[p].writers) {
                w.fresh = false;
                if (row<qiki_port>(about_->inputs, p).flags & QIKI_PORT_STREAM) w.first += w.count, w.count = 0;
            }
        return status;
    }

    // What the last tick wrote.
    template <class R>
    std::vector<R> took(const std::string& port) const {
        const output& o = outputs_.at(index_of(about_->outputs, port));
        std::vector<R> r(o.all.size() / sizeof(R));
        if (!r.empty()) std::memcpy(r.data(), o.all.data(), o.all.size());
        return r;
    }
    bool kept(const std::string& port) const { return outputs_.at(index_of(about_->outputs, port)).keep; }
    uint64_t dropped(const std::string& port) const { return outputs_.at(index_of(about_->outputs, port)).dropped; }
    double metric(const std::string& name) const {
        for (const auto& m : metrics_)
            if (m.name == name) return m.value;
        throw std::runtime_error("rig: no metric " + name);
    }
    const std::string& log() const { return log_; }

    void reset() {
        qiki_error e{-1, {}};
        check(vt_->reset(self_, &e), e);
        seq_ = 0;
        for (output& o : outputs_) o.first = 0;
        for (input& i : inputs_) i.writers.clear();
    }
    std::string save() const {
        const auto* s = extension<qiki_state>(QIKI_STATE_ID);
        std::string out;
        const qiki_stream io{QIKI_HEAD(qiki_stream), &out,
                             [](void* c, const void* p, uint64_t n) {
                                 static_cast<std::string*>(c)->append(static_cast<const char*>(p), n);
                                 return static_cast<int64_t>(n);
                             },
                             [](void*, void*, uint64_t) { return int64_t{-1}; }};
        qiki_error e{-1, {}};
        check(s->save(self_, &io, &e), e);
        return out;
    }
    // Takes over another instance's ordinals too, as the host does.
    void load(const std::string& bytes, const instance& from) {
        const auto* s = extension<qiki_state>(QIKI_STATE_ID);
        struct cursor {
            const std::string* data;
            size_t at;
        } c{&bytes, 0};
        const qiki_stream io{QIKI_HEAD(qiki_stream), &c, [](void*, const void*, uint64_t) { return int64_t{-1}; },
                             [](void* x, void* p, uint64_t n) {
                                 auto& k = *static_cast<cursor*>(x);
                                 n = std::min<uint64_t>(n, k.data->size() - k.at);
                                 std::memcpy(p, k.data->data() + k.at, n);
                                 k.at += n;
                                 return static_cast<int64_t>(n);
                             }};
        qiki_error e{-1, {}};
        check(s->load(self_, about_->state_schema, &io, &e), e);
        seq_ = from.seq_;
        for (size_t i = 0; i < outputs_.size(); ++i) outputs_[i].first = from.outputs_[i].first;
        inputs_ = from.inputs_;
    }
    std::vector<qiki_selftest_row> selftest(qiki_ns t) const {
        const auto* s = extension<qiki_selftest>(QIKI_SELFTEST_ID);
        std::vector<qiki_selftest_row> rows(64);
        qiki_error e{-1, {}};
        const int32_t n = s->run(self_, t, rows.data(), 64, &e);
        check(n < 0 ? n : 0, e);
        rows.resize(static_cast<size_t>(n));
        return rows;
    }
    template <class E>
    const E* extension(const char* id) const {
        const void* x = vt_->extension(self_, id);
        if (!x) throw std::runtime_error(std::string("rig: no extension ") + id);
        return static_cast<const E*>(x);
    }
    void finish() {
        qiki_error e{-1, {}};
        check(extension<qiki_finish>(QIKI_FINISH_ID)->finish(self_, &e), e);
    }
    qiki_ns span() const {
        qiki_ns end = 0;
        qiki_error e{-1, {}};
        check(extension<qiki_span>(QIKI_SPAN_ID)->span(self_, &end, &e), e);
        return end;
    }

private:
    struct cell {
        std::string key, text;
        uint32_t type = 0;
        std::vector<double> reals;
        std::vector<int64_t> ints;
        void fill(const qiki_param& p, const settings& s) {
            key = p.key, type = p.type;
            const auto at = s.find(key);
            if (type == QIKI_TEXT) {
                text = at != s.end() ? std::get<std::string>(at->second) : p.text ? p.text : "";
            } else if (type == QIKI_REALS || type == QIKI_INTS) {
                if (at != s.end()) reals = std::get<std::vector<double>>(at->second);
                else
                    for (const char* c = p.text; c && *c;) {
                        char* end = nullptr;
                        reals.push_back(std::strtod(c, &end));
                        c = *end == ',' ? end + 1 : end;
                    }
            } else {
                reals = {p.value};
                if (at != s.end())
                    reals = {std::visit(
                        [](const auto& x) {
                            if constexpr (std::is_arithmetic_v<std::decay_t<decltype(x)>>)
                                return static_cast<double>(x);
                            else return 0.0;
                        },
                        at->second)};
            }
            if (type != QIKI_REAL && type != QIKI_REALS)
                for (double r : reals) ints.push_back(static_cast<int64_t>(r));
        }
        qiki_value view() const {
            if (type == QIKI_TEXT) return {key.c_str(), text.c_str(), type, static_cast<uint32_t>(text.size())};
            const void* data =
                type == QIKI_REAL || type == QIKI_REALS ? static_cast<const void*>(reals.data()) : ints.data();
            return {key.c_str(), data, type, static_cast<uint32_t>(reals.size())};
        }
    };
    struct writer {
        std::vector<uint64_t> bytes;
        uint32_t stride = 0, record = 0;
        uint64_t first = 0, count = 0;
        bool fresh = false;
    };
    struct input {
        std::map<uint32_t, writer> writers;
    };
    struct output {
        std::vector<uint64_t> buffer;
        std::vector<char> all;
        uint64_t capacity = 0, first = 0, dropped = 0;
        uint32_t stride = 0;
        bool keep = false;
    };
    struct metric_row {
        std::string name;
        double value;
    };

    template <class T>
    static const T& row(const qiki_table& t, uint32_t i) {
        return *static_cast<const T*>(qiki_row(t, i));
    }
    static uint32_t index_of(const qiki_table& t, const std::string& name) {
        for (uint32_t i = 0; i < t.count; ++i)
            if (name == row<qiki_port>(t, i).name) return i;
        throw std::runtime_error("rig: no port " + name);
    }
    static void check(qiki_status s, const qiki_error& e) {
        if (s < 0) throw failed(s, e.text);
    }
    template <class... R>
    static uint32_t size_among(uint32_t id) {
        uint32_t n = 0;
        (void)((qiki::record_id<R> == id && (n = sizeof(R), true)) || ...);
        return n;
    }
    static uint32_t size_of(uint32_t id) {
        return size_among<qiki_truth, qiki_zone, qiki_frame, qiki_contact, qiki_origin, qiki_track, qiki_assoc,
                          qiki_track_modes, qiki_sample, qiki_command, qiki_receipt, qiki_proposal, qiki_event>(id);
    }
    static instance& of(const qiki_host* h) { return *static_cast<instance*>(h->ctx); }
    static const void* service(const qiki_host* host, const char* id) {
        static const qiki_logger log{QIKI_HEAD(qiki_logger),
                                     [](const qiki_host* h, int32_t, const char* text, uint64_t n) {
                                         of(h).log_.append(text, n).push_back('\n');
                                     }};
        static const qiki_metrics metrics{QIKI_HEAD(qiki_metrics),
                                          [](const qiki_host* h, const char* name, const char*, const char*) {
                                              auto& all = of(h).metrics_;
                                              for (size_t i = 0; i < all.size(); ++i)
                                                  if (all[i].name == name) return static_cast<int32_t>(i);
                                              all.push_back({name, 0});
                                              return static_cast<int32_t>(all.size() - 1);
                                          },
                                          [](const qiki_host* h, uint32_t, int32_t handle, int64_t add) {
                                              of(h).metrics_.at(static_cast<size_t>(handle)).value +=
                                                  static_cast<double>(add);
                                          },
                                          [](const qiki_host* h, int32_t handle, double v) {
                                              of(h).metrics_.at(static_cast<size_t>(handle)).value = v;
                                          }};
        if (!std::strcmp(id, QIKI_LOG_ID)) return &log;
        if (!std::strcmp(id, QIKI_METRICS_ID)) return &metrics;
        const auto& more = of(host).birth_.services;
        const auto at = more.find(id);
        return at != more.end() ? at->second : nullptr;
    }

    birth birth_;
    qiki_host host_{};
    qiki_instance_info info_{};
    const qiki_descriptor* about_ = nullptr;
    const qiki_vtable* vt_ = nullptr;
    void* self_ = nullptr;
    uint64_t seq_ = 0;
    std::vector<input> inputs_;
    std::vector<output> outputs_;
    std::vector<metric_row> metrics_;
    std::string log_;
};
} // namespace rig
