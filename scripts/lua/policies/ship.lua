-- SPDX-License-Identifier: MIT
-- policies/ship.lua - a craft that flies, manoeuvres and docks, with a SAFE_MODE that it enters from anywhere and leaves
-- after three good cycles.
--
-- It moves on by facts, not by what was commanded: an order counts when it is executed. What is only accepted, moves nothing
-- or was rejected is told and changes nothing; no answer, or nobody who could obey, is a reason for SAFE_MODE.
local q = require "qiki"

local p = q.policy_params {
  fuel_min = { default = 10, min = 0, max = 1e4, unit = "kg", help = "for navigation to be ready" },
  hull_min = { default = 50, min = 0, max = 100, unit = "%", help = "more is sound" },
  oxygen_min = { default = 18, min = 0, max = 100, unit = "%" },
  oxygen_max = { default = 25, min = 0, max = 100, unit = "%" },
  co2_max = { default = 5000, min = 0, max = 1e6, unit = "ppm" },
  approach_range = { default = 5000, min = 0, max = 1e6, unit = "m", help = "nearer, a trusted target is approached" },
  leaving = { default = 0.02, min = 0, max = 100, unit = "m/s", help = "a target that goes away faster is not approached" },
  mission = { default = "none", choices = { "none", "dock" }, help = "dock: a burn towards the target, dock, stay, let go" },
  burn_axis = { default = 4, min = 0, max = 5, help = "of that burn, as rcs.fire counts" },
  burn_percent = { default = 15, min = 0, max = 100, unit = "percent" },
  burn_time = { default = 0.6, min = 0, max = 3600, unit = "s" },
  stay = { default = 5, min = 0, max = 1e6, unit = "s", help = "at least, in DOCKING_ENGAGED" },
  cycles = { default = 3, min = 1, max = 20, type = "integer", help = "good ones in a row before SAFE_MODE ends" },
  readings = { default = 3, min = 1, max = 20, type = "integer", help = "as dock_readings of the agent" },
}

-- What is not measured aboard is no fault; what is measured must be right.
local function systems_ok(f)
  return f.bios_ok
    and not (f.hull and f.hull <= p.hull_min) and not (f.reactor and f.reactor <= 0) and not (f.soc and f.soc <= 0)
    and not (f.oxygen and (f.oxygen < p.oxygen_min or f.oxygen > p.oxygen_max))
    and not (f.co2 and f.co2 >= p.co2_max) and not f.core_tripped
end
local function systems_bad(f) return f.bios_ok ~= nil and not systems_ok(f) end
local function navigation_ok(f)
  return f.position_known and not f.samples_stale and not (f.propellant and f.propellant <= p.fuel_min)
end
local function target_near(f) return f.target_known and f.target_range <= p.approach_range end
local function target_ahead(f) return target_near(f) and not (f.target_rate and f.target_rate > p.leaving) end
local function news(fact, word) return function(f) return f[fact] == word end end

-- Words of the facts drive and rcs, and of safe_reason, in their order.
local pending, executed, no_fact, rejected = 1, 2, 3, 4
local reasons = {
  "BIOS_UNAVAILABLE", "BIOS_INVALID", "SENSORS_UNAVAILABLE", "SENSORS_STALE",
  "ACTUATOR_UNAVAILABLE", "PROVIDER_UNAVAILABLE", "UNKNOWN",
}
local stop = { "rcs.stop" } -- the emergency stop

local function lesser(fact, word, because) return { when = news(fact, word), because = because, tell = true } end

local enter, hold = {}, {}
for k, reason in ipairs(reasons) do
  local when = news("safe_reason", k)
  enter[k] = { when = when, to = "SAFE_MODE", because = "SAFE_MODE_ENTER_" .. reason,
    say = stop, type = "SAFETY", priority = 1, except = { "SAFE_MODE" } }
  hold[k] = { when = when, because = "SAFE_MODE_HOLD_" .. reason, tell = true }
end
enter[#enter + 1] = { when = function(f) return f.safe end, to = "SAFE_MODE", because = "SAFE_MODE_ENTER_BY_GATE",
  say = stop, type = "SAFETY", priority = 1, except = { "SAFE_MODE" } }
for n = 1, p.cycles - 1 do
  hold[#hold + 1] = { when = function(f) return f.good_cycles == n end,
    because = "SAFE_MODE_RECOVERING_" .. n .. "_OF_" .. p.cycles, tell = true }
end
hold[#hold + 1] = { when = function(f) return f.good_cycles >= p.cycles and not f.safe end,
  to = "SHIP_IDLE", because = "SAFE_MODE_EXIT_CONFIRMED" }

local emergency = { when = systems_bad, to = "EMERGENCY_STOP", because = "EMERGENCY_SYSTEMS_FAILURE",
  say = stop, type = "SAFETY", priority = 1 }

