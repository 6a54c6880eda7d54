package service

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"net/http"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"lede/config"
	"lede/problem"
	"lede/store/boltkv"
)

// discordsClock is a Discord whose clock differs from ours by as much as it says at the moment, in nanoseconds.
type discordsClock struct{ behind atomic.Int64 }

func (d *discordsClock) RoundTrip(r *http.Request) (*http.Response, error) {
	return discordBehind(d.behind.Load()).RoundTrip(r)
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
				return wrongBy(ahead)
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
			wrong, right := strings.Count(said.String(), "digests come at the wrong time"), strings.Count(said.String(), "is right again")
			if times := map[bool]int{true: 1}[want != ""]; wrong != times || right != times {
				t.Errorf("%v ahead: said %d times that it is wrong, %d that it is right again", by, wrong, right)
			}
		})
	}
}

// TestWhatAClockPutOffIsMendedOnceItIsRight, a minute later, also by a process that was started meanwhile.
func TestWhatAClockPutOffIsMendedOnceItIsRight(t *testing.T) {
	for _, restarted := range []bool{false, true} {
		synctest.Test(t, func(t *testing.T) {
			discord := &discordsClock{}
			kv, err := boltkv.Open(filepath.Join(t.TempDir(), "lede.db"), nil)
			if err != nil {
				t.Fatal(err)
			}
			defer kv.Close()
			start := func() (stop func()) {
				n, err := New(Options{Settings: config.Config{DiscordToken: config.NewSecret("t")}, Store: kv, Client: &http.Client{Transport: discord}, Log: slog.New(slog.DiscardHandler), TrueTime: true})
				if err != nil {
					t.Fatal(err)
				}
				ctx, cancel := context.WithCancel(t.Context())
				done := make(chan struct{})
				go func() { n.watchClock(ctx); close(done) }()
				asking := func() {
					for ctx.Err() == nil {
						_, _ = n.Bot.Member(ctx, "10") // for Discord's clock
						time.Sleep(time.Second)
					}
				}
				go asking()
				return func() { cancel(); <-done; time.Sleep(time.Second) }
			}
			noted := func(want bool) {
				t.Helper()
				synctest.Wait()
				if _, err := kv.Get(t.Context(), "instance", "clock", "ahead"); (err == nil) != want {
					t.Errorf("restarted %v: it is noted that the clock is ahead: %v, want %v (%v)", restarted, err == nil, want, err)
				}
			}
			stop := start()
			defer func() { stop() }()
			time.Sleep(2 * time.Minute)
			noted(false)
			discord.behind.Store(int64(3 * time.Hour))
			time.Sleep(2 * time.Minute)
			noted(true)
			if restarted {
				stop()
			}
			discord.behind.Store(0)
			if restarted {
				stop = start()
			}
			time.Sleep(settled / 2)
			noted(true)
			time.Sleep(settled)
			noted(false)
		})
	}
}
