package service

import (
	"bufio"
	"cmp"
	"context"
	"fmt"
	"io"
	"maps"
	"runtime"
	"slices"
	"strings"
	"time"

	"lede/bot"
	"lede/delivery"
	"lede/desk/feeds"
	"lede/store"
	"lede/tally"
)

const metricsPath = "/metrics"

// Counted is a snapshot of the counters of all parts.
type Counted struct {
	bot       bot.Stats
	jobs      map[delivery.Key]uint64
	lag       tally.Spread  // of digests that were posted
	ahead     time.Duration // of the clock that digests go by, before Discord's
	due       time.Duration
	dueKnown  bool // whether the store has said what is due
	sinceLook time.Duration
	losses    uint64
	store     map[string]tally.Spread
	started   time.Time
	build     Build
	fetches   map[string]uint64
	stories   map[string]uint64 // articles in them, by how they were placed
	signed    map[string]uint64
	sources   map[string]uint64 // by state
	troubled  []feeds.Troubled
}

// Count collects the counters of all parts. What the store has not answered when ctx ends is left out.
func (s *Service) Count(ctx context.Context) Counted {
	c := Counted{
		bot: s.Bot.Stats(), jobs: s.jobs.Read(), lag: s.jobs.Lag.Read(), sinceLook: s.scheduler.SinceLook(), losses: s.Losses.Count(), started: s.started, build: s.build, fetches: s.feeds.Fetches(),
		stories: s.Desk.StoriesPlaced(), signed: s.feeds.Signed(),
	}
	c.sources, c.troubled = s.feeds.States()
	if timed, ok := s.store.(store.Timed); ok {
		c.store = timed.Spreads()
	}
	now, err := s.store.Now(ctx)
	if err != nil {
		return c
	}
	c.ahead, _ = s.ahead(ctx) // unknown is taken for right
	next, ok, err := s.store.NextDue(ctx)
	if c.dueKnown = err == nil; ok {
		c.due = max(0, now.Sub(next))
	}
	return c
}

// writeMetrics writes the counters in the Prometheus text format. Label values are few and fixed, so no user text becomes one.
func writeMetrics(w io.Writer, c Counted) error {
	e := exposition{bufio.NewWriter(w)}
	for _, f := range []struct {
		name, help string
		counts     map[string]uint64
	}{
		{"lede_frames_total", "Messages of Discord's gateway, by what they turned out to be.", c.bot.Frames},
		{"lede_events_total", "Events of the gateway that Lede reads, by what they turned out to be.", c.bot.Events},
		{"lede_interactions_total", "Commands, buttons, forms and completions, by outcome.", c.bot.Interactions},
		{"lede_messages_total", "Direct messages, by outcome.", c.bot.Messages},
		{"lede_requests_total", "Requests of the HTTP endpoint for interactions, by outcome.", c.bot.Requests},
		{"lede_fetches_total", "Requests of this process for feeds, by outcome.", c.fetches},
		{"lede_stories_total", "Articles that this process put into stories, by how; those of a list that it remembers are not counted again.", c.stories},
		{"lede_signatures_total", "Signatures that this process made of the items of feeds, by which stories are recognised.", c.signed},
	} {
		e.describe(f.name, "counter", f.help)
		for _, outcome := range slices.Sorted(maps.Keys(f.counts)) {
			e.value(f.name, float64(f.counts[outcome]), "outcome", outcome)
		}
	}
	e.describe("lede_sources", "gauge", "Feeds that this process was the last to visit, by how they are.")
	for _, state := range slices.Sorted(maps.Keys(c.sources)) {
		e.value("lede_sources", float64(c.sources[state]), "state", state)
	}
	e.times("lede_acknowledgement_seconds", "Time from an interaction's arrival until Discord had taken the first answer to it; it allows three seconds.", c.bot.Acknowledged)
	e.jobs(c.jobs)
	e.times("lede_delivery_lag_seconds", "How long after their time digests were posted.", c.lag)
	if c.dueKnown {
		e.gauge("lede_due_lag_seconds", "How long the task that has waited longest could have been worked on; 0 when nothing waits.", c.due.Seconds())
	}
	e.gauge("lede_clock_ahead_seconds", "How far the clock that digests go by is before Discord's, to a second.", c.ahead.Round(time.Second).Seconds())
	e.gauge("lede_scheduler_look_age_seconds", "Seconds since due digests were last looked for.", c.sinceLook.Seconds())
	e.describe("lede_store_seconds", "histogram", "Time that the store took, by what was done.")
	for _, operation := range slices.Sorted(maps.Keys(c.store)) {
		e.spread("lede_store_seconds", c.store[operation], "operation", operation)
	}
	e.describe("lede_store_losses_total", "counter", "Times that the store was found to have lost what was written to it.")
	e.value("lede_store_losses_total", float64(c.losses))
	e.gauge("lede_shards", "Shards that this process has.", float64(c.bot.Shards))
	e.gauge("lede_shards_connected", "Shards of this process that are connected to Discord.", float64(c.bot.Connected))
	e.gauge("lede_start_time_seconds", "When this process began, in seconds since 1970.", float64(c.started.Unix()))
	e.describe("lede_build_info", "gauge", "Always 1; the labels tell what runs.")
	e.value("lede_build_info", 1, "version", c.build.Version, "commit", cmp.Or(c.build.Commit, "unknown"), "go", runtime.Version())
	return e.w.Flush()
}

