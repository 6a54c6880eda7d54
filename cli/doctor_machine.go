package cli

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"runtime"
	"slices"
	"strings"
	"time"

	"lede/briefing"
	"lede/scheduler"
	"lede/source"
)

// This file checks what is on this machine, and its way out to the web.

// settings tells each mistake of its own, as `lede run` would tell them all before it refuses to start.
func (d doctor) settings(context.Context) []finding {
	if len(d.mistakes) == 0 {
		from := "the environment"
		if path := d.w.value("LEDE_CONFIG"); path != "" {
			from += " and " + path
		}
		return []finding{good("settings", "all understood, from %s", from)}
	}
	var list []finding
	for _, m := range d.mistakes {
		found, fix := split(m)
		list = append(list, failure("settings", fix, "%s", found))
	}
	return list
}

// secrets tells whether another user of the machine could read the token. Docker and Kubernetes hand their own files
// to one container, whatever the mode says.
func (d doctor) secrets(context.Context) []finding {
	var open []string
	for _, setting := range []string{"LEDE_CONFIG", "LEDE_DISCORD_TOKEN_FILE", "LEDE_REDIS_URL_FILE"} {
		path := d.w.value(setting)
		info, err := os.Stat(path)
		handed := strings.HasPrefix(path, "/run/secrets/") || strings.HasPrefix(path, "/var/run/secrets/")
		if path != "" && err == nil && !handed && runtime.GOOS != "windows" && info.Mode().Perm()&0o004 != 0 {
			open = append(open, path)
		}
	}
	if len(open) > 0 {
		return []finding{warning("secrets", "chmod 600 "+strings.Join(open, " "), "every user of this machine may read %s", names(open))}
	}
	return []finding{good("secrets", "no other user of this machine may read them in a file")}
}

// articles reads each as `lede run` would.
func (d doctor) articles(ctx context.Context) []finding {
	if len(d.paths) == 0 {
		return []finding{good("articles", "none are given; each server adds its own with /article add")}
	}
	if len(d.mistakes) > 0 && slices.ContainsFunc(d.paths, source.IsAddress) {
		return skipped("the settings come first", "articles")
	}
	quiet := d.w
	quiet.stderr = io.Discard
	var list []finding
	first := map[string]string{}
	for _, path := range d.paths {
		a, err := quiet.readArticle(ctx, path, briefing.Options{})
		if err != nil {
			list = append(list, unreadable(err))
			continue
		}
		if other, taken := first[a.ID]; taken {
			list = append(list, failure("articles", "Leave one out, or change the \"id\" of one.", "%s and %s have the same id, so only one could be read", other, path))
		}
		first[a.ID] = path
	}
	if len(list) == 0 {
		list = append(list, good("articles", "%s can be read", counted(len(d.paths), "article", "articles")))
	}
	return list
}

// unreadable tells of an article that `lede run` would not start with.
func unreadable(err error) finding {
	var e *source.Error
	if !errors.As(err, &e) {
		return failure("articles", "Leave it out, or mend it.", "%v", err)
	}
	return failure("articles", order(e.Hint), "%s: %s", e.Name, e.Problem)
}

// health tells whether the address of the health check is free, or Lede's already.
func (d doctor) health(ctx context.Context) []finding {
	addr := d.c.HealthAddr
	switch {
	case d.mistaken("LEDE_HEALTH_ADDR"):
		return skipped("the setting LEDE_HEALTH_ADDR comes first", "health")
	case addr == "":
		return []finding{good("health", "off, so `lede health` has nothing to ask")}
	}
	l, err := net.Listen("tcp", addr)
	if err == nil {
		_ = l.Close()
		return []finding{good("health", "%s is free", addr)}
	}
	choose := "Choose another address in LEDE_HEALTH_ADDR, or off."
	code, said := askHealth(ctx, addr)
	switch {
	case code == http.StatusOK && said == "well":
		return []finding{good("health", "the Lede that runs here says that it is well")}
	case code == http.StatusServiceUnavailable:
		return []finding{warning("health", "See its log for the cause.", "the Lede that runs here says: %s", said)}
	case code != 0:
		return []finding{failure("health", choose, "another program answers at %s", addr)}
	}
	return []finding{failure("health", choose, "nothing can be served at %s (%v)", addr, err)}
}

