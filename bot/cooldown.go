package bot

import (
	"sync"
	"time"

	"lede/store"
)

const (
	// cooldownBurst is how many times a person may act at once: more than anybody reads.
	cooldownBurst = 10
	// cooldownPeople bounds how many people are remembered. The half of them who acted longest ago are forgotten at once,
	// so that a flood of people costs no more than their number.
	cooldownPeople = 10_000
)

// cooldown keeps one person from taking up everybody's time. Each person has a budget of actions.
type cooldown struct {
	each time.Duration // per further action; 0 or less for no limit
	now  func() time.Time

	mu sync.Mutex
	// full is when each person's budget will be full again, see store.TakeOne; older holds people who may be forgotten.
	full, older map[string]time.Time
}

// wait returns how long a person has to wait; zero means that they may act, which is then counted.
func (c *cooldown) wait(person string) time.Duration {
	if person == "" || c.each <= 0 {
		return 0
	}
	now := c.now()
	c.mu.Lock()
	defer c.mu.Unlock()
	full, known := c.full[person]
	if !known {
		full = c.older[person]
		if c.full == nil || len(c.full) >= cooldownPeople/2 {
			c.full, c.older = map[string]time.Time{}, c.full
		}
	}
	full, wait := store.TakeOne(now, full, c.each, cooldownBurst)
	c.full[person] = full // also for those who are told to wait: they go on acting
	return wait
}
