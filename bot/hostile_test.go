package bot_test

import (
	"bytes"
	"compress/zlib"
	"context"
	"crypto/ed25519"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"math/bits"
	"math/rand/v2"
	"net/http/httptest"
	"runtime"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"lede/bot"
	"lede/briefing"
	"lede/commands"
	"lede/commands/command"
	"lede/desk"
	"lede/problem"
	"lede/proof/contract"
	"lede/proof/discord"
	"lede/store"

	"github.com/gorilla/websocket"
)

// wellFormed are events as Discord sends them, of every kind that the bot reads and of some that it does not. %d is an id.
var wellFormed = []struct{ kind, data string }{
	{"READY", `{"v":10,"session_id":"s1","user":{"id":"500","username":"Lede","bot":true},"application":{"id":"600"},"guilds":[{"id":"10","unavailable":true},{"id":"11"}]}`},
	{"RESUMED", `{"_trace":["gateway"]}`},
	{"GUILD_CREATE", `{"id":"%d","name":"A town","channels":[{"id":"30","type":0}],"members":[{"user":{"id":"20"}}],"voice_states":[{"user_id":"20"}],"roles":[]}`},
	{"GUILD_DELETE", `{"id":"%d","unavailable":false}`},
	{"MESSAGE_CREATE", `{"id":"%d","channel_id":"70","type":0,"content":"who said it?","author":{"id":"20","username":"robin"},"referenced_message":{"author":{"id":"500","bot":true},"components":[{"type":17,"components":[{"type":9,"components":[{"type":10,"content":"x"}],"accessory":{"type":2,"custom_id":"summary?article=a1"}}]}]}}`},
	{"INTERACTION_CREATE", `{"id":"%d","application_id":"600","type":2,"token":"secret-%[1]d","guild_id":"10","channel_id":"30","channel":{"type":0},"locale":"en-GB","app_permissions":"2048","member":{"user":{"id":"20","username":"robin"},"nick":"R","permissions":"32"},"data":{"id":"1","name":"ask","type":1,"options":[{"name":"question","type":3,"value":"Who said it?"}]}}`},
	{"INTERACTION_CREATE", `{"id":"%d","application_id":"600","type":2,"token":"secret-%[1]d","guild_id":"10","channel_id":"30","member":{"user":{"id":"20"},"permissions":"32"},"data":{"name":"digest","type":1,"options":[{"name":"set","type":1,"options":[{"name":"at","type":3,"value":"09:00"},{"name":"channel","type":7,"value":"30"},{"name":"stories","type":4,"value":3}]}],"resolved":{"channels":{"30":{"id":"30","type":0}}}}}`},
	{"INTERACTION_CREATE", `{"id":"%d","application_id":"600","type":3,"token":"secret-%[1]d","guild_id":"10","channel_id":"30","member":{"user":{"id":"20"},"permissions":"0"},"message":{"id":"1","flags":32768,"interaction_metadata":{"user":{"id":"20"}},"components":[{"type":17,"components":[{"type":10,"content":"x"}]}]},"data":{"component_type":2,"custom_id":"who?page=1"}}`},
	{"INTERACTION_CREATE", `{"id":"%d","application_id":"600","type":3,"token":"secret-%[1]d","user":{"id":"21"},"context":1,"message":{"flags":64,"components":[{"type":99}]},"data":{"component_type":3,"custom_id":"who","values":["Ada"]}}`},
	{"INTERACTION_CREATE", `{"id":"%d","application_id":"600","type":4,"token":"secret-%[1]d","guild_id":"10","channel_id":"30","member":{"user":{"id":"20"}},"data":{"name":"summary","type":1,"options":[{"name":"article","type":3,"value":"th","focused":true}]}}`},
	{"INTERACTION_CREATE", `{"id":"%d","application_id":"600","type":5,"token":"secret-%[1]d","guild_id":"10","channel_id":"30","member":{"user":{"id":"20"}},"data":{"custom_id":"ask","components":[{"type":18,"component":{"type":4,"custom_id":"question","value":"Who?"}},{"type":1,"components":[{"type":4,"custom_id":"x","value":"y"}]}]}}`},
	{"INTERACTION_CREATE", `{"id":"%d","application_id":"600","type":2,"token":"secret-%[1]d","guild_id":"10","channel_id":"30","member":{"user":{"id":"20"}},"data":{"name":"Brief this","type":3,"target_id":"9","resolved":{"messages":{"9":{"id":"9","content":"no link","author":{"id":"21"},"embeds":[{"url":"https://example.org"}],"message_snapshots":[{"message":{"content":"x"}}],"attachments":[{"url":"u","filename":"f","size":1}]}}}}}`},
	{"INTERACTION_CREATE", `{"id":"%d","application_id":"600","type":2,"token":"secret-%[1]d","guild_id":"10","channel_id":"30","member":{"user":{"id":"22"},"permissions":"32"},"data":{"name":"panic"}}`},
	{"VOICE_STATE_UPDATE", `{"guild_id":"10","channel_id":"30","user_id":"500","session_id":"x"}`},
	{"VOICE_SERVER_UPDATE", `{"guild_id":"10","token":"x","endpoint":"127.0.0.1:1"}`},
	{"GUILD_UPDATE", `{"id":"10","channels":[{}],"members":[{}]}`},
	{"TYPING_START", `{"channel_id":"30"}`},
}

