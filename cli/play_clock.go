package cli

import (
	"context"
	"html/template"
	"net/http"
	"time"

	"lede/playground"
	"lede/store"
)

// clockPanel is the playground's panel with its clock and the next digest.
func clockPanel(clock *playground.Clock, kv store.KV) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /", func(w http.ResponseWriter, r *http.Request) {
		view := clockView{Now: clock.Now()}
		at, ok, err := kv.NextDue(r.Context())
		if err != nil {
			http.Error(w, "The store does not answer.", http.StatusInternalServerError)
			return
		}
		if ok && at.After(view.Now) {
			view.Next = &at
		}
		view.Due = ok && !at.After(view.Now)
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_ = clockPage.Execute(w, view) // the browser has gone: nobody to tell
	})
	mux.HandleFunc("POST /", func(w http.ResponseWriter, r *http.Request) {
		moveClock(r.Context(), clock, kv, r.FormValue("to"))
		settle(r.Context(), clock, kv)
		http.Redirect(w, r, r.Header.Get("Referer"), http.StatusSeeOther)
	})
	return mux
}

// moveClock moves on by an hour, a day, or to the next digest, but never past a digest: it would come late.
func moveClock(ctx context.Context, clock *playground.Clock, kv store.KV, to string) {
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
	clock.Move(target)
}

// settle waits a little until what is due has been dealt with, so that the panel does not announce what was posted
// while it was being drawn.
func settle(ctx context.Context, clock *playground.Clock, kv store.KV) {
	const atMost, between = 4 * playEvery, 50 * time.Millisecond
	for deadline := time.Now().Add(atMost); time.Now().Before(deadline) && ctx.Err() == nil; time.Sleep(between) {
		if at, ok, err := kv.NextDue(ctx); err != nil || !ok || at.After(clock.Now()) {
			return
		}
	}
}

type clockView struct {
	Now  time.Time
	Next *time.Time
	Due  bool // something is due and about to be sent
}

var clockPage = template.Must(template.New("clock").Parse(`<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Clock</title>{{if .Due}}<meta http-equiv="refresh" content="1">{{end}}<link rel="stylesheet" href="/style.css">
<body class="panel">
<p>It is <time datetime="{{.Now.UTC.Format "2006-01-02T15:04:05Z"}}">{{.Now.Format "Mon 2 Jan 15:04"}}</time>.</p>
<p>{{if .Due}}A digest is on its way …{{else if .Next}}Next digest: <time datetime="{{.Next.UTC.Format "2006-01-02T15:04:05Z"}}">{{.Next.Local.Format "Mon 2 Jan 15:04"}}</time>.{{else}}No digest is set. Set one with /digest set.{{end}}</p>
<form method="post">
<button name="to" value="next" {{if not .Next}}disabled{{end}}>Move to the next digest</button>
<button name="to" value="hour">+ 1 hour</button>
<button name="to" value="day">+ 1 day</button>
</form>
</body></html>
`))
