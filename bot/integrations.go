package bot

import (
	"context"
	"net/url"
	"slices"
	"strconv"
	"sync"
	"time"

	"lede/bot/definitions"
	"lede/bot/gateway"
	"lede/bot/rest"
	"lede/commands/command"
	"lede/problem"

	"github.com/bwmarrin/discordgo"
)

const (
	// rulesKept is how long a server's rules are used without asking again; when they change, Discord notifies only the process
	// that has the server's shard.
	rulesKept = 5 * time.Minute
	// rulesMissed is how long to wait after the rules could not be read.
	rulesMissed = time.Minute
	// askRules bounds the time for reading them.
	askRules = 10 * time.Second
	// maxRules bounds how many rules are remembered for all servers: some megabytes.
	maxRules = 100_000
)

// verdict is what a server's rules say about a person, a command and a channel.
type verdict int

const (
	unruled verdict = iota // the command's own requirement decides
	granted
	denied
)

// rule is one entry of what a server allows under “Integrations”.
type rule struct {
	ID      string `json:"id"`
	Kind    int    `json:"type"`
	Allowed bool   `json:"permission"`
}

// The kinds of rule.
const (
	ruleRole    = 1
	rulePerson  = 2
	ruleChannel = 3
)

// serverRules holds the rules of one server, by the id of a command, or of the application for all of them.
type serverRules struct {
	by    map[string][]rule
	n     int
	until time.Time
	ready chan struct{} // closed when they are read, or reading failed
}

// integrations holds what servers allow under “Integrations”. Discord applies it to typed commands; for buttons, forms and
// completion it is applied here.
type integrations struct {
	api *rest.Client

	mu      sync.Mutex
	servers map[string]*serverRules
	n       int               // total number of rules
	ids     map[string]string // of our commands, by name
}

// learn records the ids of our commands.
func (g *integrations) learn(list []any) {
	g.mu.Lock()
	defer g.mu.Unlock()
	for _, c := range list {
		m, _ := c.(map[string]any)
		id, name := m["id"], m["name"]
		if id, ok := id.(string); ok {
			if g.ids == nil {
				g.ids = map[string]string{}
			}
			if name, ok := name.(string); ok {
				g.ids[name] = id
			}
		}
	}
}

// idOf returns the id of a command by name, "" when it is not known.
func (g *integrations) idOf(name string) string {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.ids[name]
}

// forget drops a server's rules, which have changed, so that they are read anew.
func (g *integrations) forget(guild string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if s := g.servers[guild]; s != nil {
		g.n -= s.n
		delete(g.servers, guild)
	}
}

// of returns a server's rules, which may still be loading. read loads them in the background; it is called once for all
// callers.
func (g *integrations) of(guild string, read func(*serverRules)) *serverRules {
	g.mu.Lock()
	defer g.mu.Unlock()
	if s := g.servers[guild]; s != nil && time.Now().Before(s.until) {
		return s
	} else if s != nil {
		g.n -= s.n
	}
	if g.servers == nil || g.n > maxRules || len(g.servers) > maxRules {
		g.servers, g.n = map[string]*serverRules{}, 0
	}
	s := &serverRules{until: time.Now().Add(askRules), ready: make(chan struct{})}
	g.servers[guild] = s
	read(s)
	return s
}

