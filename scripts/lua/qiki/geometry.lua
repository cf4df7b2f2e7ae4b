-- SPDX-License-Identifier: MIT
-- qiki/geometry.lua - places and velocities as east, north, up.
local numbers = require "qiki.numbers"
local geometry = {}

-- Three numbers behind `who`, the last one 0 if absent.
local function three(who, what, ...)
  local first, second, up = ...
  local count, call = select("#", ...), "q." .. who .. "(" .. table.concat(what, ", ") .. ")"
  if count > 3 then error("q." .. who .. ": expected " .. call .. ", found " .. count .. " values", 3) end
  local remedy = type(first) == "table" and "; it is " .. call or nil
  numbers.number(who, what.first, first, 0, remedy)
  numbers.number(who, what.second, second)
  if up ~= nil then numbers.number(who, what.third, up) end
  return first, second, up or 0
end

local of_place = { "range", "bearing", "height", first = "a range in m", second = "a bearing in rad", third = "a height in m" }
local of_velocity = {
  "speed", "course", "climb", first = "a speed in m/s", second = "a course in rad", third = "a climb in m/s",
}

-- From the origin: `range` m on the ground at `bearing` rad clockwise from north, `height` m up.
function geometry.polar(...)
  local range, bearing, height = three("polar", of_place, ...)
  return { range * math.sin(bearing), range * math.cos(bearing), height }
end

-- `speed` m/s over ground on `course` rad clockwise from north, climbing `climb` m/s.
function geometry.velocity(...)
  local speed, course, climb = three("velocity", of_velocity, ...)
  return { speed * math.sin(course), speed * math.cos(course), climb }
end

return geometry
