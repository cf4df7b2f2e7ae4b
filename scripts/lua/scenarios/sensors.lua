-- SPDX-License-Identifier: MIT
-- sensors.lua - a craft with every sensor drifts through the shadow of a rock and through a belt of radiation, while some
-- of them fail.
--
-- The lidar dies at 40 s. At 50 s the magnetometer is stuck for 20 s, and the thermometers begin to drift, until they warn
-- of heat that is not there. One proximity sensor is switched off. A second craft tumbles too fast for its star tracker.
local q = require "qiki"

local function uses(sensor, set)
  set.on = set.on or "qiki"
  return q.use("qiki.sensor." .. sensor)(set)
end

return q.scenario {
  name = "sensors", seed = 7, tick = 0.1, duration = 90,

  vehicles = {
    q.use "qiki.vehicle.craft" { id = "qiki", velocity = { 0, 1, 0 } },
    q.use "qiki.vehicle.craft" { id = "tumbling", at = { 500, 0, 0 }, rates = { 0, 0, q.deg(3) } },
    -- It stands over the way, and so does the sun: its shadow lies there from 10 s to 50 s.
    q.use "qiki.vehicle.point" { id = "rock", at = { 0, 30, 60 }, object_class = "body", size_m = 40 },
    q.use "qiki.vehicle.point" { id = "debris", at = { 8, 45, 0 }, object_class = "debris", size_m = 2 },
    q.use "qiki.vehicle.point" { id = "wreck", at = { 45, 70, 0 }, object_class = "debris", size_m = 6 },
  },

  sensors = {
    uses("imu", { tell_status = true }),
    uses("gnss", { tell_status = true }),
    uses("lidar", { fault = { dead = { 40 } } }),
    uses("thermal", { fault = { drift = { 50 }, drift_rate = 2 } }),
    uses("star_tracker", {}),
    uses("star_tracker", { id = "dizzy", on = "tumbling" }),
    uses("magnetometer", { fault = { stuck = { 50, 70 } } }),
    -- A sphere of 10 m, 3 uSv/h within, half of that 5 m outside.
    uses("radiation", { zones = { { 0, 70, 0, 10, 3, 5 } } }),
    uses("proximity", { id = "near", range = 30, warn = 10 }),
    uses("proximity", { id = "spare", enabled = false }),
    uses("solar", { shadow_size = 30 }),
    uses("spectrometer", { axis = { 0, -1, 0 }, made_of = "wreck: 0.8 aluminium + 0.2 gold; rock: basalt; debris: titanium" }),
  },

  expect = {
    q.expect {
      events = {
        { "SENSOR_NA", from = "spare" },
        { "SENSOR_OK", from = "star_tracker", at = 2, within = 1 },
        { "SENSOR_WARN", from = "near", after = 30, before = 40 }, -- the debris
        { "SENSOR_FAILED", from = "lidar", at = 40.1, within = 0.1 },
        { "SENSOR_FAILED", from = "magnetometer", at = 50.1, within = 0.1 },
        { "SENSOR_WARN", from = "thermal", at = 51, within = 1 },
        { "SENSOR_CRIT", from = "radiation", after = 55, before = 60 },
        { "SENSOR_OK", from = "magnetometer", at = 70.1, within = 0.1 },
        { "SENSOR_CRIT", from = "thermal", after = 70 },
        { "SENSOR_OK", from = "radiation", after = 85 },
      },
      absent = { { "SENSOR_OK", from = "lidar" }, { "SENSOR_OK", from = "dizzy" }, { "THERMAL_TRIP" } },
    },
    q.expect { metric = "spare/status", equals = 3 },
    q.expect { metric = "dizzy/locked", equals = 0 },
    q.expect { metric = "spectrometer/snr", min = 1000 },
    q.expect { metric = "radiation/dose", min = 0.02, max = 0.04 },
    q.expect { digest = "1cd791826a82b65f538879fda5e5e2e4", no_drops = true },
  },
}
