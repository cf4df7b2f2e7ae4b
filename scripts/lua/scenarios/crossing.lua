-- SPDX-License-Identifier: MIT
-- crossing.lua - twelve aircraft meet near one point, in clutter; two trackers try to tell them apart.
--
--     qiki run scripts/lua/scenarios/crossing.lua --plot out/crossing.svg
--     qiki run scripts/lua/scenarios/crossing.lua --set clutter=100
--     qiki run scripts/lua/scenarios/crossing.lua --plugin build --set tracker=org.example.tracker.mine
local q = require "qiki"

local clutter = q.param { "clutter", default = 20, min = 0, max = 1000, help = "false contacts a scan" }
local guest = q.param { "tracker", default = "", help = "a plugin's id: one tracker more, with marks" }
local pd = q.param { "pd", default = 0.9, min = 0.1, max = 0.99, help = "detection probability" }

local meeting, half_time = { q.km(20), q.km(25), q.km(1) }, 120

-- Courses within a quarter circle, 140 to 200 m/s; each passes the meeting point within some 150 m, all at half time.
local aircraft = {}
for i = 1, 12 do
  local v = q.velocity(math.random(140, 200), q.deg(15 + 90 * (i - 1) / 11))
  local function start(axis) return meeting[axis] - v[axis] * half_time + math.random(-150, 150) end
  aircraft[i] = q.use "qiki.vehicle.point" {
    id = "flight" .. i, at = { start(1), start(2), meeting[3] }, velocity = v,
  }
end

local trackers = {
  -- The plots tell no height, and a slant range is a place only with one: both are told the level that the sector flies at.
  q.use "qiki.tracker.gnn" { id = "gnn", from = { "tower" }, height_mean = meeting[3], height_sigma = 300 },
  -- The baseline: fixed gains, and a fixed gate that a new track's first step must fit into.
  q.use "qiki.tracker.alphabeta" { id = "alphabeta", from = { "tower" }, gate = 1000, height_mean = meeting[3] },
}

-- Marks of all in the report; they read the truth, which no tracker can.
local bridges = {
  q.use "qiki.bridge.score" { id = "gnn.score", from = { "gnn" }, c = 1000 },
  q.use "qiki.bridge.score" { id = "alphabeta.score", from = { "alphabeta" }, c = 1000 },
}

if guest ~= "" then
  table.insert(trackers, q.use(guest) {
    id = "guest", from = { "tower" }, ["height_mean?"] = meeting[3], ["height_sigma?"] = 300,
  })
  table.insert(bridges, q.use "qiki.bridge.score" { id = "guest.score", from = { "guest" }, c = 1000 })
end

return q.scenario {
  name = "crossing", seed = 1, tick = 0.5, duration = 2 * half_time,

  vehicles = aircraft,

  -- An approach radar: a turn in 4 s, 30 m in range, 0.3 degrees in bearing, no height.
  radars = {
    q.use "qiki.radar.pulse" {
      id = "tower", range = q.km(60), range_min = q.km(1), scan_period = 4, sectors = 8,
      model = "constant", pd = pd, clutter = clutter,
      sigma_range = 30, resolution = 0, sigma_bearing = q.deg(0.3), beamwidth = 0,
    },
  },

  trackers = trackers,
  bridges = bridges,

  -- Sixty turns, each with 12 aircraft at pd and Poisson clutter: 1848 contacts, give or take 36. Right after the crossing
  -- either tracker may hold a few aircraft too few, or follow clutter.
  expect = {
    q.expect { defaults = true, metric = "tower/contacts", min = 1660, max = 2040 },
    q.expect { defaults = true, tracks = "gnn/confirmed", min = 6, max = 15 },
    q.expect { defaults = true, tracks = "alphabeta/confirmed", min = 5, max = 18 },
    q.expect { defaults = true, metric = "gnn.score/gospa", max = 1000 },
    q.expect { digest = "f563f83dffa7311a1836520610b57dec", no_drops = true, no_late_frames = true, no_warnings = true },
  },
}
