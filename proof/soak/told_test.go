package soak

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"lede/delivery"
)

// channels are what the servers were told. They are a Discord as far as it matters here: one that drops a second copy by its
// nonce.
type channels struct {
	now func() time.Time

	mu     sync.Mutex
	nonces map[string]string
	told   map[string]map[string][]time.Time // server → word → when
	alerts map[string][]string               // server → what its admins were told
	said   map[string]int                    // server → how many stories its digests say they leave out
	log    []telling
	posts  int
}

func newChannels(now func() time.Time) *channels {
	return &channels{now: now, nonces: map[string]string{}, told: map[string]map[string][]time.Time{}, alerts: map[string][]string{}, said: map[string]int{}}
}

var anyWord = regexp.MustCompile(`item\d+x\d+`)

// reported is how a digest names who else reports a story, and link the address of an item there.
var (
	reported = regexp.MustCompile(`also reported by .*`)
	link     = regexp.MustCompile(`f(\d+)\.site(\d+)\.example/(?:story|2026)/(\d+)`)
)

// named are the words of the items that a message names, by their titles or as other reports of a story.
func named(message string) []string {
	words := anyWord.FindAllString(message, -1)
	for _, line := range reported.FindAllString(message, -1) {
		for _, m := range link.FindAllStringSubmatch(line, -1) {
			feed, _ := strconv.Atoi(m[1])
			site, _ := strconv.Atoi(m[2])
			words = append(words, fmt.Sprintf("item%dx%s", site*feedsPerSite+feed, m[3]))
		}
	}
	slices.Sort(words)
	return slices.Compact(words)
}

// leftOut is how a digest says how many stories it leaves out.
var leftOut = regexp.MustCompile(`(\d+) older stor(?:y|ies) (?:was|were) left out|Up to (\d+) older`)

// alertChannel is where a server's admins are told.
func alertChannel(server string) string { return "9" + server }

// post takes a message.
func (c *channels) post(p delivery.Post) delivery.Result {
	c.mu.Lock()
	defer c.mu.Unlock()
	if id, ok := c.nonces[p.Nonce]; ok && p.Nonce != "" {
		return delivery.Result{Outcome: delivery.Sent, MessageID: id}
	}
	c.posts++
	id := fmt.Sprint(c.posts)
	c.nonces[p.Nonce] = id
	if p.Channel == alertChannel(p.Guild) || p.Channel == "" {
		c.alerts[p.Guild] = append(c.alerts[p.Guild], text(p.Components))
		return delivery.Result{Outcome: delivery.Sent, MessageID: id}
	}
	for _, m := range leftOut.FindAllStringSubmatch(text(p.Components), -1) {
		n, _ := strconv.Atoi(m[1] + m[2])
		c.said[p.Guild] += n
	}
	c.log = append(c.log, tellings(p.Guild, c.now(), text(p.Components))...)
	for _, w := range named(text(p.Components)) {
		if c.told[p.Guild] == nil {
			c.told[p.Guild] = map[string][]time.Time{}
		}
		c.told[p.Guild][w] = append(c.told[p.Guild][w], c.now())
	}
	return delivery.Result{Outcome: delivery.Sent, MessageID: id}
}

// text is all text in the components.
func text(components json.RawMessage) string {
	var all any
	if json.Unmarshal(components, &all) != nil {
		return string(components)
	}
	var b strings.Builder
	var walk func(v any)
	walk = func(v any) {
		switch v := v.(type) {
		case []any:
			for _, one := range v {
				walk(one)
			}
		case map[string]any:
			for key, one := range v {
				if s, ok := one.(string); ok && (key == "content" || key == "label") {
					b.WriteString(s + "\n")
				} else {
					walk(one)
				}
			}
		}
	}
	walk(all)
	return b.String()
}

// warned reports whether a server's admins were told anything about a paper.
func (c *channels) warned(server string, p *paper) bool {
	name := regexp.MustCompile(fmt.Sprintf(`\bPaper %d\b|\bf%d\.site%d\.example\b`, p.n, p.n%feedsPerSite, p.n/feedsPerSite))
	return slices.ContainsFunc(c.alerts[server], name.MatchString)
}
