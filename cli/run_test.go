package cli

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"lede/config"
	"lede/store/kvtest"
)

// output keeps what a program that runs on writes.
type output struct {
	mu   sync.Mutex
	text strings.Builder
}

func (o *output) Write(b []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.text.Write(b)
}

func (o *output) String() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.text.String()
}

const wrongToken = "MTk4NjIyNDgzNDcxOTI1MjQ4.Cl2FMQ.ZnCjm1XVW7vRze4b7Cq4se7kKWs"

func TestATokenThatDiscordRefusesStopsTheProgramWithASentence(t *testing.T) {
	t.Parallel()
	discord := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(http.StatusUnauthorized)
		_, _ = io.WriteString(w, `{"message":"401: Unauthorized","code":0}`)
	}))
	defer discord.Close()
	var out, errs output
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	for _, shards := range []string{"", "1"} {
		env := []string{"LEDE_DISCORD_TOKEN=" + wrongToken, "LEDE_DISCORD_API=" + discord.URL, "LEDE_SHARDS=" + shards,
			"LEDE_STORE=" + filepath.Join(t.TempDir(), "lede.db"), "LEDE_HEALTH_ADDR=off", "LEDE_LOG_LEVEL=error"}
		status := Run(ctx, []string{"run"}, env, strings.NewReader(""), &out, &errs)
		lines := strings.Split(strings.TrimSpace(errs.String()), "\n")
		said := lines[len(lines)-1] // the log comes before
		if status != exitFailed || !strings.HasPrefix(said, "lede: ") || !strings.Contains(said, "does not accept the bot's token") || strings.Contains(errs.String(), wrongToken) {
			t.Errorf("status %d, %q", status, said)
		}
		errs = output{}
	}
}

// TestWithoutANetworkItIsSaidWhatIsWaitedFor: by the health check, and in the log at once but not every second.
func TestWithoutANetworkItIsSaidWhatIsWaitedFor(t *testing.T) {
	t.Parallel()
	for _, shards := range []string{"", "1"} {
		t.Run("shards "+shards, func(t *testing.T) {
			t.Parallel()
			waits(t, shards)
		})
	}
}

// waits runs Lede where nothing answers.
func waits(t *testing.T, shards string) {
	t.Helper()
	health := kvtest.FreeAddr(t)
	env := []string{"LEDE_DISCORD_TOKEN=" + wrongToken, "LEDE_DISCORD_API=http://" + kvtest.FreeAddr(t), "LEDE_SHARDS=" + shards,
		"LEDE_STORE=" + filepath.Join(t.TempDir(), "lede.db"), "LEDE_HEALTH_ADDR=" + health}
	var out, errs output
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan int, 1)
	go func() { ended <- Run(ctx, []string{"run"}, env, strings.NewReader(""), &out, &errs) }()
	var told output
	for until := time.Now().Add(time.Minute); !strings.Contains(told.String(), "waiting for it to answer"); time.Sleep(50 * time.Millisecond) {
		if time.Now().After(until) {
			t.Fatalf("the health check says %q, the log %s", told.String(), errs.String())
		}
		told = output{}
		if status := Run(ctx, []string{"health"}, env, strings.NewReader(""), &out, &told); status != exitFailed {
			t.Fatalf("the health check ends with status %d", status)
		}
	}
	if s := told.String(); strings.Count(s, "\n") != 1 || !strings.Contains(s, "connection refused") {
		t.Errorf("the health check says %q", s)
	}
	time.Sleep(2500 * time.Millisecond) // it has asked four times by now
	if n := strings.Count(errs.String(), "waiting for Discord"); n != 1 {
		t.Errorf("it is said %d times:\n%s", n, errs.String())
	}
	cancel()
	if status := received(t, "its end", ended); status != exitFine {
		t.Errorf("stopped while it waits, it ends with status %d: %s", status, errs.String())
	}
}

// TestEveryMistakeInTheSettingsNamesTheSetting, one a line, whatever is wrong with it.
func TestEveryMistakeInTheSettingsNamesTheSetting(t *testing.T) {
	t.Parallel()
	refused := 0
	for _, s := range config.Settings() {
		for _, value := range []string{"?", "https://x y", "-1"} {
			env := []string{s.Name + "=" + value, "LEDE_STORE=" + filepath.Join(t.TempDir(), "lede.db")}
			_, err := config.Load(env)
			if err == nil {
				continue
			}
			refused++
			if said := words.Line(err); !strings.Contains(said, s.Name) {
				t.Errorf("%s=%s is refused with %q", s.Name, value, said)
			}
		}
	}
	if refused < 2*len(config.Settings()) {
		t.Errorf("only %d values are refused", refused)
	}
}

// TestALoneCoreIsShared: on a machine of one core a long piece of work does not hold up everybody else, unless the operator wants it so.
func TestALoneCoreIsShared(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	for set, want := range map[string]int{"": 2, "1": 1} {
		runtime.GOMAXPROCS(1)
		env := []string{"LEDE_DISCORD_TOKEN=" + wrongToken, "GOMAXPROCS=" + set}
		Run(t.Context(), []string{"run", "no-such-article.txt"}, env, strings.NewReader(""), io.Discard, io.Discard)
		if got := runtime.GOMAXPROCS(0); got != want {
			t.Errorf("with GOMAXPROCS=%s there are %d, want %d", set, got, want)
		}
	}
}
