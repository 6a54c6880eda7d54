package gateway

import (
	"bytes"
	"compress/zlib"
	"crypto/x509"
	"encoding/binary"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"lede/bot/rest"

	"github.com/bwmarrin/discordgo"
	"github.com/gorilla/websocket"
)

// frame is a frame that a server sends.
func frame(first byte, payload string) string {
	switch n := len(payload); {
	case n <= 125:
		return string([]byte{first, byte(n)}) + payload
	case n < 1<<16:
		return string([]byte{first, 126, byte(n >> 8), byte(n)}) + payload
	default:
		return string([]byte{first, 127, 0, 0, 0, 0, byte(n >> 24), byte(n >> 16), byte(n >> 8), byte(n)}) + payload
	}
}

// pieces is a connection that delivers n bytes at a time.
type pieces struct {
	net.Conn
	r io.Reader
	n int
}

func (p *pieces) Read(b []byte) (int, error) { return p.r.Read(b[:min(len(b), p.n)]) }

const upgrade = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n"

const (
	greets   = `{"op":10,"d":{"heartbeat_interval":41250,"_trace":["x"]}}`
	welcomes = `{"op":0,"s":1,"t":"READY","d":{"session_id":"s","guilds":[{"id":"1"},null],"user":{"id":"5"}}}`
	doubts   = `{"t":null,"s":null,"op":9,"d":true}`
)

// read reads a gateway's bytes from a connection that delivers n at a time.
func read(t testing.TB, line *idleConn, n int, bytes string) (f *frames, all []byte, err error) {
	t.Helper()
	f = &frames{Conn: &pieces{r: strings.NewReader(bytes), n: n}, line: line, counts: &frameCounts{}, packets: packets{greeted: &atomic.Bool{}, void: &atomic.Bool{}, keep: func(json.RawMessage) {}}}
	all, err = io.ReadAll(f)
	return f, all, err
}

// told reads what discordgo sees of a gateway's bytes, delivered n at a time.
func told(t testing.TB, n int, bytes string) (messages []string, f *frames, err error) {
	t.Helper()
	f, all, err := read(t, &idleConn{}, n, bytes)
	rest, ok := strings.CutPrefix(string(all), upgrade)
	if !ok {
		return nil, f, err
	}
	for rest != "" {
		first, size, head := rest[0], int(rest[1]), 2
		switch size {
		case 126:
			size, head = int(binary.BigEndian.Uint16([]byte(rest[2:]))), 4
		case 127:
			size, head = int(binary.BigEndian.Uint64([]byte(rest[2:]))), 10
		}
		if first == 0x81 {
			messages = append(messages, rest[head:head+size])
		} else if first&0x0f < kindClose || first&0x70 != 0 || size > maxControl {
			t.Fatalf("a frame that begins with %x is handed on", first)
		}
		rest = rest[head+size:]
	}
	return messages, f, err
}

func packed(s string) string {
	var b bytes.Buffer
	z := zlib.NewWriter(&b)
	_, _ = io.WriteString(z, s)
	_ = z.Close()
	return b.String()
}

