package service

import (
	"fmt"
	"html"
	"io"
	"maps"
	"slices"
	"strings"
	"time"

	"lede/delivery"
)

// writeStatus writes the page for people at the private address: what runs, whether it is healthy, and what became of the due work. trouble
// is what is wrong; nil when all is well.
func writeStatus(w io.Writer, c Counted, trouble error, now time.Time) error {
	var b strings.Builder
	b.WriteString(statusHead)
	state := words.Text("status.well")
	if trouble != nil {
		state = words.Line(trouble)
	}
	row := func(key, value string) {
		fmt.Fprintf(&b, "<tr><th scope=row>%s<td>%s\n", html.EscapeString(words.Text(key)), html.EscapeString(value))
	}
	fmt.Fprintf(&b, "<p class=%s>%s</p>\n<table>\n", map[bool]string{true: "well", false: "unwell"}[trouble == nil], html.EscapeString(state))
	row("status.build", c.build.String())
	row("status.uptime", now.Sub(c.started).Round(time.Second).String())
	row("status.shards", fmt.Sprintf("%d / %d", c.bot.Connected, c.bot.Shards))
	row("status.asked", fmt.Sprint(total(c.bot.Interactions)+total(c.bot.Messages)))
	row("status.acknowledged", mean(c.bot.Acknowledged.Sum, c.bot.Acknowledged.Count))
	due := words.Text("status.unknown")
	if c.dueKnown {
		due = c.due.Round(time.Second).String()
	}
	row("status.lag", due)
	row("status.losses", fmt.Sprint(c.losses))
	for _, operation := range slices.Sorted(maps.Keys(c.store)) {
		s := c.store[operation]
		fmt.Fprintf(&b, "<tr><th scope=row>%s<td>%s\n", html.EscapeString(words.Text("status.store", "operation", operation)), mean(s.Sum, s.Count))
	}
	fmt.Fprintf(&b, "</table>\n<h2>%s</h2>\n<table>\n", html.EscapeString(words.Text("status.deliveries")))
	for _, k := range slices.SortedFunc(maps.Keys(c.jobs), func(a, b delivery.Key) int { return strings.Compare(a.Task+a.Outcome, b.Task+b.Outcome) }) {
		if n := c.jobs[k]; n > 0 {
			fmt.Fprintf(&b, "<tr><th scope=row>%s<td>%d\n", html.EscapeString(k.Task+": "+k.Outcome), n)
		}
	}
	b.WriteString("</table>\n")
	writeTroubled(&b, c, now)
	_, err := io.WriteString(w, b.String())
	return err
}

// shownTroubled is the maximum number of failing sources the page names.
const shownTroubled = 50

// writeTroubled names the sites whose feeds cannot be read, and why.
func writeTroubled(b *strings.Builder, c Counted, now time.Time) {
	fmt.Fprintf(b, "<h2>%s</h2>\n<table>\n", html.EscapeString(words.Text("status.sources")))
	for _, state := range slices.Sorted(maps.Keys(c.sources)) {
		fmt.Fprintf(b, "<tr><th scope=row>%s<td>%d\n", html.EscapeString(state), c.sources[state])
	}
	for _, one := range c.troubled[:min(len(c.troubled), shownTroubled)] {
		why, _, _ := words.Explain(one.What, nil)
		fmt.Fprintf(b, "<tr><th scope=row>%s<td>%s\n", html.EscapeString(one.Site), html.EscapeString(words.Text("status.troubled", "why", why, "since", now.Sub(one.Since).Round(time.Minute))))
	}
	b.WriteString("</table>\n")
}

const statusHead = `<!doctype html>
<html lang=en>
<meta charset=utf-8>
<meta name=viewport content="width=device-width">
<meta http-equiv=refresh content=10>
<title>Lede</title>
<style>
body { font: 16px/1.5 system-ui, sans-serif; max-width: 40rem; margin: 2rem auto; padding: 0 1rem; color-scheme: light dark; }
th { text-align: left; font-weight: normal; padding-right: 2rem; }
.well { color: green; } .unwell { color: crimson; }
</style>
<h1>Lede</h1>
`

func total(counts map[string]uint64) (n uint64) {
	for _, c := range counts {
		n += c
	}
	return n
}

// mean formats an average.
func mean(sum time.Duration, n uint64) string {
	if n == 0 {
		return "–"
	}
	return (sum / time.Duration(n)).Round(10 * time.Microsecond).String()
}
