package soak

import (
	"fmt"
	"slices"
	"time"
)

// verdict is what a soak came to.
type verdict struct {
	due, told   int
	lost, twice []string
	excused     int      // items left out after the admins were told
	said        int      // items left out by a digest that says so
	repeated    []string // items about an event that was already told, with nothing new
}

// lastTold is how long before the end an item must have appeared to be told by the end.
const lastTold = 14 * time.Hour

// A digest with too little room tells an item, or says that it does not, within the first; it says so no earlier than the second.
const (
	lastDaily  = 100 * time.Hour
	firstGiven = 72 * time.Hour
)

// check compares what the feeds had with what the servers were told.
func (p *plan) check(c *channels, end time.Time) (v verdict) {
	c.mu.Lock()
	defer c.mu.Unlock()
	heard := p.heard(c.log)
	for n := range p.servers {
		server := serverID(n)
		last := lastTold
		if daily(n) {
			last = lastDaily
		}
		var lost []string
		might := 0
		for _, one := range p.followed(n) {
			warned := c.warned(server, one)
			first := one.seeded()
			for word, shown := range one.shown {
				told := c.told[server][word]
				if len(told) == 0 && !shown.Equal(first) && shown.Before(end.Add(-firstGiven)) {
					might++
				}
				switch {
				case len(told) > 1:
					v.twice = append(v.twice, fmt.Sprintf("server %s: %s of %s at %v", server, word, one.about(), told))
				case shown.Equal(first), shown.After(end.Add(-last)):
				case len(told) == 1:
					v.due++
					v.told++
				case heard[server+" "+p.tellsOf(word)]:
					v.repeated = append(v.repeated, fmt.Sprintf("nothing new: server %s: %s", server, word))
				case warned && one.excused != "":
					v.excused++
				default:
					v.due++
					lost = append(lost, fmt.Sprintf("server %s: %s of %s, shown %s", server, word, one.about(), shown.Format("2 Jan 15:04")))
				}
			}
		}
		said := c.said[server]
		if v.said += said; said < len(lost) || said > might {
			v.lost = append(v.lost, fmt.Sprintf("server %s leaves out %d by what its digests say, but %d to %d by what they tell", server, said, len(lost), might))
			v.lost = append(v.lost, lost...)
		}
	}
	slices.Sort(v.lost)
	slices.Sort(v.repeated)
	slices.Sort(v.twice)
	return v
}

// seeded is when the paper was first read.
func (p *paper) seeded() (first time.Time) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, at := range p.shown {
		if first.IsZero() || at.Before(first) {
			first = at
		}
	}
	return first
}

func (p *paper) about() string { return fmt.Sprintf("paper %d %v", p.n, p.troubles) }

// serverID is the id of the n-th server.
func serverID(n int) string { return fmt.Sprint(100_000_000_000_000_000 + int64(n)) }

// shared is how many feeds have followers on many servers.
const shared = 8

// followed are the feeds that a server follows: some that nobody else does, and two that many do.
func (p *plan) followed(n int) (papers []*paper) {
	for k := range p.perServer {
		papers = append(papers, p.papers[(n*p.perServer+k)%len(p.papers)])
	}
	for k := range 2 {
		one := p.papers[(n+k*3)%shared*len(p.papers)/shared]
		if !slices.Contains(papers, one) {
			papers = append(papers, one)
		}
	}
	return papers
}
