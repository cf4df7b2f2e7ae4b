-- SPDX-License-Identifier: MIT
-- detections.lua - a folder of recorded detections, run by run, and the tracker of your choice.
--
--     qiki run detections.lua --set dir=DIR --set tracker=qiki.tracker.gnn --csv OUT
--
-- DIR holds detections.csv or detections.csv.gz (run, scan, time_s and range_m, bearing_rad and perhaps range_rate_mps, or x_m, y_m) and meta.json,
-- which says what the radar and its targets are like. OUT/tracks.csv gets the confirmed tracks right after each scan.
-- Neither this script nor the radar looks at any other file of the folder.
local q = require "qiki"

local dir = q.param { "dir", type = "text", help = "folder with meta.json and detections.csv or detections.csv.gz" }
local tracker = q.param { "tracker", default = "qiki.tracker.gnn", help = "id of the tracker" }

-- How wrong the tracker's assumptions are; the detections stay. For robustness: qiki compare ... --vary assume_r=0.1,0.5,1,2,10
local function assumed(name, help) return q.param { name, default = 1.0, min = 0.001, max = 1000, help = help } end
local assume_r = assumed("assume_r", "variance of the noise that the tracker is told / the true one")
local assume_q = assumed("assume_q", "the same of the density of acceleration")
local assume_miss = assumed("assume_miss", "the same of the probability of a miss, 1 - pd")
local assume_clutter = assumed("assume_clutter", "the same of the density of clutter")

local meta = q.json(dir .. "/meta.json")
if type(meta) ~= "table" then error(dir .. "/meta.json: expected an object, found " .. tostring(meta)) end
local polar = meta.kind == "polar"

local function need(key)
  local value = meta[key]
  if type(value) ~= "number" then
    error(dir .. "/meta.json: expected a number \"" .. key .. "\", found " .. tostring(value))
  end
  return value
end
if not polar and meta.kind ~= "cartesian" then
  error(dir .. "/meta.json: kind: expected \"polar\" or \"cartesian\", found " .. tostring(meta.kind))
end

-- Mean of v^2 of a speed that is uniform over { least, greatest }.
local function mean_square(limits) return (limits[1]^2 + limits[1] * limits[2] + limits[2]^2) / 3 end

-- Spectral density of acceleration: said, or that of turns, whose mean square acceleration lasts about one period
-- (Bar-Shalom, Li, Kirubarajan 2001, section 6.2.2).
local function density()
  if meta.q_m2_s3 then return need "q_m2_s3" end
  if not (meta.turn_deg_s and meta.speed_mps) then return nil end
  local rate = { q.deg(meta.turn_deg_s[1]), q.deg(meta.turn_deg_s[2]) }
  local turning, straight = meta.turn_s[1] + meta.turn_s[2], meta.straight_s[1] + meta.straight_s[2]
  return mean_square(meta.speed_mps) * mean_square(rate) * turning / (turning + straight) * need "period_s"
end

-- Root mean square of the turn rates; none where the law of motion is said.
local function turns()
  if meta.q_m2_s3 then return 0 end
  return meta.turn_deg_s and math.sqrt(mean_square { q.deg(meta.turn_deg_s[1]), q.deg(meta.turn_deg_s[2]) }) or nil
end
local function mean(limits) return limits and (limits[1] + limits[2]) / 2 or nil end

-- The fastest target, with room for the error of a first velocity; of a Gaussian birth four standard deviations.
local function fastest()
  if meta.speed_mps then return 1.25 * meta.speed_mps[2] end
  local birth = meta.birth
  return birth and math.sqrt(2) * (math.abs(birth.mean[2]) + 4 * birth.std[2]) or nil
end

local period = need "period_s"
local noise = math.sqrt(assume_r)
local pd = need "pd"
if assume_miss ~= 1 then pd = math.max(0.01, math.min(0.9999, 1 - assume_miss * (1 - pd))) end

