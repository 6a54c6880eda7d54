package service

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
	"time"

	"lede/briefing"
	"lede/config"
	"lede/desk"
	"lede/source"
	"lede/store"
)

// idle is a service that does not run, with some settings.
func idle(t *testing.T, c config.Config, client *http.Client, web *source.Web) *Service {
	t.Helper()
	c.DiscordToken = config.NewSecret("t")
	n, err := New(Options{Settings: c, Store: store.NewMemory(nil), Client: client, Web: web, Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// discordBehind is a Discord whose clock is this far behind ours.
type discordBehind time.Duration

func (d discordBehind) RoundTrip(r *http.Request) (*http.Response, error) {
	date := time.Now().Add(-time.Duration(d)).UTC().Format(http.TimeFormat)
	return &http.Response{StatusCode: http.StatusOK, Header: http.Header{"Date": {date}}, Body: io.NopCloser(strings.NewReader(`{"id":"10"}`)), Request: r}, nil
}

// TestPromiseDeliveredEffectivelyOnceDiscordsClockSaysFromWhenToLook: messages have its dates, however wrong this machine's clock is.
func TestPromiseDeliveredEffectivelyOnceDiscordsClockSaysFromWhenToLook(t *testing.T) {
	t.Parallel()
	const behind = 10 * time.Hour
	n := idle(t, config.Config{}, &http.Client{Transport: discordBehind(behind)}, nil)
	if _, err := n.Bot.Member(t.Context(), "10"); err != nil {
		t.Fatal(err)
	}
	there := n.Losses.Tell.There
	if there == nil || (time.Until(there())+behind).Abs() > time.Hour {
		t.Error("what is delivered is looked for by another clock than Discord's")
	}
}

// TestTheLimitsOfTheSettingsAreKept, and without settings the defaults.
func TestTheLimitsOfTheSettingsAreKept(t *testing.T) {
	t.Parallel()
	a, err := briefing.Parse("A bridge fell, the mayor said.", briefing.Options{Title: "Bridge"})
	if err != nil {
		t.Fatal(err)
	}
	brief := func(d *desk.Desk) error { _, err := d.Brief(t.Context(), "1", a); return err }
	add := func(d *desk.Desk) error { _, _, err := d.Add(t.Context(), "7", "1", a); return err }
	read := func(d *desk.Desk) error {
		_, err := d.Structure(t.Context(), desk.Reader{Person: "1"}, a.Text, briefing.Options{})
		return err
	}
	for name, c := range map[string]struct {
		settings config.Config
		do       func(*desk.Desk) error
		want     error
	}{
		"a person's space":  {config.Config{PersonSpace: 1}, brief, desk.ErrTooLarge},
		"a server's space":  {config.Config{ServerSpace: 1}, add, desk.ErrServerFull},
		"the store's space": {config.Config{StoreSpace: 1}, add, desk.ErrStoreFull},
		"memory":            {config.Config{Memory: 1 << 20}, read, desk.ErrTooMuch},
	} {
		if err := c.do(idle(t, c.settings, nil, nil).Desk); !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
		if err := c.do(idle(t, config.Config{}, nil, nil).Desk); err != nil {
			t.Errorf("%s, as it is by default: %v", name, err)
		}
	}
}

func TestPicturesAreShownUnlessTheSettingSaysNo(t *testing.T) {
	t.Parallel()
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(w, `<html><head><title>Bridge</title><meta property="og:image" content="https://img.example/a.jpg"></head><body><article><h1>Bridge</h1>
<p>The old bridge will be closed for three weeks, the mayor of Lowbridge said on Monday. The council will meet again on Friday to hear what the engineers have found.</p></article></body></html>`)
	}))
	defer site.Close()
	web := &source.Web{Allow: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}}
	for _, on := range []bool{true, false} {
		d := idle(t, config.Config{Pictures: on}, nil, web).Desk
		a, err := d.FetchPage(t.Context(), desk.Reader{Person: "1"}, site.URL, briefing.Options{})
		if err != nil || (a.Image != "") != on {
			t.Errorf("pictures %v: %v, %+v", on, err, a)
		}
	}
}
