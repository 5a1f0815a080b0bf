-- Takes sent messages out of the outbox and remembers what the chat shows now. When all are sent it hands out
-- the next update; where there is none the mailbox is given back. Run twice, it does the same once.
-- KEYS: lease, trying, inbox, outbox, screen.
-- ARGV: token, number of messages sent, number of messages left, screen or nothing if it is as before, seconds to
-- keep it.
-- Returns {0, false} if the worker has lost the mailbox, else {1, next update or false}.
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return {0, false} end
if redis.call('LLEN', KEYS[4]) == ARGV[2] + ARGV[3] then redis.call('LTRIM', KEYS[4], ARGV[2], -1) end
if ARGV[4] ~= '' then redis.call('SET', KEYS[5], ARGV[4], 'EX', ARGV[5]) end
if redis.call('EXISTS', KEYS[4]) == 1 then return {1, false} end
local update = redis.call('LINDEX', KEYS[3], 0)
if update then
  redis.call('SET', KEYS[2], redis.sha1hex(update))
else
  redis.call('DEL', KEYS[1])
end
return {1, update}