func TestOnlyADoubtedSessionEndsTheConnection(t *testing.T) {
	for _, c := range []struct {
		name, bytes string
		ends, void  bool
	}{
		{"a doubted session", frame(0x81, doubts), true, false},
		{"after others", frame(0x81, `{"op":11}`) + frame(0x81, strings.Repeat("x", 300)) + frame(0x81, strings.Repeat("y", 70000)) + frame(0x8a, "") + frame(0x81, doubts), true, false},
		{"in any order", frame(0x81, `{"op": 9, "d": true}`), true, false},
		{"in parts", frame(0x01, doubts[:9]) + frame(0x89, "ping") + frame(0x00, "") + frame(0x80, doubts[9:]), true, false},
		{"packed", frame(0x82, packed(doubts)), true, false},
		{"an invalid session", frame(0x81, `{"op":9,"d":false}`), true, true},
		{"one that makes no sense", frame(0x81, `{"op":9,"d":"true"}`), true, true},
		{"told in an event", frame(0x81, `{"op":0,"t":"X","d":{"content":"`+strings.Repeat("x", 200)+`"}}`), false, false},
		{"badly packed", frame(0x82, doubts), false, false},
		{"not whole", frame(0x81, doubts)[:20], false, false},
		{"nothing that makes sense", frame(0x81, `[`), false, false},
	} {
		for _, n := range []int{1, 2, 3, 7, 64, 1 << 20} {
			all := upgrade + frame(0x81, greets) + frame(0x81, welcomes) + c.bytes
			_, f, err := told(t, n, all)
			if errors.Is(err, errDoubted) != c.ends || f.line.dead.Load() != c.ends || f.packets.void.Load() != c.void {
				t.Errorf("%s, %d bytes at a time: %v", c.name, n, err)
			}
		}
	}
}

// TestDiscordgoSeesNothingThatCrashesIt: unfiltered, each of these messages would crash the process or block it for ever.
func TestDiscordgoSeesNothingThatCrashesIt(t *testing.T) {
	const hello, ready = `{"d":{"heartbeat_interval":41250},"op":10}`, `{"op":0,"s":1,"t":"READY","d":{"session_id":"s","application":{"id":"","unavailable":false},"user":{"id":"5","username":""},"guilds":[{"id":"1","unavailable":false},{"id":"","unavailable":false}],"v":0}}`
	open := []string{greets, welcomes}
	for _, c := range []struct {
		name string
		sent []string
		seen []string
		as   frameKind
		err  error
	}{
		{"a welcome", open, []string{hello, ready}, frameEvent, nil},
		{"null", append(open, `null`), []string{hello, ready}, frameUnreadable, nil},
		{"null for the greeting", []string{`null`, greets}, nil, frameUnreadable, errGreeting},
		{"no operation", append(open, `{}`), []string{hello, ready}, frameUnreadable, nil},
		{"a number that is none", append(open, `{"op":0,"s":"1","t":"X"}`), []string{hello, ready}, frameUnreadable, nil},
		{"a server that is null", append(open, `{"op":0,"s":2,"t":"GUILD_CREATE","d":null}`), []string{hello, ready, `{"op":0,"s":2,"t":".GUILD_CREATE","d":null}`}, frameEvent, nil},
		{"a kind that is not read", append(open, `{"op":0,"s":3,"t":"VOICE_STATE_UPDATE","d":null}`), []string{hello, ready, `{"op":0,"s":3,"t":".","d":null}`}, frameIgnored, nil},
		{"an event without a number", append(open, `{"op":0,"t":"MESSAGE_CREATE","d":{"a":1}}`), []string{hello, ready, `{"op":0,"s":1,"t":".MESSAGE_CREATE","d":null}`}, frameEvent, nil},
		{"a heartbeat every 0 ms", []string{`{"op":10,"d":{"heartbeat_interval":0}}`}, nil, frameUnreadable, errGreeting},
		{"a heartbeat in 1000 years", []string{`{"op":10,"d":{"heartbeat_interval":3e13}}`}, nil, frameUnreadable, errGreeting},
		{"no greeting", []string{welcomes}, nil, frameUnexpected, errGreeting},
		{"a greeting that is no JSON", []string{"<html>"}, nil, frameUnreadable, errGreeting},
		{"a greeting that is too long", []string{strings.Repeat("x", maxFrame+1)}, nil, frameLong, errGreeting},
		{"a second greeting", append(open, `{"op":10,"d":{"heartbeat_interval":0}}`), []string{hello, ready}, frameUnexpected, nil},
		{"an acknowledgement before the welcome", []string{greets, `{"op":11}`}, []string{hello}, frameUnexpected, nil},
		{"an acknowledgement", append(open, `{"op":11,"d":[]}`), []string{hello, ready, `{"op":11}`}, frameControl, nil},
		{"sent away before the welcome", []string{greets, `{"op":7,"d":null}`}, []string{hello}, frameControl, errSentAway},
		{"sent away", append(open, `{"op":7,"d":{}}`), []string{hello, ready}, frameControl, errSentAway},
		{"anything after that", append(open, `{"op":7}`, `{"op":1}`), []string{hello, ready}, frameControl, errSentAway},
		{"a new operation", append(open, `{"op":12}`), []string{hello, ready}, frameUnknown, nil},
		{"a session refused", append(open, `{"op":9}`), []string{hello, ready}, frameControl, errDoubted},
		{"deep", append(open, strings.Repeat(`[`, 100_000)), []string{hello, ready}, frameUnreadable, nil},
	} {
		all := upgrade
		for _, m := range c.sent {
			all += frame(0x81, m)
		}
		seen, f, err := told(t, 4096, all)
		if !slices.Equal(seen, c.seen) || !errors.Is(err, c.err) || f.line.dead.Load() != (c.err != nil) {
			t.Errorf("%s: discordgo sees %q, %v", c.name, seen, err)
		}
		if f.counts[c.as].Load() == 0 {
			t.Errorf("%s is not counted as %q", c.name, frameNames[c.as])
		}
	}
}

