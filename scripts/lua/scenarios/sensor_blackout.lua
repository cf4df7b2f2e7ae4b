-- SPDX-License-Identifier: MIT
-- sensor_blackout.lua - all sensors of a craft go dark while it flies: SAFE_MODE, and back.
--
-- Receiver and inertial unit are silent from 10 to 20 s. Five seconds later their last values are stale: the mind stops the craft and
-- asks for SAFE_MODE. When they speak again, three good cycles of a second end it.
local q = require "qiki"

local dark = { 10, 20 }

return q.scenario {
  name = "sensor blackout", seed = 7, tick = 0.1, duration = 30,

  vehicles = { q.use "qiki.vehicle.craft" { id = "qiki", at = { 0, 0, 100 }, hold = true } },

  sensors = {
    q.use "qiki.sensor.gnss" { id = "place", on = "qiki", rate = 5, outages = dark },
    q.use "qiki.sensor.imu" { id = "motion", on = "qiki", outages = dark },
  },

  agents = { q.use "qiki.agent.core" { id = "mind", of = "qiki", policy = "policies/ship.lua" } },

  expect = {
    q.expect {
      events = {
        { "STATE_CHANGED", from = "mind", before = 2 },               -- SHIP_STARTUP to SHIP_IDLE
        { "SAFE_REQUEST", from = "mind", at = 15.1, within = 0.3 },
        { "STATE_CHANGED", from = "mind", at = 15.1, within = 0.3 },  -- SAFE_MODE_ENTER_SENSORS_STALE
        { "SAFE_MODE_ENTER", from = "host", at = 15.1, within = 0.3 }, -- the gate's
        { "SAFE_CYCLE_GOOD", from = "mind", after = 20, before = 22.5 },
        { "SAFE_MODE_EXIT", from = "host", at = 24, within = 0.3 },
        { "STATE_CHANGED", from = "mind", after = 24, before = 26 },  -- SAFE_MODE_EXIT_CONFIRMED
      },
      name = "SAFE_MODE, and back",
    },
    q.expect { metric = "host/safe_mode_entries", equals = 1 },
    q.expect { metric = "mind/bios.bad_ticks", min = 40, max = 60 },
    q.expect { digest = "4937f784d2286426c4f7121a5ace6e29", no_drops = true },
  },
}
