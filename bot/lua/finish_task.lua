-- Replaces a task by the event it led to, in one step: no result is lost, none arrives twice.
-- KEYS: tasks, seen, inbox. ARGV: the task as it lies there, event id, event, now in s, seconds to remember ids.
-- Returns 1 if the event was stored, 0 if somebody else had done the task.
if redis.call('LREM', KEYS[1], 1, ARGV[1]) == 0 then return 0 end
if redis.call('ZADD', KEYS[2], 'NX', ARGV[4], ARGV[2]) == 0 then return 0 end
redis.call('EXPIRE', KEYS[2], ARGV[5])
redis.call('RPUSH', KEYS[3], ARGV[3])
return 1
