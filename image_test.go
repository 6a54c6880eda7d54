//go:build linux

package main

import (
	"encoding/json"
	"io"
	"io/fs"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"lede/playground"
	"lede/proof/program"
	"lede/store/kvtest"
)

// logged is what a program that runs on writes.
type logged struct {
	sync.Mutex
	strings.Builder
}

func (l *logged) Write(p []byte) (int, error) {
	l.Lock()
	defer l.Unlock()
	return l.Builder.Write(p)
}

func (l *logged) String() string {
	l.Lock()
	defer l.Unlock()
	return l.Builder.String()
}

// image is what a Dockerfile makes, made by hand, as there is no engine where the tests run.
type image struct {
	t                  *testing.T
	stage              string // "build", or "scratch" for the image itself
	root               string
	env                []string
	entrypoint, health []string
	user               string
}

// TestTheImageIsMadeAsTheDockerfileSays: each of its steps is done, and the program runs in what comes out, and nothing else, as its user.
func TestTheImageIsMadeAsTheDockerfileSays(t *testing.T) {
	t.Parallel()
	m := &image{t: t, root: t.TempDir()}
	copyContext(t, filepath.Join(m.root, "src"))
	for line := range strings.Lines(strings.ReplaceAll(read(t, "Dockerfile"), "\\\n", " ")) {
		word, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
		m.step(word, rest)
	}
	if os.Geteuid() != 0 {
		t.Skip("SKIPPED in part: only root may run a program in the image's folder")
	}
	api := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(http.StatusUnauthorized)
		_, _ = io.WriteString(w, `{"message": "401: Unauthorized", "code": 0}`)
	}))
	defer api.Close()
	m.env = append(m.env, "LEDE_DISCORD_TOKEN=x", "LEDE_DISCORD_API="+api.URL, "LEDE_HEALTH_ADDR=127.0.0.1:1")
	if said, err := m.run(m.entrypoint[0], "version"); err != nil || !strings.HasPrefix(said, "lede ") {
		t.Errorf("%v: %s", err, said)
	}
	if said, err := m.run(m.health...); err == nil || !strings.Contains(said, "nothing answers") {
		t.Errorf("the health check says %q, %v", said, err)
	}
	m.env[len(m.env)-1] = "LEDE_HEALTH_ADDR=off"
	if said, err := m.run(m.entrypoint[0], "run"); err == nil || !strings.Contains(said, "token") {
		t.Errorf("%v: %s", err, said)
	}
	if _, err := os.Stat(m.at("/data/lede.db")); err != nil {
		t.Errorf("the volume cannot be written: %v", err)
	}
}

// at is where a path of the image, or of the stage that builds, is here.
func (m *image) at(path string) string { return filepath.Join(m.root, "image", path) }

func (m *image) step(word, rest string) {
	m.t.Helper()
	switch word {
	case "", "#", "WORKDIR", "VOLUME", "CMD", "LABEL":
	case "FROM":
		m.stage = strings.ToLower(rest[strings.LastIndex(rest, " ")+1:])
	case "COPY":
		m.copy(strings.Fields(rest))
	case "RUN":
		c := exec.Command("sh", "-c", strings.ReplaceAll(rest, "/out", filepath.Join(m.root, "out")))
		c.Dir = filepath.Join(m.root, "src")
		if out, err := c.CombinedOutput(); err != nil {
			m.t.Fatalf("RUN %s: %v: %s", rest, err, out)
		}
	case "ENV":
		m.env = append(m.env, rest)
	case "USER":
		m.user = rest
	case "ENTRYPOINT":
		m.entrypoint = list(m.t, rest)
	case "HEALTHCHECK":
		_, command, _ := strings.Cut(rest, "CMD ")
		m.health = list(m.t, command)
	default:
		m.t.Errorf("no test knows how to do %s %s", word, rest)
	}
}

func list(t *testing.T, text string) (words []string) {
	t.Helper()
	if err := json.Unmarshal([]byte(text), &words); err != nil || len(words) == 0 {
		t.Fatalf("%s: %v", text, err)
	}
	return words
}

