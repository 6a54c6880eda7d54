package bot

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"lede/bot/rest"
	"lede/cards"
	"lede/commands/command"
)

// shutting is a Discord in which a person takes no direct messages, as it says by a code.
type shutting struct{ code, asked int }

func (s *shutting) RoundTrip(r *http.Request) (*http.Response, error) {
	s.asked++
	body := fmt.Sprintf(`{"code":%d}`, s.code)
	return &http.Response{StatusCode: 403, Body: io.NopCloser(strings.NewReader(body)), Request: r}, nil
}

// TestWhoTakesNoMessagesCostsOneRefusalAMinute: however much they write. Discord counts refusals, and too many would stop the digests of all. Another
// person, and another refusal, is tried as before.
func TestWhoTakesNoMessagesCostsOneRefusalAMinute(t *testing.T) {
	for code, want := range map[int]int{rest.CodeNotThisPerson: 2, rest.CodeNoCommonServer: 2, rest.CodeInvalidForm: 20} {
		greeting := command.Reply{Card: cards.Notice("Hello.", "")}
		synctest.Test(t, func(t *testing.T) {
			discord := &shutting{code: code}
			b, err := New(Options{Token: "t", Client: &http.Client{Transport: discord}})
			if err != nil {
				t.Fatal(err)
			}
			to := func(channel string) command.Message { return command.Message{ID: "1", Channel: channel} }
			for i := range 20 {
				if i == 10 {
					time.Sleep(shutFor)
				}
				if outcome, cause := b.router.respond(t.Context(), to("30"), result{reply: greeting}, ""); outcome != outcomeUnsent || rest.CodeOf(cause) != code {
					t.Errorf("%d: %s, %v", code, outcome, cause)
				}
			}
			if discord.asked != want {
				t.Errorf("%d: %d requests", code, discord.asked)
			}
			if _ = b.router.say(t.Context(), to("31"), greeting); discord.asked != want+1 {
				t.Errorf("%d: another person is not answered", code)
			}
		})
	}
}

// TestWhoTakesNoMessagesIsShownNoTyping: that is refused and counted too, once for as long as an answer is written.
func TestWhoTakesNoMessagesIsShownNoTyping(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		discord := &shutting{code: rest.CodeNotThisPerson}
		b, err := New(Options{Token: "t", Client: &http.Client{Transport: discord}, DM: func(context.Context, command.Message) (command.Reply, error) {
			time.Sleep(shutFor - time.Second)
			return command.Reply{Card: hello()}, nil
		}})
		if err != nil {
			t.Fatal(err)
		}
		if b.router.converse(t.Context(), command.Message{ID: "1", Channel: "30"}); discord.asked != 1 {
			t.Errorf("%d requests", discord.asked)
		}
	})
}

// TestHowManyTakeNoMessagesIsBounded in memory.
func TestHowManyTakeNoMessagesIsBounded(t *testing.T) {
	var s shut
	for i := range mostPeople + 1 {
		s.learn(strconv.Itoa(i), &rest.Refusal{Code: rest.CodeNotThisPerson})
	}
	if n := len(s.of); n > mostPeople || s.refuses(strconv.Itoa(mostPeople)) == nil {
		t.Errorf("%d are remembered, the last of them as %v", n, s.refuses(strconv.Itoa(mostPeople)))
	}
}

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

// TestWhatWasWrittenWhileTheTokenWasRefusedIsAnswered: once Discord accepts it, which it is asked once a minute, however many wait.
func TestWhatWasWrittenWhileTheTokenWasRefusedIsAnswered(t *testing.T) {
	const refused, fine = `401 {"code":0,"message":"401: Unauthorized"}`, `200 {"id":"1"}`
	synctest.Test(t, func(t *testing.T) {
		asked := &moody{method: "GET", answers: []string{refused, refused, refused, fine}}
		m := &moody{method: "POST", answers: []string{refused, fine}, others: asked}
		b := m.bot(t, Options{DM: func(context.Context, command.Message) (command.Reply, error) {
			return command.Reply{Card: hello()}, nil
		}})
		b.router.converse(t.Context(), command.Message{ID: "1", Channel: "1"})
		if len(m.asked) != 2 || len(asked.asked) != 4 {
			t.Fatalf("%d answers, and the token tried %d times", len(m.asked), len(asked.asked))
		}
		for _, waited := range []time.Duration{asked.asked[0].Sub(m.asked[0]), asked.asked[3].Sub(asked.asked[2])} {
			if waited < rest.AskTokenEvery || waited > rest.AskTokenEvery+time.Second {
				t.Errorf("it was tried again after %v", waited)
			}
		}
		m.answers, asked.answers = []string{refused, fine}, []string{refused, fine}
		for n := range mostHeld + 5 {
			if !b.handlers.Admit(func() { b.router.converse(t.Context(), command.Message{ID: strconv.Itoa(n), Channel: strconv.Itoa(n)}) }) {
				t.Fatal("no place")
			}
			synctest.Wait()
		}
		b.handlers.Wait()
		if got := b.Stats().Messages; got["answered"] != mostHeld+1 || got["unsent"] != 5 || len(asked.asked) != 6 {
			t.Errorf("%v, and the token tried %d times", got, len(asked.asked))
		}
		if len(b.router.held) > 0 {
			t.Errorf("%d places are never free again", len(b.router.held))
		}
	})
}
