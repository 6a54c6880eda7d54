package bot

import (
	"bytes"
	"crypto/x509"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/bwmarrin/discordgo"
	"github.com/gorilla/websocket"
)

// frame is one that a server sends.
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

// pieces is a connection on which bytes come n at a time.
type pieces struct {
	net.Conn
	r io.Reader
	n int
}

func (p *pieces) Read(b []byte) (int, error) { return p.r.Read(b[:min(len(b), p.n)]) }

const upgrade = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n"

func TestOnlyADoubtedSessionEndsTheConnection(t *testing.T) {
	const doubt = `{"t":null,"s":null,"op":9,"d":true}`
	for _, c := range []struct {
		name, bytes string
		ends        bool
	}{
		{"a doubted session", frame(0x81, doubt), true},
		{"after others", frame(0x81, `{"op":11}`) + frame(0x81, strings.Repeat("x", 300)) + frame(0x81, strings.Repeat("y", 70000)) + frame(0x8a, "") + frame(0x81, doubt), true},
		{"in any order", frame(0x81, `{"op": 9, "d": true}`), true},
		{"an invalid session", frame(0x81, `{"op":9,"d":false}`), false},
		{"told in an event", frame(0x81, `{"op":0,"t":"X","d":{"content":"`+strings.Repeat("x", 200)+frame(0x81, doubt)+`"}}`), false},
		{"compressed", frame(0x82, doubt), false},
		{"not whole", frame(0x81, doubt)[:20], false},
		{"nothing that makes sense", frame(0x81, `{"op":9,"d":"true"}`) + frame(0x81, `[`), false},
	} {
		for _, n := range []int{1, 2, 3, 7, 64, 1 << 20} {
			var doubts atomic.Int32
			all := upgrade + c.bytes
			f := &frames{Conn: &pieces{r: strings.NewReader(all), n: n}, line: &idleConn{}, doubts: &doubts}
			got, err := io.ReadAll(f)
			if errors.Is(err, errDoubted) != c.ends || f.line.dead.Load() != c.ends {
				t.Errorf("%s, %d bytes at a time: %v", c.name, n, err)
			}
			if !c.ends && string(got) != all {
				t.Errorf("%s, %d bytes at a time: what came is not what was sent", c.name, n)
			}
			doubts.Store(maxDoubts) // then discordgo is to begin a new session
			f = &frames{Conn: &pieces{r: strings.NewReader(all), n: n}, line: &idleConn{}, doubts: &doubts}
			if got, err := io.ReadAll(f); err != nil || string(got) != all {
				t.Errorf("%s, doubted too often, %d bytes at a time: %v", c.name, n, err)
			}
		}
	}
}

// FuzzFrames: whatever comes, it is handed on as it came, or the connection ends.
func FuzzFrames(f *testing.F) {
	f.Add([]byte(upgrade+frame(0x81, `{"op":9,"d":true}`)), 3)
	f.Add([]byte(upgrade+frame(0x81, strings.Repeat("x", 200))+"\x81\x7f\xff\xff"), 1)
	f.Add([]byte("\r\n\r\n\x81\x7f\xff\xff\xff\xff\xff\xff\xff\xff"), 2)
	f.Fuzz(func(t *testing.T, raw []byte, n int) {
		var doubts atomic.Int32
		c := &frames{Conn: &pieces{r: bytes.NewReader(raw), n: max(n, 1)}, line: &idleConn{}, doubts: &doubts}
		if got, err := io.ReadAll(c); err == nil && !bytes.Equal(got, raw) || len(c.short) > shortFrame || len(c.head) > 10 {
			t.Errorf("%q became %q", raw, got)
		}
	})
}

// TestTheGatewayIsDialledWithTLS as Discord's is: the certificate is checked, and the frames are seen.
func TestTheGatewayIsDialledWithTLS(t *testing.T) {
	server := httptest.NewTLSServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ws, err := (&websocket.Upgrader{}).Upgrade(w, r, nil)
		if err != nil {
			return
		}
		defer func() { _ = ws.Close() }()
		_ = ws.WriteMessage(websocket.TextMessage, []byte(`{"op":10}`))
		_ = ws.WriteMessage(websocket.TextMessage, []byte(`{"op":9,"d":true}`))
		_, _, _ = ws.ReadMessage()
	}))
	defer server.Close()
	server.Config.ErrorLog = slog.NewLogLogger(slog.DiscardHandler, slog.LevelError)
	g, err := newGateway(newClient(Options{Token: "t"}), slog.New(slog.DiscardHandler), func(*discordgo.Event) {})
	if err != nil {
		t.Fatal(err)
	}
	address := "wss" + strings.TrimPrefix(server.URL, "https") + "/"
	g.address.Store(&address)
	if err := g.watch(); err != nil {
		t.Fatal(err)
	}
	if _, _, err := g.session.Dialer.Dial(address, nil); err == nil {
		t.Error("a certificate that nobody vouches for was accepted")
	}
	roots := x509.NewCertPool()
	roots.AddCert(server.Certificate())
	g.session.Dialer.TLSClientConfig = server.Client().Transport.(*http.Transport).TLSClientConfig.Clone()
	g.session.Dialer.TLSClientConfig.RootCAs = roots
	ws, _, err := g.session.Dialer.Dial(address, nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, m, err := ws.ReadMessage(); err != nil || string(m) != `{"op":10}` {
		t.Errorf("read %s, %v", m, err)
	}
	if _, _, err := ws.ReadMessage(); !errors.Is(err, errDoubted) {
		t.Errorf("the doubt was handed on: %v", err)
	}
}
