-- SPDX-License-Identifier: MIT
-- qiki/prior.lua - what a tracker may be told of targets before the first plot, from what a set's meta.json says of them.
local q = require "qiki"

-- Mean of v^2 of a speed that is uniform over { least, greatest }.
local function mean_square(limits) return (limits[1]^2 + limits[1] * limits[2] + limits[2]^2) / 3 end
local function mean(limits) return limits and (limits[1] + limits[2]) / 2 or nil end
local function rates(meta) return { q.deg(meta.turn_deg_s[1]), q.deg(meta.turn_deg_s[2]) } end

-- Spectral density of acceleration, m^2/s^3: said, or that of turns, whose mean square acceleration lasts about one
-- period (Bar-Shalom, Li, Kirubarajan 2001, section 6.2.2).
local function density(meta, need)
  if meta.q_m2_s3 then return need "q_m2_s3" end
  if not (meta.turn_deg_s and meta.speed_mps) then return nil end
  local turning, straight = meta.turn_s[1] + meta.turn_s[2], meta.straight_s[1] + meta.straight_s[2]
  return mean_square(meta.speed_mps) * mean_square(rates(meta)) * turning / (turning + straight) * need "period_s"
end

-- Root mean square of the turn rates, rad/s; none where the law of motion is said.
local function turn_rate(meta)
  if meta.q_m2_s3 then return 0 end
  return meta.turn_deg_s and math.sqrt(mean_square(rates(meta))) or nil
end

-- The fastest target, m/s, with room for the error of a first velocity; of a Gaussian birth four standard deviations.
local function fastest(meta)
  if meta.speed_mps then return 1.25 * meta.speed_mps[2] end
  local birth = meta.birth
  return birth and math.sqrt(2) * (math.abs(birth.mean[2]) + 4 * birth.std[2]) or nil
end

-- Where targets begin, m and m/s, how many a second, and how long they stay, s.
local function births(meta, need)
  local b, out, period = meta.birth, {}, need "period_s"
  if meta.ps then out.survival_time = -period / math.log(meta.ps)
  elseif meta.late_fraction then -- so many do not stay for the whole of a run
    out.survival_time = -period * need "scans" / math.log(1 - meta.late_fraction)
  end
  if meta.square_m then
    local half = meta.square_m / 2
    out.area = { -half, half, -half, half }
  end
  if meta.speed_mps then out.sigma_speed = math.sqrt(mean_square(meta.speed_mps) / 2) end
  if b then
    out.first, out.rate = b.weight_first, b.weight_per_scan / period
    out.east, out.speed_east, out.north, out.speed_north = b.mean[1], b.mean[2], b.mean[3], b.mean[4]
    out.sigma_east, out.sigma_north, out.sigma_speed = b.std[1], b.std[3], b.std[2]
  end
  return out
end

-- meta: the table of meta.json. need(key): the number of that key, or an error. Absent is what meta does not say.
return function(meta, need)
  return {
    q = density(meta, need), q_steady = meta.q_m2_s3, turn_rate = turn_rate(meta),
    turn_time = mean(meta.turn_s), straight_time = mean(meta.straight_s),
    fastest = fastest(meta), births = births(meta, need),
  }
end
