package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"lede/service"
	"lede/store/kvtest"

	dto "github.com/prometheus/client_model/go"
	"github.com/prometheus/common/expfmt"
	"github.com/prometheus/common/model"
)

// fetched returns what an address answers.
func fetched(t *testing.T, url string) (status int, kind, body string) {
	t.Helper()
	res, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res.StatusCode, res.Header.Get("Content-Type"), string(b)
}

// parsed reads metrics as Prometheus does.
func parsed(t *testing.T, body string) map[string]*dto.MetricFamily {
	t.Helper()
	p := expfmt.NewTextParser(model.LegacyValidation)
	all, err := p.TextToMetricFamilies(strings.NewReader(body))
	if err != nil {
		t.Fatalf("%v in\n%s", err, body)
	}
	return all
}

// labelled is the metric of a family that has labels, as "name=value name=value".
func labelled(f *dto.MetricFamily, labels string) *dto.Metric {
	for _, m := range f.GetMetric() {
		var all []string
		for _, l := range m.GetLabel() {
			all = append(all, l.GetName()+"="+l.GetValue())
		}
		if strings.Join(all, " ") == labels {
			return m
		}
	}
	return nil
}

// unwell is a bot that says of itself that it is not well.
type unwell struct{ *service.Service }

func (unwell) Healthy(context.Context) error { return errors.New("<b>not well</b>") }

