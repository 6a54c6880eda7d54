package cli

import (
	"bytes"
	"context"
	"io"
	"strings"
	"testing"
	"time"
)

// TestLongWorkOnLinesTellsHowFarItIs on standard error alone, and work that is quick says nothing.
func TestLongWorkOnLinesTellsHowFarItIs(t *testing.T) {
	t.Parallel()
	const line = `{"id":"a","text":"The bridge of Lowmere shut on Monday, said Mayor Elin Haas.","questions":[]}` + "\n"
	for name, do := range map[string]func(world) error{
		"brief":   func(w world) error { return w.briefLines(t.Context()) },
		"ask":     func(w world) error { return w.askLines(t.Context()) },
		"stories": func(w world) error { return w.storyLines(t.Context()) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var out, errs output
			in, fill := io.Pipe()
			w := world{stdin: in, stdout: &out, stderr: &errs, times: realTimes()}
			w.times.patience = 20 * time.Millisecond
			ended := make(chan error, 1)
			go func() { ended <- do(w) }()
			if _, err := io.WriteString(fill, line); err != nil {
				t.Fatal(err)
			}
			for deadline := time.Now().Add(time.Minute); !strings.Contains(errs.String(), "lede: 1 line so far …\n"); time.Sleep(5 * time.Millisecond) {
				if time.Now().After(deadline) {
					t.Fatalf("nothing is told: %q", errs.String())
				}
			}
			fill.Close()
			if err := received(t, "its end", ended); err != nil || strings.Contains(out.String(), "so far") {
				t.Errorf("%v, %q", err, out.String())
			}
			var quick output
			w = world{stdin: strings.NewReader(line), stdout: io.Discard, stderr: &quick, times: realTimes()}
			w.times.patience = time.Hour
			if err := do(w); err != nil || quick.String() != "" {
				t.Errorf("%v, %q", err, quick.String())
			}
		})
	}
}

// TestAbandonedWorkTellsNothing: a message after the end would follow the reason for it.
func TestAbandonedWorkTellsNothing(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{{"brief", "-"}, {"brief", "--jsonl"}, {"feed", "-"}, {"stories", "--jsonl"}} {
		ctx, cancel := context.WithCancel(t.Context())
		never, in := io.Pipe()
		var errs bytes.Buffer // the race detector sees who writes later
		w := world{stdin: never, stdout: io.Discard, stderr: &errs, times: realTimes()}
		w.times.patience = 20 * time.Millisecond
		time.AfterFunc(w.times.patience, cancel)
		if status := w.execute(ctx, args); status != exitFailed || !strings.HasSuffix(errs.String(), "interrupted\n") {
			t.Errorf("%v: %d, %q", args, status, errs.String())
		}
		time.Sleep(3 * w.times.patience)
		if !strings.HasSuffix(errs.String(), "interrupted\n") {
			t.Errorf("%v tells %q", args, errs.String())
		}
		in.Close()
	}
}
