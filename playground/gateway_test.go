package playground_test

import (
	"bytes"
	"compress/zlib"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"lede/playground"

	"github.com/bwmarrin/discordgo"
	"github.com/gorilla/websocket"
)

// socket is a gateway client that does exactly what a test says.
type socket struct {
	t  *testing.T
	ws *websocket.Conn
}

type frame struct {
	Op   int             `json:"op"`
	Data json.RawMessage `json:"d"`
	Seq  int64           `json:"s"`
	Type string          `json:"t"`
}

func dial(t *testing.T, server *playground.Server, query string) *socket {
	t.Helper()
	ws, res, err := websocket.DefaultDialer.Dial("ws"+strings.TrimPrefix(server.URL(), "http")+"/gateway/"+query, nil)
	if err != nil {
		t.Fatalf("dialling: %v, %v", err, res)
	}
	t.Cleanup(func() { _ = ws.Close() })
	s := &socket{t, ws}
	return s
}

func serve(t *testing.T) *playground.Server {
	t.Helper()
	return serveWith(t, playground.Options{})
}

func serveWith(t *testing.T, o playground.Options) *playground.Server {
	t.Helper()
	server := playground.New(o)
	if err := server.Start("127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Close() })
	return server
}

func (s *socket) send(op int, data any) {
	s.t.Helper()
	if err := s.ws.WriteJSON(object{"op": op, "d": data}); err != nil {
		s.t.Fatal(err)
	}
}

// read returns the next frame, decompressed; a close is an error.
func (s *socket) read() (frame, error) {
	s.t.Helper()
	if err := s.ws.SetReadDeadline(time.Now().Add(30 * time.Second)); err != nil {
		s.t.Fatal(err)
	}
	kind, raw, err := s.ws.ReadMessage()
	if err != nil {
		return frame{}, err
	}
	if kind == websocket.BinaryMessage {
		z, err := zlib.NewReader(bytes.NewReader(raw))
		if err != nil {
			s.t.Fatal(err)
		}
		if raw, err = io.ReadAll(z); err != nil {
			s.t.Fatal(err)
		}
	}
	var f frame
	if err := json.Unmarshal(raw, &f); err != nil {
		s.t.Fatal(err)
	}
	return f, nil
}

// expect skips to the next frame of this operation and event.
func (s *socket) expect(op int, event string) frame {
	s.t.Helper()
	for {
		f, err := s.read()
		if err != nil {
			s.t.Fatalf("no frame %d %s: %v", op, event, err)
		}
		if f.Op == op && f.Type == event {
			return f
		}
	}
}

func (s *socket) closed(code int) {
	s.t.Helper()
	for {
		_, err := s.read()
		if err == nil {
			continue
		}
		var c *websocket.CloseError
		if !errors.As(err, &c) || c.Code != code {
			s.t.Errorf("closed with %v, want %d", err, code)
		}
		return
	}
}

func identify(server *playground.Server, more object) object {
	return change(object{"token": "Bot " + server.Token(), "intents": 4097, "properties": object{}}, more)
}

func TestTheGatewayRefuses(t *testing.T) {
	t.Parallel()
	server := serve(t)
	for _, c := range []struct {
		name, query string
		op          int
		data        any
		code        int
	}{
		{"a wrong token", "", 2, identify(server, object{"token": "x"}), 4004},
		{"a privileged intent", "", 2, identify(server, object{"intents": 1 << 15}), 4014},
		{"an unknown intent", "", 2, identify(server, object{"intents": int64(1 << 40)}), 4013},
		{"no intents", "", 2, identify(server, object{"intents": nil}), 4013},
		{"a shard that is not there", "", 2, identify(server, object{"shard": []int{2, 2}}), 4010},
		{"an identity that is a list", "", 2, []int{}, 4002},
		{"resuming with a wrong token", "", 6, object{"token": "x", "session_id": "x", "seq": 1}, 4004},
		{"an unknown operation", "", 99, nil, 4001},
		{"an operation of the server's", "", 10, nil, 4001},
		{"a presence before identifying", "", 3, object{}, 4003},
		{"too large a payload", "", 2, identify(server, object{"x": chars(3000)}), 4002},
		{"an unknown version", "?v=7", 1, nil, 4012},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := dial(t, server, c.query)
			if c.code != 4012 {
				s.expect(10, "")
			}
			s.send(c.op, c.data)
			s.closed(c.code)
		})
	}
	s := dial(t, server, "")
	s.send(2, identify(server, nil))
	s.expect(0, "READY")
	s.send(2, identify(server, nil))
	s.closed(4005)
	s = dial(t, server, "")
	for range 121 {
		if s.ws.WriteJSON(object{"op": 1}) != nil {
			break
		}
	}
	s.closed(4008)
	for name, query := range map[string]string{"etf": "?encoding=etf", "a compressed stream": "?compress=zlib-stream"} {
		if _, res, err := websocket.DefaultDialer.Dial("ws"+strings.TrimPrefix(server.URL(), "http")+"/gateway/"+query, nil); err == nil || res.StatusCode != 400 {
			t.Errorf("%s: %v, %v", name, res, err)
		}
	}
}

