package bot

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"testing"

	"lede/commands/command"
)

// listening is a Discord that accepts everything and keeps what it was sent.
type listening struct{ sent []string }

func (l *listening) RoundTrip(r *http.Request) (*http.Response, error) {
	body, err := io.ReadAll(r.Body)
	l.sent = append(l.sent, string(body))
	return &http.Response{StatusCode: 200, Body: io.NopCloser(strings.NewReader(`{"id":"1"}`)), Request: r}, err
}

// TestARefusalIsInTheWritersLanguage: for a person who writes too fast or too much. The log has one line that says
// which.
func TestARefusalIsInTheWritersLanguage(t *testing.T) {
	var locale string
	var log bytes.Buffer
	discord, failed := new(listening), error(nil)
	b, err := New(Options{
		Token: "t", Client: &http.Client{Transport: discord}, Log: slog.New(slog.NewTextHandler(&log, nil)),
		Locale: func(_ context.Context, person string) (string, error) {
			if person != "p" {
				t.Errorf("asked for %q", person)
			}
			return locale, failed
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	m := command.Message{ID: "1", Channel: "30", Person: command.Person{ID: "p"}, Text: "zebra"}
	for _, c := range []struct {
		locale string
		failed error
		quick  string
		many   string
	}{
		{"de", nil, "das geht mir etwas zu schnell", "zu vielen Leuten"}, {"", nil, "a little fast", "too many people"}, {"de", errors.New("no"), "a little fast", "too many people"},
	} {
		locale, failed, discord.sent = c.locale, c.failed, nil
		log.Reset()
		b.router.turnAwayDirect(t.Context(), m, hasty(3))
		b.router.respond(t.Context(), m, result{err: busy()}, "ref")
		if all := strings.ToLower(strings.Join(discord.sent, "\n")); len(discord.sent) != 2 || !strings.Contains(all, c.quick) || !strings.Contains(all, strings.ToLower(c.many)) {
			t.Errorf("%q: %s", c.locale, all)
		}
		if line := log.String(); !strings.Contains(line, `msg=interaction command="direct message" outcome="turned away" why=bot.too-fast ms=`) || strings.Contains(line, "zebra") {
			t.Errorf("the log reads %s", line)
		}
	}
}
