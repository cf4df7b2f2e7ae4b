-- SPDX-License-Identifier: MIT
-- policies/power.lua - a craft that lives within its charge: below a reserve it switches its burst link off, and on again
-- when there is enough. What the power plane sheds by itself it need not say.
local q = require "qiki"

local p = q.policy_params {
  reserve = { default = 0.19, min = 0, max = 1, help = "state of charge at which the burst link is given up" },
  plenty = { default = 0.35, min = 0, max = 1, help = "state of charge at which it comes back" },
}

return q.policy {
  initial = "SUPPLIED",
  states = {
    SUPPLIED = {
      { when = function(f) return f.soc and f.soc <= p.reserve end, to = "SAVING", because = "RESERVE_REACHED",
        say = { "power.nbl", 0 }, type = "SAFETY", priority = 0.9 },
    },
    SAVING = {
      { when = function(f) return f.soc and f.soc >= p.plenty end, to = "SUPPLIED", because = "RESERVE_RESTORED",
        say = { "power.nbl", 1 }, type = "PLANNING" },
    },
  },
}
