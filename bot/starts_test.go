package bot_test

import (
	"bytes"
	"context"
	"fmt"
	"log"
	"log/slog"
	"os"
	"regexp"
	"runtime/pprof"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"lede/bot"
	"lede/playground"
	"lede/proof/discord"
)

// canary is the token in all tests. It must not turn up in any log.
const canary = "cAnArY.t0ken.of-the_bot"

// fake is a separate Discord for one test, which also checks what the bots on it leave behind.
type fake struct {
	*discord.Discord
	t   testing.TB
	log *lockedBuffer // everything that was logged
}

// ofTest is the label of the goroutines that a test starts, directly or indirectly.
const ofTest = "test"

func newFake(t testing.TB) *fake { return newFakeOf(t, discord.Options{Answer: unhurried}) }

func newFakeOf(t testing.TB, o discord.Options) *fake {
	pprof.SetGoroutineLabels(pprof.WithLabels(t.Context(), pprof.Labels(ofTest, t.Name())))
	f := &fake{Discord: discord.New(t, o), t: t, log: &lockedBuffer{}}
	// discordgo has one log for the whole process, so with parallel tests it may be another test's
	log.SetOutput(f.log)
	t.Cleanup(func() { log.SetOutput(os.Stderr) })
	return f
}

// cut, as a status, means that the connection is cut without an answer.
const cut = discord.Cut

type request = discord.Request

// patience is how long tests wait for something. It is long because the race detector is slow on a busy machine.
const patience = 30 * time.Second

// received returns the next value of a channel, and fails if none comes within a minute.
func received[T any](t testing.TB, what string, from <-chan T) T {
	t.Helper()
	select {
	case got := <-from:
		return got
	case <-time.After(time.Minute):
		t.Fatalf("in a minute there was not: %s", what)
		panic("unreachable")
	}
}

func eventually(t testing.TB, what string, ok func() bool) {
	t.Helper()
	for until := time.Now().Add(patience); time.Now().Before(until); time.Sleep(2 * time.Millisecond) {
		if ok() {
			return
		}
	}
	t.Fatalf("%s did not happen within %v", what, patience)
}

// quick are options for a bot that no test has to wait for: short pauses, but real deadlines.
func quick() bot.Timing {
	t := bot.DefaultTiming()
	t.Gateway.FirstPause, t.Gateway.LongestPause, t.Gateway.Unreached = 10*time.Millisecond, time.Second, time.Second
	t.Gateway.NewSession, t.Gateway.Identify = 50*time.Millisecond, 50*time.Millisecond
	t.Commands = 50 * time.Millisecond
	return t
}

// patient are quick options for a bot that never defers or gives anybody up, however slow the machine. People must be as
// patient: use newFake, or a playground with patientWaits.
func patient() bot.Timing {
	t := quick()
	t.Answer, t.Defer, t.Hurry = unhurried, unhurried, unhurried
	return t
}

// deferring are patient options for a bot that defers early.
func deferring() bot.Timing {
	t := patient()
	t.Defer = 100 * time.Millisecond
	return t
}

// unhurried is how long people wait for a first answer where the three seconds are not the subject.
const unhurried = 2 * time.Minute

// patientWaits are the playground's times when people are patient. A person whose line was lost asks again after these.
var patientWaits = playground.Waits{Answer: 10 * time.Second}

// start runs a bot against the fake until the test ends, then checks that it left nothing behind and that the log does not
// contain the token.
func (f *fake) start(o bot.Options) *bot.Bot {
	f.t.Helper()
	o.Token, o.API = canary, f.API()
	o.Log = slog.New(slog.NewTextHandler(f.log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	if o.Timing == (bot.Timing{}) {
		o.Timing = patient()
	}
	b, err := bot.New(o)
	if err != nil {
		f.t.Fatal(err)
	}
	ctx, stop := context.WithCancel(f.t.Context())
	ended := make(chan error, 1)
	go func() { ended <- b.Run(ctx) }()
	f.t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			f.t.Errorf("Run = %v", err)
		}
		if strings.Contains(f.log.String(), canary) {
			f.t.Errorf("the token is in the log:\n%s", f.log)
		}
		eventually(f.t, "the end of all goroutines", func() bool { return !f.leaking() })
	})
	select {
	case <-b.Ready():
	case err := <-ended:
		ended <- err
		f.t.Fatalf("Run ended early: %v\n%s", err, f.log)
	case <-time.After(patience):
		f.t.Fatalf("the bot does not get ready:\n%s", f.log)
	}
	return b
}

