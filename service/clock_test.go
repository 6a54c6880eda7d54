package service

import (
	"bytes"
	"errors"
	"log/slog"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"lede/config"
	"lede/problem"
	"lede/store"
)

// discordsClock is a Discord whose clock differs from ours by as much as it says at the moment, in nanoseconds.
type discordsClock struct{ behind atomic.Int64 }

func (d *discordsClock) RoundTrip(r *http.Request) (*http.Response, error) {
	return discordBehind(d.behind.Load()).RoundTrip(r)
}

// TestNothingIsDoneByAStoresClockThatTwoOthersSayIsFarAhead. One alone may be wrong itself, and what comes too late is better than nothing.
func TestNothingIsDoneByAStoresClockThatTwoOthersSayIsFarAhead(t *testing.T) {
	for name, c := range map[string]struct {
		ahead, behind time.Duration // the store's clock of this machine's, and Discord's
		unknown       bool          // Discord has not answered yet
		untrue        bool          // the clock is not meant to be right
		doubted       bool
	}{
		"all agree":                         {},
		"a day ahead of both":               {ahead: 24 * time.Hour, doubted: true},
		"a day ahead, Discord has not said": {ahead: 24 * time.Hour, unknown: true, doubted: true},
		"five minutes ahead":                {ahead: 5 * time.Minute},
		"a day behind":                      {ahead: -24 * time.Hour},
		"this machine is a day behind":      {ahead: 24 * time.Hour, behind: -24 * time.Hour},
		"Discord is a day behind":           {behind: 24 * time.Hour},
		"a clock that is moved":             {ahead: 24 * time.Hour, untrue: true},
	} {
		synctest.Test(t, func(t *testing.T) {
			discord := &discordsClock{}
			discord.behind.Store(int64(c.behind))
			n := idle(t, config.Config{}, &http.Client{Transport: discord}, nil)
			n.trueTime = !c.untrue
			if !c.unknown {
				if _, err := n.Bot.Member(t.Context(), "10"); err != nil {
					t.Fatal(err)
				}
			}
			var p *problem.Problem
			if errors.As(n.doubt(time.Now().Add(c.ahead)), &p); (p != nil) != c.doubted || p != nil && p.Code != "service.clock-doubted" {
				t.Errorf("%s: %v", name, p)
			}
		})
	}
}

// TestAStoreADayAheadClaimsNothing, and the health check and the log say the same of it: not that digests come too early.
func TestAStoreADayAheadClaimsNothing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ahead := 24 * time.Hour
		kv := store.NewMemory(func() time.Time { return time.Now().Add(ahead) })
		n, err := New(Options{
			Settings: config.Config{DiscordToken: config.NewSecret("t")}, Store: kv, Client: &http.Client{Transport: discordBehind(0)},
			Log: slog.New(slog.DiscardHandler), TrueTime: true,
		})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := n.Bot.Member(t.Context(), "10"); err != nil {
			t.Fatal(err)
		}
		if err := kv.Update(t.Context(), "guild:10", func(tx store.Tx) error { return tx.Schedule("publish 1", time.Now().Add(time.Hour)) }); err != nil {
			t.Fatal(err)
		}
		var claimed, unwell *problem.Problem
		done, err := n.scheduler.Tick(t.Context())
		errors.As(err, &claimed)
		errors.As(n.wrongBy(ahead), &unwell)
		for _, p := range []*problem.Problem{claimed, unwell} {
			if done != 0 || p == nil || p.Code != "service.clock-doubted" {
				t.Errorf("%d are claimed: %v", done, p)
			}
		}
		ahead = 0
		if done, err := n.scheduler.Tick(t.Context()); done != 0 || err != nil {
			t.Errorf("when the clock is right, %d are claimed an hour early: %v", done, err)
		}
		time.Sleep(2 * time.Hour)
		if done, err := n.scheduler.Tick(t.Context()); done != 1 || err != nil {
			t.Errorf("at its time, %d are claimed: %v", done, err)
		}
	})
}

// TestAWrongClockIsNoticedWhileLedeRuns: digests come at the wrong time, and nobody else would say why. The log says it once, and once
// when it is over.
func TestAWrongClockIsNoticedWhileLedeRuns(t *testing.T) {
	for by, want := range map[time.Duration]string{0: "", 20 * time.Second: "", -20 * time.Second: "", 3 * time.Hour: "service.clock-ahead", -3 * time.Hour: "service.clock-behind"} {
		synctest.Test(t, func(t *testing.T) {
			discord := &discordsClock{}
			n := idle(t, config.Config{}, &http.Client{Transport: discord}, nil)
			n.times, n.trueTime = RealTimes(), true
			var said bytes.Buffer
			n.Losses.Log = slog.New(slog.NewTextHandler(&said, nil))
			ask := func(behind time.Duration) error {
				discord.behind.Store(int64(behind))
				if _, err := n.Bot.Member(t.Context(), "10"); err != nil {
					t.Fatal(err)
				}
				ahead, err := n.ahead(t.Context())
				if err != nil {
					t.Fatal(err)
				}
				return n.wrongBy(ahead)
			}
			if ahead, err := n.ahead(t.Context()); ahead != 0 || err != nil {
				t.Errorf("before Discord has answered the clock is %v ahead, %v", ahead, err)
			}
			n.trueTime = false
			if err := ask(by); err != nil {
				t.Errorf("a clock that is not meant to be right is wrong: %v", err)
			}
			n.trueTime = true
			go n.watchClock(t.Context())
			var p *problem.Problem
			if errors.As(ask(by), &p); (want == "") != (p == nil) || p != nil && p.Code != want {
				t.Errorf("%v ahead: %v, want %q", by, p, want)
			}
			time.Sleep(time.Minute)
			synctest.Wait()
			if ask(0) != nil {
				t.Error("a clock that is right again is wrong")
			}
			time.Sleep(time.Minute)
			synctest.Wait()
			wrong, right := strings.Count(said.String(), "the clock that digests go by is wrong"), strings.Count(said.String(), "is right again")
			if times := map[bool]int{true: 1}[want != ""]; wrong != times || right != times {
				t.Errorf("%v ahead: said %d times that it is wrong, %d that it is right again", by, wrong, right)
			}
		})
	}
}
