-- Takes one from a budget by the generic cell rate algorithm.
-- KEYS[1] the microsecond at which the budget is full again; ARGV: microseconds in which one is gained, burst.
-- Returns the microseconds to wait: 0 when one was taken. A full budget needs no key, so the key expires then.
local clock = redis.call('TIME')
local now = clock[1] * 1000000 + clock[2]
local each, most = tonumber(ARGV[1]), ARGV[1] * ARGV[2]
-- What another program has put there counts as nothing.
local known = redis.pcall('GET', KEYS[1])
local full = type(known) == 'string' and tonumber(known) or now
-- Beyond an empty budget only a clock set back can have put it: who asks must not wait for the difference.
full = math.min(now + most, math.max(now, full)) -- in this order, for which “nan” is no number
local wait = math.max(full + each - most - now, 0)
if wait == 0 then
  full = full + each
end
redis.call('SET', KEYS[1], string.format('%.0f', full), 'PX', math.ceil((full - now) / 1000))
return wait
