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
	// rulesKept is for how long a server's rules are believed without asking again; Discord tells the process that has the
	// server's shard when they change, and others only find out.
	rulesKept = 5 * time.Minute
	// rulesMissed is for how long nothing is asked after they could not be read.
	rulesMissed = time.Minute
	// askRules bounds how long it may take to read them.
	askRules = 10 * time.Second
	// maxRules bounds how many rules are remembered, of all servers: some megabytes.
	maxRules = 100_000
)

// verdict is what a server's rules say of a person, a command and a channel.
type verdict int

const (
	unruled verdict = iota // what the command itself asks for decides
	granted
	denied
)

// rule is one line of what a server allows under “Integrations”.
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

// serverRules are the rules of one server, by the id of a command, or of the application for all of them.
type serverRules struct {
	by    map[string][]rule
	n     int
	until time.Time
	ready chan struct{} // closed when they are read, or could not be
}

// integrations are what servers allow under “Integrations”. Discord applies them to commands that are typed; to buttons, forms and
// completion they are applied here.
type integrations struct {
	api *rest.Client

	mu      sync.Mutex
	servers map[string]*serverRules
	n       int               // rules of all of them
	ids     map[string]string // of our commands, by name
}

// learn takes in the ids of our commands.
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

// forget has a server's rules read anew: they have changed.
func (g *integrations) forget(guild string) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if s := g.servers[guild]; s != nil {
		g.n -= s.n
		delete(g.servers, guild)
	}
}

// of returns a server's rules, which may still be being read. read reads them in the background; it is called once for all who ask.
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

// read asks Discord for a server's rules, and for the ids of our commands when they are not known.
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

// ruledFor returns what the most particular of the rules says. rank is how particular a rule is, 0 when it does not concern the
// matter. Of several that are equally so, one that allows is enough.
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

// personRule ranks rules about who acts: the person, then the person's roles, then everybody.
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

// channelRule ranks rules about where: the channel or thread, then the channel of the thread, then all channels.
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

// permit refuses what the server does not let this person do here, and notes when it lets them do more than the command itself would.
// While the rules are not known, what the command asks for decides.
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

// isRuled reports whether the server's rules may change something. Administrators stand above them; that a command which was typed may
// be used Discord has made sure of, so only the right to use it without the permissions that it asks for is still to be found out.
func (it *interaction) isRuled(cmd command.Command, in command.Input) bool {
	inServer := it.GuildID != "" && it.Member != nil && !in.Absent
	if !inServer || in.Permissions&discordgo.PermissionAdministrator != 0 {
		return false
	}
	return it.Type != kindCommand || cmd.Refuses(in) != nil
}

// ruled is what the server's rules say, as far as they are known or can be read in time.
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

// installed reports whether the server itself has added the bot. Who has added it for themselves can use it in servers in which it is
// not. When Discord does not say, the bot is taken to be there.
func (it *interaction) installed() bool {
	const byServer = "0"
	return it.Owners == nil || it.Owners[byServer] == it.GuildID
}

// permissions reads a bit set; what cannot be read permits nothing.
func permissions(s string) int64 {
	n, err := strconv.ParseUint(s, 10, 63)
	if err != nil {
		return 0
	}
	return int64(n)
}
