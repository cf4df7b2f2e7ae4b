-- SPDX-License-Identifier: MIT
-- policies/asks.lua - wants to look around now and then, and says so: for agents that act by the operator's word.
local q = require "qiki"

local p = q.policy_params {
  after = { default = 5, min = 1, max = 3600, unit = "s", help = "from one wish to the next" },
}

return q.policy {
  initial = "LOOKING",
  states = {
    LOOKING = {
      { when = function(f) return f.state_time >= p.after end, to = "LOOKING", say = { "turn", q.deg(30) }, because = "LOOK_AROUND" },
    },
  },
}
