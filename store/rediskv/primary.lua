-- Common to the scripts that change something or look for what is due: a replica refuses them. One that takes writes would lose them
-- when it follows its primary again, and one that takes none would say so only once there is something to write.
local replication = redis.pcall('INFO', 'replication')
replication = type(replication) == 'string' and replication or ''
if replication:find('role:slave', 1, true) then
  return redis.error_reply('READONLY This server has become a replica.')
end
