-- SPDX-License-Identifier: MIT
-- thermal_trip.lua - the core of a craft gets too hot: its self-test fails, the gate lets emergency verbs alone pass, and when the
-- core has cooled all is as before.
--
-- A core that sheds little heat trips after a while. The power plane blocks the burst link, which heats it most; the host's POST
-- finds the core failed, and gate and mind go into SAFE_MODE. Five degrees below its trip the core is well, and three good
-- cycles of everybody end it.
local q = require "qiki"

return q.scenario {
  name = "thermal trip", seed = 7, tick = 0.1, duration = 150,

  vehicles = {
    q.use "qiki.vehicle.craft" {
      id = "qiki", at = { 0, 0, 100 }, hold = true,
      thermal = {
        capacity = { 100, 650, 400, 1200, 500, 3000 }, cooling = { 0.1, 0.9, 0.7, 0.3, 0.9, 1.5 }, coupling = { 0, 0.3, 0.15, 0.4, 0 },
        start = { q.celsius(89), q.celsius(25), q.celsius(20), q.celsius(20), q.celsius(-60), q.celsius(-50) }, exchange = 0,
      },
    },
  },

  sensors = {
    q.use "qiki.sensor.gnss" { id = "place", on = "qiki", rate = 5 },
    q.use "qiki.sensor.thermal" { id = "heat", on = "qiki" },
  },

  agents = {
    q.use "qiki.agent.core" { id = "mind", of = "qiki", policy = "policies/ship.lua" },
    q.use "qiki.agent.core" { id = "incidents", of = "qiki", policy = "policies/incidents.lua", commands = false },
  },

  gate = { stop = { qiki = "rcs.stop" } },
  bios = { every = 1 },

  expect = {
    q.expect {
      events = {
        { "THERMAL_TRIP", from = "qiki", after = 5, before = 60 },
        { "BIOS_FAULT", from = "host" },
        { "SAFE_MODE_ENTER", from = "host", before = 62 },
        { "THERMAL_CLEAR", from = "qiki" },
        { "BIOS_OK", from = "host" },
        { "SAFE_MODE_EXIT", from = "host" },
        { "STATE_CHANGED", from = "mind" }, -- SAFE_MODE_EXIT_CONFIRMED
      },
      name = "too hot, safe, and back",
    },
    q.expect { events = { { "TEMP_CORE_TRIP", from = "incidents" } }, name = "the incident is told" },
    q.expect { metric = "host/safe_mode_entries", equals = 1 },
    q.expect { digest = "67980e972468e2b898a0e72c1b0fb1c3", no_drops = true },
  },
}
