-- Forgets a worker that has nothing in hand; one that has is left, or its announcements would go with it.
-- KEYS: stream. ARGV: group, the worker's name.
if #redis.call('XPENDING', KEYS[1], ARGV[1], '-', '+', 1, ARGV[2]) > 0 then return 0 end
return redis.call('XGROUP', 'DELCONSUMER', KEYS[1], ARGV[1], ARGV[2])
