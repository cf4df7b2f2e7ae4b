// SPDX-License-Identifier: MIT
// host/load/library.cpp - the only file that knows Boost.DLL.
#include <string>
#include <vector> // before Boost.DLL, whose headers of 1.74 forget it

#include "host/load/guard.hpp"
#include "host/load/library.hpp"
#include <algorithm>
#include <boost/dll/shared_library.hpp>
#include <list>

namespace qiki::load {

struct library::code {
    boost::dll::shared_library so;
};

namespace {

// "boost::dll::shared_library::load() failed (text of dlerror): stale errno" -> text of dlerror, about the file's own
// path.
std::string loader_text(std::string s, const std::string& name, const std::string& path) {
    if (const size_t from = s.find('('), to = s.rfind("):"); from != std::string::npos)
        if (const size_t inner = s.find("failed ("); inner != std::string::npos && to != std::string::npos)
            s = s.substr(inner + 8, to - inner - 8);
    for (size_t at = 0; (at = s.find(name, at)) != std::string::npos; at += path.size())
        s.replace(at, name.size(), path);
    if (s.rfind(path + ": ", 0) == 0) s.erase(0, path.size() + 2);
    return one_line(s);
}

// Libraries that must not be unloaded; their static destructors run at exit.
std::list<boost::dll::shared_library>& kept() {
    static auto* all = new std::list<boost::dll::shared_library>; // never destroyed: nothing may be unloaded at exit
    return *all;
}
} // namespace

void library::guard(const char* where, const std::function<void()>& call) {
    const aftermath left = watch(call);
    if (!left.changed.empty())
        warnings_.push_back(std::string("changed the ") + left.changed + " " + where + " (rule err.5)");
    if (!left.threw.empty())
        throw refused("threw " + one_line(left.threw) + " " + where +
                      "; no exception may leave a plugin: catch it there (rule err.4)");
}

library::library(const file& f, const std::vector<found>& listed, const std::function<void(step)>& at)
    : code_(std::make_unique<code>()) {
    const std::string name = f.name_for_loader(), path = f.path().string();
    std::string failed;
    at(step::load);
    guard("while it was loaded (a static constructor, or start-up code such as -ffast-math brings along)", [&] {
        try {
            code_->so.load(name, boost::dll::load_mode::rtld_now | boost::dll::load_mode::rtld_local);
        } catch (const boost::dll::fs::system_error& e) { failed = loader_text(e.what(), name, path); }
    });
    if (!failed.empty())
        throw unready(
            "cannot be loaded: " + failed +
            "; link the plugin with what it uses (-Wl,--no-undefined), or install what it needs (rule lang.6)");
    at(step::entry);
    if (!code_->so.has("qiki_plugin"))
        throw refused("expected the symbol qiki_plugin, found none; export it (QIKI_PLUGIN, or QIKI_EXPORT const "
                      "qiki_entry) (rule lang.3)");
    entry_ = &code_->so.get<const qiki_entry>("qiki_plugin");
    check_entry(*entry_);
    if (entry_->init) {
        qiki_error e{-1, {}};
        qiki_status status = QIKI_OK;
        at(step::init);
        guard("in init()", [&] { status = entry_->init(path.c_str(), path.size(), &e); });
        e.text[sizeof e.text - 1] = 0;
        if (status < 0)
            throw unready("init() failed with status " + std::to_string(status) + ": " +
                          (e.text[0] ? one_line(e.text) : "(no text)") + "; put that right and try again");
        initialised_ = true;
    }
    try {
        at(step::describe);
        std::string wrong;
        guard("in describe()", [&] {
            try {
                plugins_ = check_descriptors(*entry_, listed);
            } catch (const refused& r) { wrong = r.what(); }
        });
        if (!wrong.empty()) throw refused(wrong);
    } catch (...) {
        if (initialised_) guarded([&] { entry_->deinit(); });
        throw;
    }
}

library::~library() {
    const bool may_go = std::all_of(plugins_.begin(), plugins_.end(),
                                    [](const qiki_descriptor* d) { return (d->caps & QIKI_CAP_UNLOADABLE) != 0; });
    if (initialised_) guarded([&] { entry_->deinit(); });
    if (!may_go) kept().push_back(std::move(code_->so));
    else guarded([&] { code_->so.unload(); });
}
} // namespace qiki::load