func TestIntentsAndShards(t *testing.T) {
	t.Parallel()
	server := serve(t)
	w := server.World()
	none, some := dial(t, server, "?v=10&encoding=json"), dial(t, server, "")
	none.send(2, identify(server, object{"intents": 0}))
	some.send(2, identify(server, object{"intents": 1 | 1<<9 | 1<<12, "compress": true}))
	ready := none.expect(0, "READY")
	var r struct {
		Guilds    []struct{ Unavailable bool }
		SessionID string `json:"session_id"`
		Resume    string `json:"resume_gateway_url"`
	}
	if err := json.Unmarshal(ready.Data, &r); err != nil || len(r.Guilds) != 2 || !r.Guilds[0].Unavailable || r.SessionID == "" || !strings.HasPrefix(r.Resume, "ws://") {
		t.Errorf("ready with %+v, %v", r, err)
	}
	for range w.Guilds {
		if g := some.expect(0, "GUILD_CREATE"); !strings.Contains(string(g.Data), `"channels":[{`) {
			t.Errorf("a guild without channels: %s", g.Data)
		}
	}
	sam := server.As(w.Person("Sam").ID)
	ctx := within(t)
	for _, text := range []string{"a secret", "<@" + server.ApplicationID() + "> look"} {
		if _, err := sam.Say(ctx, w.Channel("general"), text); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := sam.Say(ctx, w.Person("Sam").DM, "hello"); err != nil {
		t.Fatal(err)
	}
	for _, content := range []string{`"content":""`, `look"`, `"content":"hello"`} {
		if m := some.expect(0, "MESSAGE_CREATE"); !strings.Contains(string(m.Data), content) || strings.Contains(string(m.Data), "secret") {
			t.Errorf("heard %s, want %s", m.Data, content)
		}
	}
	none.send(1, nil)
	if f, err := none.read(); err != nil || f.Op != 11 { // had it heard a message, that would come first
		t.Errorf("without intents it heard %+v, %v", f, err)
	}

	seen := 0
	for shard := range 2 {
		s := dial(t, server, "")
		s.send(2, identify(server, object{"shard": []int{shard, 2}}))
		var r struct{ Guilds []struct{ ID string } }
		if err := json.Unmarshal(s.expect(0, "READY").Data, &r); err != nil {
			t.Fatal(err)
		}
		seen += len(r.Guilds)
	}
	if seen != 2 {
		t.Errorf("two shards have %d guilds of 2", seen)
	}
}

func TestResuming(t *testing.T) {
	t.Parallel()
	server := serve(t)
	w, ctx := server.World(), within(t)
	sam := server.As(w.Person("Sam").ID)
	say := func(text string) {
		if _, err := sam.Say(ctx, w.Person("Sam").DM, text); err != nil {
			t.Fatal(err)
		}
	}
	s := dial(t, server, "")
	s.send(2, identify(server, nil))
	var r struct {
		ID string `json:"session_id"`
	}
	if err := json.Unmarshal(s.expect(0, "READY").Data, &r); err != nil {
		t.Fatal(err)
	}
	say("one")
	seq := s.expect(0, "MESSAGE_CREATE").Seq
	_ = s.ws.UnderlyingConn().Close() // no goodbye
	say("two")
	say("three")

	s = dial(t, server, "")
	s.send(6, object{"token": server.Token(), "session_id": r.ID, "seq": seq})
	for _, text := range []string{"two", "three"} {
		if m := s.expect(0, "MESSAGE_CREATE"); !strings.Contains(string(m.Data), text) {
			t.Errorf("told %s, want %s", m.Data, text)
		}
	}
	s.expect(0, "RESUMED")
	server.Reconnect()
	s.expect(7, "")

	other := dial(t, server, "")
	other.send(6, object{"token": server.Token(), "session_id": r.ID, "seq": 9999})
	other.closed(4007)
	other = dial(t, server, "")
	other.send(6, object{"token": server.Token(), "session_id": "unknown", "seq": 1})
	if f := other.expect(9, ""); string(f.Data) != "false" {
		t.Errorf("an unknown session is invalid, and resumable: %s", f.Data)
	}
	other.send(2, identify(server, nil)) // on the same connection, as after every invalid session
	other.expect(0, "READY")

	if err := s.ws.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(1000, ""), time.Now().Add(time.Second)); err != nil {
		t.Fatal(err)
	}
	s.closed(1000)
	for deadline := time.Now().Add(30 * time.Second); ; time.Sleep(5 * time.Millisecond) {
		again := dial(t, server, "")
		again.send(6, object{"token": server.Token(), "session_id": r.ID, "seq": seq})
		again.expect(10, "")
		if f, err := again.read(); err == nil && f.Op == 9 {
			break
		}
		if time.Now().After(deadline) {
			t.Fatal("a session that was ended with 1000 is resumed")
		}
	}
}

