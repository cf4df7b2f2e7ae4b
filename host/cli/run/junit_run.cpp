// SPDX-License-Identifier: MIT
// host/cli/run/junit_run.cpp - one run as a suite.
#include "host/cli/run/expectations.hpp"
#include "host/cli/run/junit.hpp"

namespace qiki::cli {

junit_suite junit_of(const scenario::scenario& s, const run::report& r, const std::string& failure) {
    using result = junit_case::result;
    junit_suite out{s.where.file, s.where.file, {}, r.wall_s};
    if (r.interrupted) out.cases.push_back({"run", result::error, "the run was interrupted", "", r.wall_s});
    else out.cases.push_back({"run", failure.empty() ? result::passed : result::error, failure, "", r.wall_s});
    for (size_t i = 0; i < r.verdicts.size(); ++i) {
        const scenario::expectation& e = s.expectations[i];
        const run::verdict& v = r.verdicts[i];
        junit_case c;
        c.name = e.name.empty() ? wording(e) : e.name;
        c.how = v.how == run::standing::met      ? result::passed
                : v.how == run::standing::failed ? result::failed
                                                 : result::skipped;
        c.message = v.seen;
        if (v.how == run::standing::failed) c.text = sentence(e, v, r.digests.size());
        out.cases.push_back(std::move(c));
    }
    return out;
}
} // namespace qiki::cli