// leaking reports whether a goroutine of the bot, started by this fake's test, is still there. Those of discordgo may take a
// second longer, because it sleeps; withoutLeftovers looks for them.
func (f *fake) leaking() bool {
	return goroutines(f.t.Name(), "lede/bot.", "lede/bot/") > goroutines(f.t.Name(), "discordgo.(*Session).CloseWithCode")
}

// ours counts the goroutines of the bot and of discordgo that this fake's test started.
func (f *fake) ours() (n int) {
	return goroutines(f.t.Name(), "lede/bot.", "lede/bot/", "bwmarrin/discordgo.")
}

// goroutines counts the goroutines of a test, or of all tests if test is "", that run one of some packages.
func goroutines(test string, packages ...string) (n int) {
	var groups strings.Builder
	_ = pprof.Lookup("goroutine").WriteTo(&groups, 1)
	label := fmt.Sprintf("# labels: {%q:%q}\n", ofTest, test)
	if test == "" {
		label = fmt.Sprintf("# labels: {%q:\"Test", ofTest)
	}
	for g := range strings.SplitSeq(groups.String(), "\n\n") {
		if !strings.Contains(g, label) || strings.Contains(g, "testing.tRunner") {
			continue
		}
		runs := functions.FindAllString(g, -1)
		ours := func(p string) bool {
			return slices.ContainsFunc(runs, func(f string) bool { return strings.Contains(f, p) })
		}
		if slices.ContainsFunc(packages, ours) {
			n++
		}
	}
	return n
}

// functions are the functions of a profile, without their files.
var functions = regexp.MustCompile(`\t\S+\+0x`)

// withoutLeftovers runs all tests and fails if they leave a goroutine of the bot or of discordgo. Those of discordgo sleep for
// a second before they end.
func withoutLeftovers(m *testing.M) (status int) {
	status = m.Run()
	if os.Getenv(apartEnv) != "" { // a child process is for tests that leave something behind
		return status
	}
	for until := time.Now().Add(patience); time.Now().Before(until); time.Sleep(20 * time.Millisecond) {
		if goroutines("", "lede/bot.", "lede/bot/", "bwmarrin/discordgo.") == 0 {
			return status
		}
	}
	_ = pprof.Lookup("goroutine").WriteTo(os.Stderr, 1)
	fmt.Fprintln(os.Stderr, "goroutines are left after all tests")
	return 1
}

// settled is the number of our goroutines once it no longer grows.
func (f *fake) settled() int {
	n := -1
	for same := 0; same < 10; time.Sleep(20 * time.Millisecond) {
		now := f.ours()
		if same++; now != n {
			n, same = now, 0
		}
	}
	return n
}

func TestLeakingSeesABotThatRuns(t *testing.T) {
	t.Parallel()
	f, other := newFake(t), &fake{t: elsewhere{t}}
	f.start(bot.Options{})
	if !f.leaking() || other.leaking() {
		t.Errorf("of the test's own %v, of another's %v", f.leaking(), other.leaking())
	}
}

// elsewhere is a test of another name.
type elsewhere struct{ testing.TB }

func (elsewhere) Name() string { return "TestElsewhere" }

// lockedBuffer is a log that may be written and read at the same time.
type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

// until returns a channel that is closed when the log contains some words, or when time is up.
func (l *lockedBuffer) until(words string, within time.Duration) <-chan struct{} {
	held := make(chan struct{})
	go func() {
		defer close(held)
		for end := time.Now().Add(within); !strings.Contains(l.String(), words) && time.Now().Before(end); {
			time.Sleep(5 * time.Millisecond)
		}
	}()
	return held
}
