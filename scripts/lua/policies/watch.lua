-- SPDX-License-Identifier: MIT
-- watch.lua - a policy for qiki.agent.watch: three guards over the tracks around a craft, and three states.
--
-- IDLE: nothing around. WATCHING: somebody is. ALERT: a guard is up; a critical one makes the craft turn away and slow
-- down, and when all is clear it goes on as before.
local q = require "qiki"

local p = q.policy_params {
  unknown_range = { default = 70, min = 1, max = 1e6, unit = "m", help = "nearer, an unknown is critical" },
  foe_range = { default = 150, min = 1, max = 1e6, unit = "m", help = "nearer, a silent foe is critical" },
  spoof_range = { default = 500, min = 1, max = 1e6, unit = "m", help = "nearer, a false identity is a warning" },
  turn_away = { default = q.deg(60), min = -math.pi, max = math.pi, unit = "rad", help = "clockwise, when a guard is critical" },
  slow = { default = 30, min = 0, max = 1e4, unit = "m/s", help = "speed while a guard is critical" },
}

local function clear(f) return f.critical_guards == 0 and f.warning_guards == 0 end

return q.policy {
  initial = "IDLE",
  states = {
    IDLE = {
      { when = function(f) return not clear(f) end, to = "ALERT", because = "GUARD_UP" },
      { when = function(f) return f.tracks > 0 end, to = "WATCHING", because = "TRACKS_SEEN" },
    },
    WATCHING = {
      { when = function(f) return f.critical_guards > 0 end, to = "ALERT", because = "TURN_AWAY",
        say = function() return { { "turn", p.turn_away }, { "speed", p.slow } } end, priority = 0.99 },
      { when = function(f) return f.warning_guards > 0 end, to = "ALERT", because = "GUARD_UP" },
      { when = function(f) return f.tracks == 0 end, to = "IDLE", because = "ALONE" },
    },
    ALERT = {
      { when = clear, to = "WATCHING", because = "ALL_CLEAR", say = { "resume" } },
    },
  },
  guards = {
    { id = "UNKNOWN_CONTACT_CLOSE", severity = "critical", event = "RADAR_ALERT_UNKNOWN_CLOSE", each = "track",
      of = "range", within = { 0, p.unknown_range }, hysteresis = 5, cooldown = 60,
      where = { iff = "unknown", quality = { min = 0.2 } } },
    { id = "FOE_TRANSPONDER_OFF_APPROACH", severity = "critical", event = "RADAR_ALERT_FOE_APPROACH", each = "track",
      of = "range", within = { 0, p.foe_range }, hysteresis = 5, cooldown = 60,
      where = { iff = "foe", transponder = "none", quality = { min = 0.1 } } },
    { id = "SPOOFING_DETECTED", severity = "warning", event = "RADAR_ALERT_SPOOF", each = "track",
      of = "range", within = { 0, p.spoof_range }, hysteresis = 10, cooldown = 60,
      where = { spoofed = true } },
  },
}
