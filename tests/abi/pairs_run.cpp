// SPDX-License-Identifier: MIT
// tests/abi/pairs_run.cpp - pairs_run SCENARIO LUA PLUGINS: one run with the plugins of one folder, in the host it is
// linked with; says the ABI of the host, those of the plugins, records by kind, and the digest.
#include "host/run/run.hpp"
#include <cstdio>
#include <set>

int main(int argc, char** argv) {
    if (argc != 4) return std::puts("usage: pairs_run SCENARIO LUA PLUGINS"), 2;
    try {
        const qiki::scenario::scenario s = qiki::scenario::read({argv[1], {}, argv[2], {}, {}});
        qiki::load::catalogue plugins({{argv[3]}, {"the test"}, 1});
        for (const auto& r : plugins.refusals()) std::printf("refused: %s\n", r.text.c_str());
        std::set<std::string> theirs;
        for (const auto& f : plugins.plugins()) theirs.insert(f.abi);
        for (const std::string& abi : theirs) std::printf("host %s, plugins %s\n", qiki::load::host_abi(), abi.c_str());
        qiki::run::options o;
        o.checked = true;
        qiki::run::run r(s, plugins, o);
        const std::atomic<bool> stop{false};
        const qiki::run::report done = r.go(stop);
        for (const auto& [kind, n] : done.records)
            std::printf("%s %llu\n", kind.c_str(), static_cast<unsigned long long>(n));
        std::printf("digest %s\n", done.digest.c_str());
        return 0;
    } catch (const std::exception& e) { return std::printf("%s\n", e.what()), 1; }
}
