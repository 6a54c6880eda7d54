package contract_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"maps"
	"regexp"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"lede/bot"
	"lede/commands"
	"lede/commands/command"
	"lede/delivery"
	"lede/desk"
	"lede/playground"
	"lede/proof/contract"
	"lede/scheduler"
	"lede/source"
	"lede/store"

	"github.com/bwmarrin/discordgo"
)

var morning = time.Date(2026, 3, 2, 6, 0, 0, 0, time.UTC)

// house is the whole bot in a playground where every exchange is checked.
type house struct {
	*playground.Server
	t        *testing.T
	kv       store.KV
	desk     *desk.Desk
	clock    *playground.Clock
	commands []command.Command
	robin    *playground.Person
	sam      *playground.Person
	hall, dm string
	pressed  map[string]int // how often each family of components was used
	presses  int            // and how often it is used at most
	refs     []string       // of the articles

	delivering atomic.Int64 // what is due

	mu   sync.Mutex
	seen map[string]int // what was checked
}

// tap counts what it passes on to the next tap.
func (h *house) tap(next contract.Tap) contract.Tap {
	return func(method, path string, request []byte, status int, response []byte) {
		var body struct{ Type int }
		_ = json.Unmarshal(request, &body) // a list has no type
		name := method + " " + idsInPath.ReplaceAllString(strings.TrimPrefix(path, "/api/v10"), "/…")
		if strings.HasSuffix(name, "/callback") {
			name = fmt.Sprint("callback ", body.Type)
		}
		h.mu.Lock()
		h.seen[name]++
		h.mu.Unlock()
		next(method, path, request, status, response)
	}
}

var idsInPath = regexp.MustCompile(`/(\d+|play-[0-9a-f]+)`)