func TestTheRealLibraryComesBack(t *testing.T) {
	t.Parallel()
	for name, disturb := range map[string]func(*playground.Server){
		"asked to": (*playground.Server).Reconnect, "made invalid": (*playground.Server).Invalidate,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := start(t, playground.Options{}, func(s *discordgo.Session) { s.Compress = name == "asked to" })
			ctx := within(t)
			_, sam, general := b.people()
			b.next("READY")
			disturb(b.server)
			b.next(map[string]string{"asked to": "RESUMED", "made invalid": "READY"}[name])
			i, err := sam.Slash(ctx, general, "find", map[string]any{"title": "x"})
			want(t, i, err, "### Found")
			b.nothingRefused()
		})
	}
}

func TestAnswersAfterTheFirst(t *testing.T) {
	t.Parallel()
	server := serveWith(t, playground.Options{Waits: playground.Waits{Answer: 5 * time.Second}})
	b := &robot{t: t, server: server}
	s, err := discordgo.New("Bot " + server.Token())
	if err != nil {
		t.Fatal(err)
	}
	s.Client, s.MaxRestRetries, b.session = server.Client(), 0, s
	b.must("PUT", "/applications/"+server.ApplicationID()+"/commands", definitions())
	gateway := dial(t, server, "")
	gateway.send(2, identify(server, nil))
	gateway.expect(0, "READY")
	ctx := within(t)
	_, sam, general := b.people()

	// ask runs /slow and returns what the bot needs to answer, and what the person gets.
	ask := func() (callback, webhook string, result chan *playground.Interaction) {
		result = make(chan *playground.Interaction, 1)
		go func() {
			i, err := sam.Slash(ctx, general, "slow", nil)
			if err != nil {
				t.Error(err)
			}
			result <- i
		}()
		var i asked
		if err := json.Unmarshal(gateway.expect(0, "INTERACTION_CREATE").Data, &i); err != nil {
			t.Fatal(err)
		}
		return "/interactions/" + i.ID + "/" + i.Token + "/callback", "/webhooks/" + server.ApplicationID() + "/" + i.Token, result
	}
	refused := func(name, method, path string, body any, wantStatus, wantCode int) {
		t.Helper()
		_, err := b.call(method, path, body)
		if status, n := code(t, err); status != wantStatus || n != wantCode {
			t.Errorf("%s: %d, code %d; want %d, %d", name, status, n, wantStatus, wantCode)
		}
	}
	say := func(text string) object { return object{"content": text} }

	callback, webhook, result := ask()
	refused("a follow-up before the answer", "POST", webhook, say("x"), 404, 10015)
	response := b.must("POST", callback+"?with_response=true", object{"type": 5, "data": object{"flags": ephemeral}})
	if about, _ := response["interaction"].(object); about["response_message_loading"] != true || about["response_message_ephemeral"] != true {
		t.Errorf("the response says %v", response)
	}
	i := <-result
	if !i.Deferred || !i.Ephemeral {
		t.Errorf("deferred: %+v", i)
	}
	before := len(server.Refusals())
	refused("the first answer again", "POST", callback, object{"type": 5, "data": object{"flags": ephemeral}}, 400, 40060)
	if list := server.Refusals(); len(list) != before {
		t.Errorf("a first answer that is repeated is a mistake: %q", list)
	}
	refused("a second answer", "POST", callback, object{"type": 4, "data": say("x")}, 400, 40060)
	if list := server.Refusals(); len(list) != before+1 {
		t.Errorf("a second answer is none: %q", list)
	}
	first := b.must("POST", webhook, say("the answer")) // takes the place of "thinking"
	if first["id"] != i.Message.ID {
		t.Error("a follow-up after a deferral is another message")
	}
	i, err = sam.Settle(ctx, i)
	if want(t, i, err, "the answer"); !i.Ephemeral || !i.Message.Ephemeral {
		t.Error("an answer that was deferred privately is public")
	}
	second := b.must("POST", webhook, say("more"))
	path := webhook + "/messages/" + second["id"].(string)
	b.must("PATCH", path, say("much more"))
	if b.must("GET", path, nil)["content"] != "much more" || b.must("GET", webhook+"/messages/@original", nil)["content"] != "the answer" {
		t.Error("answers are mixed up")
	}
	b.must("DELETE", path, nil)
	refused("a deleted one", "GET", path, nil, 404, 10008)
	refused("a bad one", "POST", webhook, say(chars(2001)), 400, 50035)
	foreign, err := sam.Say(ctx, general, "mine")
	if err != nil {
		t.Fatal(err)
	}
	refused("somebody else's", "PATCH", webhook+"/messages/"+foreign.ID, say("x"), 404, 10008)
	b.must("DELETE", webhook+"/messages/@original", nil)
	refused("an original that is gone", "PATCH", webhook+"/messages/@original", say("x"), 404, 10008)

	callback, _, result = ask()
	if i := <-result; !i.TimedOut {
		t.Errorf("nobody answered: %+v", i)
	}
	refused("an answer after three seconds", "POST", callback, object{"type": 5}, 404, 10062)
}

