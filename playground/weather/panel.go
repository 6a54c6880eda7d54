package weather

import (
	"fmt"
	"html"
	"io"
	"net/http"
	"strconv"
	"strings"
)

// Deed is an action on the bot's connection.
type Deed struct {
	ID, Name string // Name is for people
	Do       func()
}

// panel is the page on which a person causes faults.
type panel struct {
	sky   *Sky
	deeds []Deed
	deaf  func() bool // whether heartbeats are left unacknowledged
}

// NewPanel serves a page on which a person changes the weather and the limits, and runs the deeds.
func NewPanel(sky *Sky, deeds []Deed, deaf func() bool) http.Handler {
	p := panel{sky, deeds, deaf}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = io.WriteString(w, p.page()) // fails when the browser has gone
	})
	mux.HandleFunc("POST /", func(w http.ResponseWriter, r *http.Request) {
		p.change(r)
		http.Redirect(w, r, r.Header.Get("Referer"), http.StatusSeeOther)
	})
	return mux
}

// change runs the action of a button. Invalid values change nothing.
func (p panel) change(r *http.Request) {
	do := r.FormValue("do")
	switch {
	case do == "gateway":
		for _, d := range p.deeds {
			if d.ID == r.FormValue("deed") {
				d.Do()
			}
		}
	case do == "spoil":
		n, _ := strconv.Atoi(r.FormValue("requests"))
		_ = p.sky.SetWeather(Weather{Kind: r.FormValue("kind"), Of: r.FormValue("of"), Requests: min(n, 1000)})
	case do == "clear":
		_ = p.sky.SetWeather(Weather{})
	case do == "limit":
		p.sky.SetLimits(DiscordsLimits())
	case do == "free":
		p.sky.SetLimits(Limits{})
	}
}

// page returns the panel as HTML. Names are escaped.
func (p panel) page() string {
	deaf := p.deaf()
	weather, limited := p.sky.now()
	bad := weather.Requests > 0
	now := "Fair: everything is answered."
	if bad {
		now = fmt.Sprintf("Still to come: %d × %s, for %s.", weather.Requests, nameOf(kinds, weather.Kind), nameOf(scopes, weather.Of))
	}
	var of, kind, deeds strings.Builder
	for _, x := range scopes {
		choice(&of, x)
	}
	for _, x := range kinds {
		choice(&kind, x)
	}
	for _, d := range p.deeds {
		choice(&deeds, named{d.ID, d.Name})
	}
	return fmt.Sprintf(panelPage, html.EscapeString(now), either(bad || limited || deaf, " open", ""), of.String(), kind.String(),
		either(limited, `free">No limits`, `limit">Discord's limits`), either(deaf, " (deaf to heartbeats)", ""), deeds.String())
}

func choice(to *strings.Builder, x named) {
	fmt.Fprintf(to, `<option value="%s">%s</option>`, html.EscapeString(x.ID), html.EscapeString(x.Name))
}

func nameOf(list []named, id string) string {
	for _, x := range list {
		if x.ID == id {
			return x.Name
		}
	}
	return id
}

func either(first bool, a, b string) string {
	if first {
		return a
	}
	return b
}

const panelPage = `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Weather</title><link rel="stylesheet" href="/style.css">
<body class="panel">
<p>%s</p>
<details%s>
<summary>Make it worse</summary>
<form method="post">
<label>The next <input name="requests" type="number" min="1" max="1000" value="1" required></label>
<select name="of" aria-label="Which requests">%s</select>
<select name="kind" aria-label="What becomes of them">%s</select>
<button name="do" value="spoil">Spoil</button>
<button name="do" value="clear" formnovalidate>Clear</button>
<button name="do" formnovalidate value="%s</button>
</form>
<form method="post">
<label>The gateway%s <select name="deed">%s</select></label>
<button name="do" value="gateway">Do it</button>
</form>
</details>
</body></html>
`
