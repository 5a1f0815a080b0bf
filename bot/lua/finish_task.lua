-- Replaces a task by the event it led to, in one step: no result is lost, none arrives twice.
-- KEYS: tasks, seen, inbox, and the stream of announcements, where it may lie beside them (on one server).
-- ARGV: mailbox, the task as it lies there, event id, event, now in s, seconds to remember ids.
-- Returns 1 if the event was stored, 0 if somebody else had done the task; the mailbox is announced in any case.
if KEYS[4] then redis.call('XADD', KEYS[4], '*', 'chat', ARGV[1]) end
if redis.call('LREM', KEYS[1], 1, ARGV[2]) == 0 then return 0 end
if redis.call('ZADD', KEYS[2], 'NX', ARGV[5], ARGV[3]) == 0 then return 0 end
redis.call('EXPIRE', KEYS[2], ARGV[6])
redis.call('RPUSH', KEYS[3], ARGV[4])
return 1
