package cli

import (
	"context"
	"io"
	"net"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"lede/bot"
)

// TestMetricsAreWhatPrometheusReads, and are there while the bot is not well.
func TestMetricsAreWhatPrometheusReads(t *testing.T) {
	t.Parallel()
	r := openRoom(t, bolt)
	if _, err := r.sam.Slash(t.Context(), r.hall, "help", nil); err != nil {
		t.Fatal(err)
	}
	// The outcome is counted when Discord has said that it has the answer.
	for until := time.Now().Add(10 * time.Second); r.news.bot.Stats().Interactions["answered"] == 0 && time.Now().Before(until); {
		time.Sleep(5 * time.Millisecond)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	_ = l.Close()
	stop, err := realTimes().serveHealth(l.Addr().String(), r.news.metrics, func(context.Context) error { return io.EOF })
	if err != nil {
		t.Fatal(err)
	}
	defer stop()
	res, err := http.Get("http://" + l.Addr().String() + metricsPath)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	has(t, string(body), `lede_interactions_total{outcome="answered"} 1`, `lede_events_total{outcome="interaction"} 1`,
		"# TYPE lede_frames_total counter", "# TYPE lede_scheduler_look_age_seconds gauge", "lede_store_losses_total 0", `lede_requests_total{outcome="not signed"} 0`)
	line := regexp.MustCompile(`^(# (HELP|TYPE) lede_[a-z_]+ .+|lede_[a-z]+_total\{outcome="[a-z ]+"\} \d+|lede_scheduler_look_age_seconds \d+\.\d{3}|lede_store_losses_total \d+)$`)
	for s := range strings.Lines(string(body)) {
		if !line.MatchString(strings.TrimSuffix(s, "\n")) {
			t.Errorf("a line reads %q", s)
		}
	}
	if got := res.Header.Get("Content-Type"); got != "text/plain; version=0.0.4; charset=utf-8" {
		t.Errorf("the type is %q", got)
	}
	if err := writeMetrics(io.Discard, bot.Stats{}, 0, 0); err != nil {
		t.Error(err)
	}
}
