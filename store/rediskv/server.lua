-- Common to the scripts: whether writes may have been lost, which nothing says but a change of server.
local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
local whole = function(n) return string.format('%.0f', n) end

-- Returns the instant up to which writes may have been lost, as the hash at a key knows it, and keeps the hash
-- up to date. fresh says that nothing was ever written, so nothing can have been lost.
local lost = function(key, fresh)
  local history = replication:match('master_replid:(%w+)') or ''
  local known = redis.call('HMGET', key, 'run', 'history', 'since')
  local since = tonumber(known[3]) or 0
  if history == '' then
    -- A server that tells nothing of itself, as one that came by a failover with rights of its own: anything may be lost.
    return now + 1000
  end
  -- Every restart and every takeover begins a new history.
  if known[2] == history then
    return since
  end
  local server = redis.pcall('INFO', 'server')
  server = type(server) == 'string' and server or ''
  local run = server:match('run_id:(%w+)') or ''
  if known[1] == run and known[2] == history then
    return since
  end
  -- A history before this one is that of the master from which this server took over, or of a restart from a
  -- snapshot. Without one the history is new because the server is, or because it has had no replica for long.
  local taken = (replication:match('master_replid2:(%w+)') or ''):find('[^0]')
  local uptime = tonumber(server:match('uptime_in_seconds:(%d+)'))
  if fresh then
    since = 0
  elseif taken or not uptime then
    -- When it took over is not said: at the latest now, and the clocks of two servers may differ by a second.
    since = math.max(since, now + 1000)
  elseif known[1] ~= run then
    -- It restarted; the time since then is told in whole seconds.
    since = math.max(since, (clock[1] - uptime + 1) * 1000)
  end
  redis.call('HSET', key, 'run', run, 'history', history, 'since', whole(since))
  return since
end
