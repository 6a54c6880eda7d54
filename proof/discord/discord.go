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

	epoch = 1420070400000 // the first millisecond of 2015, from which ids count
)

// Options say what this Discord is like.
type Options struct {
	// Guilds are those that the bot is in, with their channels. nil is one guild, "10", in which every channel exists.
	Guilds []Guild
	// Shards is how many are recommended, and Concurrency how many sessions may be begun at once; 0 for one.
	Shards, Concurrency int
	// Starts is how many sessions may be begun in all; 0 for a thousand, which is a day's.
	Starts int
	// Identify is how far apart sessions must be begun that are counted together; 0 for any time.
	Identify time.Duration
	// Nonces is for how long the nonce of a message is remembered; 0 for five minutes.
	Nonces time.Duration
	// Answer is how long people wait for the first answer; 0 for three seconds.
	Answer time.Duration
}

// Guild is a server, with the ids of its channels.
type Guild struct {
	ID       string
	Channels []string
}

// Guilds makes some guilds, which are spread over all shards in turn.
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

// Guilds are those that the bot is in.
func (d *Discord) Guilds() []Guild { return d.o.Guilds }

// Request is one that the bot has made.
type Request struct {
	Method, Path, Query, Auth, Agent, Protocol string
	From                                       string // the address and port of the connection
	Body                                       []byte
	At                                         time.Time
}

// Answer decides how a request is answered. ok is false where it is to be answered as ever.
type Answer func(Request) (status int, body string, ok bool)

// Cut as a status breaks the request off without an answer.
const Cut = -1

// Discord is one that runs until its test ends.
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

// New starts a Discord. Whatever Discord would refuse fails the test.
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

// API is the address for LEDE_DISCORD_API.
func (d *Discord) API() string { return d.srv.URL + "/api" }

// Gateway is the gateway's address, with a path that begins with /gw.
func (d *Discord) Gateway(path string) string {
	return "wss" + strings.TrimPrefix(d.srv.URL, "https") + path
}

// Client trusts this Discord.
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

// Answering has an answer of the test's own given where it likes.
func (d *Discord) Answering(answer Answer) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.answer = answer
}

// Lax holds requests to the contract no more: those of somebody else's, say.
func (d *Discord) Lax() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.lax = true
}

// SetCommands sets what the bot's commands are so far, as JSON.
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

// Find returns the requests whose path ends so.
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

// Wait returns the first n requests whose path ends so, once they have come.
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

// ids gives out ids, each greater than those before.
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

// earlier is an id of some time ago. It may have been given before.
func (i *ids) earlier(age time.Duration) string {
	i.mu.Lock()
	defer i.mu.Unlock()
	i.old++
	return strconv.FormatInt((time.Now().Add(-age).UnixMilli()-epoch)<<22+i.old, 10)
}

// sentAt is the moment that stands in an id.
func sentAt(id string) time.Time {
	n, _ := strconv.ParseInt(id, 10, 64)
	return time.UnixMilli(n>>22 + epoch)
}
