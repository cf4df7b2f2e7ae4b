-- SPDX-License-Identifier: MIT
-- operators/quiet.lua - silences the hot craft of craft.lua and moves it off on its nozzles:
--
--     qiki run scripts/lua/scenarios/craft.lua --operator scripts/lua/operators/quiet.lua
local q = require "qiki"

return {
  q.at(5, { command = "xpdr.mode", to = "feverish", args = { mode = 2 } }),
  q.at(10, { command = "rcs.fire", to = "feverish", args = { axis = 0, percent = 20, duration = 1 } }),
  q.at(20, { command = "rcs.stop", to = "feverish" }),
}
