package cli

import (
	"context"
	"io"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"lede/store/kvtest"
)

// TestThePlaygroundAloneServesABotOfAnotherProcess: `lede run` with the settings that it prints is ready there.
func TestThePlaygroundAloneServesABotOfAnotherProcess(t *testing.T) {
	t.Parallel()
	url := startPlay(t, "--alone")
	health := kvtest.FreeAddr(t)
	env := []string{"LEDE_DISCORD_API=" + url + "/api", "LEDE_DISCORD_TOKEN=playground", "LEDE_STORE=" + filepath.Join(t.TempDir(), "lede.db"), "LEDE_HEALTH_ADDR=" + health}
	var errs output
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan int, 1)
	go func() { ended <- Run(ctx, []string{"run"}, env, strings.NewReader(""), io.Discard, &errs) }()
	for until := time.Now().Add(time.Minute); ; time.Sleep(50 * time.Millisecond) {
		if Run(ctx, []string{"health"}, env, strings.NewReader(""), io.Discard, io.Discard) == exitFine {
			break
		}
		if time.Now().After(until) {
			t.Fatalf("it is never well: %s", errs.String())
		}
	}
	cancel()
	if status := received(t, "its end", ended); status != exitFine {
		t.Errorf("it ends with status %d: %s", status, errs.String())
	}
}