// askHealth asks whoever answers at the address of the health check; the code is 0 when nobody does.
func askHealth(ctx context.Context, addr string) (code int, said string) {
	ctx, cancel := context.WithTimeout(ctx, healthTimeout)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+addr+healthPath, nil)
	if err != nil {
		return 0, ""
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return 0, ""
	}
	defer res.Body.Close()
	body, _ := io.ReadAll(io.LimitReader(res.Body, 200)) // what came before the line broke will do
	return res.StatusCode, strings.TrimSpace(string(body))
}

// offset is what a zone's clocks show at an instant, in seconds east of Greenwich.
type offset struct {
	zone    string
	at      time.Time
	seconds int
	recent  bool // a rule of the last years, which old data does not have
}

// offsets are the changes on which a mistaken zone would show: on each side of the clocks' going forward, back and
// by half an hour, and where they were abolished or moved lately.
func offsets() []offset {
	at := func(month time.Month, day, hour, min, sec int) time.Time {
		return time.Date(2026, month, day, hour, min, sec, 0, time.UTC)
	}
	return []offset{
		{"Europe/Berlin", at(3, 29, 0, 59, 59), 3600, false}, {"Europe/Berlin", at(3, 29, 1, 0, 0), 7200, false},
		{"America/New_York", at(11, 1, 5, 59, 59), -14400, false}, {"America/New_York", at(11, 1, 6, 0, 0), -18000, false},
		{"Australia/Lord_Howe", at(4, 4, 14, 59, 59), 39600, false}, {"Australia/Lord_Howe", at(4, 4, 15, 0, 0), 37800, false},
		{"America/Mexico_City", at(7, 1, 12, 0, 0), -21600, true}, {"Asia/Almaty", at(7, 1, 12, 0, 0), 18000, true},
		{"America/Asuncion", at(7, 1, 12, 0, 0), -10800, true},
	}
}

// zones tells whether every time zone that can be named loads, and whether clocks change when they do.
func zones(load func(string) (*time.Location, error)) []finding {
	const fix = "Update this machine's time zone data (on Debian the package tzdata), or unset ZONEINFO: without either, Lede uses its own."
	all := scheduler.Zones()
	for _, name := range all {
		if _, err := load(name); err != nil {
			return []finding{failure("zones", fix, "the time zone %s does not load (%v)", name, err)}
		}
	}
	for _, o := range offsets() {
		place, err := load(o.zone)
		if err != nil {
			return []finding{failure("zones", fix, "the time zone %s does not load (%v)", o.zone, err)}
		}
		_, seconds := o.at.In(place).Zone()
		switch {
		case seconds == o.seconds:
		case o.recent:
			return []finding{warning("zones", fix, "the time zone data is old: %s is not as it has been for years, so digests there come at the wrong hour", o.zone)}
		default:
			return []finding{failure("zones", fix, "the time zone data is wrong: the clocks of %s do not change when they should", o.zone)}
		}
	}
	return []finding{good("zones", "all %d load, and clocks change when they should", len(all))}
}

// web tells whether pages can be fetched, as /article add does with a link. Much of Lede works without.
func (d doctor) web(ctx context.Context) []finding {
	web := &source.Web{Allow: d.c.FetchAllow, Version: Version}
	_, err := web.Article(ctx, d.page, briefing.Options{})
	if err == nil || !unreached(err) {
		return []finding{good("web", "pages can be fetched (tried with %s)", d.page)}
	}
	fix := "Allow DNS and outgoing connections to ports 80 and 443, or do without: files, attachments and pasted text work."
	if d.w.value("HTTPS_PROXY")+d.w.value("https_proxy") != "" {
		fix = "Lede fetches pages without the proxy, which would hide where a connection goes. " + fix
	}
	var e *source.Error
	if errors.As(err, &e) {
		return []finding{warning("web", fix, "pages cannot be fetched: %s %s", e.Name, e.Problem)}
	}
	return []finding{warning("web", fix, "pages cannot be fetched: %v", err)}
}

// unreached tells whether no page came, as against one that is no article.
func unreached(err error) bool {
	var network net.Error // a context that ended is one too
	var distrust *tls.CertificateVerificationError
	return errors.As(err, &network) || errors.As(err, &distrust) || errors.Is(err, io.EOF) || errors.Is(err, context.Canceled)
}

func counted(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