local docking = {
  { when = systems_bad, to = "EMERGENCY_STOP", because = "EMERGENCY_DURING_DOCKING", say = stop, type = "SAFETY", priority = 1 },
  { when = function(f) return f.target_trust == 1 or not target_near(f) and f.target_known end, to = "FLIGHT_MANEUVERING",
    because = "DOCKING_TARGET_LOST" },
  { when = function(f) return not f.target_known end, because = "DOCKING_SENSOR_VALIDATION_FAILED", tell = true },
  { when = function(f) return f.dock_readings >= f.dock_needed end, to = "DOCKING_ENGAGED", because = "DOCKING_CONFIRMED" },
}
for m = p.readings, p.readings + 1 do
  for n = 1, m - 1 do
    docking[#docking + 1] = { when = function(f) return f.dock_readings == n and f.dock_needed == m end,
      because = "DOCKING_CONFIRMING_" .. n .. "_OF_" .. m, tell = true }
  end
end

return q.policy {
  initial = "SHIP_STARTUP",
  any = enter,
  states = {
    SHIP_STARTUP = {
      { when = function(f) return systems_ok(f) and navigation_ok(f) end, to = "SHIP_IDLE", because = "SHIP_SYSTEMS_ONLINE" },
      { when = systems_ok, to = "SHIP_IDLE", because = "SHIP_SYSTEMS_PARTIAL" },
      { when = systems_bad, to = "SYSTEMS_ERROR", because = "CRITICAL_SYSTEMS_FAILURE" },
    },
    SHIP_IDLE = {
      { when = systems_bad, to = "SYSTEMS_ERROR", because = "SYSTEMS_DEGRADED" },
      { when = function(f) return p.mission == "dock" and not f.procedure and not f.procedure_end end, start = "DOCK",
        because = "MISSION_DOCK" },
      { when = news("drive", executed), to = "FLIGHT_CRUISE", because = "MAIN_DRIVE_EXECUTED" },
      { when = news("rcs", executed), to = "FLIGHT_MANEUVERING", because = "RCS_EXECUTED_MANEUVERING_ACTIVE" },
      lesser("drive", pending, "MAIN_DRIVE_ACCEPTED_PENDING_EXECUTION"),
      lesser("drive", no_fact, "MAIN_DRIVE_NO_ACTUATION_FACT"),
      lesser("drive", rejected, "MAIN_DRIVE_REJECTED"),
      lesser("rcs", pending, "RCS_ACCEPTED_PENDING_EXECUTION"),
      lesser("rcs", no_fact, "RCS_NO_ACTUATION_FACT"),
      lesser("rcs", rejected, "RCS_COMMAND_REJECTED"),
      { when = target_ahead, to = "DOCKING_APPROACH", because = "DOCKING_TARGET_ACQUIRED" },
    },
    FLIGHT_CRUISE = {
      emergency,
      { when = news("rcs", executed), to = "FLIGHT_MANEUVERING", because = "SWITCHING_TO_MANEUVERING_EXECUTED" },
      { when = function(f) return not f.drive_active and not f.rcs_active end, to = "SHIP_IDLE", because = "FLIGHT_COMPLETED" },
    },
    FLIGHT_MANEUVERING = {
      emergency,
      { when = news("drive", executed), to = "FLIGHT_CRUISE", because = "SWITCHING_TO_CRUISE_EXECUTED" },
      { when = target_ahead, to = "DOCKING_APPROACH", because = "DOCKING_TARGET_IN_RANGE" },
      { when = function(f) return not f.drive_active and not f.rcs_active end, to = "SHIP_IDLE", because = "MANEUVERING_COMPLETED" },
    },
    DOCKING_APPROACH = docking,
    DOCKING_ENGAGED = {
      { when = systems_bad, to = "EMERGENCY_STOP", because = "EMERGENCY_DURING_DOCKING", say = stop, type = "SAFETY", priority = 1 },
      { when = function(f) return f.released end, to = "SHIP_IDLE", because = "DOCKING_RELEASED" },
      { when = function(f) return not f.target_known and not (f.dock_state and f.dock_state > 0) end, to = "FLIGHT_MANEUVERING",
        because = "DOCKING_TARGET_LOST" },
    },
    SAFE_MODE = hold,
    EMERGENCY_STOP = {
      { when = function(f) return systems_ok(f) and f.receipt ~= 1 end, to = "SHIP_IDLE", because = "EMERGENCY_CLEARED" },
    },
    SYSTEMS_ERROR = {
      { when = systems_ok, to = "SHIP_IDLE", because = "SYSTEMS_RECOVERED" },
    },
  },
  procedures = {
    DOCK = {
      { say = { "rcs.fire", "burn_axis", "burn_percent", "burn_time" }, expect = "done", timeout = 60 },
      { say = { "dock.engage", 0 }, expect = "done", timeout = 600 }, -- done: it is locked
      { expect = function(f) return f.state == "DOCKING_ENGAGED" and f.state_time >= p.stay end, timeout = 3600 },
      { say = { "dock.release" }, expect = "done", on_fail = "continue" },
    },
  },
}
