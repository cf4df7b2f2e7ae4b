-- SPDX-License-Identifier: MIT
-- policies/incidents.lua - nine incidents of a craft, for an agent beside the one that decides: it tells and does nothing.
--
-- An incident is an event when it begins and when it is over, with the number behind it and its limit. For qiki.agent.core.
local q = require "qiki"

local p = q.policy_params {
  core_spike = { default = q.celsius(70), min = 0, max = 1000, unit = "K", help = "a core that is hotter for 3 s" },
  radar_silence = { default = 2, min = 0, max = 1e6, unit = "s", help = "longer than a scan: tracks that are older have lost the radar" },
  current_near = { default = 4, min = 0, max = 1e6, unit = "A", help = "of the bus for 2 s" },
  current_over = { default = 5.05, min = 0, max = 1e6, unit = "A", help = "of the bus for 2 s: a hundredth more than bus.current of the craft" },
  unknown_range = { default = 70, min = 1, max = 1e6, unit = "m" },
  foe_range = { default = 150, min = 1, max = 1e6, unit = "m" },
}
local most = 1e9

return q.policy {
  initial = "WATCHING",
  states = { WATCHING = {} },
  guards = {
    { id = "TEMP_CORE_SPIKE", severity = "critical", of = "core_temperature", within = { "core_spike", 1e4 }, min_duration = 3 },
    { id = "TEMP_CORE_TRIP", severity = "critical", where = { core_tripped = true } },
    { id = "RADAR_SIGNAL_LOSS", of = "provider_age", within = { "radar_silence", most } },
    {
      id = "UNKNOWN_CONTACT_CLOSE", severity = "critical", event = "RADAR_ALERT_UNKNOWN_CLOSE", each = "track",
      of = "range", within = { 0, "unknown_range" }, where = { iff = "unknown" },
    },
    {
      id = "FOE_TRANSPONDER_OFF_APPROACH", severity = "critical", event = "RADAR_ALERT_FOE_APPROACH", each = "track",
      of = "range", within = { 0, "foe_range" }, where = { iff = "foe", transponder = "none" },
    },
    { id = "SPOOFING_DETECTED", event = "RADAR_ALERT_SPOOF", each = "track", where = { spoofed = true } },
    { id = "POWER_BUS_NEAR_LIMIT", of = "bus_current", within = { "current_near", most }, min_duration = 2 },
    { id = "POWER_BUS_OVERLOAD", severity = "critical", of = "bus_current", within = { "current_over", most }, min_duration = 2 },
    { id = "POWER_PDU_OVERCURRENT", severity = "critical", where = { overcurrent = true }, min_duration = 1 },
  },
}
