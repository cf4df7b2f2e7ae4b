-- SPDX-License-Identifier: MIT
-- qiki/geometry.lua - places and velocities as east, north, up.
local geometry = {}

local function check(name, what, x)
  if type(x) ~= "number" then error("q." .. name .. ": expected " .. what .. ", found " .. tostring(x), 3) end
end

-- From the origin: `range` m on the ground at `bearing` rad clockwise from north, `height` m up.
function geometry.polar(range, bearing, height)
  check("polar", "a range in m", range)
  check("polar", "a bearing in rad", bearing)
  if height ~= nil then check("polar", "a height in m", height) end
  return { range * math.sin(bearing), range * math.cos(bearing), height or 0 }
end

-- `speed` m/s over ground on `course` rad clockwise from north, climbing `climb` m/s.
function geometry.velocity(speed, course, climb)
  check("velocity", "a speed in m/s", speed)
  check("velocity", "a course in rad", course)
  if climb ~= nil then check("velocity", "a climb in m/s", climb) end
  return { speed * math.sin(course), speed * math.cos(course), climb or 0 }
end

return geometry
