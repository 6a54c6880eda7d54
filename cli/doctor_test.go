package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"lede/doctor"
	"lede/playground"
	"lede/press"
	"lede/service"
)

// settings are those of a bot on a Discord of its own, to examine.
func settings(t *testing.T, more ...string) []string {
	t.Helper()
	server := playground.New(playground.Options{Log: slog.New(slog.DiscardHandler), Waits: patience})
	if err := server.Start("127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { server.Close() })
	return append([]string{
		"LEDE_DISCORD_TOKEN=" + server.Token(), "LEDE_DISCORD_API=" + server.URL() + "/api",
		"LEDE_STORE=" + filepath.Join(t.TempDir(), "lede.db"), "LEDE_HEALTH_ADDR=off",
	}, more...)
}

// TestDoctorEndsWithAStatus: 0 when nothing failed, 1 otherwise, with the findings as JSON if asked.
func TestDoctorEndsWithAStatus(t *testing.T) {
	t.Parallel()
	for _, s := range []struct {
		more     []string
		article  string
		failures int
	}{
		{nil, "sample/peace-calls.txt", 0}, {nil, "sample/missing.txt", 1}, {[]string{"LEDE_LOG_LEVEL=loud", "LEDE_LOG_FORMAT=xml"}, "sample/peace-calls.txt", 2},
	} {
		var out, errs bytes.Buffer
		status := Run(t.Context(), []string{"doctor", "--format", "json", s.article}, settings(t, s.more...), strings.NewReader(""), &out, &errs)
		var list []doctor.Finding
		if err := json.Unmarshal(out.Bytes(), &list); err != nil {
			t.Fatalf("%v in %q, %s", err, out.String(), errs.String())
		}
		want, words := exitFine, ""
		if s.failures > 0 {
			want, words = exitFailed, fmt.Sprintf("lede: %d of %d checks failed", s.failures, len(list))
		}
		if status != want || !strings.Contains(errs.String(), words) {
			t.Errorf("%v %s: status %d, %q", s.more, s.article, status, errs.String())
		}
	}
}

// sick is a bot that is well until it is told otherwise. It is asked only for its health.
type sick struct {
	atomic.Bool
	service.Reporter
}

func (s *sick) Healthy(context.Context) error {
	if s.Load() {
		return errors.New("the bot is not connected to Discord")
	}
	return nil
}

// TestDoctorAsksTheHealthCheckOfARunningLede by way of the address that both have.
func TestDoctorAsksTheHealthCheckOfARunningLede(t *testing.T) {
	t.Parallel()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	addr := l.Addr().String()
	_ = l.Close()
	health := new(sick)
	stop, err := realTimes().ServeHealth(addr, health, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	env := settings(t, "LEDE_HEALTH_ADDR="+addr)
	told := func() string {
		var out bytes.Buffer
		Run(t.Context(), []string{"doctor"}, env, strings.NewReader(""), &out, io.Discard)
		return out.String()
	}
	has(t, told(), "says that it is well")
	health.Store(true)
	has(t, told(), "the Lede running here says: the bot is not connected")
	stop()
	has(t, told(), addr+" is free")
}

// TestDoctorCanBeInterrupted, and gives up on an article that does not end.
func TestDoctorCanBeInterrupted(t *testing.T) {
	t.Parallel()
	never, in := io.Pipe()
	defer in.Close()
	var out, errs bytes.Buffer
	w := world{settings(t), never, &out, &errs, realTimes()}
	w.times.check = 3 * time.Second
	if status := w.execute(t.Context(), []string{"doctor", "-"}); status != exitFailed {
		t.Errorf("status %d", status)
	}
	has(t, out.String(), "articles     it was not done within 3s")
	out.Reset()
	w.times.check = time.Minute
	ctx, cancel := context.WithCancel(t.Context())
	time.AfterFunc(50*time.Millisecond, cancel)
	began := time.Now()
	status := w.execute(ctx, []string{"doctor", "-"})
	if took := time.Since(began); status != exitFailed || took > 30*time.Second || out.Len() > 0 || !strings.Contains(errs.String(), "interrupted") {
		t.Errorf("interrupted: status %d after %s, %s", status, took, out.String())
	}
}

func TestDoctorIsAPleasureToRead(t *testing.T) {
	t.Parallel()
	list := []doctor.Finding{
		{Check: "store", Status: doctor.OK, Found: "opens"},
		{Check: "application", Status: doctor.Fail, Found: "it is wrong", Fix: "Take it out, and then put it back in again where it was before."},
		{Check: "a [2J", Status: doctor.Skip, Found: "not checked"},
	}
	var out bytes.Buffer
	if err := printFindings(&out, list, press.Terminal{}); err != nil {
		t.Fatal(err)
	}
	want := "ok    store        opens\n" +
		"fail  application  it is wrong\n" +
		"                   → Take it out, and then put it back in again where it was before.\n" +
		"skip  a [2J        not checked\n" +
		"\n1 ok, 1 failure, 1 not checked\n"
	if out.String() != want {
		t.Errorf("got\n%swant\n%s", out.String(), want)
	}
	out.Reset()
	if err := printFindings(&out, list, press.Terminal{Width: 50, Color: true}); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(out.String(), "\x1b[1;31mfail\x1b[0m") || !strings.Contains(out.String(), "→ Take it out, and then put it\n                     back in again where it was\n                     before.\n") {
		t.Errorf("on a terminal:\n%s", out.String())
	}
	if status, _, errs := lede(t, "", "doctor", "--format", "xml"); status != exitUsage || !strings.Contains(errs, "text or json") {
		t.Errorf("%d %s", status, errs)
	}
}
