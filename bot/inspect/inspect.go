// Package inspect looks at what Discord knows about the bot, to help find wrong settings. It refuses to change anything there.
package inspect

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"lede/bot"
	"lede/bot/definitions"
	"lede/bot/gateway"
	"lede/bot/rest"
	"lede/commands/command"
)

// Inspector looks at what Discord knows about the bot. It only reads, and starts no session: those are limited.
type Inspector struct {
	api      *rest.Client
	commands []command.Command
	bad      error // why the token cannot be one
}

// New returns an inspector for the token, the addresses and the commands of the options. Without a usable token it can still
// Reach Discord; every other method then returns an error that says what is wrong with the token.
func New(o bot.Options) *Inspector {
	api, err := bot.Client(o)
	return &Inspector{api: api, commands: o.Commands, bad: err}
}

// Close closes idle connections.
func (i *Inspector) Close() { i.api.Close() }

// get makes one request that needs the token.
func (i *Inspector) get(ctx context.Context, path string, out any) error {
	if i.bad != nil {
		return i.bad
	}
	_, err := i.api.Do(ctx, "GET", path, nil, out)
	return err
}

// Reached is how Discord answered a request that anybody may make.
type Reached struct {
	Took time.Duration
	// Ahead is how far this machine's clock is before Discord's, give or take half of Took and half a second, since Discord
	// sends whole seconds. It means nothing unless Dated.
	Ahead time.Duration
	Dated bool
}

// Reach asks for the gateway, which needs no token.
func (i *Inspector) Reach(ctx context.Context) (Reached, error) {
	var at struct {
		URL string `json:"url"`
	}
	began := time.Now()
	header, err := i.api.Do(ctx, "GET", "/gateway", nil, &at)
	r := Reached{Took: time.Since(began)}
	if date, bad := http.ParseTime(header.Get("Date")); bad == nil {
		// On average, half of the second that Discord sends has passed.
		r.Ahead, r.Dated = began.Add(r.Took/2).Sub(date.Add(time.Second/2)), true
	}
	if rest.Diagnose(err).Cause == rest.BadToken {
		err = nil // Discord has answered
	} else if err == nil && at.URL == "" {
		err = &rest.Refusal{Status: http.StatusOK} // something answers everything with JSON, but it is not Discord
	}
	return r, err
}

// Account is the bot's user.
type Account struct {
	ID   string `json:"id"`
	Name string `json:"username"`
}

// Account returns the user that the token belongs to.
func (i *Inspector) Account(ctx context.Context) (Account, error) {
	var a Account
	err := i.get(ctx, "/users/@me", &a)
	if err == nil && a.ID == "" {
		err = &rest.Refusal{Status: http.StatusOK}
	}
	return a, err
}

// Install is how Discord's own “Add App” button adds the bot.
type Install struct {
	Scopes      []string `json:"scopes"`
	Permissions int64    `json:"permissions,string"`
}

// Application is what the Developer Portal says about the bot.
type Application struct {
	ID                   string   `json:"id"`
	Name                 string   `json:"name"`
	Public               bool     `json:"bot_public"`
	CodeGrant            bool     `json:"bot_require_code_grant"`
	InteractionsEndpoint string   `json:"interactions_endpoint_url"`
	PublicKey            string   `json:"verify_key"`
	Flags                int64    `json:"flags"`
	Install              *Install `json:"install_params"`
	Contexts             map[string]struct {
		Install *Install `json:"oauth2_install_params"`
	} `json:"integration_types_config"`
}

// Application reads the application's settings.
func (i *Inspector) Application(ctx context.Context) (Application, error) {
	var a Application
	err := i.get(ctx, "/applications/@me", &a)
	if err == nil && a.ID == "" {
		err = &rest.Refusal{Status: http.StatusOK}
	}
	return a, err
}

// MostShards is the largest number of shards.
const MostShards = gateway.MostShards

// Connections is what the bot has left at Discord's gateway.
type Connections struct {
	Shards           int // that Discord recommends
	Total, Remaining int // session starts of a day; Total is 0 when Discord does not say
	ResetAfter       time.Duration
}

// Connections asks for the gateway and checks that it opens. No session is started, so none is used up.
func (i *Inspector) Connections(ctx context.Context) (Connections, error) {
	if i.bad != nil {
		return Connections{}, i.bad
	}
	at, err := gateway.Ask(ctx, i.api)
	if err != nil {
		return Connections{}, err
	}
	c := Connections{at.Shards, at.Limit.Total, at.Limit.Remaining, rest.Seconds(at.Limit.ResetAfter / 1000)}
	return c, gateway.Hello(ctx, at.URL)
}

// Commands compares the commands as Run does before it writes them.
func (i *Inspector) Commands(ctx context.Context, application string) (definitions.Difference, error) {
	if i.bad != nil {
		return definitions.Difference{}, i.bad
	}
	return definitions.Compare(ctx, i.api, application, i.commands)
}

// Guild is a server that the bot is on, with the bot's permissions there before channel overwrites.
type Guild struct {
	Name        string `json:"name"`
	Permissions int64  `json:"permissions,string"`
}

// MostGuilds is how many guilds Discord lists at once.
const MostGuilds = 200

// Guilds lists the bot's guilds, MostGuilds of them at most.
func (i *Inspector) Guilds(ctx context.Context) ([]Guild, error) {
	var list []Guild
	err := i.get(ctx, "/users/@me/guilds?limit="+strconv.Itoa(MostGuilds), &list)
	return list, err
}
