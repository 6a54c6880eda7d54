package playground

import (
	"cmp"
	"log/slog"
	"time"

	"lede/playground/page"
	"lede/playground/weather"
	"lede/playground/world"
)

// Options is what a Server is made of. Everything has a default.
type Options struct {
	Token  string       // the bot's; "playground" by default
	Name   string       // the bot's; "Lede" by default
	Clock  *world.Clock // the playground's time; real time by default
	Panels []page.Panel
	Tips   []page.Tip   // things to try, shown where a channel begins
	Tour   []page.Tip   // first steps, shown one at a time until they were taken
	Log    *slog.Logger // where refusals are told; silent by default
	Title  string       // of the page
	// Near leads to pages of hosts that are at home on this machine only, of which "" is the playground itself: the address of such a page, escaped, is
	// put behind what stands here.
	Near  map[string]string
	World *world.World // two guilds and two people by default
	// Tap gets each request of the bot with its answer, and each event with DISPATCH as its method, its name as its path and its payload as
	// the response. The request of a form is its payload_json. Tap must not call the server.
	Tap    func(method, path string, request []byte, status int, response []byte)
	Limits weather.Limits // of requests; none by default
	Waits  world.Waits    // Discord's own by default
	Shards int            // that are recommended to the bot; 1 by default
	// Concurrency is how many sessions may begin together within Waits.Identify; 0 is no limit.
	Concurrency int
	// InteractionsURL is where interactions are posted to, signed, instead of being sent over the gateway.
	InteractionsURL string
}

// filled puts the default where there is nothing.
func (o Options) filled() Options {
	o.Token, o.Name, o.Title = cmp.Or(o.Token, "playground"), cmp.Or(o.Name, "Lede"), cmp.Or(o.Title, "Playground")
	o.Shards = max(1, o.Shards)
	if o.Clock == nil {
		o.Clock = world.NewClock(time.Time{})
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.World == nil {
		w := world.Default()
		o.World = &w
	}
	return o
}
