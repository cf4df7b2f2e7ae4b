-- SPDX-License-Identifier: MIT
-- qiki/prior.lua - what a tracker may be told of targets before the first plot, from what a set's meta.json says of them.
local q = require "qiki"

local no_limit, positive, not_negative = {}, { above = 0 }, { least = 0 }

-- Mean of v^2 of a speed that is uniform over { least, greatest }.
local function mean_square(limits) return (limits[1]^2 + limits[1] * limits[2] + limits[2]^2) / 3 end
local function mean(limits) return limits and (limits[1] + limits[2]) / 2 or nil end

-- Limits of speed, m/s, turn rate, rad/s, and how long turns and straight parts last, s; nil is what is not said.
local function habits(meta)
  local h = { speed = meta.between("speed_mps", not_negative), turn = meta.between("turn_deg_s", no_limit),
    turning = meta.between("turn_s", positive), straight = meta.between("straight_s", not_negative) }
  if h.speed and h.speed[2] == 0 then meta.wrong("speed_mps", "a greatest speed above 0", h.speed) end
  if h.turn then h.turn = { q.deg(h.turn[1]), q.deg(h.turn[2]) } end
  return h
end

-- Spectral density of acceleration, m^2/s^3: said, or that of turns, whose mean square acceleration lasts about one
-- period (Bar-Shalom, Li, Kirubarajan 2001, section 6.2.2).
local function density(meta, h)
  if meta.all.q_m2_s3 ~= nil then return meta.number("q_m2_s3", not_negative) end
  if not (h.turn and h.speed) then return nil end
  for _, key in ipairs { "turn_s", "straight_s" } do
    if meta.all[key] == nil then meta.wrong(key, "[least, greatest], two numbers, as turn_deg_s is said and q_m2_s3 is not", nil) end
  end
  local turning, straight = h.turning[1] + h.turning[2], h.straight[1] + h.straight[2]
  return mean_square(h.speed) * mean_square(h.turn) * turning / (turning + straight) * meta.number("period_s", positive)
end

-- Root mean square of the turn rates, rad/s; none where the law of motion is said.
local function turn_rate(meta, h)
  if meta.all.q_m2_s3 ~= nil then return 0 end
  return h.turn and math.sqrt(mean_square(h.turn)) or nil
end

-- Where targets begin and how fast, as a Gaussian of x, vx, y, vy; nil where nothing is said of it.
local function birth_of(meta)
  local said = meta.all.birth
  if said == nil then return nil end
  if type(said) ~= "table" or said == q.null then meta.wrong("birth", "an object with mean and std", said) end
  local four = "four numbers: of x, vx, y, vy"
  local function weight(key)
    local x = said[key]
    if x ~= nil and not (type(x) == "number" and x >= 0) then meta.wrong("birth." .. key, "a number from 0 on", x) end
    return x
  end
  return { mean = meta.list("mean", 4, four, no_limit, "birth"), std = meta.list("std", 4, four .. ", each", positive, "birth"),
    first = weight "weight_first", scan = weight "weight_per_scan" }
end

-- The fastest target, m/s, with room for the error of a first velocity; of a Gaussian birth four standard deviations.
local function fastest(h, birth)
  if h.speed then return 1.25 * h.speed[2] end
  return birth and math.sqrt(2) * (math.abs(birth.mean[2]) + 4 * birth.std[2]) or nil
end

-- How long targets stay, s, within what trackers take: whoever never leaves stays for longer than any run.
local function survival(meta, period)
  local stay, time = meta.maybe("ps", { above = 0, most = 1 }), period
  local late = meta.maybe("late_fraction", { least = 0, below = 1 })
  if not stay and late then stay, time = 1 - late, period * meta.number("scans", positive) end -- so many stay for the whole of a run
  return stay and math.max(1, math.min(1e9, -time / math.log(stay))) or nil
end

-- Where targets begin, m and m/s, how many a second, and how long they stay, s.
local function births(meta, h, b)
  local period = meta.number("period_s", positive)
  local out, side = { survival_time = survival(meta, period) }, meta.maybe("square_m", positive)
  if side then out.area = { -side / 2, side / 2, -side / 2, side / 2 } end
  if h.speed then out.sigma_speed = math.sqrt(mean_square(h.speed) / 2) end
  if b and (b.first or b.scan) then
    out.first, out.rate = b.first or 0, (b.scan or 0) / period
    out.east, out.speed_east, out.north, out.speed_north = b.mean[1], b.mean[2], b.mean[3], b.mean[4]
    out.sigma_east, out.sigma_north, out.sigma_speed = b.std[1], b.std[3], b.std[2]
  end
  return out
end

-- meta: of qiki/meta.lua. Absent is what it does not say.
return function(meta)
  local h, birth = habits(meta), birth_of(meta)
  return {
    q = density(meta, h), q_steady = meta.all.q_m2_s3, turn_rate = turn_rate(meta, h),
    turn_time = mean(h.turning), straight_time = mean(h.straight),
    fastest = fastest(h, birth), births = births(meta, h, birth),
  }
end
