package bot_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"runtime/pprof"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"lede/bot"
	"lede/proof/contract"

	"github.com/gorilla/websocket"
)

// canary is the token in all tests. It must not turn up in any log.
const canary = "cAnArY.t0ken.of-the_bot"

// fake is as much of Discord as a bot needs: enough REST and gateway for the real discordgo, and raw events. It
// refuses nothing of itself, but what Discord would refuse fails the test.
type fake struct {
	t   testing.TB
	srv *httptest.Server

	mu       sync.Mutex
	requests []request
	answer   func(request) (status int, body string, ok bool)
	listed   []byte // the commands that GET returns
	conns    []*websocket.Conn
	identify []json.RawMessage
	resumes  int
	opened   []string // the paths at which the gateway was opened
	resumeAt string   // where sessions are to be resumed, "" when the welcome does not say
	sent     uint64   // messages over the gateway
	ends     []error  // with which reading from the bot ended, of each connection
	onHello  func(*websocket.Conn) (handled bool)
	log      *lockedBuffer // everything that was logged
	lax      bool          // requests are discordgo's, and are not held to the contract
}

type request struct {
	Method, Path, Query, Auth, Agent string
	Body                             []byte
}

// body returns the JSON body as a map.
func (r request) body(t *testing.T) map[string]any {
	t.Helper()
	var m map[string]any
	if err := json.Unmarshal(r.Body, &m); err != nil {
		t.Fatalf("%s %s: body %q: %v", r.Method, r.Path, r.Body, err)
	}
	return m
}

// ofTest is the label of the goroutines that a test begins, and that they begin in turn.
const ofTest = "test"

func newFake(t testing.TB) *fake {
	pprof.SetGoroutineLabels(pprof.WithLabels(t.Context(), pprof.Labels(ofTest, t.Name())))
	f := &fake{t: t, listed: []byte("[]"), log: &lockedBuffer{}}
	f.srv = httptest.NewServer(f)
	t.Cleanup(f.srv.Close)
	// discordgo's own log is the one for the whole process; among parallel tests it is somebody's.
	log.SetOutput(f.log)
	t.Cleanup(func() { log.SetOutput(os.Stderr) })
	return f
}

func (f *fake) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if strings.HasPrefix(r.URL.Path, "/gw-none") {
		http.NotFound(w, r)
		return
	}
	if strings.HasPrefix(r.URL.Path, "/gw") {
		f.gateway(w, r)
		return
	}
	body, _ := io.ReadAll(r.Body)
	query := ""
	if r.URL.RawQuery != "" {
		query = "?" + r.URL.RawQuery
	}
	req := request{r.Method, strings.TrimPrefix(r.URL.Path, "/api/v10"), query, r.Header.Get("Authorization"), r.UserAgent(), body}
	f.mu.Lock()
	f.requests = append(f.requests, req)
	answer, listed, lax := f.answer, f.listed, f.lax
	f.mu.Unlock()
	if !lax {
		for _, wrong := range contract.Shared(f.t).Check(r.Method, r.URL.RequestURI(), body, 0, nil) {
			f.t.Errorf("%s %s: %s\n%s", r.Method, req.Path, wrong, body)
		}
	}
	if answer != nil {
		if status, body, ok := answer(req); ok {
			if status == cut {
				panic(http.ErrAbortHandler)
			}
			w.WriteHeader(status)
			_, _ = io.WriteString(w, body)
			return
		}
	}
	switch {
	case req.Path == "/gateway/bot":
		_, _ = io.WriteString(w, `{"url":"`+strings.Replace(f.srv.URL, "http", "ws", 1)+`/gw","session_start_limit":{"total":1000,"remaining":900}}`)
	case strings.HasSuffix(req.Path, "/commands") && r.Method == "GET":
		_, _ = w.Write(listed)
	case strings.HasSuffix(req.Path, "/commands"):
		f.mu.Lock()
		f.listed = body
		f.mu.Unlock()
		_, _ = w.Write(body)
	case strings.HasSuffix(req.Path, "/messages"):
		_, _ = io.WriteString(w, `{"id":"777"}`)
	default:
		w.WriteHeader(http.StatusNoContent)
	}
}

// cut as a status means that the connection is cut without an answer.
const cut = -1

