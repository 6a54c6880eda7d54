package cli

import (
	"context"
	"fmt"
	"html"
	"io"
	"net/http"
	"strings"
	"time"

	"lede/playground"
	"lede/store"
)

// clockPanel is the playground's panel with its clock, the next digest in the zone that zone returns, and the next daylight saving change. It is
// drawn when the due work is done, or patience has run out.
func clockPanel(clock *playground.Clock, kv store.KV, zone func(context.Context) *time.Location, patience time.Duration) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /", func(w http.ResponseWriter, r *http.Request) {
		now := clock.Now()
		next, ok, err := kv.NextDue(r.Context())
		if err != nil {
			http.Error(w, "The store does not answer.", http.StatusInternalServerError)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = io.WriteString(w, clockPage(now, next, ok, zone(r.Context()))) // the browser has gone: nobody to tell
	})
	mux.HandleFunc("POST /", func(w http.ResponseWriter, r *http.Request) {
		if r.FormValue("to") == "change" {
			arrive(r.Context(), clock, kv, nextChange(clock.Now(), changing(clock.Now(), zone(r.Context()))).Add(-beforeChange), patience)
		} else {
			moveClock(r.Context(), clock, kv, r.FormValue("to"), patience)
		}
		http.Redirect(w, r, r.Header.Get("Referer"), http.StatusSeeOther)
	})
	return mux
}

// stopsOnTheWay is how many digests a press lets come on its way, about one a second. After that many it stops early.
const stopsOnTheWay = 24

// moveClock moves the clock by an hour, a day, or to the next digest. It stops at each digest on the way, which would otherwise come late. It first
// waits for what is due now, which would otherwise be taken for the next digest, so that the click would have no effect.
func moveClock(ctx context.Context, clock *playground.Clock, kv store.KV, to string, patience time.Duration) {
	settle(ctx, clock, allDue(kv), patience)
	step, known := map[string]time.Duration{"hour": time.Hour, "day": 24 * time.Hour}[to]
	target := clock.Now().Add(step)
	for range stopsOnTheWay {
		next, ok, err := kv.NextDue(ctx)
		if err != nil || ctx.Err() != nil {
			return // the panel that is shown next says so
		}
		if !ok || !next.After(clock.Now()) || known && next.After(target) {
			arrive(ctx, clock, kv, target, patience)
			return
		}
		arrive(ctx, clock, kv, next, patience)
		if !known {
			return
		}
	}
}

// beforeChange is how long before a daylight saving change the playground's clock stops, so that the change can be watched.
const beforeChange = time.Hour

// changesIn is a zone with daylight saving time, to show the change when the digest's own zone has none.
const changesIn = "Europe/Paris"

// nextChange returns when the clocks of a zone change next, apart from a change within beforeChange; zero for none within two years. It checks each
// hour, since time.ZoneBounds is wrong on some days far ahead.
func nextChange(now time.Time, zone *time.Location) time.Time {
	at := now.Truncate(time.Hour).Add(beforeChange + time.Hour)
	_, before := at.In(zone).Zone()
	for range 2 * 366 * 24 {
		at = at.Add(time.Hour)
		if _, offset := at.In(zone).Zone(); offset != before {
			return at
		}
	}
	return time.Time{}
}

// changing returns the zone of the next digest, or one with daylight saving time if its clocks never change.
func changing(now time.Time, zone *time.Location) *time.Location {
	if !nextChange(now, zone).IsZero() {
		return zone
	}
	other, err := time.LoadLocation(changesIn)
	if err != nil {
		return zone
	}
	return other
}

const (
	// stuckAfter is how long to wait without progress, such as for a site that does not answer.
	stuckAfter = 15 * time.Second
	// readBefore is how long before a digest its sources are read.
	readBefore = 2 * time.Minute
)

// arrive moves the clock, and waits until the work due then is done. It first waits for the work under way: its lease must not
// end midway. And since a clock that jumps leaves no time to read what was printed meanwhile, it stops a little earlier to do so.
func arrive(ctx context.Context, clock *playground.Clock, kv store.KV, at time.Time, patience time.Duration) {
	settle(ctx, clock, allDue(kv), patience)
	if early := at.Add(-readBefore); early.After(clock.Now()) {
		clock.Move(early)
		settle(ctx, clock, allDue(kv), patience)
	}
	clock.Move(at)
	settle(ctx, clock, kv, patience)
}

// allDue returns the store that reports all due work, not only digests.
func allDue(kv store.KV) store.KV {
	if d, ok := kv.(digestsDue); ok {
		return d.KV
	}
	return kv
}

// settle waits until the due work is done, so that the panel does not announce what was posted while it was drawn, and no digest
// goes out before its sources were read. A slow machine may take its time: patience runs out only after that long without progress.
func settle(ctx context.Context, clock *playground.Clock, kv store.KV, patience time.Duration) {
	const between = 50 * time.Millisecond
	last := ""
	for moved := time.Now(); time.Since(moved) < patience && ctx.Err() == nil; time.Sleep(between) {
		now := underWay(ctx, kv, clock.Now())
		if now == "" {
			return
		}
		if now != last {
			last, moved = now, time.Now()
		}
	}
}

// underWay names what is due or in progress, "" for nothing. A store that shows only what is due is asked for that alone. Errors count as
// nothing.
func underWay(ctx context.Context, kv store.KV, now time.Time) string {
	all, ok := kv.(store.Walker)
	if !ok {
		if at, ok, err := kv.NextDue(ctx); err == nil && ok && !at.After(now) {
			return at.String()
		}
		return ""
	}
	var list []string
	_ = all.Snapshot(ctx, func(s store.State) error {
		for _, d := range s.Due {
			if d.Token != "" || d.Visible <= now.UnixMilli() {
				list = append(list, fmt.Sprint(s.Owner, d.ID, d.Visible, d.Attempt))
			}
		}
		return nil
	})
	return strings.Join(list, " ")
}

// clockPage writes the panel. Its only user text is the name of a zone.
func clockPage(now, next time.Time, set bool, zone *time.Location) string {
	refresh, digest, off := "", words.Text("play.clock.none"), " disabled"
	switch {
	case set && next.After(now):
		digest, off = words.Text("play.clock.next", "at", timeTag(next.In(zone)), "zone", html.EscapeString(zone.String())), ""
	case set: // it is about to be sent
		digest, refresh = words.Text("play.clock.due"), `<meta http-equiv="refresh" content="1">`
	}
	change := ""
	where := changing(now, zone)
	if at := nextChange(now, where); !at.IsZero() {
		change = "<p>" + words.Text("play.clock.change", "zone", html.EscapeString(where.String()), "at", timeTag(at.In(where))) + `</p>
<form method="post"><button name="to" value="change">` + words.Text("play.clock.to-change") + "</button></form>"
	}
	return fmt.Sprintf(`<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Clock</title>%s<link rel="stylesheet" href="/style.css">
<body class="panel">
<p>%s</p>
<p>%s</p>
<form method="post">
<button name="to" value="next"%s>%s</button>
<button name="to" value="hour">%s</button>
<button name="to" value="day">%s</button>
</form>
%s
</body></html>
`, refresh, words.Text("play.clock.now", "at", timeTag(now)), digest, off, words.Text("play.clock.to-next"), words.Text("play.clock.hour"), words.Text("play.clock.day"), change)
}

func timeTag(at time.Time) string {
	return `<time datetime="` + at.UTC().Format(time.RFC3339) + `">` + at.Format("Mon 2 Jan 15:04") + `</time>`
}