// copy does one COPY. What the first stage copies is there already, and must be.
func (m *image) copy(words []string) {
	m.t.Helper()
	words = slices.DeleteFunc(words, func(w string) bool { return strings.HasPrefix(w, "--from=") })
	owner := false
	if o, ok := strings.CutPrefix(words[0], "--chown="); ok {
		owner, words = o == "65532:65532", words[1:]
	}
	to := words[len(words)-1]
	for _, path := range words[:len(words)-1] {
		if m.stage != "scratch" {
			if _, err := os.Stat(filepath.Join(m.root, "src", path)); err != nil {
				m.t.Errorf("COPY %s: %v", path, err)
			}
			continue
		}
		here := path
		for _, folder := range []string{"/src/", "/out/"} {
			if strings.HasPrefix(path, folder) {
				here = filepath.Join(m.root, path)
			}
		}
		target := m.at(to)
		if strings.HasSuffix(to, "/") {
			target = filepath.Join(target, filepath.Base(path))
		}
		if info, err := os.Stat(here); err != nil {
			m.t.Errorf("COPY %s: %v", path, err)
		} else if info.IsDir() {
			m.must(os.MkdirAll(target, 0o755))
		} else {
			b, err := os.ReadFile(here)
			m.must(err)
			m.must(os.MkdirAll(filepath.Dir(target), 0o755))
			m.must(os.WriteFile(target, b, info.Mode()))
		}
		if owner && os.Geteuid() == 0 {
			m.must(os.Chown(target, 65532, 65532))
		}
	}
}

func (m *image) must(err error) {
	m.t.Helper()
	if err != nil {
		m.t.Fatal(err)
	}
}

// run runs a program with the image's folder as its root.
func (m *image) run(words ...string) (said string, err error) {
	m.t.Helper()
	out, err := m.command(words...).CombinedOutput()
	return string(out), err
}

func (m *image) command(words ...string) *exec.Cmd {
	m.t.Helper()
	if m.user != "65532:65532" {
		m.t.Errorf("the user is %s", m.user)
	}
	for dir := m.root; dir != "/" && dir != os.TempDir(); dir = filepath.Dir(dir) {
		m.must(os.Chmod(dir, 0o755)) // for the user
	}
	c := exec.Command(words[0], words[1:]...)
	c.Path, c.Err, c.Dir, c.Env = words[0], nil, "/", m.env
	c.SysProcAttr = &syscall.SysProcAttr{Chroot: m.at(""), Credential: &syscall.Credential{Uid: 65532, Gid: 65532}}
	return c
}

// copyContext copies what Docker would be sent: everything but what .dockerignore names, and the history, which is for the version only.
func copyContext(t *testing.T, to string) {
	t.Helper()
	ignored := []string{".git"}
	for line := range strings.Lines(read(t, ".dockerignore")) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			ignored = append(ignored, line)
		}
	}
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		for _, pattern := range ignored {
			if yes, _ := filepath.Match(pattern, path); yes && d.IsDir() {
				return filepath.SkipDir
			} else if yes {
				return nil
			}
		}
		if d.IsDir() {
			return os.MkdirAll(filepath.Join(to, path), 0o755)
		}
		b, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		return os.WriteFile(filepath.Join(to, path), b, 0o644)
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestDockerIsSentAllThatIsTracked: otherwise `lede version` in the image would say that the source was changed.
func TestDockerIsSentAllThatIsTracked(t *testing.T) {
	t.Parallel()
	tracked, err := exec.Command("git", "ls-files").Output()
	if err != nil {
		t.Skipf("SKIPPED: this is no clone, so what git tracks is not held against .dockerignore: %v", err)
	}
	for line := range strings.Lines(read(t, ".dockerignore")) {
		pattern := strings.TrimSpace(line)
		if pattern == "" || strings.HasPrefix(pattern, "#") {
			continue
		}
		for path := range strings.Lines(string(tracked)) {
			for path = strings.TrimSpace(path); path != "."; path = filepath.Dir(path) {
				if yes, _ := filepath.Match(pattern, path); yes {
					t.Errorf("%s keeps out %s", pattern, path)
				}
			}
		}
	}
}

