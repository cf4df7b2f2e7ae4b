-- SPDX-License-Identifier: MIT
-- policies/core.lua - the agent's core: five states between its self-test, its work and its guards.
--
-- A critical guard leads to ERROR_STATE from wherever the machine is, a warning wakes an idle one. While any guard is active,
-- nothing else moves it. PAUSED and SHUTDOWN belong to the operator: no rule leads in or out.
--
-- What guards and the BIOS report becomes proposals: to make the craft's controller idle, for its safety, or for a diagnosis,
-- which nobody carries out. qiki.agent.core weighs them.
local q = require "qiki"

local p = q.policy_params {
  initial = { default = "BOOTING", choices = { "BOOTING", "PAUSED", "SHUTDOWN" }, help = "where the machine starts" },
  close_range = { default = 70, min = 1, max = 1e5, unit = "m", help = "of a contact that nobody knows" },
  foe_range = { default = 150, min = 1, max = 1e5, unit = "m", help = "of a hostile one that does not answer" },
  look_every = { default = 0, min = 0, max = 1e6, unit = "s", help = "an idle craft proposes to turn and look around; 0: never" },
  look = { default = q.deg(30), min = -math.pi, max = math.pi, unit = "rad", help = "how far, clockwise" },
  spoof_range = { default = 500, min = 1, max = 1e5, unit = "m", help = "of one that claims to be somebody else" },
}

local function top(f) return f.top_guard end

-- The rule engine: what an event is answered with. One that is not here is answered for safety if it is critical, else not.
local idle, active = { "actuator", 2, 5, 0, 0 }, { "actuator", 2, 5, 1, 0 } -- SET_MODE of system_controller
local safety = { say = idle, type = "SAFETY", priority = 0.99, confidence = 1 }
local diagnosis = { type = "DIAGNOSTICS", priority = 0.5, confidence = 0.6 }
local answers = {
  RADAR_ALERT_UNKNOWN_CLOSE = safety, RADAR_ALERT_TRANSPONDER_SPOOF = safety, RADAR_ALERT_TRANSPONDER_OFF = safety,
  RADAR_ALERT_HOSTILE_APPROACH = safety, RADAR_ALERT_FOE_APPROACH = safety,
  RADAR_ALERT_SPOOF = diagnosis, RADAR_WARNING_UNKNOWN_PROXIMITY = diagnosis,
}
local function answered(guards)
  for _, g in ipairs(guards) do
    for key, value in pairs(answers[g.event] or g.severity == "critical" and safety or {}) do g[key] = value end
  end
  return guards
end

return q.policy {
  initial = p.initial,
  outside = { "PAUSED", "SHUTDOWN" },
  any = {
    { when = function(f) return f.critical_guards > 0 and f.state ~= "ERROR_STATE" end, to = "ERROR_STATE", because = top },
    { when = function(f) return f.warning_guards > 0 and f.state == "IDLE" end, to = "ACTIVE", because = top },
    { when = function(f) return f.top_guard end, because = top }, -- stays as it is
  },
  states = {
    BOOTING = {
      { when = function(f) return f.bios_ok end, to = "IDLE", because = "BOOT_COMPLETE" },
      { when = function(f) return f.bios_ok == false end, to = "ERROR_STATE", because = "BIOS_ERROR",
        say = idle, type = "SAFETY", priority = 0.99, confidence = 1 },
    },
    IDLE = {
      { when = function(f) return f.has_proposals end, to = "ACTIVE", because = "PROPOSALS_RECEIVED" },
      { when = function(f) return p.look_every > 0 and f.state_time >= p.look_every end, because = "LOOK_AROUND",
        say = function() return { "turn", p.look } end, type = "EXPLORATION", priority = 0.2, confidence = 0.9 },
    },
    ACTIVE = {
      { when = function(f) return not f.has_proposals end, to = "IDLE", because = "NO_PROPOSALS" },
    },
    ERROR_STATE = {
      -- Not while the gate is in SAFE_MODE: it would not let pass what makes the controller active again.
      { when = function(f) return f.bios_ok and not f.safe end, to = "IDLE", because = "ERROR_CLEARED",
        say = active, type = "SAFETY", priority = 0.99, confidence = 1 },
    },
    PAUSED = {},
    SHUTDOWN = {},
  },
  guards = answered {
    {
      id = "UNKNOWN_CONTACT_CLOSE", severity = "critical", each = "track", event = "RADAR_ALERT_UNKNOWN_CLOSE",
      of = "range", within = { 0, "close_range" }, hysteresis = 5, cooldown = 60,
      where = { iff = "unknown", quality = { min = 0.2 } },
    },
    {
      id = "FOE_TRANSPONDER_OFF_APPROACH", severity = "critical", each = "track", event = "RADAR_ALERT_FOE_APPROACH",
      of = "range", within = { 0, "foe_range" }, hysteresis = 5, cooldown = 60,
      where = { iff = "foe", transponder = "none", quality = { min = 0.1 } },
    },
    {
      id = "SPOOFING_DETECTED", severity = "warning", each = "track", event = "RADAR_ALERT_SPOOF",
      of = "range", within = { 0, "spoof_range" }, hysteresis = 10, cooldown = 60,
      where = { spoofed = true },
    },
  },
}
