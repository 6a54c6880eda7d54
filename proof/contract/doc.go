// Package contract checks what goes over the wire against Discord's published description of its API, and against the rules
// that the description omits. It is for tests only: the program does not import it.
//
// The description (OpenAPI, see openapi/NOTICE) covers REST only. The events of the gateway are described in
// gateway.json, and the rules that neither states in lint.go.
//
// It refuses to share code or tables with the playground: two readings of the same documents find what one misses.
package contract

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	_ "embed"
	"encoding/json"
	"fmt"
	"io"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
)

// Dispatch is the method under which Check and a tap receive gateway events; the path is the event's name.
const Dispatch = "DISPATCH"

// Contract finds what is wrong with requests, answers and events. Its methods may be called concurrently.
type Contract struct {
	spec   *spec // nil in a test of only the rules of lint.go
	events *schemas

	mu       sync.Mutex
	seen     map[string]int
	verdicts map[string]verdict // by request
	right    map[item]bool
}

// item is an item of an answer that is a list.
type item struct {
	of  *operation
	sum [sha256.Size]byte
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

// undescribed returns a contract with the gateway's events and the rules of lint.go, but without REST.
func undescribed() (*Contract, error) {
	events, err := gatewaySchemas()
	return &Contract{events: events, seen: map[string]int{}, verdicts: map[string]verdict{}, right: map[item]bool{}}, err
}

// Seen returns how often each operation and each kind of event has been checked, such as "POST /channels/{channel_id}/messages"
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

// Check returns what is wrong with a request and its answer, or with an event; nothing if all is well. An
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
		x.path = plain // some clients write @original as %40original
	}
	var op *operation
	name := method + " " + shapeOf(x.path)
	if c.spec != nil {
		var problem string
		if op, problem = c.spec.find(&x); problem != "" {
			return []string{problem}
		}
		name = method + " " + op.path
	}
	sent := c.remembered(name+"?"+x.query+" "+string(request), func() verdict { return c.request(op, x, request) })
	if sent.unread {
		return sent.wrong
	}
	c.count(name)
	if sent.kind > 0 {
		c.count(fmt.Sprintf("%s type %d", name, sent.kind))
	}
	if op == nil {
		return sent.wrong
	}
	return append(slices.Clip(sent.wrong), c.answer(op, &x)...)
}

// answer looks at an answer. Items of a list that were right before in an answer of this operation are not looked at again: bots read the
// same channels again and again, and a message in one costs as much to look at as one that is sent.
func (c *Contract) answer(op *operation, x *exchange) []string {
	var list []json.RawMessage
	var unknown [][]byte
	if json.Unmarshal(x.answer, &list) != nil || len(list) == 0 {
		return c.spec.checkAnswer(op, x)
	}
	keys := make([]item, len(list))
	c.mu.Lock()
	for i, one := range list {
		keys[i] = item{op, sha256.Sum256(one)}
		if !c.right[keys[i]] {
			unknown = append(unknown, one)
		}
	}
	c.mu.Unlock()
	some := *x
	some.answer = slices.Concat([]byte("["), bytes.Join(unknown, []byte(",")), []byte("]"))
	if wrong := c.spec.checkAnswer(op, &some); len(wrong) > 0 {
		return c.spec.checkAnswer(op, x) // which says where
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, key := range keys {
		c.right[key] = true
	}
	return nil
}

// verdict is what a request is found to be, whatever it is answered.
type verdict struct {
	wrong  []string
	kind   int  // of a first answer
	unread bool // it is no JSON
}

// remembered returns the verdict on a request that was looked at before: bots send the same cards again and again. The text holds
// everything that the verdict depends on.
func (c *Contract) remembered(text string, look func() verdict) verdict {
	c.mu.Lock()
	v, known := c.verdicts[text]
	c.mu.Unlock()
	if known {
		return v
	}
	v = look()
	c.mu.Lock()
	defer c.mu.Unlock()
	c.verdicts[text] = v
	return v
}

// request looks at a request of an operation, which is nil without a description.
func (c *Contract) request(op *operation, x exchange, body []byte) verdict {
	wrong, err := x.decode(body)
	if err != nil {
		return verdict{wrong: append(wrong, err.Error()), unread: true}
	}
	if op != nil {
		wrong = append(wrong, c.spec.checkRequest(op, &x)...)
	}
	return verdict{wrong: append(wrong, lint(&x)...), kind: x.callback()}
}

var digits = regexp.MustCompile(`\d+`)

// shared is loaded once for all tests of a process.
var shared = sync.OnceValues(load)

// Shared returns the contract that all tests of a process share, with common counts (Seen).
func Shared(t testing.TB) *Contract {
	t.Helper()
	c, err := shared()
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// Tap receives each exchange of a playground.
type Tap = func(method, path string, request []byte, status int, response []byte)

// Watch returns a tap that fails the test for everything that Discord would not send or not accept.
func Watch(t testing.TB) Tap { return watch(t, false) }

// WatchServer returns a tap that ignores mistakes of the bot, and checks only what it is answered and sent.
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
			// One mistake in a table is a mistake in every message: it is reported once.
			key := method + digits.ReplaceAllString(w, "0")
			if told[key] || server && method != Dispatch && !strings.HasPrefix(w, ofAnswer) {
				continue
			}
			told[key] = true
			t.Errorf("%s %s: %s\nrequest  %.2000s\nanswer   %d %.2000s", method, path, w, request, status, response)
		}
	}
}
