package bot

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"
	"github.com/gorilla/websocket"
)

// sleeper is a gateway that greets, welcomes and then says nothing more, not even that it hears the heartbeat.
type sleeper struct {
	mu     sync.Mutex
	every  int // milliseconds between heartbeats
	ends   []error
	begins []int // the operations with which connections began
	srv    *httptest.Server
}

func newSleeper(t *testing.T, every int) *sleeper {
	s := &sleeper{every: every}
	s.srv = httptest.NewServer(s)
	t.Cleanup(s.srv.Close)
	return s
}

func (s *sleeper) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	conn, err := (&websocket.Upgrader{}).Upgrade(w, r, nil)
	if err != nil {
		return
	}
	defer func() { _ = conn.Close() }()
	hello, _ := json.Marshal(map[string]any{"op": 10, "d": map[string]any{"heartbeat_interval": s.every}})
	_ = conn.WriteMessage(websocket.TextMessage, hello)
	for {
		var m struct{ Op int }
		if err := conn.ReadJSON(&m); err != nil {
			s.mu.Lock()
			s.ends = append(s.ends, err)
			s.mu.Unlock()
			return
		}
		if m.Op == 2 || m.Op == 6 {
			s.mu.Lock()
			s.begins = append(s.begins, m.Op)
			s.mu.Unlock()
			_ = conn.WriteMessage(websocket.TextMessage, []byte(`{"op":0,"s":1,"t":"READY","d":{"v":10,"session_id":"s","user":{"id":"1"},"application":{"id":"1"},"guilds":[]}}`))
		}
	}
}

// open is discordgo on this gateway; shape may change its line. Nobody closes it: it ends with the process, see Apart.
func (s *sleeper) open(t *testing.T, shape func(*discordgo.Session)) {
	t.Helper()
	session, err := discordgo.New("Bot t")
	if err != nil {
		t.Fatal(err)
	}
	session.LogLevel = -1
	session.Client = &http.Client{Transport: roundTripper(func(r *http.Request) (*http.Response, error) {
		body := `{"url":"` + strings.Replace(s.srv.URL, "http", "ws", 1) + `/#"}`
		return &http.Response{StatusCode: 200, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(body)), Request: r}, nil
	})}
	shape(session)
	if err := session.Open(); err != nil {
		t.Fatal(err)
	}
}

type roundTripper func(*http.Request) (*http.Response, error)

func (f roundTripper) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

func (s *sleeper) ended(t *testing.T) error {
	t.Helper()
	for until := time.Now().Add(30 * time.Second); time.Now().Before(until); time.Sleep(5 * time.Millisecond) {
		s.mu.Lock()
		ends := s.ends
		s.mu.Unlock()
		if len(ends) > 0 {
			return ends[0]
		}
	}
	t.Fatal("the silence was not noticed within 30 s")
	return nil
}

// TestASilentLineIsResumed: discordgo waits for five heartbeats and then says goodbye, upon which Discord forgets the
// session. The line that Lede gives it is noticed to be dead after one, says nothing, and the session is resumed.
func TestASilentLineIsResumed(t *testing.T) {
	Apart(t, "plain discordgo", func(t *testing.T) {
		s := newSleeper(t, 100)
		began := time.Now()
		s.open(t, func(*discordgo.Session) {})
		var closed *websocket.CloseError
		if err := s.ended(t); !errors.As(err, &closed) || closed.Code != websocket.CloseNormalClosure || time.Since(began) < 400*time.Millisecond {
			t.Errorf("ended with %v after %v: the defect is gone", err, time.Since(began))
		}
	})
	Apart(t, "Lede", func(t *testing.T) {
		if idleFor < 42*time.Second || idleFor > 2*41250*time.Millisecond {
			t.Errorf("a line is dead after %v, and not between one heartbeat of Discord's and two", idleFor)
		}
		s := newSleeper(t, 60000)
		s.open(t, func(d *discordgo.Session) {
			dialer := *d.Dialer
			dialer.NetDialContext = func(ctx context.Context, network, addr string) (net.Conn, error) {
				raw, err := (&net.Dialer{}).DialContext(ctx, network, addr)
				return &idleConn{Conn: raw, idle: 300 * time.Millisecond}, err
			}
			d.Dialer = &dialer
		})
		var closed *websocket.CloseError
		if err := s.ended(t); errors.As(err, &closed) && closed.Code == websocket.CloseNormalClosure {
			t.Errorf("said goodbye: %v", err)
		}
		for until := time.Now().Add(30 * time.Second); ; time.Sleep(5 * time.Millisecond) {
			s.mu.Lock()
			begins := append([]int{}, s.begins...)
			s.mu.Unlock()
			if len(begins) > 1 {
				if begins[1] != 6 {
					t.Errorf("began anew with the operation %d", begins[1])
				}
				break
			}
			if time.Now().After(until) {
				t.Fatal("did not come back within 30 s")
			}
		}
	})
}
