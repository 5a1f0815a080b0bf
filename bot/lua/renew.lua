-- Keeps the hold on a mailbox. KEYS: lease. ARGV: token, lease in ms. Returns 1 if the worker has it.
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call('PEXPIRE', KEYS[1], ARGV[2])