-- Of the baseline, in m: the first step of a new track, and three standard deviations at the edge.
local function gate()
  if tracker ~= "qiki.tracker.alphabeta" or not fastest() then return nil end
  local noise = polar and math.max(need "sigma_range_m", need "sigma_bearing_rad" * need "max_range_m")
    or need "sigma_xy_m"
  return fastest() * period + 3 * noise
end
-- Where targets begin and how long they stay, for a tracker that can be told. The clock says the first scan.
local function birth()
  if tracker ~= "qiki.tracker.pmbm" then return {} end
  local b, known = meta.birth, {}
  if meta.ps then known.survival_time = -period / math.log(meta.ps)
  elseif meta.late_fraction then -- so many do not stay for the whole of a run
    known.survival_time = -period * need "scans" / math.log(1 - meta.late_fraction)
  end
  if meta.square_m then
    local half = meta.square_m / 2
    known.birth_area = { -half, half, -half, half }
  end
  if meta.speed_mps then known.birth_sigma_speed = math.sqrt(mean_square(meta.speed_mps) / 2) end
  if b then
    known.birth_first, known.birth_rate = b.weight_first, b.weight_per_scan / period
    known.birth_east, known.birth_speed_east = b.mean[1], b.mean[2]
    known.birth_north, known.birth_speed_north = b.mean[3], b.mean[4]
    known.birth_sigma_east, known.birth_sigma_north, known.birth_sigma_speed = b.std[1], b.std[3], b.std[2]
  end
  return known
end
local known = birth()
local plain, packed = dir .. "/detections.csv", dir .. "/detections.csv.gz"

return q.scenario {
  name = "detections " .. tostring(meta.set or ""), seed = 1, tick = math.floor(period * 1e9 + 0.5) / 1e9, runs = meta.runs or 1,

  radars = {
    q.use "qiki.radar.csv" {
      id = "recorded", file = q.there(packed) and packed or plain,
      measure = polar and "polar" or "enu", scan_period = period, scans = meta.scans,
      range_min = polar and (meta.min_range_m or 0) or 0, range_max = polar and (meta.max_range_m or 0) or 0,
      pd = pd,
      clutter_density = assume_clutter * need(polar and "clutter_density_per_m_rad" or "clutter_density_per_m2"),
      sigma = polar and { range = noise * need "sigma_range_m", bearing = noise * need "sigma_bearing_rad",
          range_rate = meta.sigma_range_rate_mps and noise * need "sigma_range_rate_mps" or 0 }
        or { position = noise * need "sigma_xy_m" },
    },
  },

  -- The frames say noise, detection probability and clutter; motion is for whoever has such a parameter.
  trackers = {
    q.use(tracker) {
      id = "picture", from = { "recorded" },
      ["state_dims?"] = 2, ["q?"] = density() and assume_q * density(), ["max_speed?"] = fastest(),
      ["gate?"] = gate(), ["q_steady?"] = meta.q_m2_s3 and assume_q * meta.q_m2_s3, ["turn_rate?"] = turns(),
      ["turn_time?"] = mean(meta.turn_s), ["straight_time?"] = mean(meta.straight_s),
      ["survival_time?"] = known.survival_time,
      ["birth_area?"] = known.birth_area, ["birth_first?"] = known.birth_first, ["birth_rate?"] = known.birth_rate,
      ["birth_east?"] = known.birth_east, ["birth_sigma_east?"] = known.birth_sigma_east,
      ["birth_north?"] = known.birth_north, ["birth_sigma_north?"] = known.birth_sigma_north,
      ["birth_speed_east?"] = known.birth_speed_east, ["birth_speed_north?"] = known.birth_speed_north,
      ["birth_sigma_speed?"] = known.birth_sigma_speed,
    },
  },

  bridges = { q.use "qiki.bridge.csv" { id = "tracks", records = "tracks", tracks = "confirmed", run_column = true } },

  expect = { q.expect { no_drops = true, no_late_frames = true, no_warnings = true } },
}