// saw requires that each of these was checked, and reports what was.
func (h *house) saw(names ...string) {
	h.t.Helper()
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, name := range names {
		if h.seen[name] == 0 {
			h.t.Errorf("%s was not seen", name)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(h.seen)) {
		h.t.Logf("%6d  %s", h.seen[name], name)
	}
}

// unhurried is how long people wait for a first answer: these tests are about what is sent, not how soon.
const unhurried = 2 * time.Minute

// deepest is how many presses in a row are tried.
const deepest = 3

func open(t *testing.T, deadline time.Duration) *house {
	t.Helper()
	clock := playground.NewClock(morning)
	h := &house{t: t, clock: clock, presses: 2, pressed: map[string]int{}, seen: map[string]int{}}
	server := playground.New(playground.Options{Clock: clock, Tap: h.tap(contract.Watch(t)), Waits: playground.Waits{Answer: unhurried}})
	if err := server.Start("127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	kv := store.NewMemory(clock.Now)
	given := articles(t)
	d := desk.New(desk.Options{Store: kv, Articles: given, Web: &source.Web{}, Attached: &source.Attachments{Client: server.Client()}, Pictures: true})
	h.Server, h.kv, h.desk, h.commands = server, kv, d, commands.All(d)
	timing := bot.DefaultTiming()
	timing.Answer, timing.Hurry, timing.Defer = unhurried, unhurried, deadline
	b, err := bot.New(bot.Options{Token: server.Token(), Client: server.Client(), Commands: h.commands, DM: commands.Direct(d), Timing: timing})
	if err != nil {
		t.Fatal(err)
	}
	deliverer := delivery.Deliverer{
		Desk: d, Post: b.Post, Find: b.Find, Publish: b.Publish, Replace: b.Replace, Member: b.Member, Secret: []byte("secret"),
	}
	s := scheduler.New(scheduler.Options{
		Store: kv, Every: 20 * time.Millisecond, Lease: time.Hour, Grace: 2 * time.Hour, Log: slog.New(slog.DiscardHandler), // moving the clock must not end a lease
		Deliver: func(ctx context.Context, slot scheduler.Slot) error {
			h.delivering.Add(1)
			defer h.delivering.Add(-1)
			return deliverer.Deliver(ctx, slot)
		},
	})
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 2)
	go func() { ended <- b.Run(ctx) }()
	<-b.Ready()
	go func() { ended <- s.Run(ctx) }()
	t.Cleanup(func() {
		stop()
		for range 2 {
			if err := <-ended; err != nil && ctx.Err() == nil {
				t.Errorf("ended with %v", err)
			}
		}
		if err := server.Close(); err != nil {
			t.Error(err)
		}
		if err := kv.Close(); err != nil {
			t.Error(err)
		}
	})
	w := server.World()
	robin, sam := w.Person("Robin"), w.Person("Sam")
	h.robin, h.sam, h.hall, h.dm = server.As(robin.ID), server.As(sam.ID), w.Channel("general"), sam.DM
	for _, a := range given {
		h.refs = append(h.refs, a.ID)
	}
	return h
}

// settled waits for deferred answers.
func (h *house) settled(what string, who *playground.Person, i *playground.Interaction, err error) *playground.Interaction {
	h.t.Helper()
	if err != nil {
		// A card's buttons depend on the digest or source, and there is a way back only if another article was open.
		changes := strings.HasPrefix(what, "digest") || strings.HasPrefix(what, "sources") || strings.HasPrefix(what, "Brief this")
		if !changes || !strings.Contains(err.Error(), "nothing enabled") {
			h.t.Errorf("%s: %v", what, err)
		}
		return nil
	}
	if i, err = who.Settle(h.t.Context(), i); err != nil || i.TimedOut {
		h.t.Errorf("%s: %v, %+v", what, err, i)
		return nil
	}
	return i
}

// node is a way to reach an answer. It can be repeated, since a button on one's own card turns it into another card.
type node struct {
	what  string
	who   *playground.Person
	again func() *playground.Interaction
}

// stands reports whether the card of an answer is still there, unchanged.
func (h *house) stands(who *playground.Person, i *playground.Interaction) bool {
	if i == nil || i.Message == nil {
		return false
	}
	now, err := who.Message(h.t.Context(), i.Message.ID)
	return err == nil && bytes.Equal(now.Raw, i.Message.Raw)
}

// explore uses everything on an answer, and on the answers to that.
func (h *house) explore(n node, depth int) {
	h.t.Helper()
	i := n.again()
	if i == nil || depth == 0 {
		return
	}
	if i.Modal != nil {
		h.fill(n, i, depth)
		return
	}
	if i.Message == nil {
		return
	}
	next := func() *playground.Interaction {
		if !h.stands(n.who, i) {
			i = n.again()
		}
		return i
	}
	for _, c := range usable(h.t, i.Message.Raw) {
		// another article makes another card, but the tenth page of the same one does not
		if h.usedEnough(n.what[:strings.IndexByte(n.what+" ", ' ')]+" "+family(c.id), depth) {
			continue
		}
		if c.kind == 2 {
			what := n.what + " > " + c.id
			h.explore(node{what, n.who, func() *playground.Interaction {
				card := next()
				if card == nil || card.Message == nil {
					return nil
				}
				i, err := n.who.Press(h.t.Context(), card.Message.ID, c.id)
				return h.settled(what, n.who, i, err)
			}}, depth-1)
			continue
		}
		for _, v := range c.values {
			what := n.what + " > " + c.id + "=" + v
			h.explore(node{what, n.who, func() *playground.Interaction {
				card := next()
				if card == nil || card.Message == nil {
					return nil
				}
				gone := true // an earlier choice may have removed it
				for _, o := range usable(h.t, card.Message.Raw) {
					gone = gone && (o.id != c.id || !slices.Contains(o.values, v))
				}
				if gone {
					return nil
				}
				i, err := n.who.Select(h.t.Context(), card.Message.ID, c.id, []string{v})
				return h.settled(what, n.who, i, err)
			}}, depth-1)
		}
	}
}

// usedEnough reports whether a component was used often enough with as many presses left, and otherwise counts its use.
func (h *house) usedEnough(component string, depth int) bool {
	times := 0
	for d := depth; d <= deepest; d++ {
		times += h.pressed[fmt.Sprint(d, " ", component)]
	}
	if times >= h.presses {
		return true
	}
	h.pressed[fmt.Sprint(depth, " ", component)]++
	return false
}

// fill submits a form, with good words and with bad ones.
func (h *house) fill(n node, i *playground.Interaction, depth int) {
	h.t.Helper()
	var form struct {
		CustomID   string `json:"custom_id"`
		Components []struct {
			Component struct {
				CustomID string `json:"custom_id"`
			}
		}
	}
	if err := json.Unmarshal(i.Modal, &form); err != nil {
		h.t.Fatal(err)
	}
	variants := []map[string]string{
		{"text": "The harbour froze over.\n\n“Nobody sails,” said Ida Brandt, the harbour master.", "question": "Who is Ida Brandt?"},
		{"text": "🦊 " + strings.Repeat("x", 3000), "headline": "first", "published": "yesterday", "question": strings.Repeat("why ", 40)},
		{"text": "The ferry sails again.", "headline": "maybe", "url": "javascript:alert(1)", "published": "2026-02-30", "question": "?"},
		{"published": "2026-02-28", "question": "Who sails?"},
		{"text": "The ferry sails.", "url": "https://example.org/ferry", "published": "2026-02-28", "question": "@everyone"},
	}
	if h.pressed["form "+family(form.CustomID)]++; h.pressed["form "+family(form.CustomID)] > h.presses {
		variants = variants[:1] // the same form, opened by another button
	}
	for _, typed := range variants {
		fields := map[string]string{}
		for _, c := range form.Components {
			fields[c.Component.CustomID] = typed[c.Component.CustomID]
			if c.Component.CustomID == "address" {
				fields["address"] = "javascript:alert(1)" // the field is required, and nothing may be fetched
			}
		}
		what := n.what + " > form"
		h.explore(node{what, n.who, func() *playground.Interaction {
			asked := n.again()
			if asked == nil || asked.Modal == nil {
				return nil
			}
			var files []playground.Upload
			if _, room := fields["file"]; room && fields["text"] == "" {
				files = append(files, playground.Upload{Filename: "ferry.txt", ContentType: "text/plain", Data: []byte("The ferry sails, the captain said.")})
			}
			i, err := n.who.Submit(h.t.Context(), asked.ID, fields, files...)
			return h.settled(what, n.who, i, err)
		}}, depth-1)
	}
}

// slash explores the answers of a command.
func (h *house) slash(who *playground.Person, channel, name string, given map[string]any, depth int) {
	h.t.Helper()
	what := fmt.Sprintf("%s %.200v", name, given)
	h.explore(node{what, who, func() *playground.Interaction {
		i, err := who.Slash(h.t.Context(), channel, name, given)
		return h.settled(what, who, i, err)
	}}, depth)
}

type component struct {
	kind   int
	id     string
	values []string
}

// usable lists the buttons and selects of a message.
func usable(t *testing.T, raw []byte) []component {
	t.Helper()
	var m any
	if err := json.Unmarshal(raw, &m); err != nil {
		t.Fatal(err)
	}
	var out []component
	var walk func(any)
	walk = func(v any) {
		switch v := v.(type) {
		case []any:
			for _, x := range v {
				walk(x)
			}
		case object:
			if id, ok := v["custom_id"].(string); ok && v["disabled"] != true {
				c := component{kind: int(v["type"].(float64)), id: id}
				options, _ := v["options"].([]any)
				for _, o := range options {
					c.values = append(c.values, o.(object)["value"].(string))
				}
				// limits bite at the ends
				if n := len(c.values); n > 3 {
					c.values = []string{c.values[0], c.values[n/2], c.values[n-1]}
				}
				out = append(out, c)
			}
			for _, x := range v {
				walk(x)
			}
		}
	}
	walk(m.(object)["components"])
	slices.SortFunc(out, func(a, b component) int { return strings.Compare(a.id, b.id) })
	return out
}

// family is a custom id without its values.
func family(id string) string {
	path, query, _ := strings.Cut(id, "?")
	for pair := range strings.SplitSeq(query, "&") {
		name, _, _ := strings.Cut(pair, "=")
		path += " " + name
	}
	return path
}

// calls are the ways in which a command is tried: without options, with each alone, and with all.
func calls(options []*discordgo.ApplicationCommandOption, value func(*discordgo.ApplicationCommandOption) []any) []map[string]any {
	base := map[string]any{}
	values := make([][]any, len(options))
	for i, o := range options {
		if values[i] = value(o); o.Required {
			base[o.Name] = values[i][0]
		}
	}
	out := []map[string]any{base}
	all := maps.Clone(base)
	for i, o := range options {
		for n, v := range values[i] {
			if o.Required && n == 0 {
				continue // as above
			}
			one := maps.Clone(base)
			one[o.Name] = v
			out = append(out, one)
			all[o.Name] = v
		}
	}
	return append(out, all)
}

// values are the values tried for an option, good and bad; an option that completes is also tried with what it offers for up to so many
// beginnings.
func (h *house) values(who *playground.Person, channel, command string, o *discordgo.ApplicationCommandOption, most int) []any {
	h.t.Helper()
	var out []any
	switch o.Type {
	case discordgo.ApplicationCommandOptionString:
		for _, c := range o.Choices {
			out = append(out, c.Value)
		}
		if o.Autocomplete {
			beginnings := []string{"", "a", "7", "🦊", "*", strings.Repeat("x", 300)}
			for _, typed := range beginnings[:min(most, len(beginnings))] {
				offered, err := who.Autocomplete(h.t.Context(), channel, command, o.Name, map[string]any{o.Name: typed})
				if err != nil {
					h.t.Errorf("/%s %s: completing %q: %v", command, o.Name, typed, err)
				}
				for i, c := range offered {
					if typed == "" && i < 3 {
						out = append(out, c.Value)
					}
				}
			}
		}
		if len(o.Choices) == 0 {
			out = append(out, "Brandt", "Who is Ida Brandt?", "*_`|@everyone <@1> 🏳️‍🌈 \u202ex", strings.Repeat("long ", 200), "erase")
		}
	case discordgo.ApplicationCommandOptionInteger:
		out = append(out, 1, 5)
	case discordgo.ApplicationCommandOptionBoolean:
		out = append(out, true, false)
	case discordgo.ApplicationCommandOptionChannel:
		for _, id := range h.channels(o) {
			out = append(out, id)
		}
	case discordgo.ApplicationCommandOptionRole:
		g := h.World().Guilds[0]
		out = append(out, g.ID, g.Roles[0].ID)
	case discordgo.ApplicationCommandOptionAttachment:
		out = append(out, playground.Upload{Filename: "ferry.txt", Data: []byte("The ferry sails again, said Olaf Nash.")},
			playground.Upload{Filename: "x*_`.json", Data: []byte("{")}, playground.Upload{Filename: "empty.txt"})
	default:
		h.t.Logf("/%s %s: no value is known for an option of type %d", command, o.Name, o.Type)
		out = append(out, nil)
	}
	return out
}

// channels are the channels of the first guild that an option accepts.
func (h *house) channels(o *discordgo.ApplicationCommandOption) []string {
	var out []string
	for _, c := range h.World().Guilds[0].Channels {
		if slices.Contains(o.ChannelTypes, discordgo.ChannelType(c.Type)) {
			out = append(out, c.ID)
		}
	}
	return out
}

// command tries one command or subcommand in a channel, with up to so many values of each option.
func (h *house) command(who *playground.Person, channel, name string, options []*discordgo.ApplicationCommandOption, most, depth int) {
	h.t.Helper()
	some := func(o *discordgo.ApplicationCommandOption) []any {
		all := h.values(who, channel, name, o, most)
		return all[:min(most, len(all))]
	}
	for _, given := range calls(options, some) {
		h.slash(who, channel, name, given, depth)
	}
}

// everything tries every command that this person sees in this channel. An admin tries every value of an option; what is made of a value
// is the same for all, so others try two.
func (h *house) everything(who *playground.Person, channel string, admin bool, depth int) {
	h.t.Helper()
	most := 2
	if admin {
		most = 100
	}
	for _, c := range h.commands {
		d := c.Definition
		if d.DefaultMemberPermissions != nil && !admin {
			continue
		}
		subs := 0
		for _, o := range d.Options {
			if o.Type == discordgo.ApplicationCommandOptionSubCommand {
				subs++
				if o.Name != "erase" {
					h.command(who, channel, d.Name+" "+o.Name, o.Options, most, depth)
				}
			}
		}
		switch {
		case d.Type == discordgo.MessageApplicationCommand:
			h.apply(who, channel, d.Name, depth)
		case subs == 0:
			h.command(who, channel, d.Name, d.Options, most, depth)
		}
	}
}

// apply uses a command on messages of all kinds.
func (h *house) apply(who *playground.Person, channel, name string, depth int) {
	h.t.Helper()
	for _, text := range []string{"The ferry sails again, said Olaf Nash on Monday.", "see https://nowhere.invalid/page", "*_`|@everyone <@1> \u202ex"} {
		what := fmt.Sprintf("%s on %q", name, text)
		h.explore(node{what, who, func() *playground.Interaction {
			m, err := who.Say(h.t.Context(), channel, text)
			if err != nil {
				h.t.Fatal(err)
			}
			i, err := who.Apply(h.t.Context(), m.ID, name)
			return h.settled(what, who, i, err)
		}}, depth)
	}
}

func (h *house) nothingRefused() {
	h.t.Helper()
	for _, r := range h.Refusals() {
		h.t.Errorf("refused: %s", r)
	}
}

func TestEverythingThatLedeSendsKeepsTheContract(t *testing.T) {
	h := open(t, unhurried)
	h.everything(h.robin, h.hall, true, deepest)
	h.everything(h.sam, h.hall, false, 1) // two presses deep they are checked below, deferred
	h.everything(h.sam, h.dm, false, 2)
	for _, ref := range h.refs[:len(shapes())] {
		for _, name := range []string{"summary", "developments", "who", "quotes", "ask"} {
			given := map[string]any{"article": ref}
			if name == "ask" {
				given["question"] = "Who said it?"
			}
			h.slash(h.sam, h.hall, name, given, deepest)
		}
	}
	h.nothingRefused()
	h.saw("PUT /applications/…/commands", "GET /applications/…/commands?with_localizations=true", "GET /gateway/bot", "callback 4", "callback 7", "callback 8", "callback 9",
		"DISPATCH READY", "DISPATCH GUILD_CREATE", "DISPATCH INTERACTION_CREATE")
}

func TestDeferredAnswersKeepTheContract(t *testing.T) {
	h := open(t, time.Nanosecond)
	h.presses = 1 // the second card of a kind is checked above, and is deferred like the first
	h.everything(h.sam, h.hall, false, 2)
	i, err := h.robin.Slash(t.Context(), h.hall, "digest show", nil)
	h.settled("digest show", h.robin, i, err)
	h.nothingRefused()
	h.saw("callback 5", "callback 6", "PATCH /webhooks/…/…/messages/@original")
}

func TestDirectMessagesKeepTheContract(t *testing.T) {
	h := open(t, unhurried)
	for _, question := range []string{"hello", "who is Ida Brandt?", "what did Nash say?", "🦊", "*_`", "@everyone", strings.Repeat("why ", 400), "help", "summary", "أخبار"} {
		asked, err := h.sam.Say(t.Context(), h.dm, question)
		if err != nil {
			t.Fatal(err)
		}
		h.await("an answer to "+question, func() bool {
			list, err := h.sam.Messages(t.Context(), h.dm)
			if err != nil {
				t.Fatal(err)
			}
			return len(list) > 0 && list[len(list)-1].AuthorID == h.ApplicationID() && list[len(list)-1].ID > asked.ID
		})
	}
	h.nothingRefused()
	h.saw("POST /channels/…/messages", "DISPATCH MESSAGE_CREATE")
}

func (h *house) await(what string, ok func() bool) {
	h.t.Helper()
	for until := time.Now().Add(time.Minute); time.Now().Before(until); time.Sleep(5 * time.Millisecond) {
		if ok() {
			return
		}
	}
	h.t.Fatalf("%s did not come within a minute", what)
}

// idle reports whether nothing is due or being delivered: moving the clock earlier would leave the bot behind.
func (h *house) idle() bool {
	next, ok, err := h.kv.NextDue(h.t.Context())
	return err == nil && h.delivering.Load() == 0 && (!ok || next.After(h.clock.Now()))
}

// withdrawsAll withdraws the posted digests, one in every kind of channel.
func (h *house) withdrawsAll(kinds int) {
	h.t.Helper()
	var posts []desk.Entry
	h.await("a note of each post", func() (ok bool) {
		var err error
		posts, err = h.desk.Posts(h.t.Context(), h.World().Guilds[0].ID)
		return err == nil && len(posts) == kinds
	})
	for _, p := range posts {
		i, err := h.robin.Slash(h.t.Context(), h.hall, "digest withdraw", map[string]any{"post": p.Message})
		h.settled("digest withdraw", h.robin, i, err)
		if _, err := h.desk.Withdraw(h.t.Context(), h.World().Guilds[0].ID, p.Message); err != nil {
			h.t.Fatal(err)
		}
	}
	h.await("all withdrawals", func() bool {
		h.mu.Lock()
		defer h.mu.Unlock()
		return h.seen["PATCH /channels/…/messages/…"] >= len(posts)
	})
}

// TestDigestsAndAlertsKeepTheContract: a post, one with a mention, a paused digest, and what the admin is told.
func TestDigestsAndAlertsKeepTheContract(t *testing.T) {
	h := open(t, unhurried)
	ctx := t.Context()
	var into []string // every kind of channel that can hold a digest
	for _, c := range h.commands {
		for _, sub := range c.Definition.Options {
			for _, o := range sub.Options {
				if c.Definition.Name+" "+sub.Name+" "+o.Name == "digest set channel" {
					into = h.channels(o)
				}
			}
		}
	}
	if len(into) < 3 {
		t.Fatalf("a digest can be posted in %q only", into)
	}
	for _, channel := range into {
		i, err := h.robin.Slash(ctx, h.hall, "digest set", map[string]any{"time": "07:30", "zone": "UTC", "channel": channel})
		h.settled("digest set", h.robin, i, err)
	}
	h.clock.Move(morning.Add(100 * time.Minute))
	h.await("a digest", func() bool {
		list, err := h.sam.Messages(ctx, h.World().Channel("digests"))
		return err == nil && len(list) > 0
	})
	h.await("all digests", func() bool {
		h.mu.Lock()
		defer h.mu.Unlock()
		return h.seen["POST /channels/…/messages"]+h.seen["POST /channels/…/threads"] >= len(into)
	})
	h.withdrawsAll(len(into))
	h.nothingRefused()
	h.Deny(h.World().Channel("digests"), playground.PermissionSend)
	h.clock.Move(morning.Add(25*time.Hour + 40*time.Minute))
	h.await("a refusal", func() bool { return len(h.Refusals()) > 0 })
	robin := h.World().Person("Robin")
	later := morning.Add(25*time.Hour + 40*time.Minute)
	h.await("an alert", func() bool { // a single refusal is not believed, and the next must come minutes later
		if h.idle() {
			later = later.Add(time.Minute)
			h.clock.Move(later)
		}
		time.Sleep(50 * time.Millisecond)
		list, err := h.robin.Messages(ctx, robin.DM)
		return err == nil && len(list) > 0
	})
	h.saw("POST /channels/…/messages", "POST /users/@me/channels", "DISPATCH CHANNEL_UPDATE")
}
