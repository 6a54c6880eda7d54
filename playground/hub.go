package playground

import "encoding/json"

const waiting = 256 // updates that may wait for a slow page

// update is a change that the page has to know.
type update struct {
	Kind      string   `json:"kind"`
	Channel   string   `json:"channel,omitempty"`
	Message   *Message `json:"message,omitempty"`
	MessageID string   `json:"message_id,omitempty"`
	Request   *request `json:"request,omitempty"`
	Now       int64    `json:"now"` // of the playground's clock, in milliseconds

	only string // the person who may know
}

// watcher is one open page.
type watcher struct {
	person string
	out    chan []byte // closed when the page is too slow, so that it loads everything again
}

func (s *Server) publish(u update) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.publishLocked(u)
}

// publishLocked never waits for a page: one that does not keep up is closed, and loads everything again when its
// browser connects anew.
func (s *Server) publishLocked(u update) {
	close(s.changed)
	s.changed = make(chan struct{})
	if len(s.watchers) == 0 {
		return
	}
	u.Now = s.clock.Now().UnixMilli()
	raw, _ := json.Marshal(u) // decoded JSON and our own structs
	for w := range s.watchers {
		if u.only != "" && u.only != w.person {
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

func (s *Server) watch(person string) *watcher {
	w := &watcher{person: person, out: make(chan []byte, waiting)}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.watchers[w] = true
	return w
}

func (s *Server) unwatch(w *watcher) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.watchers, w)
}