// odd are values to put where others are expected.
var odd = []string{
	`null`, `true`, `0`, `-1`, `1e400`, `9223372036854775808`, `""`, `"x"`, `[]`, `{}`, `[null]`, `{"":null}`, `[[[[[[[[]]]]]]]]`, `"\u0000"`, `"\ud800"`, `"../../x"`,
	`"99999999999999999999999"`, `"10"`, `"11"`, `"digest/remove?id=1"`, `"article/remove?article=a1"`, `"server-data/import?confirm=import"`, `"?"`, `"a%zz"`, `"panic"`,
	`{"type":16}`, `{"type":-5,"components":[{"type":20}]}`, `"<@1> @everyone"`,
}

// hostile generates malformed events; the same seed gives the same ones.
type hostile struct {
	r    *rand.Rand
	n    int
	only string // the kind of event, "" for any
}

func newHostile(seed uint64) *hostile { return &hostile{r: rand.New(rand.NewPCG(seed, 7))} }

// event is the data of one event, usually JSON.
func (h *hostile) event() (kind, data string) {
	h.n++
	e := wellFormed[h.r.IntN(len(wellFormed))]
	for h.only != "" && e.kind != h.only {
		e = wellFormed[h.r.IntN(len(wellFormed))]
	}
	data = e.data
	if strings.Contains(data, "%d") {
		data = fmt.Sprintf(data, 5000+h.n)
	}
	switch h.r.IntN(8) {
	case 0: // as it is
	case 1:
		data = data[:h.r.IntN(len(data))]
	case 2:
		b := []byte(data)
		for range 1 + h.r.IntN(4) {
			b[h.r.IntN(len(b))] = byte(h.r.IntN(256))
		}
		data = string(b)
	case 3:
		data = odd[h.r.IntN(len(odd))]
	case 4:
		deep := h.size(20_000)
		data = strings.Replace(data, `"data":{`, `"data":{"options":`+strings.Repeat(`[`, deep)+strings.Repeat(`]`, deep)+`,`, 1)
	case 5:
		data = strings.Replace(data, `"20"`, `"`+strings.Repeat("9", h.size(60_000))+`"`, 1)
	default:
		for range 1 + h.r.IntN(3) {
			data = h.swap(data)
		}
	}
	return e.kind, data
}

// size is a number up to a bound, of any order of magnitude.
func (h *hostile) size(most int) int {
	return min(most, h.r.IntN(2<<h.r.IntN(bits.Len(uint(most)))))
}

