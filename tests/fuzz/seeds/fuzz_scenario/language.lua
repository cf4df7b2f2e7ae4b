local q = require "qiki"
local class = {}
class.__index = class
class.__tostring = function(self) return "<" .. self.id .. ">" end
local function new(id) return setmetatable({ id = id }, class) end
local words = {}
for w, i in ("one,two;three"):gmatch("(%a+)()") do words[#words + 1] = w:upper():rep(2, "-") .. i end
table.sort(words, function(a, b) return a > b end)
local co = coroutine.wrap(function(a) for i = 1, 3 do a = a + coroutine.yield(a * i) end end)
local x = co(1) + co(2)
local ok, message = pcall(error, { "bad" })
for k, v in pairs { b = 1, a = 2, [3] = 4, [true] = 5 } do x = x + v end
print(string.format("%5.2f %s %q", x, new "z", [[long]]), (("a.b"):gsub("%.", "/")), math.random(10), #words)
local guard <close> = setmetatable({}, { __close = function() x = x + 1 end })
goto done
::done::
return q.scenario { name = table.concat(words, " "), vehicles = { q.use "t.point" { at = q.polar(q.nm(2), q.deg(30), q.fl(90)), count = x // 1 | 1 } } }
