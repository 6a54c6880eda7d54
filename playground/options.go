package playground

import (
	"cmp"
	"log/slog"
	"time"

	"lede/playground/page"
	"lede/playground/weather"
	"lede/playground/world"
)

// Options configures a Server. Everything has a default.
type Options struct {
	Token  string       // the bot's; "playground" by default
	Name   string       // the bot's; "Lede" by default
	Clock  *world.Clock // the playground's time; real time by default
	Panels []page.Panel
	Tips   []page.Tip   // things to try, shown at the beginning of a channel
	Tour   []page.Tip   // first steps, shown one at a time until they are taken
	Log    *slog.Logger // where refusals are logged; silent by default
	Title  string       // of the page
	// Near maps hosts that exist on this machine only to addresses that show their pages; "" is the playground itself. The escaped address of
	// a page is appended.
	Near  map[string]string
	World *world.World // two guilds and two people by default
	// Tap receives each request of the bot with its answer, and each event with DISPATCH as its method, its name as its path and its payload as
	// the response. For a form, the request is its payload_json. Tap must not call the server.
	Tap    func(method, path string, request []byte, status int, response []byte)
	Limits weather.Limits // for requests; none by default
	Waits  world.Waits    // Discord's own by default
	Shards int            // recommended to the bot; 1 by default
	// Concurrency is how many sessions may begin together within Waits.Identify; 0 means no limit.
	Concurrency int
	// InteractionsURL is where interactions are posted to, signed, instead of being sent over the gateway.
	InteractionsURL string
}

// filled fills in the defaults.
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