// TestFramesAreBounded: too large a frame, and one that breaks the rules, ends the connection.
func TestFramesAreBounded(t *testing.T) {
	begun := upgrade + frame(0x81, greets) + frame(0x81, welcomes)
	after := frame(0x81, `{"op":11}`)
	for _, c := range []struct {
		name, bytes string
		as          frameKind
		err         error
	}{
		{"one too long", frame(0x81, strings.Repeat(" ", maxFrame+1)) + after, frameLong, nil},
		{"many parts", strings.Replace(strings.Repeat(frame(0x00, strings.Repeat(" ", 1<<20)), 9), "\x00", "\x01", 1) + frame(0x80, "") + after, frameLong, nil},
		{"packed tight", frame(0x82, packed(strings.Repeat(" ", maxFrame+1))) + after, frameLong, nil},
		{"garbage", frame(0x82, "\x78\x9cgarbage") + after, frameUnreadable, nil},
		{"masked", "\x81\x84abcdabcd", frameBroken, errFrame},
		{"compressed", frame(0xc1, "x"), frameBroken, errFrame},
		{"of no kind", frame(0x83, "x"), frameBroken, errFrame},
		{"a part of nothing", frame(0x80, "x"), frameBroken, errFrame},
		{"one within another", frame(0x01, "x") + frame(0x81, "y"), frameBroken, errFrame},
		{"a long ping", frame(0x89, strings.Repeat("x", 126)), frameBroken, errFrame},
		{"a ping in parts", frame(0x09, "x"), frameBroken, errFrame},
		{"longer than can be", "\x81\x7f\xff\xff\xff\xff\xff\xff\xff\xff", frameBroken, errFrame},
	} {
		seen, f, err := told(t, 1<<20, begun+c.bytes)
		if !errors.Is(err, c.err) || c.err == nil && seen[len(seen)-1] != string(acknowledged) || f.counts[c.as].Load() != 1 {
			t.Errorf("%s: %d messages, %v, counted %d times", c.name, len(seen), err, f.counts[c.as].Load())
		}
		if cap(f.body) > keptFrame || cap(f.out) > keptFrame {
			t.Errorf("%s: %d and %d bytes are kept", c.name, cap(f.body), cap(f.out))
		}
	}
	if _, _, err := told(t, 4096, "HTTP/1.1 101 Y\r\nX: "+strings.Repeat("x", maxUpgrade)); !errors.Is(err, errUpgrade) {
		t.Errorf("an upgrade without end: %v", err)
	}
	const no = "HTTP/1.1 502 Bad Gateway\r\n\r\n<html>"
	f := &frames{Conn: &pieces{r: strings.NewReader(no), n: 7}, line: &idleConn{}}
	if got, err := io.ReadAll(f); err != nil || string(got) != no {
		t.Errorf("a refusal is handed on as %q, %v", got, err)
	}
}

