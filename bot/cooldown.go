package bot

import (
	"sync"
	"time"
)

const (
	// cooldownBurst is how many times a person may act at once: more than anybody reads.
	cooldownBurst = 10
	// cooldownPeople bounds how many people are remembered; see forget.
	cooldownPeople = 10_000
)

// cooldown keeps one person from taking the time of all others. It remembers those only who act at this moment.
type cooldown struct {
	each time.Duration // in which a person may act once more; 0 or less for no limit
	now  func() time.Time

	mu sync.Mutex
	// next is when each person would have acted if they had kept to one action each while, as in GCRA.
	next map[string]time.Time
}

// wait is how long a person has to wait; zero means that they may act, which is then counted.
func (c *cooldown) wait(person string) time.Duration {
	if person == "" || c.each <= 0 {
		return 0
	}
	now := c.now()
	c.mu.Lock()
	defer c.mu.Unlock()
	next := c.next[person]
	if next.Before(now) {
		next = now
	}
	if early := next.Sub(now) - (cooldownBurst-1)*c.each; early > 0 {
		return early
	}
	if c.next == nil {
		c.next = map[string]time.Time{}
	}
	if _, known := c.next[person]; !known && len(c.next) >= cooldownPeople {
		c.forget(now)
	}
	c.next[person] = next.Add(c.each)
	return 0
}

// forget makes room for a tenth, so that looking through all is rare: everybody goes who may act freely again, and
// then anybody.
func (c *cooldown) forget(now time.Time) {
	for person, next := range c.next {
		if next.Before(now) {
			delete(c.next, person)
		}
	}
	for person := range c.next {
		if len(c.next) <= cooldownPeople*9/10 {
			return
		}
		delete(c.next, person)
	}
}
