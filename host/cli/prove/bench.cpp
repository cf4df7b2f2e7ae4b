// SPDX-License-Identifier: MIT
// host/cli/prove/bench.cpp - qiki bench: what a plugin costs a tick and a record, from few inputs to many.
#include "host/bench/fit.hpp"
#include "host/bench/stand.hpp"
#include "host/cli/prove/bench_report.hpp"
#include "host/cli/prove/bench_turn.hpp"
#include "host/cli/run/crash.hpp"
#include "host/cli/words/command_line.hpp"
#include "host/cli/words/places.hpp"
#include "host/cli/words/settings.hpp"
#include "host/cli/words/whole_file.hpp"
#include "host/load/file.hpp"
#include "host/load/words.hpp"
#include "host/observe/table.hpp"
#include "host/run/run.hpp"
#include "host/scenario/params.hpp"
#include "host/scenario/resolve.hpp"
#include "host/words/nearest.hpp"
#include <algorithm>
#include <charconv>
#include <iostream>
#include <optional>

namespace qiki::cli {
namespace bench_parts {

namespace po = boost::program_options;

struct asked {
    std::string file, id, sizes = "10,100,1000,10000", svg;
    std::vector<std::string> set;
    uint64_t seed = 1, ticks = 100;
    double density = 0.05, timeout = 120;
    bool json = false;
};

constexpr double enough = 1, too_long = 20; // s of processor time for one size
constexpr uint64_t least_ticks = 5, warm_up = 5;

manual about(asked& a) {
    manual m;
    m.verb = "bench", m.synopsis = "FILE [options]";
    m.about = "Measures what a plugin costs by itself: an instance with its default parameters gets inputs made up for "
              "its ports, and "
              "the processor time of its ticks is taken. Bodies fly straight, as many to a square kilometre whatever "
              "their number; a "
              "tracker gets one frame a tick with a contact of each, a vehicle that moves many (parameter count) moves "
              "them. It has the services of a run, on one thread; an agent without a policy gets one that says its "
              "verbs in turn and guards its numbers.\n\n"
              "Growth is the exponent b of cost ~ inputs^b, fitted to all sizes: 1 is linear, 2 square. A fixed cost "
              "makes it smaller.";
    // clang-format off
    m.options.add_options()
        ("sizes", po::value(&a.sizes)->value_name("LIST"), "numbers of inputs a tick, ascending; 10,100,1000,10000")
        ("ticks", po::value(&a.ticks)->value_name("N"), "ticks measured for each size at most, after 5 to warm up; 100")
        ("id", po::value(&a.id)->value_name("ID"), "which plugin, when the file holds several")
        ("set", po::value(&a.set)->value_name("KEY=VALUE"), "a parameter of the plugin, or policy=FILE of an agent; may repeat")
        ("seed", po::value(&a.seed)->value_name("N"), "of the inputs; 1")
        ("svg", po::value(&a.svg)->value_name("FILE"), "draw it, both axes logarithmic")
        ("density", po::value(&a.density)->value_name("N"), "bodies to a square kilometre; 0.05, as in a busy airspace")
        ("timeout", po::value(&a.timeout)->value_name("S"), "seconds until a call that does not come back ends it; 120")
        ("json", po::bool_switch(&a.json), "one JSON object on standard output")
        ("help", "this text");
    // clang-format on
    add_operands(m, po::value(&a.file), 1, takes::file);
    m.examples = {
        {"qiki bench build/org.example.tracker.mine.so", "10 to 10,000 contacts a tick"},
        {"qiki bench build/org.example.radar.mine.so --sizes 100,1000 --svg cost.svg", ""},
        {"qiki bench build/org.example.tracker.mine.so --set drop=4 --json | jq .growth", ""},
        {"qiki bench build/org.example.tracker.mine.so --density 2.5", "1,000 in 20 x 20 km: what a crowd costs"},
        {"qiki bench build/org.example.agent.mine.so --set policy=mine.lua", ""}};
    m.exits = {{"0", "measured"},
               {"1", "it cannot be measured by itself, or a call ended the process or did not come back, and why"},
               {"2", "wrong usage"},
               {"3", "plugin refused, or not there"},
               {"5", "internal error"}};
    m.notes = "Times are of this machine, and those of an agent are with its policy. What a plugin costs in a run: "
              "qiki run SCENARIO.lua --json.";
    return m;
}

std::vector<uint64_t> sizes(const std::string& text) {
    std::vector<uint64_t> out;
    const char *at = text.data(), *end = at + text.size();
    for (;;) {
        uint64_t n = 0;
        const auto read = std::from_chars(at, end, n);
        if (read.ec != std::errc() || n < 1 || n > 100'000 || (!out.empty() && n <= out.back()) ||
            (read.ptr != end && *read.ptr != ','))
            throw usage_error(
                "--sizes: expected ascending whole numbers from 1 to 100000 with commas between them, found '" +
                load::one_line(text, 60) + "'");
        out.push_back(n);
        if (read.ptr == end) return out;
        at = read.ptr + 1;
    }
}

const load::plugin& opened(const asked& a, load::catalogue& c) {
    if (!a.id.empty()) {
        std::vector<std::string> ids;
        for (const load::found& f : c.plugins()) ids.push_back(f.id);
        if (std::find(ids.begin(), ids.end(), a.id) == ids.end())
            throw load::error(a.file + ": has no plugin '" + load::one_line(a.id, 60) + "'" + did_you_mean(a.id, ids) +
                              "; it has " + listed(ids));
        return c.open(a.id);
    }
    if (c.plugins().empty())
        throw load::error(c.refusals().empty() ? a.file + ": no plugin in it; name a plugin's .so file"
                                               : c.refusals().front().text);
    if (c.plugins().size() > 1)
        throw usage_error(a.file + " holds " + std::to_string(c.plugins().size()) +
                          " plugins; say which by --id: " + [&] {
                              std::vector<std::string> ids;
                              for (const load::found& f : c.plugins()) ids.push_back(f.id);
                              return listed(ids);
                          }());
    return c.open(c.plugins().front().id);
}

const qiki_param* parameter(const qiki_descriptor& d, std::string_view key) {
    for (uint32_t i = 0; i < d.params.count; ++i)
        if (const auto* p = static_cast<const qiki_param*>(qiki_row(d.params, i)); key == p->key) return p;
    return nullptr;
}

// --set as a scenario would say it; `count` follows the size unless it is set.
scenario::use block(const asked& a, const qiki_descriptor& d, uint64_t size) {
    using scenario::param_type;
    scenario::use u;
    u.plugin = d.id, u.id = "bench", u.where = {"--set", 0};
    for (const auto& [key, text] : settings_of(a.set)) {
        if (key == "policy" && std::string_view(d.kind) == QIKI_KIND_AGENT) {
            u.policy.emplace();
            u.policy->name = text, u.policy->where = u.where;
            scenario::find_policy(*u.policy, std::filesystem::current_path(), lua_library());
            continue;
        }
        const qiki_param* p = parameter(d, key);
        static constexpr param_type types[] = {param_type::boolean, param_type::integer, param_type::number,
                                               param_type::text,    param_type::numbers, param_type::numbers};
        const auto v = scenario::parsed(p && p->type < std::size(types) ? types[p->type] : param_type::text, text);
        if (!v)
            throw usage_error("--set " + load::one_line(key, 60) + ": expected " + scenario::name_of(types[p->type]) +
                              ", found '" + load::one_line(text, 60) + "'");
        u.settings.push_back({key, *v, u.where});
    }
    const auto set = [&](const char* key) {
        return std::any_of(u.settings.begin(), u.settings.end(),
                           [&](const scenario::setting& x) { return x.key == key; });
    };
    const qiki_param* count = parameter(d, "count");
    if (count && count->type == QIKI_INT && std::string_view(d.kind) == QIKI_KIND_VEHICLE && !set("count"))
        u.settings.push_back({"count", {static_cast<int64_t>(size), false}, u.where});
    std::sort(u.settings.begin(), u.settings.end(), [](const auto& x, const auto& y) { return x.key < y.key; });
    return u;
}

measured measure(const asked& a, const load::plugin& p, uint64_t size) {
    bench::world w;
    w.seed = a.seed, w.bodies = size, w.density = a.density;
    const scenario::use u = block(a, *p.about, size);
    const scenario::settings s = scenario::resolve(u, *p.about, std::filesystem::current_path());
    std::optional<bench::stand> stand;
    {
        const bench_turn turn(p.about->id, "create(), configure() or demand()", 0, a.timeout);
        stand.emplace(p, s.config(), w, u.policy);
    }
    uint64_t tick = 0;
    const auto next = [&] {
        const bench_turn turn(p.about->id, "tick()", ++tick, a.timeout);
        return stand->tick();
    };
    double spent = 0;
    for (uint64_t i = 0; i < warm_up && spent < too_long; ++i) spent += next().seconds;
    std::vector<double> times;
    measured m;
    m.size = size;
    for (spent = 0; times.size() < a.ticks && (times.size() < least_ticks || spent < enough) && spent < too_long;) {
        const bench::stand::cost c = next();
        times.push_back(c.seconds), spent += c.seconds;
        m.read += static_cast<double>(c.read), m.written += static_cast<double>(c.written);
    }
    {
        const bench_turn turn(p.about->id, "destroy()", 0, a.timeout);
        stand.reset();
    }
    m.ticks = times.size(), m.read /= static_cast<double>(m.ticks), m.written /= static_cast<double>(m.ticks);
    std::sort(times.begin(), times.end());
    m.per_tick = (times[(times.size() - 1) / 2] + times[times.size() / 2]) / 2, m.slowest = times.back();
    return m;
}

int go(const asked& a) {
    const std::vector<uint64_t> all = sizes(a.sizes);
    if (a.ticks < 1 || a.ticks > 100'000)
        throw usage_error("--ticks: expected 1 to 100000, found " + std::to_string(a.ticks));
    if (!(a.density >= 1e-6 && a.density <= 1e6))
        throw usage_error("--density: expected 1e-6 to 1e6 bodies to a square kilometre, found " +
                          observe::number(a.density));
    if (!(a.timeout > 0 && a.timeout <= 86400))
        throw usage_error("--timeout: expected more than 0 and at most 86400 seconds, found " +
                          observe::number(a.timeout));
    try {
        const load::file is(a.file);
    } catch (const load::refused& e) { throw load::error(a.file + ": " + e.what()); }
    std::optional<whole_file> picture;
    if (!a.svg.empty()) picture.emplace("--svg", a.svg);
    load::catalogue c({{std::filesystem::absolute(a.file)}, {"FILE"}, 1});
    const load::plugin& p = opened(a, c);
    const crash_watch guard("bench", may_not_end);
    bench_report r;
    r.id = p.about->id, r.file = a.file, r.seed = a.seed, r.density = a.density;
    std::vector<bench::cost_at_size> points;
    for (const uint64_t size : all) {
        try {
            r.rows.push_back(measure(a, p, size));
        } catch (const bench::error& e) {
            if (r.rows.empty()) throw run::error(r.id + " cannot be measured by itself: " + e.what());
            r.ended = "not with " + std::to_string(size) + " inputs: " + e.what();
            break;
        } catch (const scenario::error& e) { // more than its own parameter allows
            if (r.rows.empty()) throw;
            r.ended = "not with " + std::to_string(size) + " inputs: " + e.what();
            break;
        }
        points.push_back({static_cast<double>(size), r.rows.back().per_tick});
    }
    r.growth = bench::growth(points);
    if (picture) picture->complete(bench_svg(r));
    std::cout << (a.json ? bench_json(r) : bench_table(r)) << std::flush;
    return exit_ok;
}
} // namespace bench_parts

int bench(int argc, char** argv) {
    using namespace bench_parts;
    asked a;
    return perform(about(a), argc, argv, [&](const po::variables_map&) {
        if (a.file.empty()) throw usage_error("expected a plugin's file; 'qiki bench --help' says more");
        return go(a);
    });
}
} // namespace qiki::cli