// TestNoSecretIsCommittedOrSentToDocker by accident: the files that the documents name for secrets and stores.
func TestNoSecretIsCommittedOrSentToDocker(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"token.txt", ".env", "prod.env", "lede.db", "lede.db.count", "lede.db.sock", "lede-20260301T120000Z.backup"} {
		if err := exec.Command("git", "check-ignore", "-q", "--no-index", name).Run(); err != nil {
			t.Errorf("git would take %s: %v", name, err)
		}
		if !slices.ContainsFunc(strings.Split(read(t, ".dockerignore"), "\n"), func(pattern string) bool { yes, _ := filepath.Match(pattern, name); return yes }) {
			t.Errorf("docker would be sent %s", name)
		}
	}
	if err := exec.Command("git", "check-ignore", "-q", "--no-index", ".env.example").Run(); err == nil {
		t.Error("git would not take .env.example")
	}
}

// TestTheComposeFileByHand does what compose would: it runs Redis with the file's command, and the image's program as its user
// in a read-only folder, with the secret and the settings of the file; then it does what the file's head says.
func TestTheComposeFileByHand(t *testing.T) {
	t.Parallel()
	if os.Geteuid() != 0 {
		t.Skip("SKIPPED: only root may run a program as another user in a folder of its own")
	}
	m := &image{t: t, root: t.TempDir(), user: "65532:65532"}
	m.must(os.MkdirAll(m.at("/run/secrets"), 0o755))
	lede, err := os.ReadFile(program.Path(t))
	m.must(err)
	m.must(os.WriteFile(m.at("/lede"), lede, 0o755))
	m.must(os.WriteFile(m.at("/run/secrets/token"), []byte("playground\n"), 0o400))
	m.must(os.Chown(m.at("/run/secrets/token"), 65532, 65532))
	discord := playground.New(playground.Options{Log: slog.New(slog.DiscardHandler)})
	m.must(discord.Start("127.0.0.1:0"))
	defer discord.Close()
	text := read(t, "packaging/compose.yaml")
	var command []string
	_, rest, _ := strings.Cut(text, "command: ")
	line, _, _ := strings.Cut(rest, "\n")
	m.must(json.Unmarshal([]byte(line), &command))
	redis := kvtest.StartServer(t, command[1:]...)
	place := strings.NewReplacer("redis://redis:6379/0", redis.URL(), "0.0.0.0:8788", "127.0.0.1:0")
	_, settings, _ := strings.Cut(text, "environment:\n")
	settings, _, _ = strings.Cut(settings, "secrets:")
	for line := range strings.Lines(settings) {
		if name, value, is := strings.Cut(strings.TrimSpace(line), ": "); is && strings.HasPrefix(name, "LEDE_") {
			m.env = append(m.env, name+"="+place.Replace(value))
		}
	}
	if len(m.env) < 4 {
		t.Fatalf("the compose file sets %q", m.env)
	}
	m.env = append(m.env, "LEDE_DISCORD_API="+discord.URL()+"/api")
	bot := m.command("/lede", "run")
	var log logged
	bot.Stdout, bot.Stderr = &log, &log
	m.must(bot.Start())
	ended := make(chan error, 1)
	go func() { ended <- bot.Wait() }()
	for until := time.Now().Add(time.Minute); !strings.Contains(log.String(), `"connected"`) && time.Now().Before(until); {
		time.Sleep(50 * time.Millisecond)
	}
	said, _ := m.run("/lede", "doctor")
	if strings.Contains(said, "fail ") || !strings.Contains(said, "ok    token") {
		t.Errorf("doctor says %s", said)
	}
	if backup, err := m.run("/lede", "backup", "-"); err != nil || !strings.HasPrefix(backup, "\x1f\x8b") {
		t.Errorf("no backup is made: %v, %.80q", err, backup)
	}
	m.must(bot.Process.Signal(syscall.SIGTERM))
	select {
	case err := <-ended:
		if err != nil || !strings.Contains(log.String(), `"msg":"connected"`) {
			t.Errorf("%v: %s", err, log.String())
		}
	case <-time.After(20 * time.Second): // as long as the file gives it
		_ = bot.Process.Kill()
		t.Errorf("it does not stop in time: %s", log.String())
	}
}
