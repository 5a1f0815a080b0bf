-- Takes a mailbox for one worker, or finds that another has it. One with nothing to send or to answer is not
-- taken: whatever comes is announced.
-- KEYS: lease, trying, chat, inbox, outbox, tasks, screen. ARGV: the worker's token, lease in ms.
-- Returns {0, ms until the other's lease ends}, or {1, now in µs, next update, whether it was handed out before,
-- chat, outbox, number of tasks, screen}.
local holder = redis.call('GET', KEYS[1])
if holder and holder ~= ARGV[1] then return {0, redis.call('PTTL', KEYS[1])} end
local update = redis.call('LINDEX', KEYS[4], 0)
local outbox = redis.call('LRANGE', KEYS[5], 0, -1)
local tasks = redis.call('LLEN', KEYS[6])
if not update and #outbox == 0 then
  redis.call('DEL', KEYS[1])
  return {1, 0, false, 0, false, outbox, tasks, false}
end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
local again = 0
if update then
  local digest = redis.sha1hex(update)
  if redis.call('GET', KEYS[2]) == digest then again = 1 else redis.call('SET', KEYS[2], digest) end
end
local clock = redis.call('TIME')
return {
  1, clock[1] * 1000000 + clock[2], update, again, redis.call('GET', KEYS[3]), outbox, tasks,
  redis.call('GET', KEYS[7]),
}
