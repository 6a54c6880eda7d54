package upgrade

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"lede/playground"
	"lede/proof/program"
	"lede/store/kvtest"
)

// These stand for releases until there are some.
const (
	// oldest wrote digests of version 1 and ledger lines of version 2, and no application id, count or mark.
	oldest = "f862e28"
	// former is what runs beside today's program during an upgrade.
	former = "63da96b"
	// correcting is the first that checks what its editions showed. It does not know the record of what later ones show.
	correcting = "7ce6b04"
)

// build builds the program of a commit.
func build(t *testing.T, commit string) string {
	t.Helper()
	if os.Getenv("LEDE_FAULTS") != "whole" {
		t.Skip("older programs are built by `make faults` only")
	}
	dir := t.TempDir()
	archive := exec.Command("git", "archive", commit)
	archive.Dir = filepath.Join("..", "..")
	source, err := archive.Output()
	if err != nil {
		t.Skipf("SKIPPED: this is no clone with commit %s, so an upgrade from it is not tried: %v", commit, err)
	}
	unpack := exec.Command("tar", "x", "-C", dir)
	unpack.Stdin = bytes.NewReader(source)
	bin := filepath.Join(dir, "lede")
	for _, c := range []*exec.Cmd{unpack, exec.Command("go", "build", "-trimpath", "-o", bin, ".")} {
		c.Dir = dir
		if out, err := c.CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
	}
	return bin
}

// town is a Discord, with a bot on some store.
type town struct {
	*playground.Server
	t     *testing.T
	robin *playground.Person // may manage the server
	sam   *playground.Person
	hall  string
	env   []string
}