func TestOnlyTheOwnPageIsServed(t *testing.T) {
	t.Parallel()
	server := serve(t)
	for _, c := range []struct {
		name, method, path string
		set                func(*http.Request)
		status             int
	}{
		{"the page", "GET", "/", func(*http.Request) {}, 200},
		{"by another loopback name", "GET", "/", func(r *http.Request) { r.Host = "localhost:1" }, 200},
		{"by a foreign name", "GET", "/", func(r *http.Request) { r.Host = "news.example" }, 403},
		{"by a foreign address", "GET", "/page/state", func(r *http.Request) { r.Host = "192.0.2.1" }, 403},
		{"the API by a foreign name", "GET", "/api/v10/gateway", func(r *http.Request) { r.Host = "news.example" }, 403},
		{"said by nobody's page", "POST", "/page/say", func(*http.Request) {}, 400},
		{"said by our page", "POST", "/page/say", func(r *http.Request) { r.Header.Set("Origin", server.URL()) }, 400},
		{"said by another site", "POST", "/page/say", func(r *http.Request) { r.Header.Set("Origin", "http://news.example") }, 403},
		{"said by a page without origin", "POST", "/page/say", func(r *http.Request) { r.Header.Set("Origin", "null") }, 403},
		{"said cross-site", "POST", "/page/say", func(r *http.Request) { r.Header.Set("Sec-Fetch-Site", "cross-site") }, 403},
		{"said by another port", "POST", "/page/say", func(r *http.Request) { r.Header.Set("Sec-Fetch-Site", "same-site") }, 403},
		{"heard by another site", "GET", "/page/events", func(r *http.Request) { r.Header.Set("Origin", "http://news.example") }, 403},
		{"no such page", "GET", "/nothing", func(*http.Request) {}, 404},
		{"an unknown channel", "GET", "/page/channel?person=1&channel=1", func(*http.Request) {}, 400},
	} {
		r, err := http.NewRequest(c.method, server.URL()+c.path, strings.NewReader(`{"text":"x"}`))
		if err != nil {
			t.Fatal(err)
		}
		c.set(r)
		res, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		_ = res.Body.Close()
		if res.StatusCode != c.status {
			t.Errorf("%s: %d, want %d", c.name, res.StatusCode, c.status)
		}
		if c.status == 200 && !strings.Contains(res.Header.Get("Content-Security-Policy"), "default-src 'none'") {
			t.Errorf("%s: no policy", c.name)
		}
	}
	origin := http.Header{"Origin": {"http://news.example"}}
	if _, res, err := websocket.DefaultDialer.Dial("ws"+strings.TrimPrefix(server.URL(), "http")+"/gateway/", origin); err == nil || res.StatusCode != 403 {
		t.Errorf("another site opened the gateway: %v", err)
	}
}
