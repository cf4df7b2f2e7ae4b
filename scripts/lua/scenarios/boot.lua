-- SPDX-License-Identifier: MIT
-- boot.lua - a craft wakes up: its mind waits for the BIOS, is idle, proposes to look around, is active while it turns, idle again.
--
-- The mind's policy is policies/core.lua: BOOTING, IDLE, ACTIVE. What it proposes it weighs, and one proposal becomes a command; the
-- craft turns on its nozzles, and its receipt ends the work.
local q = require "qiki"

return q.scenario {
  name = "boot", seed = 7, tick = 0.1, duration = 30,

  vehicles = { q.use "qiki.vehicle.craft" { id = "qiki", at = { 0, 0, 100 }, hold = true } },

  sensors = {
    q.use "qiki.sensor.gnss" { id = "place", on = "qiki", rate = 5 },
    q.use "qiki.sensor.imu" { id = "motion", on = "qiki" },
  },

  agents = {
    q.use "qiki.agent.core" {
      id = "mind", of = "qiki", policy = "policies/core.lua", with = { look_every = 10, look = q.deg(30) },
    },
  },

  expect = {
    q.expect {
      events = {
        { "STATE_CHANGED", from = "mind", before = 2 },             -- BOOTING to IDLE
        { "STATE_CHANGED", from = "mind", at = 10.2, within = 2 },  -- IDLE to ACTIVE
        { "STATE_CHANGED", from = "mind", after = 11, before = 28 }, -- and back
      },
      absent = { { "SAFE_REQUEST", from = "mind" }, { "VERB_NOT_OBEYED", from = "mind" } },
      name = "boots and looks around",
    },
    q.expect { metric = "mind/decide.commands", min = 1 },
    q.expect { digest = "4a3fa8a36c9b035a700cc2dab5ce4af9", no_drops = true },
  },
}
