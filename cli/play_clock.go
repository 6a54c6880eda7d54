package cli

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"time"

	"lede/playground"
	"lede/store"
)

// clockPanel is the playground's panel with its clock and the next digest. It is drawn when what is due has been dealt
// with, or patience is at an end.
func clockPanel(clock *playground.Clock, kv store.KV, patience time.Duration) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /", func(w http.ResponseWriter, r *http.Request) {
		now := clock.Now()
		next, ok, err := kv.NextDue(r.Context())
		if err != nil {
			http.Error(w, "The store does not answer.", http.StatusInternalServerError)
			return
		}
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = io.WriteString(w, clockPage(now, next, ok)) // the browser has gone: nobody to tell
	})
	mux.HandleFunc("POST /", func(w http.ResponseWriter, r *http.Request) {
		moveClock(r.Context(), clock, kv, r.FormValue("to"), patience)
		http.Redirect(w, r, r.Header.Get("Referer"), http.StatusSeeOther)
	})
	return mux
}

// moveClock moves on by an hour, a day, or to the next digest, but never past a digest: it would come late.
func moveClock(ctx context.Context, clock *playground.Clock, kv store.KV, to string, patience time.Duration) {
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

const (
	// readBefore is how long before a digest what its sources have printed is read.
	readBefore = 2 * time.Minute
	// underWay is how far ahead the store shows what is being dealt with: at the end of its lease.
	underWay = time.Minute
)

// arrive moves the clock, and waits until what is due then has been dealt with. What is under way now is waited for first: its lease must not
// end in the middle of it. And a clock that jumps leaves no time for reading what was printed meanwhile, so that it stops a little earlier for that.
func arrive(ctx context.Context, clock *playground.Clock, kv store.KV, at time.Time, patience time.Duration) {
	everything := kv
	if d, ok := kv.(digestsDue); ok {
		everything = d.KV
	}
	settle(ctx, clock, everything, underWay, patience)
	if early := at.Add(-readBefore); early.After(clock.Now()) {
		clock.Move(early)
		settle(ctx, clock, everything, underWay, patience)
	}
	clock.Move(at)
	settle(ctx, clock, kv, 0, patience)
}

// settle waits until what is due, or will be so soon, has been dealt with, so that the panel does not announce what was posted while it was
// being drawn.
func settle(ctx context.Context, clock *playground.Clock, kv store.KV, soon, atMost time.Duration) {
	const between = 50 * time.Millisecond
	for deadline := time.Now().Add(atMost); time.Now().Before(deadline) && ctx.Err() == nil; time.Sleep(between) {
		if at, ok, err := kv.NextDue(ctx); err != nil || !ok || at.After(clock.Now().Add(soon)) {
			return
		}
	}
}

// clockPage writes the panel. Nothing in it is somebody's text.
func clockPage(now, next time.Time, set bool) string {
	refresh, digest, off := "", "No digest is set. Set one with /digest set.", " disabled"
	switch {
	case set && next.After(now):
		digest, off = "Next digest: "+timeTag(next.Local())+".", ""
	case set: // it is about to be sent
		digest, refresh = "A digest is on its way …", `<meta http-equiv="refresh" content="1">`
	}
	return fmt.Sprintf(`<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Clock</title>%s<link rel="stylesheet" href="/style.css">
<body class="panel">
<p>It is %s.</p>
<p>%s</p>
<form method="post">
<button name="to" value="next"%s>Move to the next digest</button>
<button name="to" value="hour">+ 1 hour</button>
<button name="to" value="day">+ 1 day</button>
</form>
</body></html>
`, refresh, timeTag(now), digest, off)
}

func timeTag(at time.Time) string {
	return `<time datetime="` + at.UTC().Format(time.RFC3339) + `">` + at.Format("Mon 2 Jan 15:04") + `</time>`
}