// FuzzFrames: whatever arrives, discordgo sees messages that it can read, or the connection ends.
func FuzzFrames(f *testing.F) {
	begun := upgrade + frame(0x81, greets) + frame(0x81, welcomes)
	f.Add([]byte(begun+frame(0x81, doubts)), 3)
	f.Add([]byte(begun+frame(0x81, strings.Repeat("x", 200))+"\x81\x7f\xff\xff"), 1)
	f.Add([]byte(begun+frame(0x82, packed(`{"op":0,"s":5,"t":"GUILD_CREATE","d":{"id":"1","members":[null]}}`))), 9)
	f.Add([]byte(begun+frame(0x01, "{")+frame(0x89, "x")+frame(0x80, `"op":7}`)), 9)
	f.Add([]byte("\r\n\r\n\x81\x7f\xff\xff\xff\xff\xff\xff\xff\xff"), 2)
	f.Fuzz(func(t *testing.T, raw []byte, n int) {
		messages, c, _ := told(t, max(n, 1), string(raw))
		for i, m := range messages {
			var e *discordgo.Event
			if err := json.Unmarshal([]byte(m), &e); err != nil || e == nil || (i == 0) != (e.Operation == opHello) {
				t.Errorf("discordgo is to read %q: %v", m, err)
			}
			if e.Operation == opDispatch && e.Type != "READY" && e.Type != "RESUMED" && !strings.HasPrefix(e.Type, hidden) {
				t.Errorf("discordgo is to read an event of the kind %q", e.Type)
			}
		}
		if len(c.head) > 10 {
			t.Errorf("%d bytes of a head are kept", len(c.head))
		}
	})
}

// doubt is a gateway that says hello and then does not know the session.
func doubt(w http.ResponseWriter, r *http.Request) {
	ws, err := (&websocket.Upgrader{}).Upgrade(w, r, nil)
	if err != nil {
		return
	}
	defer func() { _ = ws.Close() }()
	_ = ws.WriteMessage(websocket.TextMessage, []byte(greets))
	_ = ws.WriteMessage(websocket.TextMessage, []byte(`{"op":9,"d":true}`))
	_, _, _ = ws.ReadMessage()
}

// TestTheGatewayIsDialledWithTLS: as with Discord's, the certificate is checked and the frames are seen.
func TestTheGatewayIsDialledWithTLS(t *testing.T) {
	server := httptest.NewTLSServer(http.HandlerFunc(doubt))
	defer server.Close()
	server.Config.ErrorLog = slog.NewLogLogger(slog.DiscardHandler, slog.LevelError)
	address := "wss" + strings.TrimPrefix(server.URL, "https") + "/"
	c, err := New(Options{REST: rest.New(rest.Options{Token: "t"})}).newShard(0, 1).newConnection(address)
	if err != nil {
		t.Fatal(err)
	}
	if err := c.dialThrough(c.shard.gateway.timing.Open); err != nil {
		t.Fatal(err)
	}
	if _, _, err := c.Dialer.Dial(address, nil); err == nil {
		t.Error("a certificate that nobody vouches for was accepted")
	}
	roots := x509.NewCertPool()
	roots.AddCert(server.Certificate())
	c.Dialer.TLSClientConfig = server.Client().Transport.(*http.Transport).TLSClientConfig.Clone()
	c.Dialer.TLSClientConfig.RootCAs = roots
	ws, _, err := c.Dialer.Dial(address, nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, m, err := ws.ReadMessage(); err != nil || !strings.Contains(string(m), `"op":10`) {
		t.Errorf("read %s, %v", m, err)
	}
	if _, _, err := ws.ReadMessage(); !errors.Is(err, errDoubted) {
		t.Errorf("the doubt was handed on: %v", err)
	}
}