// swap replaces one value with an odd one.
func (h *hostile) swap(data string) string {
	var starts []int
	for i := range len(data) - 1 {
		if data[i] == ':' && i > 0 && data[i-1] == '"' {
			starts = append(starts, i+1)
		}
	}
	if len(starts) == 0 {
		return data
	}
	at := starts[h.r.IntN(len(starts))]
	var old json.RawMessage
	d := json.NewDecoder(strings.NewReader(data[at:]))
	if d.Decode(&old) != nil {
		return data
	}
	return data[:at] + odd[h.r.IntN(len(odd))] + data[at+int(d.InputOffset()):]
}

// message is one gateway message that does not end the connection.
func (h *hostile) message() (kind int, raw string) {
	event, data := h.event()
	raw = `{"op":0,"s":` + strconv.Itoa(h.n) + `,"t":"` + event + `","d":` + data + `}`
	switch h.r.IntN(20) {
	case 0:
		raw = odd[h.r.IntN(len(odd))]
	case 1:
		raw = `{"op":` + odd[h.r.IntN(len(odd))] + `,"d":` + data + `}`
	case 2:
		raw = `{"op":` + []string{"1", "2", "3", "6", "8", "10", "11", "11", "12", "31", "255"}[h.r.IntN(11)] + `,"d":{"heartbeat_interval":0}}`
	case 3:
		return websocket.BinaryMessage, raw
	case 4:
		var b bytes.Buffer
		z := zlib.NewWriter(&b)
		_, _ = io.WriteString(z, raw)
		_ = z.Close()
		packed := b.Bytes()
		if h.r.IntN(2) == 0 {
			packed[h.r.IntN(len(packed))] ^= 0x55
		}
		return websocket.BinaryMessage, string(packed)
	case 5:
		raw = strings.Replace(raw, `"s":`, `"s":`+odd[h.r.IntN(len(odd))]+`,"x":`, 1)
	}
	return websocket.TextMessage, raw
}

// noWeb and noFiles have nothing.
type (
	noWeb   struct{}
	noFiles struct{}
)

func (noWeb) Article(context.Context, string, briefing.Options) (*briefing.Article, error) {
	return nil, problem.New("attachment.redirect")
}

func (noFiles) Article(context.Context, string, string, briefing.Options) (*briefing.Article, error) {
	return nil, problem.New("attachment.redirect")
}

// realCommands are Lede's own, on one article, and one that panics.
func realCommands(t testing.TB) (list []command.Command, dm func(context.Context, command.Message) (command.Reply, error)) {
	t.Helper()
	kv := store.NewMemory(time.Now)
	t.Cleanup(func() { _ = kv.Close() })
	a, err := briefing.Parse("The bridge is closed\n\nThe bridge is closed, the council said on Monday.\n\n“It is not safe,” said the engineer Ada Byron.\n", briefing.Options{})
	if err != nil {
		t.Fatal(err)
	}
	d := desk.New(desk.Options{Store: kv, Articles: []*briefing.Article{a}, Web: noWeb{}, Attached: noFiles{}})
	list = append(commands.All(d), aCommand("panic", command.Private, func(context.Context, command.Input) (command.Reply, error) { panic("on purpose") }))
	return list, commands.Direct(d)
}

func sum(m map[string]uint64) (n uint64) {
	for _, x := range m {
		n += x
	}
	return n
}