func (f *fake) gateway(w http.ResponseWriter, r *http.Request) {
	if got := r.URL.Query().Get("v"); got != "10" {
		f.t.Errorf("gateway version = %q, want 10", got)
	}
	conn, err := (&websocket.Upgrader{}).Upgrade(w, r, nil)
	if err != nil {
		return
	}
	defer func() { _ = conn.Close() }()
	f.mu.Lock()
	onHello, resumeAt := f.onHello, f.resumeAt
	f.opened = append(f.opened, r.URL.Path)
	f.mu.Unlock()
	if onHello != nil && onHello(conn) {
		return
	}
	f.write(conn, `{"op":10,"d":{"heartbeat_interval":41250}}`)
	for {
		var m struct {
			Op int             `json:"op"`
			D  json.RawMessage `json:"d"`
		}
		if err := conn.ReadJSON(&m); err != nil {
			f.mu.Lock()
			f.ends = append(f.ends, err)
			f.mu.Unlock()
			return
		}
		switch m.Op {
		case 1:
			f.write(conn, `{"op":11}`)
		case 2:
			f.mu.Lock()
			f.identify = append(f.identify, m.D)
			f.mu.Unlock()
			f.open(conn, `{"op":0,"s":1,"t":"READY","d":{"v":10,"session_id":"s1","resume_gateway_url":"`+resumeAt+`","user":{"id":"500","username":"Lede","bot":true},"application":{"id":"600"},"guilds":[{"id":"10","unavailable":true}]}}`)
		case 6:
			f.mu.Lock()
			f.resumes++
			f.mu.Unlock()
			f.open(conn, `{"op":0,"s":2,"t":"RESUMED","d":{}}`)
		}
	}
}

// open welcomes a connection. Whoever knows of the welcome finds the connection among the others.
func (f *fake) open(conn *websocket.Conn, welcome string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.sent++
	_ = conn.WriteMessage(websocket.TextMessage, []byte(welcome))
	f.conns = append(f.conns, conn)
}

func (f *fake) write(conn *websocket.Conn, s string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.sent++
	_ = conn.WriteMessage(websocket.TextMessage, []byte(s))
}

// dispatch sends an event over the newest connection.
func (f *fake) dispatch(kind, data string) {
	f.t.Helper()
	var flat bytes.Buffer
	if err := json.Compact(&flat, []byte(data)); err != nil {
		f.t.Fatalf("event %s: %v", data, err)
	}
	f.mu.Lock()
	conn := f.conns[len(f.conns)-1]
	f.mu.Unlock()
	f.write(conn, `{"op":0,"s":9,"t":"`+kind+`","d":`+flat.String()+`}`)
}

// identified returns what the first connection began with.
func (f *fake) identified() string {
	f.mu.Lock()
	defer f.mu.Unlock()
	return string(f.identify[0])
}

// find returns the requests whose path ends so.
func (f *fake) find(method, suffix string) (found []request) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, r := range f.requests {
		if r.Method == method && strings.HasSuffix(r.Path, suffix) {
			found = append(found, r)
		}
	}
	return found
}

// wait returns the first n requests whose path ends so, once they have come.
func (f *fake) wait(n int, method, suffix string) []request {
	f.t.Helper()
	var found []request
	eventually(f.t, method+" "+suffix, func() bool {
		found = f.find(method, suffix)
		return len(found) >= n
	})
	return found
}

func (f *fake) answering(answer func(request) (int, string, bool)) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.answer = answer
}

// patience is how long tests wait for what has to happen. It is long because the race detector is slow on a busy machine.
const patience = 30 * time.Second

func eventually(t testing.TB, what string, ok func() bool) {
	t.Helper()
	for until := time.Now().Add(patience); time.Now().Before(until); time.Sleep(2 * time.Millisecond) {
		if ok() {
			return
		}
	}
	t.Fatalf("%s did not happen within %v", what, patience)
}

// quick are the times of a bot that nobody waits for: short pauses, and the deadlines as they are.
func quick() bot.Timing {
	t := bot.DefaultTiming()
	t.Gateway.FirstPause, t.Gateway.LongestPause = 10*time.Millisecond, time.Second
	t.Gateway.NewSession, t.Gateway.Identify = 50*time.Millisecond, 50*time.Millisecond
	t.Commands = 50 * time.Millisecond
	return t
}

// deferring are quick times of a bot that defers early.
func deferring() bot.Timing {
	t := quick()
	t.Defer = 100 * time.Millisecond
	return t
}

