-- Makes the changes of an edit, all or none, if what the edit has read is still so. Returns 1, or 0 if it is not.
-- KEYS: one for each check, then one for each change. ARGV: how many checks; the channel and what to announce on it
-- ('' for nothing); of each check the field ('' for the whole hash) and the SHA-1 of what was there ('' for nothing);
-- of each change the command, how many arguments follow its key, and these.
local at = 4
for i = 1, tonumber(ARGV[1]) do
  local is
  if ARGV[at] == '' then
    is = cmsgpack.pack(redis.call('HGETALL', KEYS[i]))
  else
    is = redis.call('HGET', KEYS[i], ARGV[at])
  end
  if (is and redis.sha1hex(is) or '') ~= ARGV[at + 1] then
    return 0
  end
  at = at + 2
end
-- A script that fails stops halfway, as it would where another program has put a value of another type.
local was = at
for i = ARGV[1] + 1, #KEYS do
  if ARGV[at] == 'hset' or ARGV[at] == 'hdel' then
    redis.call('HGET', KEYS[i], '')
  elseif ARGV[at] == 'zadd' or ARGV[at] == 'zrem' then
    redis.call('ZSCORE', KEYS[i], '')
  end
  at = at + 2 + ARGV[at + 1]
end
at = was
for i = ARGV[1] + 1, #KEYS do
  local last = at + 1 + ARGV[at + 1]
  redis.call(ARGV[at], KEYS[i], unpack(ARGV, at + 2, last))
  at = last + 1
end
if ARGV[3] ~= '' then
  redis.call('PUBLISH', ARGV[2], ARGV[3])
end
return 1
