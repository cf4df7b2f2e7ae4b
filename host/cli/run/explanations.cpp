// SPDX-License-Identifier: MIT
// host/cli/run/explanations.cpp - stories wired to a run.
#include "host/cli/run/explanations.hpp"
#include "host/cli/words/places.hpp"
#include "host/cli/words/terminal.hpp"
#include "host/observe/text.hpp"
#include <iostream>

namespace qiki::cli {

explanations::explanations(const std::vector<std::string>& asked) {
    try {
        for (const std::string& one : asked) stories_.push_back(explain::story_of(explain::read_question(one)));
    } catch (const explain::error& e) { throw usage_error(e.what()); }
}

void explanations::watch(run::options& o) {
    for (const auto& s : stories_)
        o.onlookers.push_back({s->records(), [story = s.get()](const observe::finished_tick& t) { story->look(t); }});
}

void explanations::begin(observe::names n) {
    names_ = std::move(n);
    names_.text = [of = std::move(names_.text)](uint32_t id) { return observe::visible(of(id)); };
    try {
        for (const auto& s : stories_) s->begin(names_);
    } catch (const explain::error& e) { throw usage_error(e.what()); }
}

bool explanations::tell(std::ostream& out) const {
    bool all = true;
    for (const auto& s : stories_) {
        try {
            const std::string text = s->text(names_);
            const size_t heading = text.find('\n');
            out << (&out == &std::cout ? bold(text.substr(0, heading)) : text.substr(0, heading))
                << text.substr(heading) << '\n';
        } catch (const explain::error& e) {
            complain("run", e.what());
            all = false;
        }
    }
    out.flush();
    return all;
}
} // namespace qiki::cli