// start runs a bot against the fake until the test ends, then checks that it left nothing behind and that the
// log does not hold the token.
func (f *fake) start(o bot.Options) *bot.Bot {
	f.t.Helper()
	contract.Shared(f.t) // which takes a while to read: not while somebody waits for an answer
	o.Token, o.API = canary, f.srv.URL+"/api"
	o.Log = slog.New(slog.NewTextHandler(f.log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	if o.Timing == (bot.Timing{}) {
		o.Timing = deferring()
	}
	b, err := bot.New(o)
	if err != nil {
		f.t.Fatal(err)
	}
	ctx, stop := context.WithCancel(f.t.Context())
	ended := make(chan error, 1)
	go func() { ended <- b.Run(ctx) }()
	f.t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			f.t.Errorf("Run = %v", err)
		}
		if strings.Contains(f.log.String(), canary) {
			f.t.Errorf("the token is in the log:\n%s", f.log)
		}
		eventually(f.t, "the end of all goroutines", func() bool { return !f.leaking() })
	})
	select {
	case <-b.Ready():
	case err := <-ended:
		ended <- err
		f.t.Fatalf("Run ended early: %v\n%s", err, f.log)
	case <-time.After(patience):
		f.t.Fatalf("the bot does not get ready:\n%s", f.log)
	}
	return b
}

// leaking tells whether a goroutine of the bot's is still there, of those that this fake's test began. discordgo's may
// take a second more to end, because it sleeps for one; withoutLeftovers looks for those.
func (f *fake) leaking() bool {
	return goroutines(f.t.Name(), "lede/bot.", "lede/bot/") > goroutines(f.t.Name(), "discordgo.(*Session).CloseWithCode")
}

// ours is how many goroutines of the bot's and of discordgo's there are, of those that this fake's test began.
func (f *fake) ours() (n int) {
	return goroutines(f.t.Name(), "lede/bot.", "lede/bot/", "bwmarrin/discordgo.")
}

// goroutines counts those that a test began, or any test if test is "", and that run one of some packages.
func goroutines(test string, packages ...string) (n int) {
	var groups strings.Builder
	_ = pprof.Lookup("goroutine").WriteTo(&groups, 1)
	label := fmt.Sprintf("# labels: {%q:%q}\n", ofTest, test)
	if test == "" {
		label = fmt.Sprintf("# labels: {%q:\"Test", ofTest)
	}
	for g := range strings.SplitSeq(groups.String(), "\n\n") {
		runs := func(p string) bool { return strings.Contains(g, p) }
		if strings.Contains(g, label) && !strings.Contains(g, "testing.tRunner") && slices.ContainsFunc(packages, runs) {
			n++
		}
	}
	return n
}

// withoutLeftovers runs all tests and fails when a goroutine of the bot's or of discordgo's is left after them. discordgo's
// sleep for a second before they end.
func withoutLeftovers(m *testing.M) (status int) {
	status = m.Run()
	if os.Getenv(apartEnv) != "" { // which is for what leaves something behind
		return status
	}
	for until := time.Now().Add(patience); time.Now().Before(until); time.Sleep(20 * time.Millisecond) {
		if goroutines("", "lede/bot.", "lede/bot/", "bwmarrin/discordgo.") == 0 {
			return status
		}
	}
	_ = pprof.Lookup("goroutine").WriteTo(os.Stderr, 1)
	fmt.Fprintln(os.Stderr, "goroutines are left after all tests")
	return 1
}

// settled is how many of ours there are when none is added any more, as just after the start.
func (f *fake) settled() int {
	n := -1
	for same := 0; same < 10; time.Sleep(20 * time.Millisecond) {
		now := f.ours()
		if same++; now != n {
			n, same = now, 0
		}
	}
	return n
}

func TestLeakingSeesABotThatRuns(t *testing.T) {
	t.Parallel()
	f, other := newFake(t), &fake{t: elsewhere{t}}
	f.start(bot.Options{})
	if !f.leaking() || other.leaking() {
		t.Errorf("of the test's own %v, of another's %v", f.leaking(), other.leaking())
	}
}

// elsewhere is a test of another name.
type elsewhere struct{ testing.TB }

func (elsewhere) Name() string { return "TestElsewhere" }

// lockedBuffer is a log that is written and read at the same time.
type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

// until returns a channel that is closed when the log holds some words, or when the time is up.
func (l *lockedBuffer) until(words string, within time.Duration) <-chan struct{} {
	held := make(chan struct{})
	go func() {
		defer close(held)
		for end := time.Now().Add(within); !strings.Contains(l.String(), words) && time.Now().Before(end); {
			time.Sleep(5 * time.Millisecond)
		}
	}()
	return held
}
