package playground

import (
	"strconv"
	"time"

	"lede/playground/gateway"
	"lede/playground/weather"
)

// deeds are the actions on the gateway that the weather panel offers.
func (s *Server) deeds() []weather.Deed {
	list := []weather.Deed{
		{ID: "cut", Name: "cuts the line", Do: s.Sever},
		{ID: "lose", Name: "cuts it for 6 s", Do: s.Lose},
		{ID: "reconnect", Name: "asks to connect again", Do: s.Reconnect},
		{ID: "invalid", Name: "ends the session", Do: s.Invalidate},
		{ID: "doubt", Name: "doubts the session", Do: s.InvalidateResumable},
		{ID: "spent", Name: "ends it, and lets none begin for 6 s", Do: func() { s.api.Spend(true); s.Invalidate() }},
		{ID: "spent-untold", Name: "ends it, lets none begin for 6 s, and does not say how long", Do: func() { s.api.Spend(false); s.Invalidate() }},
		{ID: "crowd", Name: "cuts, and recommends a trillion shards", Do: func() { s.api.Crowd(); s.Sever() }},
		{ID: "hollow", Name: "ends it, and begins one with an empty READY", Do: s.gateway.Hollow},
		{ID: "mute", Name: "cuts, and does not greet", Do: func() { s.gateway.Greet(-1) }},
		{ID: "beat-0", Name: "cuts, and wants heartbeats every 0 s", Do: func() { s.gateway.Greet(0) }},
		{ID: "beat-120", Name: "cuts, and wants heartbeats every 2 minutes", Do: func() { s.gateway.Greet(2 * time.Minute) }},
		{ID: "beat-3600", Name: "cuts, and wants heartbeats every hour", Do: func() { s.gateway.Greet(time.Hour) }},
		{ID: "babble", Name: "talks nonsense", Do: s.gateway.Babble},
		{ID: "repeat", Name: "says everything again", Do: s.gateway.Repeat},
		{ID: "skip", Name: "skips sequence numbers", Do: s.gateway.Skip},
		{ID: "flicker", Name: "loses the servers and has them back", Do: s.gateway.Flicker},
		{ID: "deaf", Name: "goes deaf to heartbeats", Do: func() { s.Deafen(true) }},
		{ID: "hearing", Name: "hears again", Do: func() { s.Deafen(false) }},
	}
	for _, c := range gateway.Closings() {
		list = append(list, weather.Deed{ID: "close-" + strconv.Itoa(c.Code), Name: "closes with " + c.String(), Do: func() { s.HangUp(c.Code) }})
	}
	for _, c := range gateway.Closings() {
		list = append(list, weather.Deed{ID: "refuse-" + strconv.Itoa(c.Code), Name: "resumes no session: " + c.String(), Do: func() { s.Expire(c.Code) }})
	}
	return list
}