// exposition writes the text format. Flush returns its first error.
type exposition struct{ w *bufio.Writer }

func (e exposition) describe(name, kind, help string) {
	fmt.Fprintf(e.w, "# HELP %s %s\n# TYPE %[1]s %[3]s\n", name, help, kind)
}

// labelEscaper escapes label values as the format requires.
var labelEscaper = strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`)

// value writes one number, with pairs of a label and its value.
func (e exposition) value(name string, v float64, labels ...string) {
	var all []string
	for pair := range slices.Chunk(labels, 2) {
		all = append(all, pair[0]+`="`+labelEscaper.Replace(pair[1])+`"`)
	}
	if len(all) > 0 {
		name += "{" + strings.Join(all, ",") + "}"
	}
	fmt.Fprintf(e.w, "%s %s\n", name, number(v))
}

// number formats without an exponent, which people find hard to read.
func number(v float64) string {
	return strings.TrimSuffix(strings.TrimRight(fmt.Sprintf("%.6f", v), "0"), ".")
}

func (e exposition) gauge(name, help string, v float64) {
	e.describe(name, "gauge", help)
	e.value(name, v)
}

func (e exposition) times(name, help string, s tally.Spread) {
	e.describe(name, "histogram", help)
	e.spread(name, s)
}

func (e exposition) spread(name string, s tally.Spread, labels ...string) {
	for i, n := range s.UpTo {
		e.value(name+"_bucket", float64(n), append(slices.Clone(labels), "le", number(tally.Bounds[i].Seconds()))...)
	}
	e.value(name+"_bucket", float64(s.Count), append(slices.Clone(labels), "le", "+Inf")...)
	e.value(name+"_sum", s.Sum.Seconds(), labels...)
	e.value(name+"_count", float64(s.Count), labels...)
}

func (e exposition) jobs(jobs map[delivery.Key]uint64) {
	const name = "lede_deliveries_total"
	e.describe(name, "counter", "Due tasks that were worked on, by kind and outcome.")
	for _, k := range slices.SortedFunc(maps.Keys(jobs), func(a, b delivery.Key) int {
		return cmp.Or(strings.Compare(a.Task, b.Task), strings.Compare(a.Outcome, b.Outcome))
	}) {
		e.value(name, float64(jobs[k]), "task", k.Task, "outcome", k.Outcome)
	}
}
