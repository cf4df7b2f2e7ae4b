// SPDX-License-Identifier: MIT
// host/conform/checks/bridge_garbage.cpp - nonsense from outside stays outside.
#include "host/conform/drive/kind.hpp"
#include "host/conform/drive/looks.hpp"
#include "host/load/contract.hpp"
#include "qiki/check.h"
#include "qiki/random.h"
#include <filesystem>
#include <fstream>

namespace qiki::conform {
namespace bridge_garbage_parts {
constexpr uint64_t ticks = 30;

bool is_path(const qiki_param& p) { return p.type == QIKI_TEXT && (p.flags & QIKI_PARAM_PATH); }

// Nothing of these is a message of any format: words, numbers that are none, brackets without end, chance.
std::string nonsense(uint64_t which, uint64_t seed) {
    std::string all;
    for (uint32_t i = 0; i < 200; ++i) switch (which) {
        case 1: all += "@@ this is no message ##\n"; break;
        case 2: all += "nan,inf,-inf,1e999,nan\nnan inf -inf 1e999\n"; break;
        case 3: all += "{\"a\":[[[[<x><y>"; break;
        case 4:
            for (const uint32_t v : qiki_draw(seed, i, 0, 7, 0).v) all.append(reinterpret_cast<const char*>(&v), 4);
            break;
        default: return ""; // an empty file
        }
    return all;
}

// Records that came of it in some ticks; nothing when it was refused by configure().
std::optional<uint64_t> delivered(const subject& s, uint64_t which) {
    const std::string file = std::filesystem::absolute("nonsense-" + std::to_string(which)).string();
    std::ofstream(file, std::ios::binary) << nonsense(which, s.seed);
    std::map<std::string, std::string> set = s.set;
    for (uint32_t i = 0; i < s.about->params.count; ++i)
        if (const auto& p = load::row<qiki_param>(s.about->params, i); is_path(p)) set[p.key] = file;
    const configuration c(*s.about, set);
    actor it(s, nullptr);
    if (it.configure(c) < 0) return std::nullopt;
    scene world(*s.about, s.seed);
    uint64_t records = 0;
    for (uint64_t i = 0; i < ticks; ++i) {
        const told t = it.tick(world.next());
        if (t.status < 0)
            throw failed(at_tick(i) + "fails with status " + std::to_string(t.status) + ", " + t.error +
                         ", on malformed input from outside (nonsense " + std::to_string(which) +
                         "): expected it to be counted and left out (rule bridge.garbage)");
        for (const written& w : t.out)
            for (uint64_t k = 0; k < w.count; ++k, ++records)
                if (const char* flaw = qiki_record_flaw(w.record, w.at(k)))
                    throw failed(at_tick(i) + "output '" + load::row<qiki_port>(s.about->outputs, w.port).name +
                                 "' of malformed input (nonsense " + std::to_string(which) + "): " + flaw +
                                 "; nonsense is not passed on (rules bridge.garbage, rec.9)");
    }
    return records;
}

void run(subject& s) {
    const uint64_t none = delivered(s, 0).value_or(0); // of itself
    for (uint64_t which = 1; which <= 4; ++which)
        if (const auto n = delivered(s, which); n && *n > none)
            throw failed("made " + std::to_string(*n - none) + " records of malformed input (nonsense " +
                         std::to_string(which) + "): expected none; nonsense is not passed on (rule bridge.garbage)");
}
std::string spares(const qiki_descriptor& d) {
    if (const std::string why = other_than(d, QIKI_KIND_BRIDGE, {}, {}); !why.empty()) return why;
    if (!d.outputs.count) return "has no outputs: nothing comes in by it";
    for (uint32_t i = 0; i < d.params.count; ++i)
        if (is_path(load::row<qiki_param>(d.params, i))) return "";
    return "has no parameter that names a file (QIKI_PARAM_PATH): what it hears cannot be made up";
}
} // namespace bridge_garbage_parts
extern const check bridge_garbage{.id = "bridge.garbage",
                                  .level = 3,
                                  .from = needs::plugin,
                                  .rules = "bridge.garbage",
                                  .asserts = "an input bridge whose files (QIKI_PARAM_PATH) hold nonsense of four "
                                             "sorts refuses them in configure(), or goes on and "
                                             "makes no record of it",
                                  .run = bridge_garbage_parts::run,
                                  .spares = bridge_garbage_parts::spares};
} // namespace qiki::conform
