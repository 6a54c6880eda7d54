package gateway

import (
	"bytes"
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"lede/bot/rest"
)

// TestWhatIsKnownOfTheGatewayIsReadWhileDiscordIsAsked: an event that comes meanwhile must not wait, and shards that
// come together ask once, or twice when one of them came before.
func TestWhatIsKnownOfTheGatewayIsReadWhileDiscordIsAsked(t *testing.T) {
	t.Parallel()
	var asked atomic.Int64
	answer := make(chan struct{})
	discord := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		asked.Add(1)
		<-answer
		w.WriteHeader(http.StatusBadGateway)
	}))
	defer discord.Close()
	log := slog.New(slog.DiscardHandler)
	l := newLocator(rest.New(rest.Options{Token: "x", API: discord.URL, Log: log}), log)
	var shards sync.WaitGroup
	for range 12 {
		shards.Go(func() {
			if _, err := l.locate(t.Context(), 0); err == nil {
				t.Error("a 502 is taken for an answer")
			}
		})
	}
	for asked.Load() == 0 {
		time.Sleep(time.Millisecond)
	}
	read := make(chan struct{})
	go func() {
		defer close(read)
		l.known()
	}()
	select {
	case <-read:
	case <-time.After(30 * time.Second):
		t.Error("what is known cannot be read while Discord is asked")
	}
	given, giveUp := context.WithCancel(t.Context())
	giveUp()
	if _, err := l.locate(given, 0); err == nil {
		t.Error("a shard that was given up goes on waiting for its turn")
	}
	close(answer)
	shards.Wait()
	if n := asked.Load(); n > 3 {
		t.Errorf("12 shards that came together asked %d times", n)
	}
}

func TestThePauseOfTheIdentifyBudgetSaysWhenItEnds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var written bytes.Buffer
		log := slog.New(slog.NewTextHandler(&written, nil))
		reset := time.Now().Add(time.Hour)
		g := &Gateway{log: log, where: newLocator(nil, log), timing: DefaultTiming()}
		g.where.last = location{exhausted: true, reset: reset, concurrency: 1}
		if err := g.awaitIdentify(t.Context(), 3); err != nil || time.Now().Before(reset) {
			t.Errorf("a session may be begun before the budget is reset (%v)", err)
		}
		for _, want := range []string{"shard=3", "until=" + reset.UTC().Format(time.RFC3339)} {
			if !strings.Contains(written.String(), want) {
				t.Errorf("the log does not say %s: %s", want, written.String())
			}
		}
	})
}
