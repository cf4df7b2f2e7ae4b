// SPDX-License-Identifier: MIT
// host/conform/checks/life_matrix.cpp - the table of plugin.h, row by row and column by column.
#include "host/conform/check.hpp"
#include "host/conform/child.hpp"
#include "host/conform/drive/actor.hpp"
#include "host/conform/drive/heap.hpp"
#include "host/conform/drive/pass.hpp"
#include "host/conform/page.hpp"
#include "qiki/ext/finish.h"
#include "qiki/ext/selftest.h"
#include "qiki/ext/span.h"
#include "qiki/ext/state.h"
#include <optional>
#include <sstream>

namespace qiki::conform {
extern const check life_matrix;
namespace life_matrix_parts {
enum state { created, ready, more, poisoned };
constexpr const char* state_words[] = {"CREATED", "READY", "MORE, after a tick that said QIKI_MORE",
                                       "POISONED, after a tick that failed"};
constexpr int fine = 0, not_order = 1, unasked = 2, order = QIKI_E_ORDER, poison = QIKI_E_POISONED;

enum class asks {
    configure,
    demand,
    tick,
    same_again,
    other_pass,
    reset,
    save,
    load,
    extension,
    selftest,
    finish,
    span
};
constexpr struct row {
    asks what;
    const char* call;
    int want[4]; // by state
} matrix[] = {
    {asks::configure, "configure()", {fine, fine, order, order}},
    {asks::demand, "demand()", {order, fine, order, order}},
    {asks::tick, "tick()", {order, fine, order, poison}},
    {asks::same_again, "tick() for the same tick, pass 0", {unasked, unasked, order, unasked}},
    {asks::other_pass, "tick() for another tick, pass 1", {order, unasked, order, poison}},
    {asks::reset, "reset()", {order, fine, fine, fine}},
    {asks::save, "save()", {order, fine, order, order}},
    {asks::load, "load()", {order, fine, fine, fine}},
    {asks::extension, "extension()", {fine, fine, fine, fine}},
    {asks::selftest, "run() of its self-test", {not_order, not_order, not_order, not_order}},
    {asks::finish, "finish()", {not_order, not_order, not_order, not_order}},
    {asks::span, "span()", {order, not_order, not_order, not_order}},
};

// What makes a tick fail: the nth call of a service, or the nth allocation; or nothing that was tried.
struct venom {
    uint64_t service = 0, heap = 0;
};
bool poisons(qiki_status s) { return s < 0 && s != QIKI_E_ARGUMENT && s != QIKI_E_TIME && s != QIKI_E_ORDER; }

class patient {
public:
    patient(const subject& s, state at, const venom& v) : world_(*s.about, s.seed) {
        if (at == created) it_.emplace(s, nullptr);
        else it_.emplace(s);
        if (at == ready || at == poisoned) it_->play(now_ = world_.next());
        if (at == more) there_ = come_to_more();
        if (at == poisoned) there_ = poisons(fail(v));
    }
    bool there() const { return there_; }
    actor& it() { return *it_; }