// TestThousandsOfHostileEventsHarmNothing: three thousand over the gateway and some hundreds over HTTP. None ends the process
// or the connection, all are counted, nothing of them is left, and a person is answered afterwards.
func TestThousandsOfHostileEventsHarmNothing(t *testing.T) {
	for seed, c := range []struct {
		name     string
		cooldown time.Duration
		events   int
	}{{"without a limit", 0, 1500}, {"with a limit for each person", time.Hour, 500}} {
		t.Run(c.name, func(t *testing.T) {
			f := newFake(t)
			f.Lax() // until the end of the storm
			list, dm := realCommands(t)
			silent := func(context.Context, string) {}
			b := f.start(bot.Options{Commands: list, DM: dm, Joined: func(context.Context, bot.Guild) {}, Left: silent, Cooldown: c.cooldown, Workers: 8})
			goroutines := f.settled()
			h := newHostile(uint64(seed))
			before := uint64(0)
			for i := range c.events {
				if i == c.events/10 { // whatever is made once has been made
					f.allowed("U+FFFD")
					f.forget()
					before = heap()
				}
				kind, raw := h.message()
				f.Newest().SendAs(kind, raw)
				if i%100 == 0 { // no faster than the bot reads, or this would test the socket
					eventually(t, "reading", func() bool { return sum(b.Stats().Frames)+500 > f.Written() })
				}
			}
			posted := overSignedHTTP(t, b, h, c.events/4)
			eventually(t, "counting all frames", func() bool { return sum(b.Stats().Frames) == f.Written() })
			var s bot.Stats
			eventually(t, "an outcome of everything", func() bool {
				s = b.Stats()
				return sum(s.Events) == s.Frames["event"] && sum(s.Interactions) == s.Events["interaction"]+s.Requests["accepted"] &&
					sum(s.Messages) == s.Events["message"] && sum(s.Requests) == posted
			})
			t.Logf("%+v", s)
			for name, n := range map[string]uint64{
				"unknown": s.Frames["unknown"], "unreadable": s.Frames["unreadable"], "unexpected": s.Frames["unexpected"], "ignored": s.Frames["ignored"],
				"unreadable events": s.Events["unreadable"], "answers": s.Interactions["answered"] + s.Interactions["busy"], "requests": s.Requests["unreadable"],
			} {
				if n == 0 {
					t.Errorf("no %s: the storm is not what it should be", name)
				}
			}
			if limited := s.Interactions["too fast"] > 0; limited != (c.cooldown > 0) {
				t.Errorf("somebody was told to be slower: %v", limited)
			}
			f.Dispatch("INTERACTION_CREATE", strings.Replace(interaction(2, `"name":"help"`, ""), `"id":"20"`, `"id":"4711"`, 1))
			last := fmt.Sprintf("/interactions/%d/tok%[1]d/callback", 1000+ids.Load())
			if r := f.Wait(1, "POST", last)[0]; !strings.Contains(string(r.Body), "/summary") {
				t.Errorf("afterwards somebody is told %s", r.Body)
			}
			if log := f.log.String(); strings.Contains(log, "secret-") || strings.Count(log, "msg=connected") == 0 || strings.Contains(log, "gateway lost") {
				t.Error("the log has a token, or tells of a lost connection")
			}
			f.allowed("U+FFFD") // stands for bytes that a person sent
			f.forget()
			eventually(t, fmt.Sprintf("the end of what was begun beside %d goroutines", goroutines), func() bool { return f.ours() <= goroutines })
			if more := int64(heap()) - int64(before); more > 16<<20 {
				t.Errorf("%d bytes more are in use than before", more)
			}
		})
	}
}

// overSignedHTTP posts hostile interactions as Discord would, and returns the number of requests.
func overSignedHTTP(t *testing.T, b *bot.Bot, h *hostile, n int) (posted uint64) {
	t.Helper()
	public, private, err := ed25519.GenerateKey(nil)
	if err != nil {
		t.Fatal(err)
	}
	handler, err := b.Interactions(hex.EncodeToString(public))
	if err != nil {
		t.Fatal(err)
	}
	stamp := strconv.FormatInt(time.Now().Unix(), 10)
	h.only = "INTERACTION_CREATE"
	for range n {
		_, body := h.event()
		r := httptest.NewRequest("POST", "/", strings.NewReader(body))
		r.Header.Set("X-Signature-Timestamp", stamp)
		r.Header.Set("X-Signature-Ed25519", hex.EncodeToString(ed25519.Sign(private, []byte(stamp+body))))
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, r)
		if w.Code != 200 && w.Code != 202 && w.Code != 400 {
			t.Errorf("%s\nis answered with %d", body, w.Code)
		}
	}
	return uint64(n)
}

