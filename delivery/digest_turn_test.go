package delivery_test

import (
	"fmt"
	"testing"
	"testing/synctest"
	"time"
)

// TestAServersDigestsAreMadeOneAfterTheOther: 25 for one minute, on long articles, hold up nobody else's, and each is posted.
func TestAServersDigestsAreMadeOneAfterTheOther(t *testing.T) { synctest.Test(t, digestsInTurn) }

func digestsInTurn(t *testing.T) {
	r := newRoom(t)
	for i := range 3 {
		run(t, r.Desk, admin("digest", "set", map[string]string{"time": "7:00", "zone": "UTC", "empty": "say", "channel": fmt.Sprint(100 + i)}))
	}
	other := admin("digest", "set", map[string]string{"time": "7:00", "zone": "UTC", "empty": "say", "channel": "200"})
	other.Guild = "h"
	run(t, r.Desk, other)
	busy := make(chan struct{})
	go func() {
		_ = r.InTurn(t.Context(), "g", func() error { <-busy; return nil })
	}()
	synctest.Wait()
	r.at = seven
	shown := make(chan string, 1)
	go func() { shown <- run(t, r.Desk, admin("digest", "preview", map[string]string{"digest": "100"})) }()
	ended := make(chan error, 1)
	go func() {
		_, err := r.tick.Tick(t.Context())
		ended <- err
	}()
	synctest.Wait()
	if len(shown) > 0 {
		t.Error("a preview is made at the same time")
	}
	if len(r.wire.posts) != 1 || r.wire.posts[0].Guild != "h" {
		t.Errorf("while one is made, %d are posted", len(r.wire.posts))
	}
	close(busy)
	if err := <-ended; err != nil || len(r.wire.posts) != 5 {
		t.Errorf("%d are posted, %v", len(r.wire.posts), err)
	}
	contains(t, <-shown, "Old bridge to close")
}

// TestCorrectionsAreMadeInTurn: to find out what sources changed takes as long as to make a digest.
func TestCorrectionsAreMadeInTurn(t *testing.T) { synctest.Test(t, correctionsInTurn) }

func correctionsInTurn(t *testing.T) {
	r := corrected(t)
	busy := make(chan struct{})
	go func() {
		_ = r.InTurn(t.Context(), "g", func() error { <-busy; return nil })
	}()
	synctest.Wait()
	r.at = r.at.Add(time.Hour)
	ended := make(chan error, 1)
	go func() {
		_, err := r.tick.Tick(t.Context())
		ended <- err
	}()
	synctest.Wait()
	if len(r.wire.posts) != 1 {
		t.Errorf("while another is made, %d are posted", len(r.wire.posts))
	}
	close(busy)
	if err := <-ended; err != nil || len(r.wire.posts) != 2 {
		t.Errorf("%d are posted, %v", len(r.wire.posts), err)
	}
}
