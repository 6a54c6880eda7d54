package feeds

import (
	"math/rand/v2"
	"time"
)

const (
	ceiling = 24 * time.Hour // the longest between two requests, unless the site itself asks for more
	// unconditionalFloor is the least between two requests to a server by whose answers it cannot be told whether anything changed.
	unconditionalFloor = time.Hour
	unknownPace        = 2 * time.Hour // until there is one
	paceItems          = 20            // by how many items the pace is told
	mostJitter         = 30 * time.Minute

	restFor     = 4 * time.Hour      // how long a site rests that gives no time
	longestRest = 7 * 24 * time.Hour // a site may ask for

	wholeEvery = 24 * time.Hour     // after how long with "not modified" alone a feed is asked without conditions
	movedFor   = 6 * 24 * time.Hour // how long an address must lead elsewhere for good until that is believed

	toldAfterFails = 3
	toldAfter      = 24 * time.Hour
)

// observed is the time between two new items, by when they were published as far as that can be true, else by when they were seen. That nothing has
// come since the newest counts too, so that a feed that falls silent is asked less and less.
func observed(items []Item, now time.Time) time.Duration {
	list := items[max(0, len(items)-paceItems):]
	if len(list) == 0 {
		return 0
	}
	first := now
	for _, i := range list {
		at := i.Seen
		if i.Published != nil && i.Published.Before(at) {
			at = *i.Published
		}
		if at.Before(first) {
			first = at
		}
	}
	return now.Sub(first) / time.Duration(len(list))
}

// wait is how long not to ask for a feed, from one answer to the next request, without jitter. maxAge is below 0 when the
// server does not say.
func (e entry) wait(floor, maxAge time.Duration) time.Duration {
	pace := e.Pace / 2 // half of it, so that an item waits for a quarter of the pace on average
	if e.Pace == 0 {
		pace = unknownPace / 2
	}
	least := floor
	if e.ETag == "" && e.LastModified == "" {
		least = max(floor, unconditionalFloor)
	}
	return min(max(pace, e.Every, maxAge, least), ceiling)
}

// backoff is how long not to ask for a feed that failed so often in a row.
func backoff(floor time.Duration, fails int) time.Duration {
	return min(floor<<min(max(fails-1, 0), 10), ceiling)
}

// jittered is a little longer, so that what was asked together is not asked together for ever. It is never shorter.
func jittered(wait time.Duration) time.Duration {
	return wait + rand.N(min(wait/10, mostJitter)+1)
}

// rest is how long a site is left alone that asks for it. asked is below 0 when it gives no time.
func rest(floor, asked time.Duration) time.Duration {
	if asked < 0 {
		return restFor
	}
	return min(max(asked, floor), longestRest)
}
