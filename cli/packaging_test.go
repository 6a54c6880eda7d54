package cli

import (
	"context"
	"errors"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"lede/config"
)

// TestSystemdIsToldHowTheProcessIs: ready when it is connected, alive while it works, and that it stops.
func TestSystemdIsToldHowTheProcessIs(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	socket := filepath.Join(dir, "notify")
	conn, err := net.ListenUnixgram("unixgram", &net.UnixAddr{Name: socket, Net: "unixgram"})
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	discord := startDiscord(t)
	env := []string{
		"LEDE_DISCORD_TOKEN=" + discord.Token(), "LEDE_DISCORD_API=" + discord.URL() + "/api", "LEDE_HEALTH_ADDR=off", "LEDE_STORE=" + filepath.Join(dir, "lede.db"),
		"NOTIFY_SOCKET=" + socket, "WATCHDOG_USEC=60000",
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	ended := make(chan int, 1)
	go func() { ended <- Run(ctx, []string{"run"}, env, strings.NewReader(""), &output{}, &output{}) }()
	var heard []string
	buf := make([]byte, 1024)
	for want := range slices.Values([]string{"STATUS=waiting for Discord", "READY=1", "WATCHDOG=1", "WATCHDOG=1", "STOPPING=1"}) {
		if want == "STOPPING=1" {
			cancel()
		}
		for found := false; !found; {
			_ = conn.SetReadDeadline(time.Now().Add(20 * time.Second))
			n, err := conn.Read(buf)
			if err != nil {
				t.Fatalf("%s was not heard, only %q: %v", want, heard, err)
			}
			heard = append(heard, string(buf[:n]))
			found = slices.Contains(strings.Split(string(buf[:n]), "\n"), want)
		}
	}
	if status := <-ended; status != exitFine {
		t.Errorf("it ends with %d", status)
	}
}

// packaged reads a file of packaging/.
func packaged(t *testing.T, name string) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("..", "packaging", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// TestWhatIsPackagedSetsWhatLedeKnows: each setting in the unit and in the compose file exists, and has a value that is understood.
func TestWhatIsPackagedSetsWhatLedeKnows(t *testing.T) {
	t.Parallel()
	token := filepath.Join(t.TempDir(), "token")
	if err := os.WriteFile(token, []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	place := strings.NewReplacer("%d/token", token, "/run/secrets/token", token, "%S", t.TempDir())
	for name, want := range map[string][]string{
		"lede.service": {"Type=notify", "WatchdogSec=", "ProtectSystem=strict", "MemoryDenyWriteExecute=yes", "ExecStart=/usr/local/bin/lede run"},
		"compose.yaml": {"--appendonly", "noeviction", "mem_limit", "stop_grace_period", "read_only: true"},
	} {
		text := packaged(t, name)
		has(t, text, want...)
		var env []string
		for _, line := range strings.Split(text, "\n") {
			line = strings.TrimPrefix(strings.TrimSpace(line), "Environment=")
			if strings.HasPrefix(line, "#") {
				continue
			}
			for field := range strings.FieldsSeq(strings.Replace(line, ": ", "=", 1)) {
				if strings.HasPrefix(field, "LEDE_") {
					env = append(env, place.Replace(field))
				}
			}
		}
		c, err := config.Load(env)
		if err != nil || len(env) < 2 || c.DiscordToken.Reveal() != "x" {
			t.Errorf("%s sets %q: %v", name, env, errors.Join(err))
		}
	}
}
