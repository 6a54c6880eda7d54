package playground

import (
	"fmt"
	"html"
	"io"
	"net/http"
	"strconv"
	"strings"
)

// gatewayDeeds are what can be done to the connection, with their names for people.
func (s *Server) gatewayDeeds() []gatewayDeed {
	return []gatewayDeed{
		{"cut", "Cut", s.Sever},
		{"reconnect", "Ask to reconnect", s.Reconnect},
		{"invalid", "End session", s.Invalidate},
		{"doubt", "Doubt session", s.InvalidateResumable},
		{"deaf", "Go deaf", func() { s.Deafen(true) }},
		{"hearing", "Hear again", func() { s.Deafen(false) }},
	}
}

type gatewayDeed struct {
	ID, Name string
	do       func()
}

// weatherPanel is the page's panel for making things go wrong, on purpose and for a while.
func (s *Server) weatherPanel() Panel {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = io.WriteString(w, s.weatherPage()) // the browser has gone: nobody to tell
	})
	mux.HandleFunc("POST /", func(w http.ResponseWriter, r *http.Request) {
		s.changeWeather(r)
		http.Redirect(w, r, r.Header.Get("Referer"), http.StatusSeeOther)
	})
	return Panel{Name: "Weather", Handler: mux}
}

// changeWeather does what a button of the panel stands for. What makes no sense changes nothing.
func (s *Server) changeWeather(r *http.Request) {
	do, gateway := strings.CutPrefix(r.FormValue("do"), "gateway-")
	switch {
	case gateway:
		for _, d := range s.gatewayDeeds() {
			if d.ID == do {
				d.do()
			}
		}
	case do == "spoil":
		n, _ := strconv.Atoi(r.FormValue("requests"))
		_ = s.SetWeather(Weather{Kind: r.FormValue("kind"), Of: r.FormValue("of"), Requests: min(n, 1000)})
	case do == "clear":
		_ = s.SetWeather(Weather{})
	case do == "limit":
		s.SetLimits(DiscordsLimits())
	case do == "free":
		s.SetLimits(Limits{})
	}
}

// weatherPage writes the panel. All words in it are our own; they are escaped because names may have any characters.
func (s *Server) weatherPage() string {
	s.mu.Lock()
	weather, limited, deaf := s.weather, s.rates.limits != Limits{}, s.deaf
	s.mu.Unlock()
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
	for _, d := range s.gatewayDeeds() {
		fmt.Fprintf(&deeds, `<button name="do" value="gateway-%s">%s</button>`+"\n", d.ID, html.EscapeString(d.Name))
	}
	return fmt.Sprintf(weatherPage, html.EscapeString(now), either(bad || limited || deaf, " open", ""), of.String(), kind.String(),
		either(limited, `free">No limits`, `limit">Discord's limits`), either(deaf, ", which acknowledges no heartbeat", ""), deeds.String())
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

const weatherPage = `<!doctype html>
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
<p>The gateway%s:</p>
<form method="post">
%s</form>
</details>
</body></html>
`
