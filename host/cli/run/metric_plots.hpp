// SPDX-License-Identifier: MIT
// host/cli/run/metric_plots.hpp - the files of --plot-metric: asked for before a run, filled while it goes, complete
// after it.
#pragma once
#include "host/cli/run/metric_curves.hpp"
#include "host/cli/run/metric_names.hpp"
#include "host/cli/run/metric_sheet.hpp"
#include "host/cli/words/whole_file.hpp"
#include "host/run/run.hpp"
#include <memory>
#include <optional>

namespace qiki::cli {

class metric_plots {
public:
    explicit metric_plots(const std::vector<std::string>& asked); // WHAT[=FILE]; throws usage_error
    std::vector<std::string> files() const;                       // as they were named

    // Before the run, which outlives this: finds what is meant and opens the files. Throws usage_error.
    void begin(run::run&);
    // After it, whole or broken off. What never had a value is said on standard error: without all that was asked for
    // by its name there is no file. False: some file is missing. Throws run::error when one cannot be written.
    bool complete(const std::string& note);

private:
    struct document {
        std::string name;
        bool csv = false;
        std::vector<wish> wishes{};
        std::vector<size_t> which{}; // of `all_`, in the order asked for
        std::vector<bool> by_name{}; // else by a pattern
        std::vector<curve> curves{}; // of SVG
        std::optional<metric_sheet> sheet{};
        std::unique_ptr<whole_file> out{};
        bool had(size_t i) const { return csv ? sheet->any(i) : curves[i].any(); }
    };
    void find(document&, const std::vector<run::quantity>&);
    bool sound(const document&) const;
    void leave_out_dots(document&) const;

    std::vector<document> documents_;
    std::vector<run::quantity> all_; // asked for, each once
};
} // namespace qiki::cli
