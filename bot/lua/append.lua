-- Stores an item in a mailbox unless one of its id was stored before.
-- KEYS: seen, inbox. ARGV: id, body, now in s, seconds to remember ids, most ids to remember.
-- Returns 1 if it was stored, 0 for a duplicate.
local fresh = redis.call('ZADD', KEYS[1], 'NX', ARGV[3], ARGV[1])
if fresh == 1 then
  redis.call('RPUSH', KEYS[2], ARGV[2])
  redis.call('ZREMRANGEBYRANK', KEYS[1], 0, -1 - ARGV[5])
end
redis.call('EXPIRE', KEYS[1], ARGV[4])
return fresh
