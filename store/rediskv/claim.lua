-- Claims what is due in one partition.
-- KEYS[1] the due set, KEYS[2] the partition's server; ARGV: limit, lease in milliseconds, prefix of the item keys, token.
-- Returns member, due, attempt, token, lapsed and doubt (1 or 0) of each claim, and the clock. Item keys share the hash tag of KEYS[1].
local due = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', whole(now), 'WITHSCORES', 'LIMIT', 0, ARGV[1])
local since = lost(KEYS[2], false)
local claims = {}
-- A slot outside the years 1 to 9999, or more attempts than there can be, no Lede has written, and nobody could settle.
local within = function(s, low, high) local n = tonumber(s); return n and n >= low and n <= high end
for i = 1, #due, 2 do
  local key, slot, attempt, lapsed = ARGV[3] .. due[i], tonumber(due[i + 1]), 0, '0'
  local token = ARGV[4] .. '-' .. i
  local item = redis.pcall('HMGET', key, 'due', 'attempt', 'token')
  if item.err then
    -- Not a hash, so not ours: it must not hold up the others.
    redis.call('DEL', key)
  elseif within(item[1], -62135596800000, 253402300799999) and within(item[2], 0, 1e9) then
    slot, attempt = tonumber(item[1]), tonumber(item[2])
    lapsed = (item[3] or '') ~= '' and '1' or '0'
  end
  redis.call('HSET', key, 'due', whole(slot), 'attempt', whole(attempt + 1), 'token', token)
  redis.call('ZADD', KEYS[1], whole(now + ARGV[2]), due[i])
  table.insert(claims, {due[i], whole(slot), whole(attempt + 1), token, lapsed, slot <= since and '1' or '0', whole(now)})
end
return claims
