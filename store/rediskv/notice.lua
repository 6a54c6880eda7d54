-- Notes which server a partition is on. KEYS[1] the partition's server; ARGV[1] is 1 when nothing was ever written.
lost(KEYS[1], ARGV[1] == '1')
return 1
