-- Stores an item in a mailbox unless one of its id was stored before, and announces the mailbox in any case.
-- KEYS: seen, inbox, and the stream of announcements, where it may lie beside them (on one server).
-- ARGV: mailbox, id, body, now in s, seconds to remember ids, most ids to remember.
-- Returns 1 if it was stored, 0 for a duplicate.
local fresh = redis.call('ZADD', KEYS[1], 'NX', ARGV[4], ARGV[2])
if fresh == 1 then
  redis.call('RPUSH', KEYS[2], ARGV[3])
  redis.call('ZREMRANGEBYRANK', KEYS[1], 0, -1 - ARGV[6])
end
redis.call('EXPIRE', KEYS[1], ARGV[5])
if KEYS[3] then redis.call('XADD', KEYS[3], '*', 'chat', ARGV[1]) end
return fresh