func openTown(t *testing.T, setting string) *town {
	t.Helper()
	s := playground.New(playground.Options{Log: slog.New(slog.DiscardHandler)})
	if err := s.Start("127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	w := s.World()
	return &town{s, t, s.As(w.People[0].ID), s.As(w.People[1].ID), w.Channel("general"), []string{
		"LEDE_DISCORD_TOKEN=" + s.Token(), "LEDE_DISCORD_API=" + s.URL() + "/api", "LEDE_HEALTH_ADDR=off", "LEDE_COOLDOWN=off", "HOME=" + t.TempDir(), setting,
	}}
}

// process is a running Lede.
type process struct {
	cmd *exec.Cmd
	log bytes.Buffer
}

func (w *town) start(bin string) *process {
	w.t.Helper()
	article, err := filepath.Abs(filepath.Join("testdata", "article.txt"))
	if err != nil {
		w.t.Fatal(err)
	}
	p := &process{cmd: exec.Command(bin, "run", article)}
	p.cmd.Env, p.cmd.Stderr = w.env, &p.log
	if err := p.cmd.Start(); err != nil {
		w.t.Fatal(err)
	}
	w.t.Cleanup(func() { _ = p.cmd.Process.Kill(); _ = p.cmd.Wait() })
	return p
}

func (w *town) stop(p *process) {
	w.t.Helper()
	_ = p.cmd.Process.Signal(syscall.SIGTERM)
	if err := p.cmd.Wait(); err != nil {
		w.t.Errorf("it ends with %v: %s", err, p.log.String())
	}
}

// told asks until the answer contains some words.
func (w *town) told(command string, options map[string]any, want ...string) {
	w.t.Helper()
	said := ""
	for until := time.Now().Add(60 * time.Second); time.Now().Before(until); time.Sleep(200 * time.Millisecond) {
		i, err := w.robin.Slash(w.t.Context(), w.hall, command, options)
		if err == nil && i.Deferred {
			i, err = w.robin.Settle(w.t.Context(), i)
		}
		if err != nil || i.Message == nil {
			continue
		}
		said = strings.ReplaceAll(i.Message.Text(), "\\", "")
		missing := ""
		for _, s := range want {
			if !strings.Contains(said, s) {
				missing = s
			}
		}
		if missing == "" {
			return
		}
	}
	w.t.Fatalf("/%s says %q, want %q", command, said, want)
}

// setSoon sets a digest for the minute after next, and returns when that is.
func (w *town) setSoon() time.Time {
	at := time.Now().UTC().Truncate(time.Minute).Add(2 * time.Minute)
	w.told("digest set", map[string]any{"time": at.Format("15:04"), "zone": "UTC"}, "Digest set")
	return at
}

func (w *town) digests() (n int) {
	w.t.Helper()
	list, err := w.sam.Messages(w.t.Context(), w.hall)
	if err != nil {
		w.t.Fatal(err)
	}
	for _, m := range list {
		if strings.Contains(m.Text(), "Digest") && strings.Contains(m.Text(), "harbour") {
			n++
		}
	}
	return n
}

// awaitOne waits until one digest is posted, and then for a second one for a while.
func (w *town) awaitOne(due time.Time) {
	w.t.Helper()
	for time.Now().Before(due.Add(90*time.Second)) && w.digests() == 0 {
		time.Sleep(time.Second)
	}
	time.Sleep(10 * time.Second)
	if n := w.digests(); n != 1 {
		w.t.Errorf("%d digests are posted", n)
	}
}

// checked makes today's program check the store.
func (w *town) checked() {
	w.t.Helper()
	c := exec.Command(program.Path(w.t), "store", "check")
	c.Env = w.env
	if out, err := c.CombinedOutput(); err != nil {
		w.t.Errorf("%v: %s", err, out)
	}
}

// keep makes the stores of testdata: LEDE_FAULTS_KEEP names the folder for them.
func keep(t *testing.T, commit, setting string) {
	t.Helper()
	path, file := strings.CutPrefix(setting, "LEDE_STORE=")
	folder := os.Getenv("LEDE_FAULTS_KEEP")
	if folder == "" || !file {
		return
	}
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	_, err = z.Write(b)
	if err := errors.Join(err, z.Close(), os.WriteFile(filepath.Join(folder, commit+".db.gz"), packed.Bytes(), 0o644)); err != nil {
		t.Fatal(err)
	}
}

// TestTodaysProgramGoesOnWithAnOldStore: a digest that was set with an old program is posted by today's, once.
func TestTodaysProgramGoesOnWithAnOldStore(t *testing.T) {
	for _, commit := range []string{oldest, former} {
		bin := build(t, commit)
		for name, setting := range map[string]string{"file": "LEDE_STORE=" + filepath.Join(t.TempDir(), "lede.db"), "redis": "LEDE_REDIS_URL=" + kvtest.StartRedis(t)} {
			t.Run(fmt.Sprintf("%s, %s", commit, name), func(t *testing.T) {
				t.Parallel()
				w := openTown(t, setting)
				p := w.start(bin)
				due := w.setSoon()
				w.told("settings", map[string]any{"answers": "private"}, "only the person who asked")
				w.stop(p)
				keep(t, commit, setting)
				p = w.start(program.Path(t))
				w.told("digest show", nil, due.Format("15:04"), "UTC")
				w.awaitOne(due)
				w.told("digest history", nil, fmt.Sprintf("<t:%d:f>", due.Unix()), "sent")
				w.stop(p)
				w.checked()
			})
		}
	}
}

// TestOldAndNewRunSideBySide: on one Redis, as while several processes are upgraded. The old one carries on alone if the new
// one is withdrawn.
func TestOldAndNewRunSideBySide(t *testing.T) {
	bin := build(t, former)
	w := openTown(t, "LEDE_REDIS_URL="+kvtest.StartRedis(t))
	old := w.start(bin)
	due := w.setSoon()
	fresh := w.start(program.Path(t))
	w.awaitOne(due)
	w.stop(old) // its shard goes to the new one
	w.told("digest history", nil, "sent")
	w.told("digest set", map[string]any{"cron": "45 6 * * 1", "zone": "UTC"}, "Digest set")
	old = w.start(bin)
	w.stop(fresh)
	w.told("digest show", nil, "45 6 * * 1")
	w.stop(old)
	w.checked()
}
