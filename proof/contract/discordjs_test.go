package contract_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"lede/playground"
	"lede/proof/contract"
)

// stranger is the bot of discordjs/client.mjs, in a playground where every exchange is checked.
type stranger struct {
	*playground.Server
	t     *testing.T
	in    io.Writer
	lines chan line
	line  *cable
	robin *playground.Person
	sam   *playground.Person
	hall  string

	told []line // which no wait has had

	mu      sync.Mutex
	answers []line // of REST
}

// line is one line of the bot's output.
type line struct {
	object
	raw string
}

func (l line) is(event string) bool { return l.object["event"] == event }

// cable is a connection to the playground that can be cut.
type cable struct {
	net.Listener
	mu    sync.Mutex
	conns []net.Conn
}

func newCable(t *testing.T, to string) *cable {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	c := &cable{Listener: l}
	t.Cleanup(func() { _ = l.Close(); c.cut() })
	go func() {
		for {
			near, err := l.Accept()
			if err != nil {
				return
			}
			far, err := net.Dial("tcp", to)
			if err != nil {
				_ = near.Close()
				continue
			}
			c.mu.Lock()
			c.conns = append(c.conns, near, far)
			c.mu.Unlock()
			for _, way := range [][2]net.Conn{{near, far}, {far, near}} {
				go func() {
					_, _ = io.Copy(way[0], way[1])
					_ = way[0].Close()
				}()
			}
		}
	}()
	return c
}

// cut ends the open connections; new ones are let through.
func (c *cable) cut() {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, conn := range c.conns {
		_ = conn.Close()
	}
	c.conns = nil
}

