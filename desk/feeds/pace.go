package feeds

import (
	"math/rand/v2"
	"slices"
	"time"
)

const (
	ceiling = 24 * time.Hour // the longest between two requests, unless the site itself asks for more
	// unconditionalFloor is the least time between two requests to a server whose answers do not show whether anything changed.
	unconditionalFloor = time.Hour
	unknownPace        = 2 * time.Hour // until a pace is known
	paceItems          = 20            // how many items determine the pace
	mostJitter         = 30 * time.Minute

	restFor     = 4 * time.Hour      // how long a site rests that gives no time
	longestRest = 7 * 24 * time.Hour // the longest rest a site may ask for

	wholeEvery = 24 * time.Hour     // after so long with nothing but "not modified", a feed is asked without conditions
	movedFor   = 6 * 24 * time.Hour // how long an address must lead elsewhere for good until that is believed

	toldAfterFails = 3
	toldAfter      = 24 * time.Hour
)

// observed returns the time between two new items, by their publication dates if plausible, else by when they were seen. The silence
// since the newest counts too, so that a feed that falls silent is asked less and less.
func observed(items []Item, now time.Time) time.Duration {
	list := items[max(0, len(items)-paceItems):]
	if len(list) == 0 {
		return 0
	}
	at := make([]time.Time, len(list))
	for i, item := range list {
		at[i] = item.Seen
		if item.Published != nil && item.Published.Before(at[i]) {
			at[i] = *item.Published
		}
	}
	at = regular(at, now)
	return max(0, now.Sub(at[0])/time.Duration(len(at)))
}

// regular returns times in order, without up to a quarter that are far older than all others: of articles that are kept on top, and of
// dates that nobody wrote, as 1970.
func regular(at []time.Time, now time.Time) []time.Time {
	const far = 10
	slices.SortFunc(at, time.Time.Compare)
	for cut := len(at) / 4; cut > 0; cut-- {
		if now.Sub(at[cut-1]) > far*max(now.Sub(at[cut]), time.Hour) {
			return at[cut:]
		}
	}
	return at
}

// wait returns the time from one answer to the next request for a feed, without jitter. maxAge is negative if the server does not give
// one.
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

// backoff returns how long not to ask for a feed that has failed this often in a row.
func backoff(floor time.Duration, fails int) time.Duration {
	return min(floor<<min(max(fails-1, 0), 10), ceiling)
}

// jittered returns a slightly longer time, so that feeds asked together drift apart. It is never shorter.
func jittered(wait time.Duration) time.Duration {
	return wait + rand.N(min(wait/10, mostJitter)+1)
}

// rest returns how long to leave alone a site that asks for it. asked is negative if it gives no time.
func rest(floor, asked time.Duration) time.Duration {
	if asked < 0 {
		return restFor
	}
	return min(max(asked, floor), longestRest)
}