// read asks Discord for a server's rules, and for the ids of our commands when they are unknown.
func (g *integrations) read(ctx context.Context, application, guild string, s *serverRules) {
	defer close(s.ready)
	ctx, cancel := context.WithTimeout(ctx, askRules)
	defer cancel()
	var list []struct {
		ID    string `json:"id"`
		Rules []rule `json:"permissions"`
	}
	path := "/applications/" + url.PathEscape(application) + "/guilds/" + url.PathEscape(guild) + "/commands/permissions"
	_, err := g.api.Do(ctx, "GET", path, nil, &list)
	if err == nil && g.idOf("help") == "" {
		var ours []any
		if _, err = g.api.Do(ctx, "GET", definitions.Path(application), nil, &ours); err == nil {
			g.learn(ours)
		}
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	s.until = time.Now().Add(rulesMissed)
	if err != nil {
		return
	}
	s.by, s.until = map[string][]rule{}, time.Now().Add(rulesKept)
	for _, of := range list {
		s.by[of.ID] = of.Rules
		s.n += len(of.Rules) + 1
	}
	if g.servers[guild] == s {
		g.n += s.n
	}
}

// judge applies a server's rules. Those of a command come before those of the application; only they can allow what the command
// itself would not.
func (s *serverRules) judge(it *interaction, command string) verdict {
	own, all := s.by[command], s.by[it.ApplicationID]
	where := ruledFor(own, it.channelRule)
	if where == unruled {
		where = ruledFor(all, it.channelRule)
	}
	if where == denied {
		return denied
	}
	if who := ruledFor(own, it.personRule); who != unruled {
		return who
	}
	if ruledFor(all, it.personRule) == denied {
		return denied
	}
	return unruled
}

// ruledFor returns the verdict of the most specific rule. rank is how specific a rule is, 0 when it does not apply. Among
// equally specific rules, one that allows is enough.
func ruledFor(rules []rule, rank func(rule) int) verdict {
	best, says := 0, unruled
	for _, r := range rules {
		n := rank(r)
		switch {
		case n == 0 || n < best:
		case r.Allowed:
			best, says = n, granted
		case n > best:
			best, says = n, denied
		}
	}
	return says
}

// personRule ranks rules by person: the person, then the person's roles, then everybody.
func (it *interaction) personRule(r rule) int {
	switch {
	case r.Kind == rulePerson && r.ID == it.person().ID:
		return 3
	case r.Kind == ruleRole && it.Member != nil && slices.Contains(it.Member.Roles, r.ID):
		return 2
	case r.Kind == ruleRole && r.ID == it.GuildID:
		return 1
	}
	return 0
}

// channelRule ranks rules by place: the channel or thread, then the thread's channel, then all channels.
func (it *interaction) channelRule(r rule) int {
	switch {
	case r.Kind != ruleChannel:
	case r.ID == it.ChannelID:
		return 3
	case r.ID == it.Channel.Parent:
		return 2
	case rest.Number(r.ID)+1 == rest.Number(it.GuildID):
		return 1
	}
	return 0
}

// permit refuses what the server does not let this person do here, and records when it allows more than the command itself
// would. While the rules are unknown, the command's own requirement decides.
func (r *router) permit(ctx context.Context, it *interaction, cmd command.Command, in *command.Input) error {
	if it.isRuled(cmd, *in) {
		switch r.ruled(ctx, it, cmd.Definition.Name) {
		case denied:
			return problem.New("bot.not-allowed", "command", cmd.Definition.Name)
		case granted:
			in.Granted = cmd.Definition.DefaultMemberPermissions != nil
		}
	}
	return cmd.Refuses(*in)
}

// isRuled reports whether the server's rules may change something. They do not bind administrators; for typed commands Discord
// has already checked the rules, so only use without the permissions that the command asks for remains to be checked.
func (it *interaction) isRuled(cmd command.Command, in command.Input) bool {
	inServer := it.GuildID != "" && it.Member != nil && !in.Absent
	if !inServer || in.Permissions&discordgo.PermissionAdministrator != 0 {
		return false
	}
	return it.Type != kindCommand || cmd.Refuses(in) != nil
}

// ruled returns the verdict of the server's rules, if they are known or can be read in time.
func (r *router) ruled(ctx context.Context, it *interaction, command string) verdict {
	s := r.rules.of(it.GuildID, func(s *serverRules) {
		reading := context.WithoutCancel(ctx) // others wait for it too
		if !r.handlers.Track(func() { r.rules.read(reading, it.ApplicationID, it.GuildID, s) }) {
			close(s.ready)
		}
	})
	late := time.NewTimer(r.timing.Claim)
	defer late.Stop()
	select {
	case <-s.ready:
	case <-late.C:
		return unruled
	case <-ctx.Done():
		return unruled
	}
	id := r.rules.idOf(command)
	if it.Data.ID != "" && it.Data.Name == command {
		id = it.Data.ID
	}
	r.rules.mu.Lock()
	defer r.rules.mu.Unlock()
	return s.judge(it, id)
}

// rulesChanged handles APPLICATION_COMMAND_PERMISSIONS_UPDATE.
func (b *Bot) rulesChanged(raw []byte) error {
	changed, err := gateway.Decode[struct {
		GuildID string `json:"guild_id"`
	}](raw)
	b.router.rules.forget(changed.GuildID)
	return err
}

// installed reports whether the server itself has added the bot. A person who has installed it for themselves can use it on
// servers that have not. When Discord does not say, the bot is taken to be installed.
func (it *interaction) installed() bool {
	const byServer = "0"
	return len(it.Owners) == 0 || it.Owners[byServer] == it.GuildID
}

// permissions reads a bit set; what cannot be read permits nothing.
func permissions(s string) int64 {
	n, err := strconv.ParseUint(s, 10, 63)
	if err != nil {
		return 0
	}
	return int64(n)
}