// invite starts the bot. The tap sees what it receives; what it sends is the responsibility of discord.js.
func invite(t *testing.T, tap contract.Tap) *stranger {
	t.Helper()
	node, err := exec.LookPath("node")
	if err != nil {
		t.Skip("SKIPPED: there is no node; scripts/tools installs it")
	}
	if _, err := os.Stat("discordjs/node_modules/discord.js"); err != nil {
		t.Skip("SKIPPED: discord.js is not installed; scripts/tools installs it")
	}
	server := playground.New(playground.Options{Tap: tap, Waits: playground.Waits{Answer: unhurried}})
	if err := server.Start("127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	w := server.World()
	b := &stranger{
		Server: server, t: t, lines: make(chan line, 1000), line: newCable(t, strings.TrimPrefix(server.URL(), "http://")),
		robin: server.As(w.Person("Robin").ID), sam: server.As(w.Person("Sam").ID), hall: w.Channel("general"),
	}
	cmd := exec.CommandContext(t.Context(), node, "discordjs/client.mjs", "http://"+b.line.Addr().String(), server.Token())
	cmd.Stderr = t.Output()
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	b.in = in
	go b.listen(out)
	t.Cleanup(func() {
		_ = in.Close() // which ends it
		_ = cmd.Wait()
		_ = server.Close()
	})
	b.wait("shard ready")
	ready := b.wait("ready")
	if ready.object["user"] != server.ApplicationID() {
		t.Errorf("ready: %s", ready.raw)
	}
	return b
}

func (b *stranger) listen(out io.Reader) {
	scanner := bufio.NewScanner(out)
	scanner.Buffer(nil, 1<<20)
	for scanner.Scan() {
		l := line{raw: scanner.Text()}
		if err := json.Unmarshal(scanner.Bytes(), &l.object); err != nil {
			b.t.Errorf("node said %s", l.raw)
			continue
		}
		switch {
		case l.is("answer"):
			b.mu.Lock()
			b.answers = append(b.answers, l)
			b.mu.Unlock()
		case l.is("error"), l.is("warn"):
			b.t.Errorf("discord.js: %v: %v%v", l.object["what"], l.object["message"], l.object["text"])
			b.lines <- l
		default:
			b.lines <- l
		}
	}
	close(b.lines)
}

// wait returns the first line of this event that has these fields and that no other wait has returned. Lines come in no fixed
// order.
func (b *stranger) wait(event string, fields ...string) line {
	b.t.Helper()
	late := time.After(2 * time.Minute)
	for at := 0; ; at++ {
		for at == len(b.told) {
			select {
			case l, ok := <-b.lines:
				if !ok || l.is("error") {
					b.t.Fatalf("no %q but the end: %s", event, l.raw)
				}
				b.told = append(b.told, l)
			case <-late:
				var all []string
				for _, l := range b.told {
					all = append(all, l.raw)
				}
				b.t.Fatalf("no %q %q within two minutes, but\n%s", event, fields, strings.Join(all, "\n"))
			}
		}
		if l := b.told[at]; l.is(event) && l.has(fields) {
			b.told = slices.Delete(b.told, at, at+1)
			return l
		}
	}
}

func (l line) has(fields []string) bool {
	for i := 0; i < len(fields); i += 2 {
		if fmt.Sprint(l.object[fields[i]]) != fields[i+1] {
			return false
		}
	}
	return true
}

// do tells the bot to do something and returns the result.
func (b *stranger) do(deed string, given object) object {
	b.t.Helper()
	if given == nil {
		given = object{}
	}
	given["deed"] = deed
	raw, err := json.Marshal(given)
	if err != nil {
		b.t.Fatal(err)
	}
	if _, err := b.in.Write(append(raw, '\n')); err != nil {
		b.t.Fatal(err)
	}
	result, _ := b.wait("done", "deed", deed).object["result"].(object)
	return result
}

// same compares some fields with the expected ones, both as printed.
func (b *stranger) same(what string, got object, want object) {
	b.t.Helper()
	for field, v := range want {
		if fmt.Sprint(got[field]) != fmt.Sprint(v) {
			b.t.Errorf("%s: %s is %v, not %v", what, field, got[field], v)
		}
	}
}

func (b *stranger) answered(what string, who *playground.Person, i *playground.Interaction, err error) *playground.Interaction {
	b.t.Helper()
	if err == nil && !i.TimedOut {
		i, err = who.Settle(b.t.Context(), i)
	}
	if err != nil || i.TimedOut {
		b.t.Fatalf("%s: %v, %+v", what, err, i)
	}
	return i
}

func TestDiscordJSKnowsThePlaygroundForDiscord(t *testing.T) {
	b := invite(t, contract.WatchServer(t))
	b.same("the world", b.do("world", nil), object{
		"guilds": 2, "fetched": 2, "app": b.ApplicationID(), "owner": "Robin", "channels": len(b.World().Guilds[0].Channels), "name": "The Newsroom", "roles": 1 + len(b.World().Guilds[0].Roles),
		"me": b.ApplicationID(), "everyone": "@everyone"})
	b.same("commands", b.do("commands", nil), object{
		"set": 5, "list": "[card later form say shelf]", "description": "One more, corrected", "permissions": "[ManageGuild]"})

	r := b.do("messages", object{"channel": b.hall})
	b.same("messages", r, object{
		"twice": r["id"], "edited": "Good evening", "editedAt": true, "reply": r["id"], "shown": 6, "file": "words.txt", "size": 5,
		"listed": 4, "fetched": "Good evening"})
	robin := b.World().Person("Robin")
	b.same("a direct message", b.do("direct", object{"user": robin.ID}), object{"channel": robin.DM, "dm": true})
	r = b.do("reactions", object{"channel": b.hall})
	b.same("reactions", r, object{"users": "[" + b.ApplicationID() + "]", "twice": "[[👍 1 true] [🗞️ 1 true]]", "once": "[[👍 1 true]]"})
	b.reactions(fmt.Sprint(r["id"]))
	b.same("a flood", b.do("many", object{"channel": b.hall, "n": 12}), object{"sent": 12})
	b.headers()
}

// reactions: people react too, and take it back.
func (b *stranger) reactions(message string) {
	b.t.Helper()
	sam := b.World().Person("Sam").ID
	for _, deed := range []struct {
		told  string
		count float64
	}{{"reacted", 2}, {"unreacted", 1}} {
		if _, err := b.sam.React(b.t.Context(), message, "👍"); err != nil {
			b.t.Fatal(err)
		}
		b.same(deed.told, b.wait(deed.told, "user", sam).object, object{"message": message, "emoji": "👍", "count": deed.count, "member": "Sam"})
	}
	if _, err := b.sam.React(b.t.Context(), message, "thumb"); err == nil {
		b.t.Error("a word is an emoji")
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, a := range b.answers {
		if status, _ := a.object["status"].(float64); status > 299 {
			b.t.Errorf("%v %v is answered with %v", a.object["method"], a.object["route"], status)
		}
	}
}

// headers: the rate-limit queue of discord.js depends on them.
func (b *stranger) headers() {
	b.t.Helper()
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.answers) < 15 {
		b.t.Errorf("only %d answers were seen", len(b.answers))
	}
	for _, a := range b.answers {
		for _, name := range []string{"limit", "remaining", "after", "bucket"} {
			if route := fmt.Sprint(a.object["route"]); a.object[name] == nil && !strings.HasPrefix(route, "/gateway") {
				b.t.Errorf("%v %v has no header for %s", a.object["method"], a.object["route"], name)
			}
		}
		if a.object["status"] == 204.0 && a.object["type"] != nil {
			b.t.Errorf("%v: an answer without content has a type", a.object["route"])
		}
	}
}

func TestDiscordJSHearsWhatHappens(t *testing.T) {
	b := invite(t, contract.WatchServer(t))
	ctx := t.Context()
	said, err := b.sam.Say(ctx, b.hall, "Good morning <@"+b.ApplicationID()+">")
	if err != nil {
		t.Fatal(err)
	}
	sam := b.World().Person("Sam")
	b.same("a message", b.wait("message").object, object{"id": said.ID, "author": sam.ID, "content": "Good morning <@" + b.ApplicationID() + ">", "member": "Sam", "bot": false})
	if _, err := b.sam.Say(ctx, sam.DM, "Hello"); err != nil {
		t.Fatal(err)
	}
	b.same("a direct message", b.wait("message", "content", "Hello").object, object{"guild": nil, "channel": sam.DM})
	if _, err := b.sam.Say(ctx, b.hall, "Nobody's business"); err != nil {
		t.Fatal(err)
	}
	b.same("a message without the intent", b.wait("message").object, object{"content": "", "author": sam.ID})

	if _, err := b.in.Write([]byte(`{"deed":"messages","channel":"` + b.hall + `"}` + "\n")); err != nil {
		t.Fatal(err)
	}
	own := b.wait("message", "content", "Hello").object
	b.same("an own message", own, object{"bot": true, "embeds": 1, "nonce": "n1"})
	b.same("an edit", b.wait("edited").object, object{"id": own["id"], "before": "Hello", "content": "Good evening", "edited": true})
	b.same("a reply", b.wait("message", "content", "To myself").object, object{"reference": own["id"], "type": 19})
	b.same("a deletion", b.wait("deleted").object, object{"content": "To myself", "channel": b.hall})
	b.wait("done")
	b.Deny(b.hall, playground.PermissionSend)
	b.same("a channel", b.wait("channel").object, object{"id": b.hall, "may": false, "might": true})
	b.Deny(b.hall, 0)
}

func TestDiscordJSAnswersPeople(t *testing.T) {
	b := invite(t, contract.WatchServer(t))
	b.do("commands", nil)
	ctx := t.Context()
	robin, sam := b.World().Person("Robin"), b.World().Person("Sam")

	choices, err := b.sam.Autocomplete(ctx, b.hall, "say", "words", map[string]any{"words": "ra"})
	if err != nil || len(choices) != 1 || choices[0].Name != "The rain" {
		t.Errorf("completion: %v, %v", choices, err)
	}
	b.same("typing", b.wait("asked").object, object{"kind": 4, "focused": "words", "typed": "ra"})

	i, err := b.robin.Slash(ctx, b.hall, "say", map[string]any{"words": "salt", "times": 3, "where": b.World().Channel("digests"), "who": sam.ID,
		"file": playground.Upload{Filename: "notes.txt", Data: []byte("x")}})
	b.answered("a command", b.robin, i, err)
	b.same("a command", b.wait("asked").object, object{"kind": 2, "command": "say", "words": "salt", "times": 3, "where": "digests", "who": "Sam",
		"whoMember": "Sam", "file": "notes.txt", "user": robin.ID, "member": "Robin", "admin": true, "may": true, "locale": "en-GB", "context": 0})
	i, err = b.robin.Slash(ctx, b.hall, "shelf show", nil)
	b.answered("a subcommand", b.robin, i, err)
	b.same("a subcommand", b.wait("asked").object, object{"command": "shelf", "sub": "show"})
	i, err = b.sam.Slash(ctx, sam.DM, "say", map[string]any{"words": "x"})
	b.answered("a command in a direct message", b.sam, i, err)
	b.same("a command in a direct message", b.wait("asked").object, object{"guild": nil, "member": nil, "context": 1, "user": sam.ID})

	i, err = b.robin.Slash(ctx, b.hall, "card", nil)
	card := b.answered("a card", b.robin, i, err).Message
	b.same("a card", b.wait("callback").object, object{"message": card.ID, "ephemeral": false, "by": robin.ID})
	b.components(card)

	i, err = b.robin.Slash(ctx, b.hall, "later", nil)
	if i = b.answered("a deferred answer", b.robin, i, err); !i.Ephemeral || !strings.Contains(i.Text(), "Here at last") {
		t.Errorf("deferred: %+v", i)
	}
	b.same("the edit", b.wait("edit").object, object{"content": "Here at last", "embeds": 1})
	b.same("the original", b.wait("original").object, object{"id": i.Message.ID, "content": "Here at last"})
	b.wait("answered")
	list, err := b.sam.Messages(ctx, b.hall)
	if err != nil || !strings.Contains(list[len(list)-1].Text(), "And more, corrected") {
		t.Errorf("the follow-up: %v, %v", list[len(list)-1].Text(), err)
	}

	i, err = b.sam.Slash(ctx, b.hall, "form", nil)
	i = b.answered("a form", b.sam, i, err)
	i, err = b.sam.Submit(ctx, i.ID, map[string]string{"name": "Sam", "why": "Because"})
	if i = b.answered("a sent form", b.sam, i, err); !strings.Contains(i.Text(), "Thank you, Sam") {
		t.Errorf("a sent form: %q", i.Text())
	}
	b.same("a sent form", b.wait("asked", "kind", "5").object, object{"custom": "form", "name": "Sam", "why": "Because", "fromMessage": false})
	for _, r := range b.Refusals() {
		t.Errorf("refused: %s", r)
	}
}

// components uses everything on a card, and checks that the collector sees it.
func (b *stranger) components(card *playground.Message) {
	b.t.Helper()
	ctx := b.t.Context()
	i, err := b.robin.Press(ctx, card.ID, "turn")
	if i = b.answered("a press", b.robin, i, err); !i.Updated || !strings.Contains(i.Text(), "Turned") {
		b.t.Errorf("a press: %+v", i)
	}
	b.wait("collected", "custom", "turn")
	i, err = b.robin.Press(ctx, card.ID, "late")
	if i = b.answered("a deferred update", b.robin, i, err); !strings.Contains(i.Text(), "Late") {
		b.t.Errorf("a deferred update: %+v", i)
	}
	b.wait("collected", "custom", "late")
	b.same("the collector", b.wait("collector ended").object, object{"n": 2, "why": "limit"})
	i, err = b.sam.Press(ctx, card.ID, "note")
	b.answered("a press of somebody else", b.sam, i, err)
	i, err = b.robin.Select(ctx, card.ID, "pick", []string{"salt"})
	b.answered("a select", b.robin, i, err)
	b.same("a select", b.wait("asked", "custom", "pick").object, object{"values": "[salt]"})
	i, err = b.robin.Select(ctx, card.ID, "where", []string{b.hall})
	b.answered("a channel", b.robin, i, err)
	b.same("a channel", b.wait("asked", "custom", "where").object, object{"values": "[" + b.hall + "]", "channels": "[general]"})
	i, err = b.robin.Press(ctx, card.ID, "ask")
	i = b.answered("a form of a button", b.robin, i, err)
	i, err = b.robin.Submit(ctx, i.ID, map[string]string{"name": "Robin"})
	if i = b.answered("a form of a button", b.robin, i, err); !i.Updated || !strings.Contains(i.Text(), "Filled in") {
		b.t.Errorf("a form of a button: %+v", i)
	}
	b.same("a form of a button", b.wait("asked", "kind", "5").object, object{"fromMessage": true, "name": "Robin"})
}

func TestDiscordJSComesBack(t *testing.T) {
	b := invite(t, contract.WatchServer(t))
	b.do("commands", nil)
	ctx := t.Context()
	answers := func(what string) {
		t.Helper()
		i, err := b.robin.Slash(ctx, b.hall, "say", map[string]any{"words": "back"})
		b.answered(what, b.robin, i, err)
		b.wait("asked")
	}
	b.line.cut()
	// what happens while it is away arrives when it is back
	if _, err := b.sam.Say(ctx, b.hall, "Meanwhile <@"+b.ApplicationID()+">"); err != nil {
		t.Fatal(err)
	}
	b.wait("message", "content", "Meanwhile <@"+b.ApplicationID()+">")
	b.wait("resumed")
	answers("after a cut")
	b.Reconnect()
	b.wait("resumed")
	answers("after being asked to connect again")
	b.Invalidate()
	b.wait("shard ready")
	answers("after an invalid session")
}

func TestDiscordJSUnderstandsRefusalsAndLimits(t *testing.T) {
	b := invite(t, nil)
	r := b.do("refused", object{"channel": b.hall})
	for name, want := range map[string]float64{"empty": 50006, "long": 50035, "unknown": 10008, "button": 50035, "wrong": 10003} {
		no, _ := r[name].(object)
		if no["code"] != want {
			t.Errorf("%s: %v, not the code %g", name, r[name], want)
		}
	}
	var limited atomic.Int32
	b.Fault(func(r *http.Request) (int, string, http.Header, bool) {
		if r.Method != "POST" || limited.Add(1) > 1 {
			return 0, "", nil, false
		}
		return 429, `{"message":"You are being rate limited.","retry_after":0.3,"global":false}`, http.Header{
			"Content-Type": {"application/json"}, "Retry-After": {"1"}, "X-Ratelimit-Limit": {"5"}, "X-Ratelimit-Remaining": {"0"},
			"X-Ratelimit-Reset-After": {"0.3"}, "X-Ratelimit-Bucket": {"b"}, "X-Ratelimit-Scope": {"user"},
		}, true
	})
	b.same("after a limit", b.do("many", object{"channel": b.hall, "n": 2}), object{"sent": 2})
	if limited.Load() != 3 {
		t.Errorf("%d requests, not 3", limited.Load())
	}
}
