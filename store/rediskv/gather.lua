-- Reads fields of hashes, and whole hashes, as of one moment. KEYS[i] a hash; ARGV[i] its field, '' for all of them.
-- Returns for each its fields and values, all in one string, as MessagePack.
local all = {}
for i = 1, #KEYS do
  if ARGV[i] == '' then
    all[i] = redis.call('HGETALL', KEYS[i])
  else
    local value = redis.call('HGET', KEYS[i], ARGV[i])
    all[i] = value and {ARGV[i], value} or {}
  end
end
return cmsgpack.pack(all)
