package bot_test

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"lede/bot"
	"lede/delivery"
	"lede/problem"
	"lede/proof/discord"

	"github.com/bwmarrin/discordgo"
	"github.com/gorilla/websocket"
)

// sleeper is a gateway that says hello, welcomes and then goes silent, without heartbeat acknowledgements.
type sleeper struct {
	mu    sync.Mutex
	every int // milliseconds between heartbeats
	ends  []error
	srv   *httptest.Server
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
			_ = conn.WriteMessage(websocket.TextMessage, []byte(`{"op":0,"s":1,"t":"READY","d":{"v":10,"session_id":"s","user":{"id":"1"},"application":{"id":"1"},"guilds":[]}}`))
		}
	}
}

// open is discordgo on this gateway. Nobody closes it: it ends with the process, see runApart.
func (s *sleeper) open(t *testing.T) {
	t.Helper()
	session, err := discordgo.New("Bot t")
	if err != nil {
		t.Fatal(err)
	}
	session.LogLevel = -1
	session.Client = &http.Client{Transport: roundTrip(func(r *http.Request) (*http.Response, error) {
		body := `{"url":"` + strings.Replace(s.srv.URL, "http", "ws", 1) + `/#"}`
		return &http.Response{StatusCode: 200, Header: http.Header{}, Body: io.NopCloser(strings.NewReader(body)), Request: r}, nil
	})}
	if err := session.Open(); err != nil {
		t.Fatal(err)
	}
}

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

// TestASilentLineIsResumed: discordgo waits for five heartbeats and then says goodbye, and Discord drops the session. Lede's
// connection counts as dead after one, says nothing, and the session is resumed.
func TestASilentLineIsResumed(t *testing.T) {
	runApart(t, "plain discordgo", func(t *testing.T) {
		s := newSleeper(t, 100)
		began := time.Now()
		s.open(t)
		var closed *websocket.CloseError
		if err := s.ended(t); !errors.As(err, &closed) || closed.Code != websocket.CloseNormalClosure || time.Since(began) < 400*time.Millisecond {
			t.Errorf("ended with %v after %v: the defect is gone", err, time.Since(began))
		}
	})
	t.Run("Lede", func(t *testing.T) {
		t.Parallel()
		if idle := bot.DefaultTiming().Gateway.Idle; idle < 42*time.Second || idle > 2*41250*time.Millisecond {
			t.Errorf("a line is dead after %v, and not between one heartbeat of Discord's and two", idle)
		}
		f, timing := newFake(t), patient()
		timing.Gateway.Idle = 3 * time.Second // though the fake's heartbeat comes every 41 s
		f.start(bot.Options{Timing: timing})
		eventually(t, "a resumed session", func() bool { return f.Resumed() > 0 })
		if len(f.Ends()) == 0 || f.Goodbyes() > 0 || len(f.Identified()) != 1 {
			t.Errorf("said goodbye, or began %d sessions: %v", len(f.Identified()), f.Ends())
		}
	})
}

// TestALineThatDiscordgoGivesUpIsOver: after five heartbeats without an acknowledgement discordgo says goodbye, so the session
// could not be resumed, and stops reading, so it misses the end of a line that still brings events. Nothing else would notice
// for a minute.
func TestALineThatDiscordgoGivesUpIsOver(t *testing.T) {
	t.Parallel()
	f := newFake(t)
	end := make(chan error, 1)
	f.OnHello(func(l *discord.Line) bool {
		if len(f.Opened()) > 1 {
			return false
		}
		l.Send(`{"op":10,"d":{"heartbeat_interval":100}}`)
		_ = l.Await()
		l.Send(`{"op":0,"s":1,"t":"READY","d":{"v":10,"session_id":"s","user":{"id":"500"},"application":{"id":"600"},"guilds":[]}}`)
		go func() {
			var err error
			for err == nil {
				err = l.Await()
			}
			end <- err
		}()
		for t.Context().Err() == nil && len(f.Opened()) == 1 {
			time.Sleep(20 * time.Millisecond)
			l.Send(`{"op":0,"s":2,"t":"TYPING_START","d":{}}`)
		}
		return true
	})
	f.start(bot.Options{})
	eventually(t, "another connection", func() bool { return len(f.Opened()) > 1 })
	if err := received(t, "the end of the line", end); websocket.IsCloseError(err, websocket.CloseNormalClosure, websocket.CloseGoingAway) {
		t.Errorf("the line ended with %v, upon which Discord forgets the session", err)
	}
}

// TestABotThatDiscordDoesNotServeIsNotWell: its gateway is connected, but its requests go unanswered, as when the proxy for them is gone, or its
// token is refused. It finds out by itself when that is over.
func TestABotThatDiscordDoesNotServeIsNotWell(t *testing.T) {
	for code, status := range map[string]int{"gateway.unanswered": discord.Cut, "bot.token-refused": http.StatusUnauthorized} {
		t.Run(code, func(t *testing.T) {
			f := newFake(t)
			timing := patient()
			timing.Gateway.CutOff, timing.Gateway.Unreached, timing.Gateway.Fresh = 50*time.Millisecond, 50*time.Millisecond, time.Millisecond
			b := f.start(bot.Options{Timing: timing})
			f.Answering(func(request) (int, string, bool) { return status, `{"message":"401: Unauthorized","code":0}`, true })
			b.Post(t.Context(), delivery.Post{Channel: "30", Nonce: "slot", Components: news})
			eventually(t, "word of it", func() bool {
				p, ok := errors.AsType[*problem.Problem](b.Health())
				return ok && p.Code == code
			})
			f.Answering(func(request) (int, string, bool) { return 0, "", false })
			eventually(t, "the end of it", b.Connected)
		})
	}
}
