// SPDX-License-Identifier: MIT
// plugins/agents/watch/settings.cpp - parameters as delivered to values that fit together.
#include "settings.hpp"

namespace watch {

settings settings::read(const qiki::config& c, bool carried) {
    settings s;
    static_cast<agents::settings&>(s) = agents::settings::read(c, carried);
    s.commands = c.flag("commands", true);
    s.confidence = c.real("confidence", 0);
    s.life = agents::instant(c.real("expires", 0));
    return s;
}

} // namespace watch
