-- SPDX-License-Identifier: MIT
-- policies/rendezvous.lua - a craft comes to a berth straight from below, by velocities alone: fast from afar, slower the nearer,
-- to the side first; it docks, stays, lets go and falls back.
local q = require "qiki"

local p = q.policy_params {
  east = { default = 0, unit = "m", help = "where the craft's centre is when it is docked" },
  north = { default = 0, unit = "m" },
  up = { default = 0, unit = "m" },
  cruise = { default = 4, min = 0.1, max = 100, unit = "m/s", help = "from afar" },
  touch = { default = 0.08, min = 0.01, max = 0.2, unit = "m/s", help = "at the port" },
  arm = { default = 30, min = 1, max = 1e4, unit = "m", help = "nearer, its port is armed" },
  stay = { default = 60, min = 0, max = 1e6, unit = "s", help = "docked" },
}

local function within(x, most) return math.max(-most, math.min(most, x)) end

-- Proportional to what is left, and up only as far as it is not beside its way.
local function steer(f)
  local east, north, left = p.east - f.east, p.north - f.north, p.up - f.up
  local beside = math.sqrt(east * east + north * north)
  local rise = beside > 0.1 + 0.02 * math.max(left, 0) and 0 or math.min(p.cruise, p.touch + 0.02 * math.max(left - 4, 0))
  return { "velocity", within(0.1 * east, 0.3), within(0.1 * north, 0.3), rise }
end

local function due(f) return f.up and f.t % 2 < 0.25 end -- every 2 s
local stop = { "rcs.stop" }

return q.policy {
  initial = "WAITING",
  any = {
    except = { "SAFE_MODE", "DOCKING_ENGAGED" },
    { when = function(f) return f.safe end, to = "SAFE_MODE", because = "SAFE_MODE_BY_GATE", say = stop, type = "SAFETY", priority = 1 },
  },
  states = {
    WAITING = { { when = function(f) return f.bios_ok and f.up end, to = "APPROACH", because = "BERTH_AHEAD" } },
    APPROACH = {
      { when = function(f) return f.up and p.up - f.up < p.arm end, to = "BERTHING", because = "BERTH_NEAR", say = { "dock.engage", 0 } },
      { when = due, because = "STEER", say = steer },
    },
    BERTHING = {
      { when = function(f) return f.dock_state == 2 end, to = "DOCKING_ENGAGED", because = "DOCKED" },
      { when = function(f) return f.dock_state == 0 and due(f) end, because = "STEER", say = steer },
    },
    DOCKING_ENGAGED = {
      { when = function(f) return f.state_time >= p.stay end, to = "LEAVING", because = "STAYED", say = { "dock.release" } },
    },
    LEAVING = {
      { when = function(f) return f.dock_state == 0 end, to = "AWAY", because = "RELEASED", say = { "velocity", 0, 0, -0.3 } },
    },
    AWAY = {},
    SAFE_MODE = { { when = function(f) return not f.safe end, to = "WAITING", because = "SAFE_MODE_OVER" } },
  },
}
