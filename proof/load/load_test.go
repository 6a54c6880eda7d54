//go:build linux

package load

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"lede/proof/discord"
)

// step is the result of some seconds at one rate.
type step struct {
	rate, asked int
	unanswered  int             // nobody was told anything within three seconds
	away        int             // told something other than news, such as to try again
	waits       []time.Duration // until the acknowledgement, in order
	use         string
}

func (s step) quantile(q float64) time.Duration {
	if len(s.waits) == 0 {
		return 0
	}
	return s.waits[min(int(q*float64(len(s.waits))), len(s.waits)-1)]
}

func (s step) String() string {
	return fmt.Sprintf("%5d a second: %4d of %6d not acknowledged within 3 s, %4d turned away, p50 %4d ms, p99 %4d ms, longest %4d ms; %s",
		s.rate, s.unanswered, s.asked, s.away, s.quantile(0.5).Milliseconds(), s.quantile(0.99).Milliseconds(), s.quantile(1).Milliseconds(), s.use)
}

func (s step) isBorne() bool { return s.unanswered+s.away == 0 }

// patience is how long a deferred answer may take.
const patience = 20 * time.Second

// calm is how long a process that was asked too much has to recover.
const calm = 5 * time.Second

// questions are what people ask, in turn.
var questions = []map[string]any{
	discord.Command("headlines", ""),
	discord.Command("ask", "", "question", "What did Ida Brandt say?"),
	discord.Command("summary", ""),
	discord.Command("who", "", "person", "Ida Brandt"),
}

// ask makes people ask this many questions a second for a while, evenly, whether or not earlier ones were answered.
func (s *stage) ask(t *testing.T, rate int, length time.Duration) step {
	t.Helper()
	out := step{rate: rate, asked: int(float64(rate) * length.Seconds())}
	before := s.used(t)
	guilds := s.discord.Guilds()
	var mu sync.Mutex
	var asking sync.WaitGroup
	began := time.Now()
	for n := range out.asked {
		time.Sleep(time.Until(began.Add(length / time.Duration(out.asked) * time.Duration(n))))
		asking.Go(func() {
			at := guilds[n%len(guilds)]
			i := s.discord.Ask(discord.Ask{Guild: at.ID, Channel: at.Channels[0], Data: questions[n%len(questions)]})
			answered := i.Answered()
			took := time.Since(i.At)
			words := i.Words(patience)
			mu.Lock()
			defer mu.Unlock()
			if answered {
				out.waits = append(out.waits, took)
			} else {
				out.unanswered++
			}
			if answered && !strings.Contains(words, "Ida Brandt") && !strings.Contains(words, "Osterholm") {
				out.away++
			}
		})
	}
	out.use = s.used(t).since(before)
	asking.Wait()
	slices.Sort(out.waits)
	s.discord.Forget()
	return out
}

// limit raises the rate until somebody is not answered, twice in a row at the same rate, and returns the last rate without a
// failure.
func (s *stage) limit(t *testing.T) (borne step) {
	t.Helper()
	const length, most = 5 * time.Second, 20_000
	for rate := 50; rate < most; rate = rate * 3 / 2 {
		got := s.ask(t, rate, length)
		t.Log(got)
		if !got.isBorne() {
			got = s.ask(t, rate, length)
			t.Log(got)
		}
		if !got.isBorne() {
			return borne
		}
		borne = got
	}
	return borne
}

// posted waits until the digests have been posted, and returns how many were, how many of them twice, and how late the latest was.
func (s *stage) posted(due map[string]time.Time, within time.Duration) (posted, twice int, latest time.Duration) {
	for until := time.Now().Add(within); s.discord.Arrived() < len(due) && time.Now().Before(until); {
		time.Sleep(100 * time.Millisecond)
	}
	for channel, at := range due {
		list := s.discord.Messages(channel)
		if len(list) > 0 {
			posted++
			latest = max(latest, list[0].At.Sub(at))
		}
		if len(list) > 1 {
			twice++
		}
	}
	return posted, twice, latest
}

// TestLoadIsBorne, in small, checks that everybody is answered and every digest is posted once. LEDE_LOAD=whole looks for the
// limit.
func TestLoadIsBorne(t *testing.T) {
	if os.Getenv("LEDE_LOAD") != "whole" {
		t.Parallel()
		s := open(t, 2, 24)
		due, err := s.digests(t.Context(), 24, time.Now().Add(time.Second), 2*time.Second)
		if err != nil {
			t.Fatal(err)
		}
		got := s.ask(t, 20, 3*time.Second)
		t.Log(got)
		for tries := 0; !got.isBorne() && tries < 2; tries++ { // the machine does other things, too
			got = s.ask(t, 20, 3*time.Second)
			t.Log(got)
		}
		posted, twice, latest := s.posted(due, time.Minute)
		if !got.isBorne() || got.asked != len(got.waits) || posted != len(due) || twice > 0 {
			t.Errorf("%d of %d were not answered, %d were turned away; %d of %d digests were posted, %d twice, the latest %s late", got.unanswered, got.asked, got.away, posted, len(due), twice, latest)
		}
		return
	}
	const servers, digests = 1000, 400
	for _, processes := range []int{1, 2, 4} {
		t.Run(fmt.Sprint(processes), func(t *testing.T) {
			s := open(t, processes, servers)
			t.Logf("%d processes for %d servers: %d MB when idle", processes, servers, s.memory(t)>>20)
			borne := s.limit(t)
			t.Logf("%d processes bear %d interactions a second; p99 %s; %d MB", processes, borne.rate, borne.quantile(0.99).Round(time.Millisecond), s.memory(t)>>20)
			time.Sleep(calm)
			kept := resident(t, s.redis.PID())
			due, err := s.digests(t.Context(), digests, time.Now().Add(5*time.Second), 15*time.Second)
			if err != nil {
				t.Fatal(err)
			}
			got := s.ask(t, max(borne.rate/2, 1), 25*time.Second)
			posted, twice, latest := s.posted(due, time.Minute)
			t.Logf("with digests: %s", got)
			t.Logf("digests: %d of %d posted, %d twice, the latest %s after its time", posted, digests, twice, latest.Round(time.Millisecond))
			t.Logf("Redis has %d MB before the digests were set and %d MB after they were posted", kept>>20, resident(t, s.redis.PID())>>20)
			if posted != digests || twice > 0 {
				t.Errorf("%d of %d digests were posted, %d twice", posted, digests, twice)
			}
		})
	}
}

// TestMemoryOfServers prints the memory that a thousand servers take in an idle process.
func TestMemoryOfServers(t *testing.T) {
	if os.Getenv("LEDE_LOAD") != "whole" {
		t.Skip("only in make load")
	}
	const few, many = 10, 5_010
	var took []int64
	for _, servers := range []int{few, many} {
		s := open(t, 1, servers)
		time.Sleep(10 * time.Second) // memory is given back meanwhile
		took = append(took, s.memory(t))
	}
	t.Logf("%d MB for %d servers, %d MB for %d: %.1f MB for a thousand", took[0]>>20, few, took[1]>>20, many, float64(took[1]-took[0])/(many-few)*1000/(1<<20))
}