// TestAHostileMessageEndsOnlyTheConnection: the bot reconnects and carries on.
func TestAHostileMessageEndsOnlyTheConnection(t *testing.T) {
	for name, raw := range map[string]string{
		"asked to leave": `{"op":7,"d":null}`, "in doubt": `{"op":9,"d":true}`, "against the rules": "",
	} {
		t.Run(name, func(t *testing.T) {
			f := newFake(t)
			f.start(bot.Options{Commands: []command.Command{saying("open", command.Public, "Hello")}})
			if raw == "" {
				f.Newest().Bytes([]byte{0x83, 0x01, 'x'})
			}
			for range 20 {
				if raw != "" {
					f.Newest().SendAs(websocket.TextMessage, raw)
				}
			}
			f.openedAt(2, 1)
			f.Dispatch("INTERACTION_CREATE", typed("open", ""))
			f.Wait(1, "POST", "/callback")
		})
	}
}

// TestTheBotSurvivesABadWelcome: each bad hello or welcome costs one attempt.
func TestTheBotSurvivesABadWelcome(t *testing.T) {
	bad := [][]string{
		{`null`, `{"op":11}`},
		{`{"op":10,"d":{"heartbeat_interval":0}}`},
		{`{"op":10,"d":{"heartbeat_interval":41250}}`, `{"op":11}`, `null`, `{"op":7}`},
	}
	f := newFake(t)
	var tries atomic.Int64
	f.OnHello(func(l *discord.Line) bool {
		n := int(tries.Add(1))
		if n > len(bad) {
			return false
		}
		for _, m := range bad[n-1] {
			l.Send(m)
		}
		_ = l.Await()
		_ = l.Await()
		return true
	})
	f.start(bot.Options{Commands: []command.Command{saying("open", command.Public, "Hello")}})
	f.Dispatch("INTERACTION_CREATE", typed("open", ""))
	f.Wait(1, "POST", "/callback")
}

// TestAnEmptyWelcomeIsRejected: the line is given up at once. The bot leaves no server because of it, and does not take
// the events of the next session for repetitions.
func TestAnEmptyWelcomeIsRejected(t *testing.T) {
	for _, welcome := range []string{`[]`, `null`, `{"guilds":[]}`, `{"user":{"id":"500"},"guilds":[{"id":"10","unavailable":true}]}`} {
		f := newFake(t)
		f.start(bot.Options{Commands: []command.Command{saying("open", command.Public, "Hello")}})
		var tries atomic.Int64
		f.OnHello(func(l *discord.Line) bool {
			if tries.Add(1) > 1 {
				return false
			}
			l.Hello()
			_ = l.Await()
			l.Send(`{"op":0,"s":1,"t":"READY","d":` + welcome + `}`)
			_ = l.Await()
			return true
		})
		f.Newest().Cut()
		eventually(t, "another session", func() bool { return len(f.Lines()) == 2 })
		f.Dispatch("INTERACTION_CREATE", typed("open", ""))
		f.Wait(1, "POST", "/callback")
		if strings.Contains(f.log.String(), "left a server") {
			t.Errorf("after %s:\n%s", welcome, f.log)
		}
	}
}

// heap is how many bytes are in use.
func heap() uint64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// allowed checks the requests against the contract, except for a breach that a hostile person can cause.
func (f *fake) allowed(except string) {
	f.t.Helper()
	for _, r := range f.Requests() {
		for _, wrong := range contract.Shared(f.t).Check(r.Method, "/api/v10"+r.Path+r.Query, r.Body, 0, nil) {
			if !strings.Contains(wrong, except) {
				f.t.Errorf("%s %s: %s\n%s", r.Method, r.Path, wrong, r.Body)
			}
		}
	}
}

// forget drops what was noted so far.
func (f *fake) forget() {
	f.Forget()
	f.log.mu.Lock()
	f.log.b = bytes.Buffer{}
	f.log.mu.Unlock()
}
