-- SPDX-License-Identifier: MIT
-- fusion.lua - three radars see one sector; the frames of one come over a link that holds some up, loses and repeats some.
--
--     qiki run scripts/lua/scenarios/fusion.lua --plot out/fusion.svg
--     qiki run scripts/lua/scenarios/fusion.lua --set held=0.6
--     qiki run scripts/lua/scenarios/fusion.lua --set window=0          # what comes late is refused
--     qiki run scripts/lua/scenarios/fusion.lua --set crooked=1 --set registration=true   # a north that is not north is found
local q = require "qiki"

local held = q.param { "held", default = 0.2, min = 0, max = 1, help = "share of the north radar's frames that come late" }
local crooked = q.param { "crooked", default = 0, min = -3, max = 3, help = "deg, what the east radar adds to bearings" }
local registration = q.param { "registration", default = false, help = "the fused picture finds what the radars add" }
local window = q.param { "window", default = 20, min = 0, max = 600, help = "s, so far back frames are put in their order" }

-- Ten aircraft, anywhere within 40 km, on any course.
local aircraft = {}
for i = 1, 10 do
  aircraft[i] = q.use "qiki.vehicle.point" {
    id = "flight" .. i,
    at = { math.random(-40000, 40000), math.random(-40000, 40000), q.km(3) },
    velocity = q.velocity(math.random(120, 220), q.deg(math.random(0, 359))),
  }
end

-- A turn in 4 s; 30 m in range, 0.2 degrees in bearing, no height.
local function radar(id, east, north, offset)
  return q.use "qiki.radar.pulse" {
    id = id, at = { east, north, 0 }, range = q.km(90), range_min = q.km(1), scan_period = 4, sectors = 4,
    model = "constant", pd = 0.9, clutter = 10,
    sigma_range = 30, resolution = 0, sigma_bearing = q.deg(0.2), beamwidth = 0, offset_bearing = offset,
  }
end

local level = { height_mean = q.km(3), height_sigma = 300 }
local function tracker(kind, id, from)
  return q.use(kind) { id = id, from = from, height_mean = level.height_mean, height_sigma = level.height_sigma,
    window = kind == "qiki.tracker.fusion" and window or nil,
    registration = kind == "qiki.tracker.fusion" and registration or nil,
    offset_azimuth = kind == "qiki.tracker.fusion" and q.deg(1) or nil }
end
local function score(of) return q.use "qiki.bridge.score" { id = of .. ".score", from = { of }, c = 1000 } end

return q.scenario {
  name = "three radars, one over a link", seed = 4, tick = 0.5, duration = 240,

  vehicles = aircraft,

  radars = {
    radar("west", q.km(-30), q.km(-15)), radar("east", q.km(35), 0, q.deg(crooked)), radar("north", 0, q.km(45)),
    -- Half a second, and 4 to 12 s more for some: frames overtake each other by one to three turns.
    q.use "qiki.radar.link" {
      id = "line", from = { "north" }, delay = 0.5, held = held, held_min = 4, held_max = 12,
      loss = 0.02, duplication = 0.02, outages = { 100, 110 },
    },
  },

  trackers = {
    tracker("qiki.tracker.fusion", "picture", { "west", "east", "line" }),
    -- For comparison: one radar alone, two pictures, and these two fused track by track.
    tracker("qiki.tracker.gnn", "coast", { "west", "east" }),
    tracker("qiki.tracker.gnn", "hill", { "line" }),
    q.use "qiki.tracker.system" { id = "joined", from = { "coast", "hill" } },
  },

  bridges = { score "picture", score "hill", score "joined" },

  -- North looks once a second, a quarter of a turn: ten of these are cut, a fifth of the others is held up.
  expect = {
    q.expect { defaults = true, metric = "line/frames.cut", min = 8, max = 12 },
    q.expect { defaults = true, metric = "picture/frames.late", min = 25, max = 75 },
    q.expect { defaults = true, metric = "picture/frames.refused", max = 0 },
    q.expect { defaults = true, tracks = "picture/confirmed", min = 8, max = 12 },
    q.expect { defaults = true, metric = "picture.score/gospa", max = 450 },
    q.expect { defaults = true, metric = "joined.score/gospa", max = 450 },
    q.expect { digest = "0570b878030cc6e70a0cbc032b5b5adf", no_drops = true },
  },
}
