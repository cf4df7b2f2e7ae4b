// SPDX-License-Identifier: MIT
// tracking/crew.hpp - the same work on many tracks or plots, over the host's pool where there is one.
#pragma once
#include "qiki/qiki.hpp"

namespace tracking {

class crew {
public:
    crew() = default;
    explicit crew(const qiki_host& h) : host_(&h), pool_(qiki::service<qiki_pool>(h)) {}

    // work(begin, end) over the blocks of [0, n), in any order and on any thread: what it writes belongs to its items
    // alone, so that nobody can tell.
    template <class F>
    void each(size_t n, const F& work) const {
        if (!pool_ || n <= block) return work(size_t{0}, n);
        const auto task = [](void* c, uint32_t from, uint32_t to, uint32_t) { (*static_cast<const F*>(c))(from, to); };
        if (pool_->run(host_, static_cast<uint32_t>(n), block, task, const_cast<F*>(&work)) < 0)
            throw qiki::failure(QIKI_E_INTERNAL, "tick: the pool failed");
    }

private:
    static constexpr uint32_t block = 256;
    const qiki_host* host_ = nullptr;
    const qiki_pool* pool_ = nullptr;
};

} // namespace tracking
