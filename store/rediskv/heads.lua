-- Returns the clock and the score of the first entry of each of some sorted sets ('-' where there is none), in one string.
-- KEYS: the sets. They need not share a hash tag, so this is not for a cluster.
local clock = redis.call('TIME')
local all = {clock[1] .. string.format('%03d', math.floor(clock[2] / 1000))}
for i = 1, #KEYS do
  all[i + 1] = redis.call('ZRANGE', KEYS[i], 0, 0, 'WITHSCORES')[2] or '-'
end
return table.concat(all, ' ')