    qiki_status ask(asks what, const configuration& defaults, const std::string& kept) {
        switch (what) {
        case asks::configure: return it_->configure(defaults);
        case asks::demand: {
            std::vector<uint64_t> n(it_->about().outputs.count);
            return guard("demand()", [&](qiki_error* e) {
                return it_->table().demand(it_->self(), n.data(), static_cast<uint32_t>(n.size()), e);
            });
        }
        case asks::tick: return one_pass(coming(), 0);
        case asks::same_again: return one_pass(now_, 0);
        case asks::other_pass: return one_pass(coming(), 1);
        case asks::reset: return it_->reset();
        case asks::save: {
            const auto* x = it_->extension<qiki_state>(QIKI_STATE_ID);
            const qiki_stream nowhere{QIKI_HEAD(qiki_stream), nullptr,
                                      [](void*, const void*, uint64_t n) { return static_cast<int64_t>(n); }, nullptr};
            return guard("save()", [&](qiki_error* e) { return x->save(it_->self(), &nowhere, e); });
        }
        case asks::load: return it_->load(kept);
        case asks::extension: return it_->extension<void>("qiki.none/1"), QIKI_OK;
        case asks::selftest: {
            const auto* x = it_->extension<qiki_selftest>(QIKI_SELFTEST_ID);
            qiki_selftest_row rows[16] = {};
            return guard("the self-test's run()",
                         [&](qiki_error* e) { return x->run(it_->self(), now_.t1, rows, 16, e); });
        }
        case asks::finish: return it_->finish();
        case asks::span: {
            const auto* x = it_->extension<qiki_span>(QIKI_SPAN_ID);
            qiki_ns end = 0;
            return guard("span()", [&](qiki_error* e) { return x->span(it_->self(), &end, e); });
        }
        }
        return QIKI_OK;
    }
    bool has(asks what) {
        switch (what) {
        case asks::demand: return QIKI_HAS(&it_->table(), demand);
        case asks::save:
        case asks::load: return it_->about().state_schema && it_->extension<qiki_state>(QIKI_STATE_ID);
        case asks::selftest: return it_->extension<qiki_selftest>(QIKI_SELFTEST_ID) != nullptr;
        case asks::finish: return it_->extension<qiki_finish>(QIKI_FINISH_ID) != nullptr;
        case asks::span: return it_->extension<qiki_span>(QIKI_SPAN_ID) != nullptr;
        default: return true;
        }
    }
    moment coming() const { return scene(world_).next(); }
    // What comes when it goes on from here: the rest of the tick in MORE, two ticks otherwise.
    std::string future(state at) {
        if (at != more) return it_->play(world_.next()).bytes() + it_->play(world_.next()).bytes();
        std::string all;
        qiki_status status = QIKI_MORE;
        for (uint32_t n = 1; status == QIKI_MORE && n < 4096; ++n) status = one_pass(now_, n, &all);
        return all + std::to_string(status);
    }
    qiki_status one_pass(const moment& m, uint32_t number, std::string* wrote = nullptr) {
        pass p(it_->about(), m, std::vector<uint64_t>(it_->about().outputs.count, 1), number);
        it_->host().begin_tick(m.seq + 1, m.t1);
        const qiki_status s =
            guard("tick()", [&](qiki_error* e) { return it_->table().tick(it_->self(), &p.tick, e); });
        it_->host().end_tick();
        p.must_be_kept();
        if (wrote) *wrote += p.bytes();
        return s;
    }

private:
    template <class Call>
    static qiki_status guard(const char* step, Call&& call) {
        qiki_error e{-1, {}};
        qiki_status s = QIKI_OK;
        calling(step, 0, [&] { s = call(&e); });
        return s;
    }
    bool come_to_more() {
        for (int i = 0; i < 8; ++i) {
            const qiki_status s = one_pass(now_ = world_.next(), 0);
            if (s == QIKI_MORE) return true;
            if (s < 0) return false;
        }
        return false;
    }
    qiki_status fail(const venom& v) {
        const moment m = world_.next();
        std::optional<heap_watch> thirst;
        pass p(it_->about(), m, it_->capacities());
        it_->host().begin_tick(m.seq + 1, m.t1);
        it_->host().fail_at(v.service);
        doing("tick()", m.seq);
        qiki_error e{-1, {}};
        qiki_status s = QIKI_OK;
        try {
            if (v.heap) thirst.emplace(heap_watch::at::fail, v.heap);
            s = it_->table().tick(it_->self(), &p.tick, &e);
        } catch (...) { s = QIKI_OK; } // err.boundary, host.fail-once and mem.oom judge
        thirst.reset();
        it_->host().fail_at(0);
        it_->host().end_tick();
        return s;
    }
    std::optional<actor> it_;
    scene world_;
    moment now_;
    bool there_ = true;
};

// "service nth", "heap nth", or nothing. Tried in another process, where it may crash: others judge that.
std::string try_venoms(const subject& s) {
    for (uint64_t n = 1; n <= 12; ++n)
        if (patient(s, poisoned, {n, 0}).there()) return "service " + std::to_string(n);
    for (uint64_t n = 1; n <= 4 && heap_watch::refusal().empty(); ++n)
        if (patient(s, poisoned, {0, n}).there()) return "heap " + std::to_string(n);
    return "";
}
std::optional<venom> find_venom(const subject& s) {
    try {
        std::istringstream words(elsewhere(s, life_matrix, "venom"));
        std::string what;
        uint64_t n = 0;
        if (words >> what >> n) return what == "heap" ? venom{0, n} : venom{n, 0};
    } catch (const failed&) {
    } catch (const skipped&) {}
    return std::nullopt;
}

void judge(const row& r, state at, qiki_status found) {
    const int want = r.want[at];
    const bool right = want == fine        ? found >= 0
                       : want == not_order ? found != QIKI_E_ORDER && found != QIKI_E_POISONED
                                           : found == want;
    if (right) return;
    throw failed(std::string(r.call) + " in state " + state_words[at] + " gave status " + std::to_string(found) +
                 ": expected " +
                 (want == fine        ? "success"
                  : want == not_order ? "anything but QIKI_E_ORDER and QIKI_E_POISONED"
                  : want == order     ? "QIKI_E_ORDER (-4)"
                                      : "QIKI_E_POISONED (-9)") +
                 "; ask at the beginning of each call whether it is legal in this state (rules life.1, life.6)");
}

void run(subject& s) {
    if (s.part == "venom") return say(s, try_venoms(s));
    const configuration defaults(*s.about, s.set);
    std::string kept;
    if (s.about->state_schema) {
        patient donor(s, ready, {});
        if (donor.has(asks::save)) kept = donor.it().save();
    }
    const std::optional<venom> v = find_venom(s);
    for (const state at : {created, ready, more, poisoned}) {
        if (at == poisoned && !v) continue;
        patient first(s, at, v.value_or(venom{})), second(s, at, v.value_or(venom{}));
        if (!first.there() || !second.there()) continue;
        std::string undisturbed;
        if (at == created || at == more) {
            if (at == created) first.it().configure(defaults), second.it().configure(defaults);
            undisturbed = first.future(at);
            if (second.future(at) != undisturbed) throw deferred("two lives differ by themselves", "det.repeat");
        }
        for (const row& r : matrix) {
            if (r.want[at] == unasked) continue;
            patient p(s, at, v.value_or(venom{}));
            if (!p.there() || !p.has(r.what)) continue;
            const qiki_status found = p.ask(r.what, defaults, kept);
            judge(r, at, found);
            const bool refused = r.want[at] == order || r.want[at] == poison;
            const bool tick = r.what == asks::tick || r.what == asks::same_again || r.what == asks::other_pass;
            if (refused && !tick && !undisturbed.empty()) { // of ticks, tick.backwards judges that
                if (at == created) p.it().configure(defaults);
                if (p.future(at) != undisturbed)
                    throw failed(std::string(r.call) + " in state " + state_words[at] +
                                 " was refused, and yet what the instance writes afterwards differs: a refused call "
                                 "changes nothing; look at the state before anything else (rule life.1)");
            }
            if (at >= more && r.want[at] == fine && r.what != asks::extension)
                if (const qiki_status next =
                        p.one_pass(r.what == asks::reset ? scene(*s.about, s.seed).next() : p.coming(), 0);
                    next < 0)
                    throw failed("tick() after " + std::string(r.call) + " in state " + state_words[at] +
                                 " gave status " + std::to_string(next) + ": expected success, as " + r.call +
                                 " leads to READY (rule life.2)");
        }
    }
}
} // namespace life_matrix_parts
extern const check life_matrix{
    .id = "life.matrix",
    .level = 2,
    .from = needs::plugin,
    .rules = "life.1 life.2 life.6",
    .asserts =
        "each call in each state gives the status of the table of life.1, a refused one changes nothing, and reset "
        "and load lead out of MORE and POISONED; these two are asked where small outputs, or a service or an "
        "allocation that fails, lead there",
    .varies = axis::calls | axis::room | axis::services | axis::allocation,
    .run = life_matrix_parts::run,
    .compares = true};
} // namespace qiki::conform
