//go:build unix

package faults

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"lede/desk"
	"lede/problem"
)

// slot is one digest that was asked for. Those of one channel fall due in different seconds.
type slot struct {
	guild, channel, digest string
	due                    time.Time
	early                  time.Duration // how far the store's clock is ahead
}

func (s slot) String() string { return fmt.Sprintf("digest %s of guild %s", s.digest, s.guild) }

// says is what is wrong with a line that ends a slot for a reason.
func says(outcome string, reason *problem.Problem) string {
	return fmt.Sprintf("the ledger says %q (%s)", outcome, reason)
}

// post is one message as a reader sees it.
type post struct {
	channel, id string
	due         int64 // the second named in its heading
	at          time.Time
}

// line is one line of a guild's ledger.
type line struct {
	guild string
	desk.Entry
}

// verdict is what the checker finds. A run is good if nothing is doubled, missing or wrong.
type verdict struct {
	Posted, Duplicated, Missing, Uncertain, Missed int
	Wrong                                          []string // one sentence each
}

func (v verdict) good() bool { return v.Duplicated == 0 && v.Missing == 0 && len(v.Wrong) == 0 }

func (v *verdict) wrong(format string, args ...any) {
	v.Wrong = append(v.Wrong, fmt.Sprintf(format, args...))
}

// early is how far ahead of its time a post may be: the store counts in milliseconds.
const early = 100 * time.Millisecond

// judge compares what was asked for with what is in the channels, and with what the ledger says of it.
func judge(slots []slot, posts []post, ledger []line) verdict {
	var v verdict
	posted := map[string][]post{}
	for _, p := range posts {
		at := fmt.Sprint(p.channel, " ", p.due)
		posted[at] = append(posted[at], p)
	}
	written := map[string][]line{}
	for _, l := range ledger {
		at := fmt.Sprint(l.guild, " ", l.Digest, " ", l.Slot.UnixMilli())
		written[at] = append(written[at], l)
	}
	for _, s := range slots {
		at := fmt.Sprint(s.channel, " ", s.due.Unix())
		found := posted[at]
		delete(posted, at)
		at = fmt.Sprint(s.guild, " ", s.digest, " ", s.due.UnixMilli())
		lines := written[at]
		delete(written, at)
		v.Posted += min(len(found), 1)
		v.Duplicated += max(len(found)-1, 0)
		if len(found) > 0 && found[0].at.Before(s.due.Add(-early-s.early)) {
			v.wrong("%s: posted %v before its time", s, s.due.Sub(found[0].at))
		}
		if len(lines) > 1 {
			v.wrong("%s: the ledger has %d lines of one slot", s, len(lines))
		}
		if len(lines) == 0 {
			if len(found) == 0 {
				v.Missing++
			} else {
				v.wrong("%s: posted, and the ledger says nothing", s)
			}
			continue
		}
		v.compare(s, found, lines[0])
	}
	for at := range posted {
		v.wrong("channel and second %s: a message that nobody asked for", at)
	}
	for at := range written {
		v.wrong("guild, digest and slot %s: a line of the ledger for what nobody asked for", at)
	}
	slices.Sort(v.Wrong)
	return v
}

// compare checks the ledger against what happened to one slot.
func (v *verdict) compare(s slot, found []post, l line) {
	switch l.Outcome {
	case "sent", "late":
		switch {
		case len(found) == 0:
			v.Missing++
		case !slices.ContainsFunc(found, func(p post) bool { return p.id == l.Message }):
			v.wrong("%s: the ledger names message %s, which is not the one in the channel", s, l.Message)
		}
		if l.Channel != s.channel {
			v.wrong("%s: the ledger names another channel", s)
		}
	case "uncertain":
		v.Uncertain++ // the ledger calls it uncertain, and more cannot be asked for
	case "missed":
		v.Missed++
		if len(found) > 0 {
			v.wrong("%s: posted, and the ledger says that it was missed", s)
		}
	default:
		v.wrong("%s: %s", s, says(l.Outcome, l.Reason))
	}
}

// TestTheCheckerCanFail gives the checker logs with one mistake each, and one without.
func TestTheCheckerCanFail(t *testing.T) {
	due := time.Date(2026, 3, 2, 7, 0, 0, 0, time.UTC)
	slots := []slot{{guild: "g", channel: "c", digest: "c", due: due}, {guild: "g", channel: "c", digest: "2", due: due.Add(time.Second)}}
	good := func() ([]post, []line) {
		var posts []post
		var ledger []line
		for i, s := range slots {
			id := fmt.Sprint("m", i)
			posts = append(posts, post{s.channel, id, s.due.Unix(), s.due.Add(50 * time.Millisecond)})
			ledger = append(ledger, line{s.guild, desk.Entry{Digest: s.digest, Channel: s.channel, Slot: s.due, Outcome: "sent", Message: id}})
		}
		return posts, ledger
	}
	for name, c := range map[string]struct {
		spoil func(*[]post, *[]line)
		want  verdict
		says  string
	}{
		"nothing wrong":                   {func(*[]post, *[]line) {}, verdict{Posted: 2}, ""},
		"a second copy":                   {func(p *[]post, _ *[]line) { *p = append(*p, post{"c", "m9", due.Unix(), due}) }, verdict{Posted: 2, Duplicated: 1}, ""},
		"sent, and not there":             {func(p *[]post, _ *[]line) { *p = (*p)[:1] }, verdict{Posted: 1, Missing: 1}, ""},
		"neither there nor in the ledger": {func(p *[]post, l *[]line) { *p, *l = (*p)[:1], (*l)[:1] }, verdict{Posted: 1, Missing: 1}, ""},
		"there, and not in the ledger":    {func(_ *[]post, l *[]line) { *l = (*l)[:1] }, verdict{Posted: 2}, "the ledger says nothing"},
		"uncertain and named": {func(p *[]post, l *[]line) { *p, (*l)[1].Outcome = (*p)[:1], "uncertain" },
			verdict{Posted: 1, Uncertain: 1}, ""},
		"uncertain and not named": {func(p *[]post, l *[]line) { *p, (*l)[1].Outcome = (*p)[:1], "" },
			verdict{Posted: 1}, `the ledger says ""`},
		"missed, and there":     {func(_ *[]post, l *[]line) { (*l)[1].Outcome = "missed" }, verdict{Posted: 2, Missed: 1}, "was missed"},
		"before its time":       {func(p *[]post, _ *[]line) { (*p)[0].at = due.Add(-time.Second) }, verdict{Posted: 2}, "before its time"},
		"another message":       {func(_ *[]post, l *[]line) { (*l)[0].Message = "m7" }, verdict{Posted: 2}, "not the one in the channel"},
		"two lines":             {func(_ *[]post, l *[]line) { *l = append(*l, (*l)[0]) }, verdict{Posted: 2}, "2 lines"},
		"what nobody asked for": {func(p *[]post, _ *[]line) { *p = append(*p, post{"c", "m8", 1, due}) }, verdict{Posted: 2}, "nobody asked for"},
	} {
		t.Run(name, func(t *testing.T) {
			posts, ledger := good()
			c.spoil(&posts, &ledger)
			got := judge(slots, posts, ledger)
			said := strings.Join(got.Wrong, "\n")
			if got.Wrong = nil; fmt.Sprint(got) != fmt.Sprint(c.want) || (said != "") != (c.says != "") || !strings.Contains(said, c.says) {
				t.Errorf("found %+v, %q", got, said)
			}
		})
	}
}
