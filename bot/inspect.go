package bot

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"lede/bot/gateway"
	"lede/bot/rest"
	"lede/commands/command"
)

// Inspector looks at what Discord knows of the bot. It only reads, and opens no session: those are counted.
type Inspector struct {
	api      *rest.Client
	commands []command.Command
	bad      error // why the token cannot be one
}

// NewInspector prepares an inspector from the token, the addresses and the commands of the options. Without a usable
// token it can still Reach Discord; every other method then returns an error that says what is wrong with the token.
func NewInspector(o Options) *Inspector {
	b, err := New(o)
	if err != nil {
		o.Token = ""
		return &Inspector{api: newClient(o), bad: err}
	}
	return &Inspector{api: b.api, commands: o.Commands}
}

// Close lets go of the connections.
func (i *Inspector) Close() { i.api.Close() }

// get asks one question that needs the token.
func (i *Inspector) get(ctx context.Context, path string, out any) error {
	if i.bad != nil {
		return i.bad
	}
	_, err := i.api.Do(ctx, "GET", path, nil, out)
	return err
}

// Reached is how Discord answered a question that everybody may ask.
type Reached struct {
	Took time.Duration
	// Ahead is how far this machine's clock is before Discord's, give or take half of Took and half a second, since
	// Discord tells whole seconds. It means nothing unless Dated.
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
		// The second that Discord tells is half over, on average.
		r.Ahead, r.Dated = began.Add(r.Took/2).Sub(date.Add(time.Second/2)), true
	}
	if Diagnose(err).Cause == BadToken {
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

// Application is what the Developer Portal has on the bot.
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

// Connections is what Discord's gateway has left for the bot.
type Connections struct {
	Shards           int // that Discord recommends
	Total, Remaining int // connections of a day; Total is 0 when Discord does not say
	ResetAfter       time.Duration
}

// Connections asks for the gateway and looks whether it opens. No session is begun, so none is used up.
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

// Difference is how Discord's list of commands differs from ours, by name.
type Difference struct {
	Missing, Outdated, Unknown []string
}

// None tells whether the lists are the same.
func (d Difference) None() bool { return len(d.Missing)+len(d.Outdated)+len(d.Unknown) == 0 }

// Commands compares the commands as Run does before it writes them.
func (i *Inspector) Commands(ctx context.Context, application string) (Difference, error) {
	if i.bad != nil {
		return Difference{}, i.bad
	}
	ours, err := definitions(i.commands)
	if err != nil {
		return Difference{}, err
	}
	theirs, _, err := registered(ctx, i.api, application, func([]any) {})
	if err != nil {
		return Difference{}, err
	}
	return difference(ours, theirs), nil
}

func difference(ours, theirs []any) Difference {
	var d Difference
	left := map[string]any{}
	for _, t := range theirs {
		if m, ok := t.(map[string]any); ok {
			left[key(m)] = t
		}
	}
	for _, o := range ours {
		m, _ := o.(map[string]any)
		t, there := left[key(m)]
		delete(left, key(m))
		switch {
		case !there:
			d.Missing = append(d.Missing, fmt.Sprint(m["name"]))
		case !same([]any{o}, []any{t}):
			d.Outdated = append(d.Outdated, fmt.Sprint(m["name"]))
		}
	}
	for _, t := range theirs { // in their order
		if m, ok := t.(map[string]any); ok && left[key(m)] != nil {
			d.Unknown = append(d.Unknown, fmt.Sprint(m["name"]))
		}
	}
	return d
}

// Guild is a server that the bot is on, with what it may do there before channels say otherwise.
type Guild struct {
	Name        string `json:"name"`
	Permissions int64  `json:"permissions,string"`
}

// MostGuilds is how many guilds Discord tells at once.
const MostGuilds = 200

// Guilds lists the bot's guilds, MostGuilds of them at most.
func (i *Inspector) Guilds(ctx context.Context) ([]Guild, error) {
	var list []Guild
	err := i.get(ctx, "/users/@me/guilds?limit="+strconv.Itoa(MostGuilds), &list)
	return list, err
}

// Cause is the kind of thing that went wrong in asking Discord.
type Cause int

// The causes.
const (
	None        Cause = iota
	Unreachable       // no answer came
	BadToken          // Discord does not accept the token
	Limited           // Discord asks to wait
	Faulty            // Discord has a fault of its own
	Foreign           // what answers is not Discord
	Refused           // Discord does not want to answer this
)

// Trouble is an error of the Inspector, taken apart.
type Trouble struct {
	Cause  Cause
	Status int           // of HTTP; 0 without an answer
	After  time.Duration // how long to wait, when Discord says
	Err    error
}

// Diagnose takes an error of the Inspector apart.
func Diagnose(err error) Trouble {
	var r *rest.Refusal
	var s *rest.Silence
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case err == nil:
		return Trouble{}
	case errors.As(err, &s) && (errors.As(err, &syntax) || errors.As(err, &kind)):
		return Trouble{Cause: Foreign, Err: err}
	case errors.As(err, &s):
		return Trouble{Cause: Unreachable, Err: s.Err}
	case !errors.As(err, &r): // it was not even asked
		return Trouble{Cause: BadToken, Err: err}
	}
	t := Trouble{Cause: Refused, Status: r.Status, After: r.After, Err: err}
	switch {
	case r.Status == http.StatusUnauthorized:
		t.Cause = BadToken
	case r.Status == http.StatusTooManyRequests:
		t.Cause = Limited
	case r.Status >= 500:
		t.Cause = Faulty
	case r.Status < 400 || r.Message == "" && r.Code == 0:
		t.Cause = Foreign // Discord's refusals say something
	}
	return t
}
