-- SPDX-License-Identifier: MIT
-- operators/undock.lua - lets go of the station of craft.lua when it is locked there, and backs off on the nozzles:
--
--     qiki run scripts/lua/scenarios/craft.lua --operator scripts/lua/operators/undock.lua
local q = require "qiki"

return {
  q.at(40, { command = "dock.release", to = "qiki" }),
  q.at(41, { command = "rcs.fire", to = "qiki", args = { axis = 5, percent = 20, duration = 1 } }),
  q.at(55, { command = "rcs.stop", to = "qiki" }),
}