// TestThePrivateAddressTellsHowTheBotIs: metrics that Prometheus reads, also while the bot is not well, health, readiness and a page for people.
func TestThePrivateAddressTellsHowTheBotIs(t *testing.T) {
	t.Parallel()
	r := openRoom(t, bolt)
	if _, err := r.sam.Slash(t.Context(), r.hall, "help", nil); err != nil {
		t.Fatal(err)
	}
	i, err := r.robin.Slash(t.Context(), r.hall, "digest set", map[string]any{"time": "06:45", "zone": "UTC"})
	has(t, text(t, i, err), "Digest set")
	r.clock.Move(morning.Add(45*time.Minute + 2*time.Second))
	r.digest(t, 1)
	addr := kvtest.FreeAddr(t)
	stop, err := realTimes().ServeHealth(addr, unwell{r.news}, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	defer stop()
	rebound, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://"+addr+"/metrics", nil)
	if err != nil {
		t.Fatal(err)
	}
	rebound.Host = "rebound.example.org"
	if resp, err := http.DefaultClient.Do(rebound); err != nil || resp.StatusCode != http.StatusMisdirectedRequest {
		t.Errorf("by a name of the internet's: %+v, %v", resp, err)
	} else {
		_ = resp.Body.Close()
	}
	var kind, body string
	// Outcomes are counted once Discord has confirmed the answer and the digest.
	eventually(t, "what became of the answers and the digest is counted", func() bool {
		_, kind, body = fetched(t, "http://"+addr+"/metrics")
		return strings.Contains(body, `lede_interactions_total{outcome="answered"} 2`) && strings.Contains(body, "lede_delivery_lag_seconds_count 1")
	})
	if kind != "text/plain; version=0.0.4; charset=utf-8" {
		t.Errorf("the type is %q", kind)
	}
	all := parsed(t, body)
	for name, c := range map[string]struct {
		labels string
		want   float64
	}{
		"lede_interactions_total": {"outcome=answered", 2}, "lede_events_total": {"outcome=interaction", 2}, "lede_requests_total": {"outcome=not signed", 0},
		"lede_stories_total": {"outcome=joined", 0}, "lede_signatures_total": {"outcome=made", 0},
		"lede_fetches_total": {"outcome=new", 0}, "lede_deliveries_total": {"task=digest outcome=sent", 1}, "lede_store_losses_total": {"", 0},
	} {
		if m := labelled(all[name], c.labels); m.GetCounter() == nil || m.GetCounter().GetValue() != c.want {
			t.Errorf("%s{%s} is %v, want the counter %v", name, c.labels, m, c.want)
		}
	}
	for name, want := range map[string]float64{"lede_shards": 1, "lede_shards_connected": 1, "lede_due_lag_seconds": 0} {
		if m := labelled(all[name], ""); m.GetGauge() == nil || m.GetGauge().GetValue() != want {
			t.Errorf("%s is %v, want the gauge %v", name, m, want)
		}
	}
	if m := labelled(all["lede_sources"], "state=failing"); m.GetGauge() == nil {
		t.Errorf("lede_sources is %v", all["lede_sources"])
	}
	lag := labelled(all["lede_delivery_lag_seconds"], "").GetHistogram()
	if lag.GetSampleCount() != 1 || lag.GetSampleSum() < 2 || lag.GetSampleSum() > 60 {
		t.Errorf("the lag is %v", lag)
	}
	if acks := labelled(all["lede_acknowledgement_seconds"], "").GetHistogram(); acks.GetSampleCount() != 2 || acks.GetSampleSum() <= 0 {
		t.Errorf("acknowledged %v", acks)
	}
	if m := labelled(all["lede_store_seconds"], "operation=update").GetHistogram(); m.GetSampleCount() == 0 {
		t.Errorf("the store took %v", m)
	}
	if status, _, said := fetched(t, "http://"+addr+service.HealthPath); status != http.StatusServiceUnavailable || !strings.Contains(said, "not well") {
		t.Errorf("health: %d %s", status, said)
	}
	if status, _, said := fetched(t, "http://"+addr+"/readyz"); status != http.StatusOK || said != "ready\n" {
		t.Errorf("readiness: %d %s", status, said)
	}
	_, kind, page := fetched(t, "http://"+addr+"/")
	has(t, page, "&lt;b&gt;not well", "1 / 1", "digest: sent<td>1", "longest wait")
	if kind != "text/html; charset=utf-8" {
		t.Errorf("the page's type is %q", kind)
	}
	if status, _, _ := fetched(t, "http://"+addr+"/other"); status != http.StatusNotFound {
		t.Errorf("another page: %d", status)
	}
	described(t, all)
}

// TestReadinessFollowsTheProcess: not before it is connected, nor once it stops.
func TestReadinessFollowsTheProcess(t *testing.T) {
	t.Parallel()
	r := openRoom(t, bolt)
	if err := r.news.Ready(t.Context()); err != nil {
		t.Errorf("running: %v", err)
	}
	r.stop()
	eventually(t, "it is no longer ready", func() bool {
		err := r.news.Ready(t.Context())
		return err != nil && strings.Contains(words.Line(err), "it is stopping")
	})
}

// described checks that the documents and the dashboard name only metrics that exist, and that every metric is documented.
func described(t *testing.T, all map[string]*dto.MetricFamily) {
	t.Helper()
	doc, err := os.ReadFile("../docs/operating.md")
	if err != nil {
		t.Fatal(err)
	}
	for name, f := range all {
		if f.GetHelp() == "" || !bytes.Contains(doc, []byte("`"+name+"`")) {
			t.Errorf("%s is not described in docs/operating.md, or has no help", name)
		}
	}
	dashboard, err := os.ReadFile("../packaging/grafana.json")
	if err != nil {
		t.Fatal(err)
	}
	if !json.Valid(dashboard) {
		t.Error("the dashboard is no JSON")
	}
	known := func(text []byte, where string) {
		for _, name := range regexp.MustCompile(`\blede_[a-z_]+`).FindAllString(string(text), -1) {
			base := name
			for _, suffix := range []string{"_bucket", "_sum", "_count"} {
				if cut, ok := strings.CutSuffix(name, suffix); ok && all[cut].GetType() == dto.MetricType_HISTOGRAM {
					base = cut
				}
			}
			if all[base] == nil && base != "lede_export" {
				t.Errorf("%s speaks of %s, which does not exist", where, name)
			}
		}
	}
	known(doc, "docs/operating.md")
	known(dashboard, "the dashboard")
	shown := 0
	for name := range all {
		if bytes.Contains(dashboard, []byte(name)) {
			shown++
		}
	}
	if shown < len(all) {
		t.Errorf("the dashboard shows %d of %d metrics", shown, len(all))
	}
}
