package bot

import (
	"sync"
	"time"
)

const (
	// cooldownBurst is how many times a person may act at once: more than anybody reads.
	cooldownBurst = 10
	// cooldownPeople bounds how many people are remembered; half of them, those who acted longest ago, are forgotten
	// at once, so that a flood of people costs no more than their number.
	cooldownPeople = 10_000
)

// cooldown keeps one person from taking the time of all others. It remembers those only who act at this moment.
type cooldown struct {
	each time.Duration // in which a person may act once more; 0 or less for no limit
	now  func() time.Time

	mu sync.Mutex
	// next is when each person would have acted if they had kept to one action each while, as in GCRA.
	next, older map[string]time.Time
}

// wait is how long a person has to wait; zero means that they may act, which is then counted.
func (c *cooldown) wait(person string) time.Duration {
	if person == "" || c.each <= 0 {
		return 0
	}
	now := c.now()
	c.mu.Lock()
	defer c.mu.Unlock()
	next, known := c.next[person]
	if !known {
		next = c.older[person]
		if c.next == nil || len(c.next) >= cooldownPeople/2 {
			c.next, c.older = map[string]time.Time{}, c.next
		}
		c.next[person] = next // also of those who are told to wait: they go on acting
	}
	if next.Before(now) {
		next = now
	}
	if early := next.Sub(now) - (cooldownBurst-1)*c.each; early > 0 {
		return early
	}
	c.next[person] = next.Add(c.each)
	return 0
}
