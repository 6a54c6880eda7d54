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
