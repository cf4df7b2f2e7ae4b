-- SPDX-License-Identifier: MIT
-- sensors.lua - a craft with every sensor drifts past a rock, out of its shadow and through a belt of radiation, and they fail
-- one after the other.
--
-- The lidar dies at 40 s; at 50 s the magnetometer is stuck and knows it, and the thermometers begin to drift; the proximity sensor is
-- switched off; a burn turns the craft too fast for the star tracker.
local q = require "qiki"

local function uses(sensor, set)
  set.on = "qiki"
  return q.use("qiki.sensor." .. sensor)(set)
end

return q.scenario {
  name = "sensors", seed = 7, tick = 0.1, duration = 90,

  vehicles = {
    q.use "qiki.vehicle.craft" {
      id = "qiki", at = { 0, 0, 0 }, velocity = { 0, 1, 0 }, hold = false,
      burns = { 60, 0, 0.3, 0.2 }, -- at 60 s, forward, with the centre of mass beside the axis: it begins to turn
    },
    -- Ahead to the left; its shadow ends where the craft is after 20 s.
    q.use "qiki.vehicle.point" { id = "rock", at = { 0, 30, 60 }, object_class = "body", size_m = 40 },
    q.use "qiki.vehicle.point" { id = "debris", at = { 8, 45, 0 }, object_class = "debris", size_m = 2 },
  },

  sensors = {
    uses("imu", { gravity = 0, tell_status = true }),
    uses("gnss", { tell_status = true }),
    uses("lidar", { fault = { dead = { 40 } } }),
    uses("thermal", { fault = { drift = { 50 }, drift_rate = 2 } }),
    uses("star_tracker", {}),
    uses("magnetometer", { fault = { stuck = { 50, 70 } } }),
    -- A sphere of 10 m, 3 uSv/h within, half of that 5 m outside.
    uses("radiation", { zones = { { 0, 70, 0, 10, 3, 5 } } }),
    uses("proximity", { id = "near", range = 30, warn = 10 }),
    uses("proximity", { id = "spare", enabled = false }),
    uses("solar", { shadow_size = 30 }),
  },
}
