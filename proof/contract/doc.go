// Package contract holds what goes over the wire to Discord's published description of its API, and to the rules
// that the description leaves out. It is for tests alone: the program does not import it.
//
// The description (OpenAPI, see openapi/NOTICE) covers REST alone. The events of the gateway are described in
// gateway.json, and the rules that neither states in lint.go.
//
// It refuses to share code or tables with the playground: two readings of the same documents find what one misses.
package contract

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"fmt"
	"io"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"testing"
)

// Dispatch is the method under which Check and a tap are told of an event of the gateway; the path is its name.
const Dispatch = "DISPATCH"

// Contract tells what is wrong with requests, answers and events. Its methods may be called at once.
type Contract struct {
	spec   *spec // nil in a test of the rules of lint.go alone
	events *schemas

	mu   sync.Mutex
	seen map[string]int
}

//go:embed openapi/openapi.json.gz
var described []byte

func load() (*Contract, error) {
	c, err := undescribed()
	if err != nil {
		return nil, err
	}
	unzipped, err := gzip.NewReader(bytes.NewReader(described))
	if err != nil {
		return nil, fmt.Errorf("unpacking Discord's description of its API: %w", err)
	}
	raw, err := io.ReadAll(unzipped)
	if err != nil {
		return nil, fmt.Errorf("unpacking Discord's description of its API: %w", err)
	}
	if c.spec, err = readSpec(raw); err != nil {
		return nil, fmt.Errorf("reading Discord's description of its API: %w", err)
	}
	return c, nil
}

// undescribed knows the gateway's events and the rules of lint.go, and nothing of REST.
func undescribed() (*Contract, error) {
	events, err := gatewaySchemas()
	return &Contract{events: events, seen: map[string]int{}}, err
}

// Seen tells how often each operation and each kind of event has been checked, such as "POST /channels/{channel_id}/messages"
// and "DISPATCH READY". A request whose body has kinds is counted under each, such as "… type 7".
func (c *Contract) Seen() map[string]int {
	c.mu.Lock()
	defer c.mu.Unlock()
	out := make(map[string]int, len(c.seen))
	for k, n := range c.seen {
		out[k] = n
	}
	return out
}

func (c *Contract) count(name string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.seen[name]++
}

// Check returns what is wrong with a request and its answer, or with an event; nothing when all is well. An
// event has the method Dispatch, its name as the path and the whole payload as the response.
func (c *Contract) Check(method, path string, request []byte, status int, response []byte) []string {
	if method == Dispatch {
		c.count(Dispatch + " " + path)
		return c.event(path, response)
	}
	x := exchange{method: method, status: status, answer: response}
	x.path, x.query, _ = strings.Cut(path, "?")
	x.path = withoutVersion(x.path)
	if plain, err := url.PathUnescape(x.path); err == nil {
		x.path = plain // some write @original as %40original
	}
	wrong, err := x.decode(request)
	if err != nil {
		return append(wrong, err.Error())
	}
	name := method + " " + shapeOf(x.path)
	if c.spec != nil {
		op, problem := c.spec.find(&x)
		if problem != "" {
			return append(wrong, problem)
		}
		name = method + " " + op.path
		wrong = append(wrong, c.spec.check(op, &x)...)
	}
	c.count(name)
	if kind := x.callback(); kind > 0 {
		c.count(fmt.Sprintf("%s type %d", name, kind))
	}
	return append(wrong, lint(&x)...)
}

var digits = regexp.MustCompile(`\d+`)

// shared is read once for all tests of a process.
var shared = sync.OnceValues(load)

// Shared is the contract that all tests of a process are held to, with counts in common (Seen).
func Shared(t testing.TB) *Contract {
	t.Helper()
	c, err := shared()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// Tap is what a playground shows each exchange to.
type Tap = func(method, path string, request []byte, status int, response []byte)

// Watch is a tap: the test fails for everything that Discord would not send or not accept.
func Watch(t testing.TB) Tap { return watch(t, false) }

// WatchServer is a tap that holds nothing against the bot, only against what it is answered and told.
func WatchServer(t testing.TB) Tap { return watch(t, true) }

func watch(t testing.TB, server bool) Tap {
	c := Shared(t)
	told := map[string]bool{}
	var mu sync.Mutex
	return func(method, path string, request []byte, status int, response []byte) {
		wrong := c.Check(method, path, request, status, response)
		mu.Lock()
		defer mu.Unlock()
		for _, w := range wrong {
			// One mistake in a table is a mistake in every message: it is told once.
			key := method + digits.ReplaceAllString(w, "0")
			if told[key] || server && method != Dispatch && !strings.HasPrefix(w, ofAnswer) {
				continue
			}
			told[key] = true
			t.Errorf("%s %s: %s\nrequest  %.2000s\nanswer   %d %.2000s", method, path, w, request, status, response)
		}
	}
}
