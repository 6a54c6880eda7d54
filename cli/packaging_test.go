package cli

import (
	"context"
	"encoding/json"
	"errors"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"lede/config"
	"lede/doctor"
	"lede/proof/program"
	"lede/store/kvtest"
	"lede/store/rediskv"
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
			_ = conn.SetReadDeadline(time.Now().Add(time.Minute))
			n, err := conn.Read(buf)
			if err != nil {
				t.Fatalf("%s was not heard, only %q: %v", want, heard, err)
			}
			heard = append(heard, string(buf[:n]))
			found = slices.Contains(strings.Split(string(buf[:n]), "\n"), want)
		}
	}
	if status := received(t, "its end", ended); status != exitFine {
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

// TestTheRedisOfTheComposeFileIsAsTheDoctorWantsIt: a Redis is started with the arguments from that file.
func TestTheRedisOfTheComposeFileIsAsTheDoctorWantsIt(t *testing.T) {
	t.Parallel()
	_, rest, _ := strings.Cut(packaged(t, "compose.yaml"), "command: ")
	line, _, _ := strings.Cut(rest, "\n")
	var command []string
	if err := json.Unmarshal([]byte(line), &command); err != nil || len(command) < 2 || command[0] != "redis-server" {
		t.Fatalf("%s: %v", line, err)
	}
	url := kvtest.StartServer(t, command[1:]...).URL()
	kv, err := rediskv.Open(t.Context(), url, rediskv.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer kv.Close()
	for _, f := range doctor.Redis(t.Context(), kv, url) {
		if f.Status != doctor.OK {
			t.Errorf("%+v", f)
		}
	}
}

// TestTheLogHasOneLineForEach interaction, direct message and due task, and no word of what anybody asked.
func TestTheLogHasOneLineForEach(t *testing.T) {
	t.Parallel()
	discord, dir := startDiscord(t), t.TempDir()
	setting := "LEDE_STORE=" + filepath.Join(dir, "lede.db")
	channel := planDigest(t, discord, setting, time.Now().Truncate(time.Minute))
	sam := patient{discord.As(discord.World().People[1].ID)}
	ready := func() bool {
		known, err := sam.Commands(channel) // Discord learns of it only after the connection is made
		return err == nil && len(known) > 0 && digestsIn(t, discord, channel) == 1
	}
	log := whileRunning(t, discord, setting, ready, func() {
		if _, err := sam.Slash(t.Context(), channel, "ask", map[string]any{"question": "Where do zebras live?"}); err != nil {
			t.Error(err)
		}
		if _, err := sam.Slash(t.Context(), channel, "who", map[string]any{"person": "zebra"}); err != nil {
			t.Error(err)
		}
		dm := discord.World().Person("Sam").DM
		for i, said := range []string{"do zebras live in Peru?", "/zebra stripes", "https://zebra.invalid/stripes", "/who zebra"} {
			if _, err := sam.Say(t.Context(), dm, said); err != nil {
				t.Error(err)
			}
			answered := func() bool {
				list, err := sam.Messages(t.Context(), dm)
				return err == nil && len(list) == 2*i+2
			}
			for deadline := time.Now().Add(time.Minute); !answered(); time.Sleep(10 * time.Millisecond) {
				if time.Now().After(deadline) {
					t.Fatalf("%q has no answer", said)
				}
			}
		}
	})
	lines := map[string][]string{}
	for line := range strings.Lines(log) {
		for _, kind := range []string{"interaction", "delivery"} {
			if strings.Contains(line, " msg="+kind+" ") {
				lines[kind] = append(lines[kind], line)
			}
		}
	}
	guild := " guild=" + discord.World().Guilds[0].ID + " "
	if len(lines["interaction"]) != 6 || len(lines["delivery"]) != 1 || strings.Contains(log, "zebra") {
		t.Errorf("the log reads\n%s", log)
	}
	has(t, strings.Join(lines["interaction"], ""), " command=ask ", " command=who ", ` command="direct message" `, " outcome=problem ", `err="lookup `, guild, " ms=", " outcome=answered ", " reference=")
	has(t, strings.Join(lines["delivery"], ""), " task=digest ", guild, " digest="+channel+" ", " due=", " attempt=1 ", " ms=", " outcome=sent")
}

// TestSystemdTakesTheUnit as it is, and rates its sandbox as good. It is skipped without systemd.
func TestSystemdTakesTheUnit(t *testing.T) {
	t.Parallel()
	if _, err := exec.LookPath("systemd-analyze"); err != nil {
		t.Skip("SKIPPED: there is no systemd-analyze here")
	}
	unit := filepath.Join(t.TempDir(), "lede.service")
	text := strings.ReplaceAll(packaged(t, "lede.service"), "/usr/local/bin/lede", program.Path(t))
	if err := os.WriteFile(unit, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	if said, err := exec.Command("systemd-analyze", "verify", unit).CombinedOutput(); err != nil || len(said) > 0 {
		t.Errorf("%v: %s", err, said)
	}
	// The threshold is the highest exposure that is accepted, in tenths.
	if said, err := exec.Command("systemd-analyze", "security", "--offline=true", "--threshold=20", unit).CombinedOutput(); err != nil {
		t.Errorf("%v: %s", err, said)
	}
}
