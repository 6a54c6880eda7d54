package gateway

import (
	"encoding/json"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/bwmarrin/discordgo"
)

// FuzzPacket: whatever the gateway sends, discordgo can read what reaches it, and survives.
func FuzzPacket(f *testing.F) {
	for _, kind := range []string{"READY", "RESUMED", "INTERACTION_CREATE", "MESSAGE_CREATE", "GUILD_CREATE", "GUILD_DELETE", "OTHER"} {
		for _, data := range []string{
			`{"id":"7","type":2,"token":"t","member":{"user":{"id":"20"}},"data":{"name":"ask","options":[{"name":"q","type":10,"value":1e400}]}}`,
			`{"session_id":"s","user":{"id":"5"},"application":{"id":"6"},"guilds":[{"id":"1"},null]}`,
			`{"id":"../x","type":2,"token":"../../x","guild_id":"10:x"}`, `{"type":1}`, `null`, `[`, `{"id":7,"type":"2"}`,
		} {
			f.Add(`{"op":0,"s":3,"t":"` + kind + `","d":` + data + `}`)
		}
	}
	f.Add(`{"op":7}`)
	f.Add(`{"op":10,"d":{"heartbeat_interval":0}}`)
	f.Fuzz(func(t *testing.T, raw string) {
		kept := 0
		p := packets{greeted: &atomic.Bool{}, void: &atomic.Bool{}, keep: func(json.RawMessage) { kept++ }, stage: isOpen}
		out, as, _ := p.pass([]byte(raw))
		if out == nil {
			return
		}
		var e *discordgo.Event
		if err := json.Unmarshal(out, &e); err != nil || e == nil {
			t.Fatalf("discordgo is to read %q: %v", out, err)
		}
		if e.Type == "READY" {
			var r discordgo.Ready
			if err := json.Unmarshal(e.RawData, &r); err != nil || r.User == nil {
				t.Errorf("discordgo is to read %s: %v", out, err)
			}
			for _, g := range r.Guilds {
				if g == nil {
					t.Errorf("discordgo dies of %s", out)
				}
			}
		}
		kind := eventType(e.Type)
		if read := kind == "READY" || kind == "RESUMED" || readByOurs[kind]; as == frameEvent && !read {
			t.Errorf("an event of the type %q is handed on", kind)
		}
		if ours := e.Type != hidden && strings.HasPrefix(e.Type, hidden); ours != (kept == 1) || ours && string(e.RawData) != "null" {
			t.Errorf("of an event of the type %q, discordgo sees %s, and %d are kept", kind, e.RawData, kept)
		}
	})
}

// TestMoreGuildsThanThereCanBeAreKeptFromDiscordgo: it takes a kilobyte for each.
func TestMoreGuildsThanThereCanBeAreKeptFromDiscordgo(t *testing.T) {
	for n, want := range map[int]int{maxGuilds: maxGuilds, maxGuilds + 1: 0} {
		p := packets{greeted: &atomic.Bool{}, void: &atomic.Bool{}, keep: func(json.RawMessage) {}, stage: awaitsWelcome}
		out, as, err := p.pass([]byte(`{"op":0,"s":1,"t":"READY","d":{"session_id":"s","guilds":[` + strings.TrimSuffix(strings.Repeat(`{"id":"9"},`, n), ",") + `]}}`))
		if got := strings.Count(string(out), `"id":"9"`); err != nil || as != frameEvent || got != want {
			t.Errorf("of %d guilds %d are handed on: %v", n, got, err)
		}
	}
}
