package page

import (
	"encoding/json"
	"fmt"
	"net/http"
	"time"

	"lede/playground/people"
	"lede/playground/world"
)

const waiting = 256 // updates that may wait for a slow page

// watcher is one open page.
type watcher struct {
	person string
	out    chan []byte // closed when the page is too slow, so that it loads everything again
}

// update is a change in the form the page reads.
type update struct {
	Kind      string          `json:"kind"`
	Channel   string          `json:"channel,omitempty"`
	Message   *people.Message `json:"message,omitempty"`
	MessageID string          `json:"message_id,omitempty"`
	Request   any             `json:"request,omitempty"`
	Now       int64           `json:"now"` // of the playground's clock, in milliseconds
}

// show sends an update to the pages that may see it. It never blocks: a page that does not keep up is disconnected, and reloads when its
// browser reconnects. The caller holds the lock.
func (s *Page) show(u world.Update) {
	if len(s.watchers) == 0 {
		return
	}
	told := update{Kind: u.Kind, Channel: u.Channel, MessageID: u.MessageID, Request: u.Request, Now: s.state.Clock.Now().UnixMilli()}
	if u.Message != nil {
		told.Message = people.See(u.Message)
	}
	raw, _ := json.Marshal(told) // decoded JSON and our own structs
	for w := range s.watchers {
		if u.Only != "" && u.Only != w.person {
			continue
		}
		select {
		case w.out <- raw:
		default:
			close(w.out)
			delete(s.watchers, w)
		}
	}
}

func (s *Page) watch(person string) *watcher {
	w := &watcher{person: person, out: make(chan []byte, waiting)}
	s.state.Lock()
	defer s.state.Unlock()
	s.watchers[w] = true
	return w
}

func (s *Page) unwatch(w *watcher) {
	s.state.Lock()
	defer s.state.Unlock()
	delete(s.watchers, w)
}

// serveEvents streams the updates that the person may see, as server-sent events.
func (s *Page) serveEvents(w http.ResponseWriter, r *http.Request) {
	if !sameSite(r) {
		http.Error(w, "Only the playground's own page may listen.", http.StatusForbidden)
		return
	}
	out := http.NewResponseController(w)
	_ = out.SetReadDeadline(time.Time{}) // the answer lasts as long as the page is open
	w.Header().Set("Content-Type", "text/event-stream")
	watcher := s.watch(r.URL.Query().Get("person"))
	defer s.unwatch(watcher)
	alive := time.NewTicker(keepAlive)
	defer alive.Stop()
	line := []byte(": hello\n\n")
	for {
		_ = out.SetWriteDeadline(time.Now().Add(keepAlive)) // for each line
		if _, err := w.Write(line); err != nil {
			return
		}
		if err := out.Flush(); err != nil {
			return
		}
		select {
		case u, ok := <-watcher.out:
			if !ok {
				return
			}
			line = fmt.Appendf(nil, "data: %s\n\n", u)
		case <-alive.C:
			line = []byte(": still here\n\n")
		case <-r.Context().Done():
			return
		case <-s.done:
			return
		}
	}
}
