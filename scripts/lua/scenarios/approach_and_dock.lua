-- SPDX-License-Identifier: MIT
-- approach_and_dock.lua - from 3 km below a station and 20 m beside its way to the dock, and away again, on nozzles alone.
--
-- Where it is it knows to a centimetre from a receiver that works with the station's (differential). Its mind says velocities, less
-- the nearer it is; at the port it has 0.08 m/s, and the latches do the rest.
local q = require "qiki"

return q.scenario {
  name = "approach and dock", seed = 7, tick = 0.5, duration = 1500,

  vehicles = {
    q.use "qiki.vehicle.point" { id = "station", at = { 0, 0, 100 }, object_class = "station", rcs_dbsm = 12, size_m = 20 },
    q.use "qiki.vehicle.craft" {
      id = "qiki", at = { 20, -10, -2911.2 }, hold = true, max_speed = 5, propellant = 20,
      station = "station", station_port = { 0, 0, -10 }, station_axis = { 0, 0, -1 },
      rcs = { pulse = 0.005 }, bus = { current = 12 }, load = { drive = 5 },
    },
  },

  sensors = {
    q.use "qiki.sensor.gnss" {
      id = "place", on = "qiki", rate = 0, noise_horizontal = 0.01, noise_vertical = 0.01, drift_horizontal = 0, drift_vertical = 0,
      noise_velocity = 0.002,
    },
  },

  agents = {
    q.use "qiki.agent.core" { id = "mind", of = "qiki", policy = "policies/rendezvous.lua", with = { up = 88.8 } },
  },

  expect = {
    q.expect {
      events = {
        { "STATE_CHANGED", from = "mind", before = 5 }, -- APPROACH
        { "STATE_CHANGED", from = "mind", after = 600 }, -- BERTHING
        { "DOCK_CAPTURED", from = "qiki" },
        { "DOCK_LOCKED", from = "qiki" },
        { "STATE_CHANGED", from = "mind" }, -- DOCKING_ENGAGED
        { "STATE_CHANGED", from = "mind" }, -- LEAVING
        { "DOCK_RELEASED", from = "qiki" },
        { "STATE_CHANGED", from = "mind" }, -- AWAY
      },
      ordered = false,
      absent = { { "COLLISION", from = "qiki" }, { "SAFE_REQUEST", from = "mind" }, { "PROPELLANT_EMPTY", from = "qiki" } },
      name = "3 km, docked, and away",
    },
    q.expect { metric = "qiki/propellant", min = 5 },
    q.expect { digest = "b890f9a91874461070cdf8e497ed6af0", no_drops = true },
  },
}
