package source

import (
	"context"
	"errors"
	"strings"
	"testing"
)

func TestOneSiteIsHeldAtATime(t *testing.T) {
	var log []string
	busy := errors.New("busy")
	s := &siteLock{enter: func(_ context.Context, site string) (func(), error) {
		if site == "busy.example" {
			return nil, busy
		}
		log = append(log, "+"+site)
		return func() { log = append(log, "-"+site) }, nil
	}}
	for _, address := range []string{"https://a.example/1", "https://www.a.example/2", "https://b.example/"} {
		if err := s.lock(t.Context(), address); err != nil {
			t.Error(err)
		}
	}
	var held *notEntered
	if err := s.lock(t.Context(), "https://busy.example/"); !errors.As(err, &held) || !errors.Is(held.err, busy) {
		t.Errorf("%v", err)
	}
	s.unlock()
	if err := s.lock(t.Context(), "https://b.example/"); err != nil {
		t.Error(err)
	}
	s.unlock()
	if got := strings.Join(log, " "); got != "+a.example -a.example +b.example -b.example +b.example -b.example" {
		t.Error(got)
	}
	if err := (&siteLock{}).lock(t.Context(), "https://busy.example/"); err != nil {
		t.Errorf("where nobody is asked: %v", err)
	}
}
