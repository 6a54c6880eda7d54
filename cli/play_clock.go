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

// clockPanel is the playground's panel with its clock, the next digest, and the next change between summer and winter time where zone says. It is
// drawn when what is due has been dealt with, or patience is at an end.
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
			arrive(r.Context(), clock, kv, nextChange(clock.Now(), zone(r.Context())).Add(-beforeChange), patience)
		} else {
			moveClock(r.Context(), clock, kv, r.FormValue("to"), patience)
		}
		http.Redirect(w, r, r.Header.Get("Referer"), http.StatusSeeOther)
	})
	return mux
}

// moveClock moves on by an hour, a day, or to the next digest, but never past a digest: it would come late. What is due now is waited for first, or it
// would be taken for what is next, and the press would lead nowhere.
func moveClock(ctx context.Context, clock *playground.Clock, kv store.KV, to string, patience time.Duration) {
	settle(ctx, clock, allDue(kv), patience)
	next, ok, err := kv.NextDue(ctx)
	if err != nil {
		return // the panel that is shown next says so
	}
	now := clock.Now()
	step, known := map[string]time.Duration{"hour": time.Hour, "day": 24 * time.Hour}[to]
	target := now.Add(step)
	if ok && next.After(now) && (!known || next.Before(target)) {
		target = next
	}
	arrive(ctx, clock, kv, target, patience)
}

// beforeChange is how long before a change of the clocks the playground's stops, so that it can be seen to come.
const beforeChange = time.Hour

// changesIn is a zone whose clocks change, to show where those of a digest's own do not.
const changesIn = "Europe/Paris"

// nextChange is the instant at which the clocks of a zone change next, but for a change that is about to come; zero for none within two years. It looks hour
// by hour, since time.ZoneBounds is wrong on some days far ahead.
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

// changing is the zone of the digests, or one whose clocks change.
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
	// stuckAfter is how long nothing moves until nothing is waited for any more, such as a site that does not answer.
	stuckAfter = 15 * time.Second
	// readBefore is how long before a digest what its sources have printed is read.
	readBefore = 2 * time.Minute
)

// arrive moves the clock, and waits until what is due then has been dealt with. What is under way now is waited for first: its lease must not
// end in the middle of it. And a clock that jumps leaves no time for reading what was printed meanwhile, so that it stops a little earlier for that.
func arrive(ctx context.Context, clock *playground.Clock, kv store.KV, at time.Time, patience time.Duration) {
	settle(ctx, clock, allDue(kv), patience)
	if early := at.Add(-readBefore); early.After(clock.Now()) {
		clock.Move(early)
		settle(ctx, clock, allDue(kv), patience)
	}
	clock.Move(at)
	settle(ctx, clock, kv, patience)
}

// allDue is the store that shows not only which digests are due.
func allDue(kv store.KV) store.KV {
	if d, ok := kv.(digestsDue); ok {
		return d.KV
	}
	return kv
}

// settle waits until what is due has been dealt with, so that the panel does not announce what was posted while it was being drawn, and no digest
// goes before what it tells of was read. A slow machine may take its time: patience ends when nothing has moved for so long.
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

// underWay names what is due or being dealt with, "" for nothing. A store that shows no more tells of what is due alone. What cannot be read is not waited
// for.
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

// clockPage writes the panel. Nothing in it is somebody's text but the name of a zone.
func clockPage(now, next time.Time, set bool, zone *time.Location) string {
	refresh, digest, off := "", words.Text("play.clock.none"), " disabled"
	switch {
	case set && next.After(now):
		digest, off = words.Text("play.clock.next", "at", timeTag(next.In(zone)), "zone", html.EscapeString(zone.String())), ""
	case set: // it is about to be sent
		digest, refresh = words.Text("play.clock.due"), `<meta http-equiv="refresh" content="1">`
	}
	change := ""
	if at := nextChange(now, zone); !at.IsZero() {
		change = "<p>" + words.Text("play.clock.change", "zone", html.EscapeString(zone.String()), "at", timeTag(at.In(zone))) + `</p>
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
