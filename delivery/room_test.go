package delivery_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"lede/briefing"
	"lede/commands/command"
	"lede/commands/commandstest"
	"lede/delivery"
	"lede/desk"
	"lede/desk/contacts"
	"lede/languages"
	"lede/problem"
	"lede/scheduler"
	"lede/store"

	"github.com/bwmarrin/discordgo"
)

const news = `The mayor of Lowbridge, Ada Quill, said on Monday that the old bridge would be closed for three weeks.
“We cannot take chances with the bridge,” Quill said. She thanked the engineers who found the cracks.
Chief engineer Tomas Varga said 14 cracks had been found in the northern arch.
“The arch will hold, but not for lorries,” Varga told reporters.
Other developments this week:
A fire in the harbour destroyed two boats, the fire service said. Nobody was hurt.
The city library reopened after a year of repairs.`

var (
	now   = time.Date(2026, 3, 2, 6, 0, 0, 0, time.UTC)
	seven = now.Add(time.Hour) // when the digest of a room is due
)

// apart is an article of another event than bridge.
func apart(t *testing.T, id, title string) *briefing.Article {
	t.Helper()
	a, err := briefing.Parse("The story of number "+id+" was told by the council.", briefing.Options{ID: id, Title: title, URL: "https://lowbridge.example/" + id})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func bridge(t *testing.T) *briefing.Article {
	t.Helper()
	a, err := briefing.Parse(news, briefing.Options{Title: "Old bridge to close", URL: "https://lowbridge.example/bridge"})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// admin is an input of somebody who may manage the server, in a channel where the bot may post.
func admin(name, sub string, options map[string]string) command.Input {
	if sub == "remove" {
		options = map[string]string{"sure": "1"} // the button below the question was pressed
	}
	return command.Input{
		Command: name, Sub: sub, Options: options, Guild: "g", Channel: "c", Person: command.Person{ID: "p", Name: "Robin"},
		Permissions: discordgo.PermissionManageGuild, AppPermissions: -1,
	}
}

// handle gives an input to the command that it names.
func handle(t *testing.T, d *desk.Desk, in command.Input) (command.Reply, error) {
	t.Helper()
	list := commandstest.Of(d)
	i := slices.IndexFunc(list, func(c command.Command) bool { return c.Definition.Name == in.Command })
	if i < 0 {
		t.Fatalf("no command %s", in.Command)
	}
	return list[i].Handle(t.Context(), in)
}

// run handles an input and returns all that its card says.
func run(t *testing.T, d *desk.Desk, in command.Input) string {
	t.Helper()
	reply, err := handle(t, d, in)
	if err != nil {
		explained, expected := command.Explain(languages.Language{}, err, "ref")
		if !expected {
			t.Fatalf("/%s: %v", in.Command, err)
		}
		reply = explained
	}
	b, err := json.Marshal(reply.Card.Components)
	if err != nil {
		t.Fatal(err)
	}
	var said strings.Builder
	for tokens := json.NewDecoder(bytes.NewReader(b)); ; {
		token, err := tokens.Token()
		if errors.Is(err, io.EOF) {
			return strings.ReplaceAll(said.String(), "\\", "") // without Markdown's escapes
		}
		if err != nil {
			t.Fatal(err)
		}
		if s, ok := token.(string); ok {
			said.WriteString(s + "\n")
		}
	}
}

func contains(t *testing.T, text string, wants ...string) {
	t.Helper()
	for _, want := range wants {
		if !strings.Contains(text, want) {
			t.Errorf("want %q in\n%s", want, text)
		}
	}
}

// wire is a channel that records what is posted and published, and answers as told.
type wire struct {
	mu        sync.Mutex // what takes long is delivered beside the rest
	posts     []delivery.Post
	answers   []delivery.Result
	published []string
	replaced  []delivery.Post
	looks     []delivery.Post
	found     string // the message that looking finds
	blind     error  // what looking fails with
}

func (w *wire) find(_ context.Context, p delivery.Post, _ time.Time) (string, bool, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.looks = append(w.looks, p)
	return w.found, w.found != "" && w.blind == nil, w.blind
}

func (w *wire) publish(_ context.Context, channel, message string) delivery.Result {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.published = append(w.published, channel+"/"+message)
	return w.next()
}

func (w *wire) replace(_ context.Context, channel, message string, components json.RawMessage) delivery.Result {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.replaced = append(w.replaced, delivery.Post{Channel: channel, Reply: message, Components: components})
	return w.next()
}

func (w *wire) post(_ context.Context, p delivery.Post) delivery.Result {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.posts = append(w.posts, p)
	return w.next()
}

func (w *wire) next() delivery.Result {
	if len(w.answers) == 0 {
		return delivery.Result{Outcome: delivery.Sent, MessageID: "m"}
	}
	answer := w.answers[0]
	w.answers = w.answers[1:]
	return answer
}

// room is a desk with one digest, on a clock that is moved.
type room struct {
	*desk.Desk
	kv   store.KV
	at   time.Time
	wire wire
	in   bool // whether the bot is in the guild
	deaf bool // whether Discord does not tell
	tick *scheduler.Scheduler
	// window is for how long Discord is trusted with a nonce; 0 for the default.
	window time.Duration
	ended  []string         // the jobs that ended, each with its outcome
	lost   []desk.Forgotten // digests found lost
}

func newRoom(t *testing.T, answers ...delivery.Result) *room {
	t.Helper()
	r := &room{at: now, in: true, wire: wire{answers: answers, blind: delivery.ErrMayNotLook}}
	r.kv = store.NewMemory(func() time.Time { return r.at })
	t.Cleanup(func() { r.kv.Close() })
	r.Desk = desk.New(desk.Options{Store: r.kv, Contacts: contacts.New()})
	r.tick = r.scheduler(r.wire.post)
	if _, _, err := r.Add(t.Context(), "g", "p", bridge(t)); err != nil {
		t.Fatal(err)
	}
	set := admin("digest", "set", map[string]string{"empty": "say", "time": "7:00", "zone": "UTC"})
	contains(t, run(t, r.Desk, set), "Digest set")
	return r
}

// trusting trusts Discord with a nonce for longer than usual.
func (r *room) trusting(window time.Duration) {
	r.window = window
	r.tick = r.scheduler(r.wire.post)
}

// scheduler returns one that delivers to the room's wire, posting as told.
func (r *room) scheduler(post delivery.Poster) *scheduler.Scheduler {
	return r.by(post, r.wire.find)
}

// by returns a scheduler that posts and looks with these functions.
func (r *room) by(post delivery.Poster, find delivery.Finder) *scheduler.Scheduler {
	d := delivery.Deliverer{
		Desk: r.Desk, Post: post, Find: find, Publish: r.wire.publish, Replace: r.wire.replace, Member: r.member, Secret: []byte("secret"),
		NonceWindow: r.window, Cache: new(delivery.Cache), Done: r.end, Lost: r.lose, There: func() time.Time { return r.at },
	}
	return scheduler.New(scheduler.Options{Store: r.kv, Deliver: d.Deliver})
}

func (r *room) lose(f desk.Forgotten) {
	r.wire.mu.Lock()
	defer r.wire.mu.Unlock()
	r.lost = append(r.lost, f)
}

func (r *room) end(j delivery.Job) {
	r.wire.mu.Lock()
	defer r.wire.mu.Unlock()
	r.ended = append(r.ended, j.Task+": "+j.Outcome)
}

func (r *room) member(context.Context, string) (bool, error) {
	if r.deaf {
		return false, errors.New("Discord answered 503")
	}
	return r.in, nil
}

// move moves the clock and ticks once.
func (r *room) move(t testing.TB, to time.Time) {
	t.Helper()
	r.at = to
	if _, err := r.tick.Tick(t.Context()); err != nil {
		t.Fatal(err)
	}
}

// refused moves the clock until a digest is due, and on until Discord refuses it for the second time.
func (r *room) refused(t *testing.T, due time.Time) {
	t.Helper()
	r.move(t, due)
	r.move(t, due.Add(3*time.Minute))
}

func (r *room) ledger(t *testing.T) []desk.Entry {
	t.Helper()
	list, err := r.Ledger(t.Context(), "g")
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// no is the answer of a channel that refuses a digest, which is asked twice.
func no(why string) []delivery.Result {
	refused := delivery.Result{Outcome: delivery.Refused, Reason: because(why)}
	return []delivery.Result{refused, refused}
}

// because is a reason with just these words.
func because(text string) *problem.Problem { return problem.New("desk.said", "text", text) }

// words are a reason as the history has it; "" for none.
func words(p *problem.Problem) string {
	if p == nil {
		return ""
	}
	return languages.Language{}.Clause(p, nil)
}
