package cli

import (
	"bytes"
	"io"
	"log/slog"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"lede/playground"
	"lede/proof/program"
	"lede/store/kvtest"
)

// process is `lede run` as a process of its own, connected to a playground.
type process struct {
	cmd *exec.Cmd
	log bytes.Buffer
}

func startProcess(t *testing.T, bin string, server *playground.Server, env ...string) *process {
	t.Helper()
	p := &process{}
	p.start(t, bin, server, &p.log, env...)
	return p
}

func (p *process) start(t *testing.T, bin string, server *playground.Server, log io.Writer, env ...string) {
	t.Helper()
	p.cmd = exec.Command(bin, "run", "sample/peace-calls.txt")
	p.cmd.Env = append([]string{
		"LEDE_DISCORD_TOKEN=" + server.Token(), "LEDE_DISCORD_API=" + server.URL() + "/api", "LEDE_HEALTH_ADDR=off", "HOME=" + t.TempDir(),
	}, env...)
	p.cmd.Stderr = log
	if err := p.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { p.kill() })
}

// kill is kill -9: the process gets no chance to tidy up.
func (p *process) kill() {
	_ = p.cmd.Process.Kill()
	_ = p.cmd.Wait()
}

// awaitAnswer asks until the bot is there to answer.
func awaitAnswer(t *testing.T, p *process, ask func() (*playground.Interaction, error)) string {
	t.Helper()
	for deadline := time.Now().Add(time.Minute); time.Now().Before(deadline); time.Sleep(50 * time.Millisecond) {
		if i, err := ask(); err == nil && i.Message != nil && !i.TimedOut {
			return plain(i.Message.Text())
		}
	}
	p.kill()
	t.Fatalf("no answer; the log says\n%s", p.log.String())
	return ""
}

// TestWhatWasAcknowledgedSurvivesAKill kills the real program the moment a person has been told that their
// digest and article are set, and asks the next one for them.
func TestWhatWasAcknowledgedSurvivesAKill(t *testing.T) {
	t.Parallel()
	bin := program.Path(t)
	for name, env := range map[string]string{
		"embedded": "LEDE_STORE=" + filepath.Join(t.TempDir(), "lede.db"),
		"redis":    "LEDE_REDIS_URL=" + kvtest.StartRedis(t),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server := playground.New(playground.Options{Log: slog.New(slog.DiscardHandler), Waits: patience})
			if err := server.Start("127.0.0.1:0"); err != nil {
				t.Fatal(err)
			}
			defer server.Close()
			w := server.World()
			robin, hall := patient{server.As(w.People[0].ID)}, w.Channel("general")
			slash := func(command string, options map[string]any) func() (*playground.Interaction, error) {
				return func() (*playground.Interaction, error) { return robin.Slash(t.Context(), hall, command, options) }
			}

			p := startProcess(t, bin, server, env)
			has(t, awaitAnswer(t, p, slash("digest set", map[string]any{"time": "07:30", "zone": "Asia/Tokyo"})), "Digest set")
			p.kill()
			p = startProcess(t, bin, server, env)
			has(t, awaitAnswer(t, p, slash("digest show", nil)), "07:30, Tokyo time")
			if _, err := robin.Slash(t.Context(), hall, "summary", nil); err != nil {
				t.Error(err)
			}
			p.kill()
			if strings.Contains(p.log.String(), server.Token()) {
				t.Error("the token stands in the log")
			}
		})
	}
}

// TestTheProgramOutlivesWhoReadsItsLog: nobody answers people once a pipe to a log's reader has ended the program.
func TestTheProgramOutlivesWhoReadsItsLog(t *testing.T) {
	t.Parallel()
	server := playground.New(playground.Options{Log: slog.New(slog.DiscardHandler), Waits: patience})
	if err := server.Start("127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	defer server.Close()
	read, write, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer read.Close()
	p := &process{}
	p.start(t, program.Path(t), server, write, "LEDE_STORE="+filepath.Join(t.TempDir(), "lede.db"))
	if err := write.Close(); err != nil { // the program has its own
		t.Fatal(err)
	}
	w := server.World()
	sam := patient{server.As(w.People[1].ID)}
	slash := func() (*playground.Interaction, error) {
		return sam.Slash(t.Context(), w.Channel("general"), "summary", nil)
	}
	awaitAnswer(t, p, slash)
	if err := read.Close(); err != nil {
		t.Fatal(err)
	}
	for range 3 { // each answer is a line of the log
		awaitAnswer(t, p, slash)
	}
	if err := p.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if err := p.cmd.Wait(); err != nil {
		t.Errorf("without a reader of its log the program ended with %v", err)
	}
}

// TestTheProgramEndsWellWhenAsked: on SIGTERM or Ctrl-C, or when its terminal is closed, the exit status is 0, and the log says which it was and how it ended.
func TestTheProgramEndsWellWhenAsked(t *testing.T) {
	t.Parallel()
	bin := program.Path(t)
	for _, asked := range []os.Signal{os.Interrupt, syscall.SIGTERM, syscall.SIGHUP} {
		t.Run(asked.String(), func(t *testing.T) {
			t.Parallel()
			if signal.Ignored(asked) {
				t.Skip("SKIPPED: the tests were started so that this signal is ignored, as by nohup, and the program inherits that")
			}
			server := playground.New(playground.Options{Log: slog.New(slog.DiscardHandler), Waits: patience})
			if err := server.Start("127.0.0.1:0"); err != nil {
				t.Fatal(err)
			}
			defer server.Close()
			w := server.World()
			sam := patient{server.As(w.People[1].ID)}
			p := startProcess(t, bin, server, "LEDE_STORE="+filepath.Join(t.TempDir(), "lede.db"))
			awaitAnswer(t, p, func() (*playground.Interaction, error) {
				return sam.Slash(t.Context(), w.Channel("general"), "summary", nil)
			})
			if err := p.cmd.Process.Signal(asked); err != nil {
				t.Fatal(err)
			}
			if err := p.cmd.Wait(); err != nil {
				t.Errorf("ended with %v; the log says\n%s", err, p.log.String())
			}
			has(t, p.log.String(), `msg="stopping: `, `why="`+asked.String(), `msg="stopped: `)
		})
	}
}
