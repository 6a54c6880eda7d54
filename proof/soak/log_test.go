package soak

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

// event is what three papers report on one day.
type event struct{ papers, day int }

// event is what the n-th item of a paper reports, and whether others report it: of the five papers that a server follows, three
// report one event a day in their first item.
func (p *paper) event(n int) (e event, common bool) {
	day := func(n int) int { return int(time.Duration(n) * p.every / (24 * time.Hour)) }
	if p.n%5%2 == 1 || n > 0 && day(n) == day(n-1) {
		return e, false
	}
	return event{p.n / 5, day(n)}, true
}

// telling is one story of a digest: the item that tells it, and the others named as reporting it.
type telling struct {
	server string
	at     time.Time
	items  []string
	more   bool // it tells what is new in a story that was told before
}

func (t telling) String() string {
	return fmt.Sprintf("%s server %s: %s", t.at.Format("2 Jan 15:04"), t.server, strings.Join(t.items, " + "))
}

var (
	titled = regexp.MustCompile(`(?m)^### \[(item\d+x\d+)`)
	since  = regexp.MustCompile(`(?i)new since`)
)

// tellings are the stories in a digest.
func tellings(server string, at time.Time, message string) (list []telling) {
	starts := titled.FindAllStringSubmatchIndex(message, -1)
	for i, m := range starts {
		end := len(message)
		if i+1 < len(starts) {
			end = starts[i+1][0]
		}
		one, lead := message[m[0]:end], message[m[2]:m[3]]
		told := telling{server: server, at: at, items: []string{lead}, more: since.MatchString(one)}
		for _, word := range named(strings.Join(reported.FindAllString(one, -1), "\n")) {
			if word != lead {
				told.items = append(told.items, word)
			}
		}
		list = append(list, told)
	}
	return list
}

// storyLog is the file for the log of stories: every merge, every continued story, every event that was told twice, and every
// item left out because it says nothing new.
const storyLog = "LEDE_SOAK_LOG"

// account fails the test if one story has items of two events, or if a server was told an event twice.
func (p *plan) account(t *testing.T, c *channels, repeated []string) {
	t.Helper()
	c.mu.Lock()
	defer c.mu.Unlock()
	log, wrong := p.entries(c.log)
	merged := 0
	for _, line := range log {
		if strings.HasPrefix(line, "merge") {
			merged++
		}
	}
	t.Logf("%d stories told, %d of them by several papers, %d told on; %d items that say nothing new", len(c.log), merged, len(log)-merged, len(repeated))
	if merged == 0 && p.days > 1 {
		t.Error("no story was told by several papers")
	}
	most(t, "merges of two events, and events told twice", wrong)
	if file := os.Getenv(storyLog); file != "" {
		if err := os.WriteFile(file, []byte(strings.Join(slices.Concat(log, wrong, repeated), "\n")+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// entries are the lines of the log: each merge and each continued story, and what is wrong with them.
func (p *plan) entries(list []telling) (log, wrong []string) {
	told := map[string]telling{} // by server and event
	for _, one := range list {
		first := p.tellsOf(one.items[0])
		for _, item := range one.items[1:] {
			if p.tellsOf(item) != first {
				wrong = append(wrong, fmt.Sprintf("merge of two events: %v", one))
			}
		}
		if len(one.items) > 1 {
			log = append(log, fmt.Sprintf("merge: %v", one))
		}
		key := one.server + " " + first
		before, again := told[key]
		switch {
		case again && one.more:
			log = append(log, fmt.Sprintf("told on: %v, after %v", one, before))
		case again:
			wrong = append(wrong, fmt.Sprintf("split: %v, after %v", one, before))
		}
		told[key] = one
	}
	return log, wrong
}

// heard are the events that servers were told, by server and event.
func (p *plan) heard(list []telling) map[string]bool {
	heard := map[string]bool{}
	for _, one := range list {
		for _, item := range one.items {
			heard[one.server+" "+p.tellsOf(item)] = true
		}
	}
	return heard
}

// tellsOf names the event of an item: a separate one if no other paper reports it.
func (p *plan) tellsOf(item string) string {
	var paper, n int
	if _, err := fmt.Sscanf(item, "item%dx%d", &paper, &n); err != nil {
		return item
	}
	if e, common := p.papers[paper].event(n); common {
		return fmt.Sprintf("event %d of day %d", e.papers, e.day)
	}
	return item
}
