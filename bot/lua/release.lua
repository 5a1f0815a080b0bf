-- Gives a mailbox back if nothing is left in it.
-- KEYS: lease, inbox, outbox. ARGV: token. Returns 1 if it was given back, 0 if there is more to do.
if redis.call('LLEN', KEYS[2]) + redis.call('LLEN', KEYS[3]) > 0 then return 0 end
if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end
return 1
