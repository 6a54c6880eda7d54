package internet

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/net/publicsuffix"
)

// The rules of a polite reader.
const (
	floor     = 15 * time.Minute // between two requests for a feed
	unmarked  = time.Hour        // the same, if the server sends no validator
	ceiling   = 24 * time.Hour   // a feed cannot ask for more than this
	pause     = 4 * time.Hour    // after a refusal that gives no time
	longest   = 7 * 24 * time.Hour
	refresh   = 24 * time.Hour // after which a reader may ask without conditions, if all it received was "not modified"
	slack     = 2 * time.Second
	robotsAge = 24 * time.Hour // RFC 9309, 2.4
)

// judge learns from each answer what the next request must be like.
type judge struct {
	person atomic.Int32

	mu       sync.Mutex
	keep     int
	record   []Request
	breaches []Breach
	tally    Tally
	places   map[string]*place   // by host and path
	sites    map[string]*manners // by registrable domain
	hops     map[string]int      // addresses that redirects have just led to
}

// pair holds the validators of an answer.
type pair struct{ etag, modified string }

// place is what is known of a feed.
type place struct {
	asked     time.Time
	notBefore time.Time
	because   string
	known     []pair // one of which the next request must have; several if the last answer may not have arrived
	forgiven  bool   // may ask without conditions
	again     bool   // may ask once more at once
	changed   time.Time
	bare      time.Time // when it was last requested without conditions
	gone      bool
	answered  time.Time
	before    was // what was known before the last answer
}

// was is what a reader still knows if it was killed before it could store the last answer.
type was struct {
	known         []pair
	changed, bare time.Time
}

// manners are the wishes of a site.
type manners struct {
	active int
	until  time.Time // end of the time to be left alone
	heard  time.Time // when it asked for that
	robots map[string]*rules
}

func (j *judge) start() {
	j.places, j.sites, j.hops = map[string]*place{}, map[string]*manners{}, map[string]int{}
}

// Registrable returns the domain under which a host was registered: one operator runs all its hosts.
func Registrable(host string) string {
	if domain, err := publicsuffix.EffectiveTLDPlusOne(host); err == nil {
		return domain
	}
	return host
}

// query is a request in progress.
type query struct {
	Request
	address string
	over    bool
}

func (j *judge) place(q *query) *place {
	p := j.places[q.Host+q.Path]
	if p == nil {
		p = &place{}
		j.places[q.Host+q.Path] = p
	}
	return p
}

// arrived records a request.
func (j *judge) arrived(now time.Time, host string, r *http.Request) *query {
	q := &query{Request: Request{
		At: now, Site: Registrable(host), Host: host, Path: r.URL.RequestURI(),
		Match: r.Header.Get("If-None-Match"), Since: r.Header.Get("If-Modified-Since"), Coding: r.Header.Get("Accept-Encoding"),
		Agent: r.UserAgent(), Person: j.person.Load() > 0,
	}, address: host + r.URL.RequestURI()}
	j.mu.Lock()
	defer j.mu.Unlock()
	m := j.sites[q.Site]
	if m == nil {
		m = &manners{robots: map[string]*rules{}}
		j.sites[q.Site] = m
	}
	if m.active > 0 {
		j.breach(q, Together, q.Site)
	}
	m.active++
	if j.hops[q.address] > 0 {
		j.hops[q.address]--
		q.Hop = true
	}
	if now.Before(m.until.Add(-slack)) && now.After(m.heard) {
		j.breach(q, Deaf, "until "+m.until.UTC().Format("2 Jan 15:04:05"))
	}
	if q.Agent == "" || strings.HasPrefix(q.Agent, "Go-http-client") {
		j.breach(q, Anonymous, q.Agent)
	}
	return q
}

// answered judges a request once its feed is known, and learns from the answer.
func (j *judge) answered(q *query, a *Answer, f *Feed) {
	j.mu.Lock()
	defer j.mu.Unlock()
	q.Status, q.ETag, q.LastModified, q.Bytes = a.Status, a.Header.Get("ETag"), a.Header.Get("Last-Modified"), len(a.Body)
	m := j.sites[q.Site]
	switch {
	case f != nil:
		q.Kind = FeedKind
		p := j.place(q)
		j.hold(q, p)
		p.learn(q, a, f)
	case q.Path == "/robots.txt":
		q.Kind = RobotsKind
		m.robots[q.Host] = readRules(q.At, a)
	default:
		q.Kind = PageKind
		j.holdPage(q, m.robots[q.Host])
	}
	if until := leaveAlone(q.At, a); until.After(m.until) {
		m.until, m.heard = until, q.At
	}
	if to, err := a.asked.URL.Parse(a.Header.Get("Location")); err == nil && a.Header.Get("Location") != "" {
		j.hops[or(to.Hostname(), q.Host)+to.RequestURI()]++
	}
	j.count(q)
}

func (j *judge) count(q *query) {
	j.record = append(j.record, q.Request)
	if j.keep > 0 && len(j.record) >= 2*j.keep {
		j.record = slices.Clone(j.record[j.keep:])
	}
	t := &j.tally
	t.Requests++
	t.Bytes += int64(q.Bytes)
	switch q.Kind {
	case FeedKind:
		t.Feeds++
	case PageKind:
		t.Pages++
	case RobotsKind:
		t.Robots++
	}
	if q.Conditional() {
		t.Conditional++
	}
	switch q.Status {
	case http.StatusNotModified:
		t.NotModified++
	case http.StatusTooManyRequests, http.StatusForbidden, http.StatusServiceUnavailable:
		t.Refused++
	}
}

