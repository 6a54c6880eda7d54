package cli

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"time"

	"lede/bot"
)

const metricsPath = "/metrics"

// writeMetrics writes what has come in, and how long ago due digests were last looked for, in the text format of Prometheus.
// Outcomes are few and fixed, so nobody's words become a label.
func writeMetrics(w io.Writer, s bot.Stats, sinceLook time.Duration, losses uint64) error {
	for _, f := range []struct {
		name, help string
		counts     map[string]uint64
	}{
		{"lede_frames_total", "Messages of Discord's gateway, by what they turned out to be.", s.Frames},
		{"lede_events_total", "Events of the gateway that Lede reads, by what they turned out to be.", s.Events},
		{"lede_interactions_total", "Commands, buttons, forms and completions, by outcome.", s.Interactions},
		{"lede_messages_total", "Direct messages, by outcome.", s.Messages},
		{"lede_requests_total", "Requests of the HTTP endpoint for interactions, by outcome.", s.Requests},
	} {
		if _, err := fmt.Fprintf(w, "# HELP %s %s\n# TYPE %[1]s counter\n", f.name, f.help); err != nil {
			return err
		}
		for _, outcome := range slices.Sorted(maps.Keys(f.counts)) {
			if _, err := fmt.Fprintf(w, "%s{outcome=%q} %d\n", f.name, outcome, f.counts[outcome]); err != nil {
				return err
			}
		}
	}
	const lost = "lede_store_losses_total"
	if _, err := fmt.Fprintf(w, "# HELP %s Times that the store was found to have lost what was written to it.\n# TYPE %[1]s counter\n%[1]s %d\n", lost, losses); err != nil {
		return err
	}
	const age = "lede_scheduler_look_age_seconds"
	_, err := fmt.Fprintf(w, "# HELP %s Seconds since due digests were last looked for.\n# TYPE %[1]s gauge\n%[1]s %.3f\n", age, sinceLook.Seconds())
	return err
}
