package internet

import (
	"fmt"
	"time"
)

// Kind is the kind of resource that was requested.
type Kind string

// The kinds.
const (
	FeedKind   Kind = "feed"
	PageKind   Kind = "page"
	RobotsKind Kind = "robots.txt"
)

// Request is a request that was made, by the internet's clock.
type Request struct {
	At   time.Time
	Site string // registrable domain
	Host string
	Path string
	Kind Kind
	// Match and Since are If-None-Match and If-Modified-Since, as sent.
	Match, Since string
	Coding       string // Accept-Encoding
	Agent        string
	// Status, ETag and LastModified describe the answer; Bytes is its length.
	Status             int
	ETag, LastModified string
	Bytes              int
	// Hop is true if a redirect had just led here, Person if a person was asking.
	Hop, Person bool
}

// Conditional reports whether the request had a condition.
func (r Request) Conditional() bool { return r.Match != "" || r.Since != "" }

func (r Request) String() string {
	return fmt.Sprintf("%s %s%s (%s) match %q since %q: %d", r.At.UTC().Format("2 Jan 15:04:05"), r.Host, r.Path, r.Kind, r.Match, r.Since, r.Status)
}

// Rule is a rule of politeness.
type Rule string

// The rules.
const (
	Early         Rule = "asked before its time"
	Together      Rule = "two at once to a site"
	Unconditional Rule = "asked without the validators that the server gave"
	Halfway       Rule = "asked with other validators than the server gave"
	Deaf          Rule = "asked while the site wants to be left alone"
	Gone          Rule = "asked for what is gone for good"
	Unread        Rule = "a page was asked for, and robots.txt was not"
	Disallowed    Rule = "a page was asked for that robots.txt forbids"
	Anonymous     Rule = "the User-Agent does not say who asks"
)

// Breach is a request that broke a rule.
type Breach struct {
	Rule    Rule
	Why     string
	Request Request
}

func (b Breach) String() string { return fmt.Sprintf("%s (%s): %s", b.Rule, b.Why, b.Request) }

// Tally counts the requests.
type Tally struct {
	Requests, Feeds, Conditional, NotModified, Pages, Robots, Refused int
	Bytes                                                             int64
}

// Requests returns the requests so far, oldest first, as far as they are kept.
func (in *Internet) Requests() []Request {
	in.judge.mu.Lock()
	defer in.judge.mu.Unlock()
	return append([]Request(nil), in.judge.record...)
}

// Asked returns the requests for a path of a host, oldest first.
func (in *Internet) Asked(host, path string) (asked []Request) {
	for _, r := range in.Requests() {
		if r.Host == host && r.Path == path {
			asked = append(asked, r)
		}
	}
	return asked
}

// Forget drops the record; what has been learned from it for judging stays.
func (in *Internet) Forget() {
	in.judge.mu.Lock()
	defer in.judge.mu.Unlock()
	in.judge.record = nil
}

// Keep drops old requests from the record; at least the newest ones, most in number, stay.
func (in *Internet) Keep(most int) {
	in.judge.mu.Lock()
	defer in.judge.mu.Unlock()
	in.judge.keep = most
}

// Breaches returns all requests that broke a rule, oldest first.
func (in *Internet) Breaches() []Breach {
	in.judge.mu.Lock()
	defer in.judge.mu.Unlock()
	return append([]Breach(nil), in.judge.breaches...)
}

// Tally returns the counts of all requests.
func (in *Internet) Tally() Tally {
	in.judge.mu.Lock()
	defer in.judge.mu.Unlock()
	return in.judge.tally
}

// Person marks requests made while f runs as a person's: a person may ask at any time, and robots.txt does not apply.
func (in *Internet) Person(f func()) {
	in.judge.person.Add(1)
	defer in.judge.person.Add(-1)
	f()
}

// Killed records that a reader was just killed, while no other makes requests. Answers since a moment may not have
// been stored by any reader. That includes answers to requests still in progress, so it waits for those.
func (in *Internet) Killed(since time.Time) error {
	if err := in.settle(); err != nil {
		return err
	}
	in.judge.mu.Lock()
	defer in.judge.mu.Unlock()
	in.judge.doubt(since)
	return nil
}
