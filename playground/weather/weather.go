package weather

import (
	"fmt"
	"slices"

	"lede/playground/world"
)

// Weather is the fault that the next requests of the bot meet.
type Weather struct {
	Kind     string // one of the constants below
	Of       string // one of the scopes below, "" for all requests
	Requests int    // how many requests are left; 0 ends it
}

// The kinds of weather. A request that is Lost is carried out but not answered; one that is Cut is not carried out.
const (
	Limited       = "429"
	LimitedGlobal = "429 global"
	LimitedShared = "429 shared"
	Barred        = "barred"
	Unauthorized  = "401"
	Forbidden     = "403"
	Fault         = "500"
	BadGateway    = "502"
	Unavailable   = "503"
	Hanging       = "hang"
	Slow          = "slow"
	Cut           = "cut"
	Lost          = "lost"
	Half          = "half" // it is carried out, and its answer ends in the middle
)

// named is a value with its name for people.
type named struct{ ID, Name string }

var kinds = slices.Concat([]named{
	{Limited, "wait 2 s (429)"}, {LimitedGlobal, "the whole bot waits 2 s (429)"}, {LimitedShared, "others used it up, wait 2 s (429)"},
	{Barred, "Cloudflare's page (429)"}, {Unauthorized, "token refused (401)"}, {Forbidden, "missing access (403)"},
	{Fault, "fault (500)"}, {BadGateway, "bad gateway (502)"}, {Unavailable, "unavailable (503)"},
	{Hanging, "no answer for 30 s"}, {Slow, "done, 2 s late"}, {Cut, "cut before it is done"}, {Lost, "done, the answer is lost"},
	{Half, "done, half of the answer is lost"}, {foretold, "done, and the next must wait a day"}, {foretoldPast, "done, and the next may come since an hour"},
}, oddKinds)

var scopes = []named{{"posts", "posts"}, {"answers", "answers to people"}, {"looks", "lists of messages"}, {"openings", "openings of direct messages"}, {"gateway", "questions where the gateway is"}, {"", "requests of any kind"}}

// SetWeather sets the fault that the next requests meet. A kind or scope that does not exist is an error.
func (s *Sky) SetWeather(w Weather) error {
	if !slices.ContainsFunc(kinds, func(k named) bool { return k.ID == w.Kind }) && w.Requests > 0 {
		return fmt.Errorf("there is no weather called %q", w.Kind)
	}
	if !slices.ContainsFunc(scopes, func(x named) bool { return x.ID == w.Of }) {
		return fmt.Errorf("there are no requests called %q", w.Of)
	}
	s.state.Lock()
	defer s.state.Unlock()
	s.weather = w
	s.state.Publish(world.Update{Kind: "clock"}) // makes pages reload the panel
	return nil
}

// spoils reports whether the weather affects a request.
func (w Weather) spoils(q Request) bool {
	switch w.Of {
	case "posts":
		return q.Post
	case "answers":
		return q.Answer
	case "looks":
		return q.Look
	case "openings":
		return q.Opening
	case "gateway":
		return q.Gateway
	}
	return true
}
