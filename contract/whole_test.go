package contract_test

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"lede/bot"
	"lede/commands"
	"lede/contract"
	"lede/desk"
	"lede/playground"
	"lede/scheduler"
	"lede/source"
	"lede/store"

	"github.com/bwmarrin/discordgo"
)

var morning = time.Date(2026, 3, 2, 6, 0, 0, 0, time.UTC)

// house is the whole bot in a playground whose every exchange is checked.
type house struct {
	*playground.Server
	t        *testing.T
	clock    *playground.Clock
	commands []commands.Command
	robin    *playground.Person
	sam      *playground.Person
	hall, dm string
	pressed  map[string]int // how often a component that stands for such a command was used
	refs     []string       // of the articles
}

func open(t *testing.T, deadline time.Duration, options ...func(*playground.Options)) *house {
	t.Helper()
	clock := playground.NewClock(morning)
	o := playground.Options{Clock: clock, Tap: contract.Watch(t)}
	for _, f := range options {
		f(&o)
	}
	server := playground.New(o)
	if err := server.Start("127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	kv := store.NewMemory(clock.Now)
	given := articles(t)
	d := desk.New(desk.Options{Store: kv, Articles: given, Web: &source.Web{}})
	h := &house{Server: server, t: t, clock: clock, commands: commands.All(d), pressed: map[string]int{}}
	b, err := bot.New(bot.Options{Token: server.Token(), Client: server.Client(), Commands: h.commands, DM: commands.Direct(d), Deadline: deadline})
	if err != nil {
		t.Fatal(err)
	}
	s := scheduler.New(scheduler.Options{
		Store: kv, Every: 20 * time.Millisecond, Grace: 2 * time.Hour, Log: slog.New(slog.DiscardHandler),
		Deliver: commands.Delivering{
			Desk: d, Post: b.Post, Find: b.Find, Publish: b.Publish, Member: b.Member, Secret: []byte("secret"),
		}.Deliver,
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

// settled waits for what was deferred.
func (h *house) settled(what string, who *playground.Person, i *playground.Interaction, err error) *playground.Interaction {
	h.t.Helper()
	if err != nil {
		h.t.Errorf("%s: %v", what, err)
		return nil
	}
	if i, err = who.Settle(h.t.Context(), i); err != nil || i.TimedOut {
		h.t.Errorf("%s: %v, %+v", what, err, i)
		return nil
	}
	return i
}

// explore uses everything that can be used on an answer, and on the answers to that.
func (h *house) explore(what string, who *playground.Person, i *playground.Interaction, depth int) {
	h.t.Helper()
	if i == nil || depth == 0 {
		return
	}
	if i.Modal != nil {
		h.fill(what, who, i, depth)
		return
	}
	if i.Message == nil {
		return
	}
	for _, c := range usable(h.t, i.Message.Raw) {
		// A card of another article is another card, but the tenth page of the same one is not.
		key := fmt.Sprint(depth, " ", what[:strings.IndexByte(what+" ", ' ')], " ", family(c.id))
		if h.pressed[key]++; h.pressed[key] > 6 {
			continue
		}
		// The message is another one after each press, so a fresh one is had by running the command again only when
		// the component has gone.
		if c.kind == 2 {
			next, err := who.Press(h.t.Context(), i.Message.ID, c.id)
			if err != nil && strings.Contains(err.Error(), "nothing enabled") {
				continue
			}
			h.explore(what+" > "+c.id, who, h.settled(what+" > "+c.id, who, next, err), depth-1)
			continue
		}
		for _, v := range c.values {
			next, err := who.Select(h.t.Context(), i.Message.ID, c.id, []string{v})
			if err != nil && (strings.Contains(err.Error(), "nothing enabled") || strings.Contains(err.Error(), "no option")) {
				break
			}
			h.explore(what+" > "+c.id+"="+v, who, h.settled(what+" > "+c.id+"="+v, who, next, err), depth-1)
		}
	}
}

// fill sends a form, with good words and with bad ones.
func (h *house) fill(what string, who *playground.Person, i *playground.Interaction, depth int) {
	h.t.Helper()
	var form struct {
		Components []struct {
			Component struct {
				CustomID string `json:"custom_id"`
			}
		}
	}
	if err := json.Unmarshal(i.Modal, &form); err != nil {
		h.t.Fatal(err)
	}
	for _, typed := range []map[string]string{
		{"text": "The harbour froze over.\n\n“Nobody sails,” said Ida Brandt, the harbour master.", "question": "Who is Ida Brandt?"},
		{"text": "🦊 " + strings.Repeat("x", 3000), "title": strings.Repeat("*a_ ", 60), "published": "yesterday", "question": strings.Repeat("why ", 40)},
		{"text": "The ferry sails again.", "title": "  ", "url": "javascript:alert(1)", "published": "2026-02-30", "question": "?"},
		{"text": "The ferry sails.", "title": "Ferry", "url": "https://example.org/ferry", "published": "2026-02-28", "question": "@everyone"},
	} {
		fields := map[string]string{}
		for _, c := range form.Components {
			fields[c.Component.CustomID] = typed[c.Component.CustomID]
		}
		next, err := who.Submit(h.t.Context(), i.ID, fields)
		h.explore(what+" > form", who, h.settled(what+" > form", who, next, err), depth-1)
	}
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
				// The ends are where limits are.
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

// calls are the ways in which a command is tried: with no options, each alone, and all.
func calls(options []*discordgo.ApplicationCommandOption, value func(*discordgo.ApplicationCommandOption) []any) []map[string]any {
	base := map[string]any{}
	for _, o := range options {
		if o.Required {
			base[o.Name] = value(o)[0]
		}
	}
	out := []map[string]any{base}
	all := maps.Clone(base)
	for _, o := range options {
		for _, v := range value(o) {
			one := maps.Clone(base)
			one[o.Name] = v
			out = append(out, one)
			all[o.Name] = v
		}
	}
	return append(out, all)
}

// values are what is tried for an option, good and bad; an option that completes is tried with what it offers too.
func (h *house) values(who *playground.Person, channel, command string, o *discordgo.ApplicationCommandOption) []any {
	h.t.Helper()
	var out []any
	switch o.Type {
	case discordgo.ApplicationCommandOptionString:
		for _, c := range o.Choices {
			out = append(out, c.Value)
		}
		if o.Autocomplete {
			for _, typed := range []string{"", "a", "7", "🦊", "*", strings.Repeat("x", 300)} {
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
			out = append(out, "Brandt", "Who is Ida Brandt?", "*_`|@everyone <@1> 🏳️‍🌈 ‮x", strings.Repeat("long ", 200), "erase")
		}
	case discordgo.ApplicationCommandOptionInteger:
		out = append(out, 1, 5)
	case discordgo.ApplicationCommandOptionBoolean:
		out = append(out, true, false)
	case discordgo.ApplicationCommandOptionChannel:
		w := h.World()
		out = append(out, w.Channel("digests"), w.Channel("editors"))
	case discordgo.ApplicationCommandOptionAttachment:
		out = append(out, playground.Upload{Filename: "ferry.txt", Data: []byte("The ferry sails again, said Olaf Nash.")},
			playground.Upload{Filename: "x*_`.json", Data: []byte("{")}, playground.Upload{Filename: "empty.txt"})
	default:
		h.t.Logf("/%s %s: no value is known for an option of type %d", command, o.Name, o.Type)
		out = append(out, nil)
	}
	return out
}

// command tries one command or subcommand in a channel.
func (h *house) command(who *playground.Person, channel, name string, options []*discordgo.ApplicationCommandOption, depth int) {
	h.t.Helper()
	for _, given := range calls(options, func(o *discordgo.ApplicationCommandOption) []any { return h.values(who, channel, name, o) }) {
		i, err := who.Slash(h.t.Context(), channel, name, given)
		what := fmt.Sprintf("%s %v", name, given)
		h.explore(what, who, h.settled(what, who, i, err), depth)
	}
}

// everything tries all commands that this person is shown in this channel.
func (h *house) everything(who *playground.Person, channel string, admin bool, depth int) {
	h.t.Helper()
	for _, c := range h.commands {
		d := c.Definition
		if d.DefaultMemberPermissions != nil && !admin {
			continue
		}
		subs := 0
		for _, o := range d.Options {
			if o.Type == discordgo.ApplicationCommandOptionSubCommand {
				subs++
				if o.Name != "erase-server" {
					h.command(who, channel, d.Name+" "+o.Name, o.Options, depth)
				}
			}
		}
		switch {
		case d.Type == discordgo.MessageApplicationCommand:
			h.apply(who, channel, d.Name, depth)
		case subs == 0:
			h.command(who, channel, d.Name, d.Options, depth)
		}
	}
}

// apply uses a command on messages of all sorts.
func (h *house) apply(who *playground.Person, channel, name string, depth int) {
	h.t.Helper()
	for _, text := range []string{"The ferry sails again, said Olaf Nash on Monday.", "see https://nowhere.invalid/page", "*_`|@everyone <@1> ‮x"} {
		m, err := who.Say(h.t.Context(), channel, text)
		if err != nil {
			h.t.Fatal(err)
		}
		i, err := who.Apply(h.t.Context(), m.ID, name)
		h.explore(name, who, h.settled(name, who, i, err), depth)
	}
}

func (h *house) nothingRefused() {
	h.t.Helper()
	for _, r := range h.Refusals() {
		h.t.Errorf("refused: %s", r)
	}
}

func TestEverythingThatLedeSendsKeepsTheContract(t *testing.T) {
	h := open(t, 0)
	h.everything(h.robin, h.hall, true, 3)
	h.everything(h.sam, h.hall, false, 2)
	h.everything(h.sam, h.dm, false, 2)
	for _, ref := range h.refs[:len(shapes())] {
		for _, name := range []string{"summary", "developments", "who", "quotes", "ask"} {
			given := map[string]any{"article": ref}
			if name == "ask" {
				given["question"] = "Who said it?"
			}
			i, err := h.sam.Slash(t.Context(), h.hall, name, given)
			what := name + " " + ref
			h.explore(what, h.sam, h.settled(what, h.sam, i, err), 3)
		}
	}
	h.nothingRefused()
}

func TestDeferredAnswersKeepTheContract(t *testing.T) {
	h := open(t, time.Nanosecond)
	h.everything(h.sam, h.hall, false, 2)
	i, err := h.robin.Slash(t.Context(), h.hall, "digest show", nil)
	h.settled("digest show", h.robin, i, err)
	h.nothingRefused()
}

func TestDirectMessagesKeepTheContract(t *testing.T) {
	h := open(t, 0)
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
}

func (h *house) await(what string, ok func() bool) {
	h.t.Helper()
	for until := time.Now().Add(10 * time.Second); time.Now().Before(until); time.Sleep(5 * time.Millisecond) {
		if ok() {
			return
		}
	}
	h.t.Fatalf("%s did not come within ten seconds", what)
}

// TestDigestsAndAlertsKeepTheContract: the post, the one with a mention, the paused one, and what the admin is told.
func TestDigestsAndAlertsKeepTheContract(t *testing.T) {
	h := open(t, 0)
	ctx := t.Context()
	for _, given := range []map[string]any{
		{"time": "07:30", "zone": "UTC", "channel": h.World().Channel("digests")}, {"time": "08:00", "zone": "Europe/Paris"},
	} {
		i, err := h.robin.Slash(ctx, h.hall, "digest set", given)
		h.settled("digest set", h.robin, i, err)
	}
	h.clock.Move(morning.Add(100 * time.Minute))
	h.await("a digest", func() bool {
		list, err := h.sam.Messages(ctx, h.World().Channel("digests"))
		return err == nil && len(list) > 0
	})
	h.nothingRefused()
	h.Deny(h.World().Channel("digests"), playground.PermissionSend)
	h.clock.Move(morning.Add(25*time.Hour + 40*time.Minute))
	robin := h.World().Person("Robin")
	h.await("an alert", func() bool {
		list, err := h.robin.Messages(ctx, robin.DM)
		return err == nil && len(list) > 0
	})
}

// TestEveryKindOfExchangeWasSeen runs last in its file, and tells what was checked.
func TestEveryKindOfExchangeWasSeen(t *testing.T) {
	c := contract.Shared(t)
	seen := c.Seen()
	for _, name := range slices.Sorted(maps.Keys(seen)) {
		t.Logf("%6d  %s", seen[name], name)
	}
}
