package bot

import (
	"context"
	"crypto/ed25519"
	"encoding/hex"
	"encoding/json"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"time"

	"lede/bot/gateway"
	"lede/cards"
	"lede/commands/command"

	"github.com/bwmarrin/discordgo"
)

// victim is a bot without a gateway, whose Discord accepts everything.
func victim(t testing.TB) (*Bot, *recorder) {
	t.Helper()
	sent := &recorder{}
	said := command.Reply{Card: cards.Notice("Hello", "")}
	b, err := New(Options{
		Token: "t", Client: &http.Client{Transport: sent}, Log: slog.New(slog.DiscardHandler), Cooldown: time.Millisecond,
		DM:   func(context.Context, command.Message) (command.Reply, error) { return said, nil },
		Left: func(context.Context, string) {}, Joined: func(context.Context, Guild) {},
		Commands: []command.Command{{
			Definition: &discordgo.ApplicationCommand{Name: "ask", Description: "x"},
			Handle:     func(context.Context, command.Input) (command.Reply, error) { return said, nil },
		}, {
			Definition: &discordgo.ApplicationCommand{Name: "panic", Description: "x"},
			Handle:     func(context.Context, command.Input) (command.Reply, error) { panic("on purpose") },
		}},
	})
	if err != nil {
		t.Fatal(err)
	}
	b.synced = true // there is no list to compare the commands with
	return b, sent
}

// settled waits until all handlers have ended, and reports counters that do not add up.
func (b *Bot) settled(t *testing.T) Stats {
	t.Helper()
	b.handlers.Wait()
	b.rejecters.Wait()
	s := b.Stats()
	total := func(m map[string]uint64) (n uint64) {
		for _, x := range m {
			n += x
		}
		return n
	}
	if total(s.Interactions) != s.Events["interaction"]+s.Requests["accepted"] || total(s.Messages) != s.Events["message"] {
		t.Errorf("not everything has one outcome: %+v", s)
	}
	return s
}

const hostileInteraction = `{"id":"7","application_id":"600","type":2,"token":"t","guild_id":"10","channel_id":"30","member":{"user":{"id":"20"},"permissions":"32"},"data":{"name":"ask","options":[{"name":"q","type":3,"value":"x"}]}}`

var hostileSeeds = []string{
	hostileInteraction,
	`{"id":"7","type":3,"token":"t","user":{"id":"20"},"message":{"flags":64,"components":[{"type":99}]},"data":{"custom_id":"panic?a=b","values":[]}}`,
	`{"id":"7","type":4,"token":"t","user":{"id":"20"},"data":{"name":"ask","options":[{"name":"q","type":10,"value":1e400,"focused":true}]}}`,
	`{"id":"7","type":5,"token":"t","user":{"id":"20"},"data":{"custom_id":"ask","components":[{"type":18,"component":{"type":4,"custom_id":"q","value":"x"}}]}}`,
	`{"id":"7","channel_id":"70","type":0,"content":"x","author":{"id":"20"},"referenced_message":{"author":{"bot":true},"components":[{"type":9,"accessory":{"custom_id":"ask"}}]}}`,
	`{"session_id":"s","user":{"id":"5"},"application":{"id":"6"},"guilds":[{"id":"1"},null]}`,
	`{"id":"../x","type":2,"token":"../../x","guild_id":"10:x"}`, `{"type":1}`, `null`, `[`, `{"id":7,"type":"2"}`,
}

// FuzzEvent: whatever an event holds, nothing panics, and the event is counted once.
func FuzzEvent(f *testing.F) {
	for kind := range handled {
		for _, seed := range hostileSeeds {
			f.Add(kind, seed)
		}
	}
	b, _ := victim(f)
	f.Fuzz(func(t *testing.T, kind, data string) {
		if !json.Valid([]byte(data)) || !handled[kind] { // the gateway hands on no other
			return
		}
		before := b.settled(t)
		b.receive(t.Context(), t.Context(), &gateway.Shard{}, gateway.Event{Type: kind, Data: []byte(data)})
		after := b.settled(t)
		var n uint64
		for k, x := range after.Events {
			n += x - before.Events[k]
		}
		if n != 1 {
			t.Errorf("counted %d times", n)
		}
	})
}

// handled are the types of event that the gateway hands on.
var handled = map[string]bool{"READY": true, "RESUMED": true, "INTERACTION_CREATE": true, "MESSAGE_CREATE": true, "GUILD_CREATE": true, "GUILD_DELETE": true}

// FuzzHTTPInteraction: the same over HTTP, signed. Afterwards the bot still answers a good one.
func FuzzHTTPInteraction(f *testing.F) {
	for _, seed := range hostileSeeds {
		f.Add(seed)
	}
	b, sent := victim(f)
	ctx := context.Background()
	b.working.Store(&ctx)
	public, private, err := ed25519.GenerateKey(nil)
	if err != nil {
		f.Fatal(err)
	}
	handler, err := b.Interactions(hex.EncodeToString(public))
	if err != nil {
		f.Fatal(err)
	}
	post := func(body string) int {
		stamp := strconv.FormatInt(time.Now().Unix(), 10)
		r := httptest.NewRequest("POST", "/", strings.NewReader(body))
		r.Header.Set("X-Signature-Timestamp", stamp)
		r.Header.Set("X-Signature-Ed25519", hex.EncodeToString(ed25519.Sign(private, []byte(stamp+body))))
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, r)
		return w.Code
	}
	n := 1000
	f.Fuzz(func(t *testing.T, body string) {
		if code := post(body); code != 200 && code != 202 && code != 400 {
			t.Errorf("answered with %d", code)
		}
		b.settled(t)
		n++
		id := strconv.Itoa(n) + "1987" // an id that the corpus cannot guess
		good := strings.NewReplacer(`"id":"7"`, `"id":"`+id+`"`, `"id":"20"`, `"id":"`+id+`"`).Replace(hostileInteraction)
		if code := post(good); code != 202 {
			t.Errorf("a good one is answered with %d", code)
		}
		b.settled(t)
		if last := sent.last(); !strings.Contains(last, "Hello") {
			t.Errorf("a person is told %s", last)
		}
		sent.mu.Lock()
		sent.bodies = nil
		sent.mu.Unlock()
	})
}