// ended is called when the last bytes are about to be sent.
func (j *judge) ended(q *query, _ time.Time) {
	j.mu.Lock()
	defer j.mu.Unlock()
	if !q.over {
		q.over = true
		j.sites[q.Site].active--
	}
}

func (j *judge) breach(q *query, rule Rule, why string) {
	j.breaches = append(j.breaches, Breach{rule, why, q.Request})
}

// hold checks a request for a feed against what was learned.
func (j *judge) hold(q *query, p *place) {
	again := p.again
	p.again = false
	if p.gone && !q.Person {
		j.breach(q, Gone, "410")
	}
	if early := q.At.Before(p.notBefore.Add(-slack)); early && !again && !q.Hop && !q.Person {
		j.breach(q, Early, p.because+", not before "+p.notBefore.UTC().Format("2 Jan 15:04:05"))
	}
	if len(p.known) == 0 || q.Person {
		return
	}
	sent := pair{q.Match, q.Since}
	switch {
	case q.Conditional() && !slices.Contains(p.known, sent):
		j.breach(q, Halfway, fmt.Sprintf("given were %q", p.known))
	case !q.Conditional() && !p.forgiven && !p.mayRefresh(q.At):
		j.breach(q, Unconditional, fmt.Sprintf("given were %q, and it changed at %s", p.known, p.changed.UTC().Format("2 Jan 15:04:05")))
	}
}

// mayRefresh reports whether only "not modified" was received for a day, so that the reader may check whether that is true.
func (p *place) mayRefresh(now time.Time) bool {
	return now.Sub(p.changed) >= refresh-slack && now.Sub(p.bare) >= refresh-slack
}

// learn derives from an answer what the next request must be like.
func (p *place) learn(q *query, a *Answer, f *Feed) {
	p.asked, p.answered = q.At, q.At
	p.before = was{p.known, p.changed, p.bare}
	if !q.Conditional() && a.Status == http.StatusOK {
		p.bare = q.At
	}
	given := pair{q.ETag, q.LastModified}
	wait, because := floor, "15 minutes at least"
	switch {
	case a.Status == http.StatusNotModified && len(p.known) > 0:
		last := p.known[len(p.known)-1] // what the answer does not repeat stays as it was (RFC 9111, 4.3.4)
		p.known, p.forgiven = []pair{{or(given.etag, last.etag), or(given.modified, last.modified)}}, false
	case a.Status == http.StatusOK && a.isNoFeed(f), a.Status == http.StatusOK && a.damaged:
		if given != (pair{}) {
			p.known = append(slices.Clone(p.known), given)
		}
		p.forgiven, p.again, p.changed = true, a.damaged, q.At
	case a.Status == http.StatusOK:
		p.known, p.forgiven, p.changed = nil, false, q.At
		if given != (pair{}) {
			p.known = []pair{given}
		} else {
			wait, because = unmarked, "an hour where there is no validator"
		}
	case a.Status == http.StatusGone:
		p.gone = true
	}
	if a.Status == http.StatusOK || a.Status == http.StatusNotModified {
		if asked := min(max(f.saysTTL(), maxAge(a)), ceiling); asked > wait {
			wait, because = asked, "ttl or max-age"
		}
	}
	p.notBefore, p.because = q.At.Add(wait), because
}

// isNoFeed reports whether something else was sent in place of the feed.
func (a *Answer) isNoFeed(f *Feed) bool {
	return strings.HasPrefix(a.Header.Get("Content-Type"), "text/html") && f != nil
}

// doubt marks what was answered since a moment as possibly forgotten by the reader.
func (j *judge) doubt(since time.Time) {
	for _, p := range j.places {
		if p.answered.Before(since) {
			continue
		}
		p.known = append(slices.Clone(p.before.known), p.known...)
		p.forgiven = p.forgiven || len(p.before.known) == 0
		p.changed, p.bare = p.before.changed, p.before.bare
		if p.notBefore.After(p.asked.Add(floor)) {
			p.notBefore, p.because = p.asked.Add(floor), "15 minutes at least"
		}
	}
	for _, m := range j.sites {
		if !m.heard.Before(since) {
			m.until = time.Time{}
		}
	}
}

func maxAge(a *Answer) time.Duration {
	for part := range strings.SplitSeq(a.Header.Get("Cache-Control"), ",") {
		if s, ok := strings.CutPrefix(strings.TrimSpace(part), "max-age="); ok {
			n, err := strconv.Atoi(s)
			if err == nil {
				return time.Duration(n) * time.Second
			}
		}
	}
	return 0
}

// leaveAlone returns until when an answer asks to leave its site alone; zero for not at all.
func leaveAlone(now time.Time, a *Answer) time.Time {
	switch a.Status {
	case http.StatusTooManyRequests, http.StatusForbidden, http.StatusServiceUnavailable:
	default:
		return time.Time{}
	}
	retry := a.Header.Get("Retry-After")
	wait := pause
	if n, err := strconv.Atoi(retry); err == nil && n >= 0 {
		wait = max(time.Duration(n)*time.Second, floor)
	} else if at, err := http.ParseTime(retry); err == nil {
		wait = max(at.Sub(now), floor)
	} else if n, err := strconv.ParseFloat(a.Header.Get("X-Ratelimit-Reset"), 64); err == nil && n >= 0 {
		wait = time.Duration(n) * time.Second
		if n > 1e9 { // a moment
			wait = time.Unix(int64(n), 0).Sub(now)
		}
		wait = max(wait, floor)
	} else if a.Status == http.StatusServiceUnavailable && retry == "" {
		wait = floor // a plain failure
	}
	return now.Add(min(wait, longest))
}

func or(a, b string) string {
	if a != "" {
		return a
	}
	return b
}
