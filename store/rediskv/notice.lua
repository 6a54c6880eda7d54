-- Notes which server a partition is on. KEYS[1] the partition's server; ARGV[1] is fresh when nothing was ever written, and doubt
-- when anything up to now may have been lost.
local since = lost(KEYS[1], ARGV[1] == 'fresh')
-- By this a mark that was made anew is known from the one that was there.
redis.call('HSETNX', KEYS[1], 'made', clock[1] .. clock[2])
if ARGV[1] == 'doubt' then
  redis.call('HSET', KEYS[1], 'since', whole(math.max(since, now)))
end
return 1
