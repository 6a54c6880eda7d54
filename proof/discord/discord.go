package discord

import (
	"crypto/tls"
	"encoding/json"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"lede/proof/contract"
)

const (
	// Application and Self are the ids of the bot's application and of the bot.
	Application, Self = "600", "500"

	epoch = 1420070400000 // the first millisecond of 2015, from which snowflakes count
)

// Options configures this Discord.
type Options struct {
	// Guilds are the bot's guilds, with their channels. nil is one guild, "10", in which every channel exists.
	Guilds []Guild
	// Shards is the recommended number, and Concurrency is how many sessions may begin at once; 0 means one.
	Shards, Concurrency int
	// Starts is how many sessions may begin in all; 0 means a thousand, a day's limit.
	Starts int
	// Identify is the minimum interval between sessions that are counted together; 0 means none.
	Identify time.Duration
	// Nonces is how long the nonce of a message is remembered; 0 means five minutes.
	Nonces time.Duration
	// Answer is how long people wait for the first answer; 0 means three seconds.
	Answer time.Duration
}

// Guild is a server, with the ids of its channels.
type Guild struct {
	ID       string
	Channels []string
}

// Guilds returns n guilds, which are distributed over all shards in turn.
func Guilds(n, channels int) []Guild {
	all := make([]Guild, 0, n)
	for i := range n {
		g := Guild{ID: strconv.FormatUint((1<<37+uint64(i))<<22, 10)}
		for j := range channels {
			g.Channels = append(g.Channels, strconv.FormatUint((1<<37+uint64(i))<<22+uint64(j+1), 10))
		}
		all = append(all, g)
	}
	return all
}

// Guilds returns the bot's guilds.
func (d *Discord) Guilds() []Guild { return d.o.Guilds }

// Request is a request of the bot.
type Request struct {
	Method, Path, Query, Auth, Agent, Protocol string
	From                                       string // the address and port of the connection
	Body                                       []byte
	At                                         time.Time
}

// Answer decides how a request is answered. ok is false for the normal answer.
type Answer func(Request) (status int, body string, ok bool)

// Cut, used as a status, breaks the request off without an answer.
const Cut = -1

// Discord is a server that runs until its test ends.
type Discord struct {
	t       testing.TB
	o       Options
	srv     *httptest.Server
	rules   *contract.Contract
	ids     ids
	weather weather
	limits  limits
	closing chan struct{} // closed when the test has ended

	mu           sync.Mutex
	requests     []Request
	answer       Answer
	lax          bool
	commands     []object
	channels     map[string][]*Message
	nonces       map[string]*Message
	interactions map[string]*Interaction // by token

	gate gate
}

// New starts a Discord. Anything that Discord would refuse fails the test.
func New(t testing.TB, o Options) *Discord {
	t.Helper()
	o.Shards, o.Concurrency = max(o.Shards, 1), max(o.Concurrency, 1)
	if o.Nonces == 0 {
		o.Nonces = 5 * time.Minute
	}
	if o.Starts == 0 {
		o.Starts = 1000
	}
	certificate, err := identity()
	if err != nil {
		t.Fatal(err)
	}
	d := &Discord{
		t: t, o: o, rules: contract.Shared(t), closing: make(chan struct{}),
		channels: map[string][]*Message{}, nonces: map[string]*Message{}, interactions: map[string]*Interaction{},
		gate: gate{sessions: map[string]*session{}}, limits: limits{until: map[string]time.Time{}},
	}
	for _, g := range o.Guilds {
		for _, c := range g.Channels {
			d.channels[c] = nil
		}
	}
	d.srv = httptest.NewUnstartedServer(d)
	d.srv.EnableHTTP2 = true
	d.srv.TLS = &tls.Config{Certificates: []tls.Certificate{certificate}, MinVersion: tls.VersionTLS12}
	d.srv.Config.ErrorLog = log.New(io.Discard, "", 0) // of bots that end in the middle of a handshake
	d.srv.StartTLS()
	t.Cleanup(func() {
		close(d.closing)
		d.gate.cut()
		d.srv.CloseClientConnections()
		d.srv.Close()
	})
	return d
}

// API returns the address for LEDE_DISCORD_API.
func (d *Discord) API() string { return d.srv.URL + "/api" }

// Gateway returns the gateway's address, with a path that begins with /gw.
func (d *Discord) Gateway(path string) string {
	return "wss" + strings.TrimPrefix(d.srv.URL, "https") + path
}

// Client returns a client that trusts this Discord.
func (d *Discord) Client() *http.Client { return d.srv.Client() }

func (d *Discord) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	switch {
	case strings.HasPrefix(r.URL.Path, "/gw-none"):
		http.NotFound(w, r)
	case strings.HasPrefix(r.URL.Path, "/gw"):
		d.serveGateway(w, r)
	default:
		d.serveREST(w, r)
	}
}

// Answering lets the test answer requests itself.
func (d *Discord) Answering(answer Answer) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.answer = answer
}

// Lax stops checking requests against the contract, such as those of another program.
func (d *Discord) Lax() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.lax = true
}

// SetCommands sets the bot's current commands, as JSON.
func (d *Discord) SetCommands(list string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if err := json.Unmarshal([]byte(list), &d.commands); err != nil {
		d.t.Errorf("the commands are no list: %v", err)
	}
}

// Requests returns all requests so far, and Forget drops them.
func (d *Discord) Requests() []Request {
	d.mu.Lock()
	defer d.mu.Unlock()
	return append([]Request(nil), d.requests...)
}

// Forget drops the requests so far.
func (d *Discord) Forget() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.requests = nil
}

// Find returns the requests whose path has the suffix.
func (d *Discord) Find(method, suffix string) (found []Request) {
	for _, r := range d.Requests() {
		if r.Method == method && strings.HasSuffix(r.Path, suffix) {
			found = append(found, r)
		}
	}
	return found
}

// patience is how long tests wait for what has to happen. It is long because the race detector is slow on a busy machine.
const patience = 30 * time.Second

// Wait returns the first n requests whose path has the suffix, once they have arrived.
func (d *Discord) Wait(n int, method, suffix string) []Request {
	d.t.Helper()
	for until := time.Now().Add(patience); ; time.Sleep(2 * time.Millisecond) {
		found := d.Find(method, suffix)
		if len(found) >= n {
			return found
		}
		if time.Now().After(until) {
			d.t.Fatalf("%d of %d requests %s …%s within %v", len(found), n, method, suffix, patience)
		}
	}
}

// ids assigns ids, each greater than the previous ones.
type ids struct {
	mu        sync.Mutex
	last, old int64
}

func (i *ids) next() string {
	i.mu.Lock()
	defer i.mu.Unlock()
	i.last = max(i.last+1, (time.Now().UnixMilli()-epoch)<<22)
	return strconv.FormatInt(i.last, 10)
}

// earlier returns an id of some time ago. It may not be unique.
func (i *ids) earlier(age time.Duration) string {
	i.mu.Lock()
	defer i.mu.Unlock()
	i.old++
	return strconv.FormatInt((time.Now().Add(-age).UnixMilli()-epoch)<<22+i.old, 10)
}

// sentAt returns the time encoded in an id.
func sentAt(id string) time.Time {
	n, _ := strconv.ParseInt(id, 10, 64)
	return time.UnixMilli(n>>22 + epoch)
}
