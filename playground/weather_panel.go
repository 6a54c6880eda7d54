package playground

import (
	"html/template"
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
		s.mu.Lock()
		view := weatherView{Weather: s.weather, Limited: s.rates.limits != Limits{}, Deaf: s.deaf}
		s.mu.Unlock()
		for _, k := range kinds {
			if k.Kind == view.Weather.Kind {
				view.Name = k.Name
			}
		}
		for _, x := range scopes {
			if x.Of == view.Weather.Of {
				view.Of = x.Name
			}
		}
		view.Kinds, view.Scopes, view.Deeds = kinds, scopes, s.gatewayDeeds()
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_ = weatherPage.Execute(w, view) // the browser has gone: nobody to tell
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

type weatherView struct {
	Weather  Weather
	Name, Of string
	Limited  bool
	Deaf     bool
	Kinds    []struct{ Kind, Name string }
	Scopes   []struct{ Of, Name string }
	Deeds    []gatewayDeed
}

var weatherPage = template.Must(template.New("weather").Parse(`<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Weather</title><link rel="stylesheet" href="/style.css">
<body class="panel">
<p>{{if gt .Weather.Requests 0}}Still to come: {{.Weather.Requests}} × {{.Name}}, for {{.Of}}.{{else}}Fair: everything is answered.{{end}}</p>
<details{{if or .Limited .Deaf (gt .Weather.Requests 0)}} open{{end}}>
<summary>Make it worse</summary>
<form method="post">
<label>The next <input name="requests" type="number" min="1" max="1000" value="1" required></label>
<select name="of" aria-label="Which requests">{{range .Scopes}}<option value="{{.Of}}">{{.Name}}</option>{{end}}</select>
<select name="kind" aria-label="What becomes of them">{{range .Kinds}}<option value="{{.Kind}}">{{.Name}}</option>{{end}}</select>
<button name="do" value="spoil">Spoil</button>
<button name="do" value="clear" formnovalidate>Clear</button>
<button name="do" formnovalidate value="{{if .Limited}}free">No limits{{else}}limit">Discord's limits{{end}}</button>
</form>
<p>The gateway{{if .Deaf}}, which acknowledges no heartbeat{{end}}:</p>
<form method="post">
{{range .Deeds}}<button name="do" value="gateway-{{.ID}}">{{.Name}}</button>
{{end}}</form>
</details>
</body></html>
`))
