-- SPDX-License-Identifier: MIT
-- qiki/units.lua - units of the field into SI and radians; each takes a number or a list of numbers.
local numbers = require "qiki.numbers"
local units = {}

local function unit(name, convert, least)
  units[name] = function(x, ...)
    if math.type(x) and x == x and not least and ... == nil then return convert(x) end -- nothing to say
    return numbers.each(name, convert, least, x, ...)
  end
end
local function factor(name, f) unit(name, function(x) return x * f end) end

factor("deg", math.pi / 180) -- rad
factor("mrad", 1e-3)         -- rad
factor("nm", 1852.0)          -- nautical miles: m
factor("km", 1e3)            -- m
factor("ft", 0.3048)         -- m
factor("fl", 30.48)          -- flight level, hundreds of feet: m
unit("kt", function(x) return x * 1852 / 3600 end) -- knots: m/s
unit("kmh", function(x) return x / 3.6 end)        -- km/h: m/s
unit("fpm", function(x) return x * 0.3048 / 60 end) -- feet per minute: m/s
factor("g", 9.80665)         -- standard gravity: m/s^2
unit("ms", function(x) return x / 1e3 end)  -- milliseconds: s
unit("us", function(x) return x / 1e6 end)  -- microseconds: s
factor("minutes", 60.0)       -- s
factor("hours", 3600.0)       -- s
factor("khz", 1e3)           -- Hz
factor("mhz", 1e6)           -- Hz
factor("ghz", 1e9)           -- Hz
factor("kw", 1e3)            -- W
unit("rpm", function(x) return x * math.pi / 30 end)            -- revolutions per minute: rad/s
unit("db", function(x) return math.pow(10, x / 10) end)         -- dB: power ratio
unit("dbsm", function(x) return math.pow(10, x / 10) end)       -- dB over one square metre: m^2
unit("dbm", function(x) return math.pow(10, x / 10) / 1e3 end)  -- dB over one milliwatt: W
unit("celsius", function(x) return x + 273.15 end, -273.15)     -- K

return units
