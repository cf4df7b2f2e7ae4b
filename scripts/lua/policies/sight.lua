-- SPDX-License-Identifier: MIT
-- policies/sight.lua - how many are there that ought to be seen: tells when the picture shrinks, and when it is whole again.
local q = require "qiki"

local p = q.policy_params {
  wanted = { default = 1, min = 1, max = 1e6, type = "integer", help = "tracks that a whole picture has" },
}

local function whole(f) return f.tracks >= p.wanted end
local function lost(f) return not whole(f) end

return q.policy {
  initial = "LOOKING",
  states = {
    LOOKING = { { when = whole, to = "SEEING", because = "PICTURE_WHOLE" } },
    SEEING = { { when = lost, to = "BLINDED", because = "PICTURE_SHRANK" } },
    BLINDED = { { when = whole, to = "SEEING", because = "PICTURE_WHOLE_AGAIN" } },
  },
}
