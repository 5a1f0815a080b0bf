-- Takes a mailbox for one worker, or finds that another has it.
-- KEYS: lease, chat, inbox, outbox, tasks, screen. ARGV: the worker's token, lease in ms.
-- Returns false if it is taken; else chat, first of inbox, first of outbox, number of tasks, screen.
local holder = redis.call('GET', KEYS[1])
if holder and holder ~= ARGV[1] then return false end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return {
  redis.call('GET', KEYS[2]), redis.call('LINDEX', KEYS[3], 0), redis.call('LINDEX', KEYS[4], 0),
  redis.call('LLEN', KEYS[5]), redis.call('GET', KEYS[6]),
}
