local q = require "qiki"
local p = q.policy_params {
  near = { default = 70, min = 1, max = 200, unit = "m", help = "of tracks" }, loud = { default = true },
  name = { default = "x", choices = { "x", "y" } }, steps = { default = 3, type = "integer" } }
local function top(f) return f.top_guard end
return q.policy {
  initial = "A", outside = { "HELD" },
  any = { except = { "C" }, { when = function(f) return f.critical_guards > 2 end, to = "C", because = top, except = { "B" } } },
  states = {
    A = { { when = function(f) return f.procedure_end == nil and f.speed == 3 end, start = "RUN", because = "GO" },
          { when = function(f) return f.speed == 4 end, because = "STAYS", tell = true },
          { when = function(f) return f.guard.NEAR and f.state_time > 0.4 end, to = "B", set = { near = 40, loud = false }, because = "NEAR_ONE" },
          { when = function(f) return p.loud and math.random() < 0.2 end, say = function(f) return { "go", p.near, 2 } end, priority = 0.7 } },
    B = { { when = function(f) return not f.guard.NEAR end, to = "A", set = function(f) return { near = 60 + f.state_time, name = "y" } end },
          { when = function(f) return f.speed and f.speed > 9 end, say = { { "hold" }, { "shout", "steps" } }, confidence = 0.5 } },
    C = { { when = function(f) return f.state_time > 1 end, to = "A", because = "CALM" } }, HELD = {} },
  guards = {
    { id = "NEAR", each = "track", of = "range", within = { 0, "near" }, hysteresis = 5, cooldown = 0.7, min_duration = 0.3, event = "CLOSE" },
    { id = "FOE", severity = "critical", each = "track", where = { iff = "foe", transponder = { "none", 6 }, quality = { min = 0.2 }, identified = false },
      cooldown = 1, fires = "level", when = function(t) return t.range < 150 end },
    { id = "FAST", of = "speed", within = 20, severity = "info", cooldown = 0/0, say = { "hold" }, type = "SAFETY", depends_on = "GO", conflicts_with = "CALM" } },
  procedures = { RUN = { type = "PLANNING", priority = 0.3, { say = { "go", 1, 2 }, expect = function(f) return f.speed > 1 end, timeout = 2, on_fail = "continue" },
    { say = function(f) return { "hold" } end }, { expect = function(f) return f.procedure_step == 3 end } } } }
