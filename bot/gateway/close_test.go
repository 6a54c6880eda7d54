package gateway

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"lede/bot/rest"
)

func TestFatalClose(t *testing.T) {
	for _, c := range []struct {
		err   error
		fatal bool
	}{
		{&closed{4004, "Authentication failed."}, true},
		{&closed{4014, "Disallowed intent(s)."}, true},
		{&closed{4011, ""}, true},
		{fmt.Errorf("opening the gateway: %w", &closed{4013, ""}), true},
		{&closed{4000, "unknown"}, false},
		{&closed{1005, ""}, false},
		{io.ErrUnexpectedEOF, false},
	} {
		var f *fatal
		if got := errors.As(fatalClose(c.err), &f); got != c.fatal {
			t.Errorf("%v: fatal = %v", c.err, got)
		}
	}
	if fatalClose(nil) != nil {
		t.Error("no error became one")
	}
}

// TestACloseFrameEndsTheConnectionWithoutAWord: discordgo would answer it, and Discord would drop the session.
func TestACloseFrameEndsTheConnectionWithoutAWord(t *testing.T) {
	begun := upgrade + frame(0x81, greets) + frame(0x81, welcomes)
	for payload, want := range map[string]closed{
		"\x0f\xa4Authentication failed.": {4004, "Authentication failed."}, "\x0f\xa0": {4000, ""}, "": {1005, ""}, "x": {1005, ""},
	} {
		for _, n := range []int{1, 7, 1 << 20} {
			seen, f, err := told(t, n, begun+frame(0x88, payload)+frame(0x81, `{"op":11}`))
			var c *closed
			if !errors.As(err, &c) || *c != want || len(seen) != 2 || !f.line.dead.Load() {
				t.Errorf("%q, %d bytes at a time: %v after %d messages", payload, n, err, len(seen))
			}
		}
	}
	if s := (&closed{4004, "no"}).Error(); !strings.Contains(s, "4004") || !strings.Contains(s, "no") {
		t.Errorf("the log says %q", s)
	}
}

// TestTheNumberOfShardsGrowsOnlyWhenDiscordRefusesIt: and only if there is a larger one. What the shards of the old number failed for does not end
// those of the new.
func TestTheNumberOfShardsGrowsOnlyWhenDiscordRefusesIt(t *testing.T) {
	discord := &saying{answers: []string{strings.Replace(limited(1000, 0), `"shards":1`, `"shards":4`, 1)}}
	g := New(Options{REST: rest.New(rest.Options{Token: "x", HTTP: &http.Client{Transport: discord}})})
	refused := fatalClose(&closed{4011, ""})
	for _, c := range []struct {
		of   int
		why  error
		want int
	}{{2, refused, 4}, {4, refused, 0}, {2, badToken(), 0}} {
		g.of = c.of
		want, err := g.split(t.Context(), c.why)
		if want != c.want || (want == 0) != (err != nil) {
			t.Errorf("of %d shards, after %v: %d, %v", c.of, c.why, want, err)
		}
	}
	g.Fail(refused)
	g.dropAll()
	if len(g.failed) > 0 {
		t.Error("an end of the old shards is left")
	}
}
