package bot

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptrace"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"lede/commands/command"
	"lede/delivery"
	"lede/languages"
)

// scripted is a Discord that answers each request with the line for its method and path; "404" if there is none.
type scripted struct {
	lines map[string]string // each is "status body"
	asked []string
}

func (s *scripted) RoundTrip(r *http.Request) (*http.Response, error) {
	path := r.Method + " " + strings.TrimPrefix(r.URL.Path, "/api/v10")
	s.asked = append(s.asked, path)
	line, ok := s.lines[path]
	if !ok {
		line = `404 {"message":"Unknown","code":10008}`
	}
	first, after, more := strings.Cut(line, "\n") // the first line is used up
	if more {
		s.lines[path] = after
	}
	var status int
	if _, err := fmt.Sscan(first, &status); err != nil {
		return nil, err
	}
	_, body, _ := strings.Cut(first, " ")
	return &http.Response{StatusCode: status, Body: io.NopCloser(strings.NewReader(body)), Request: r}, nil
}

func (s *scripted) bot(t *testing.T) *Bot {
	t.Helper()
	return botOver(t, s)
}

func botOver(t *testing.T, transport http.RoundTripper) *Bot {
	t.Helper()
	b, err := New(Options{Token: "t", Client: &http.Client{Transport: transport}})
	if err != nil {
		t.Fatal(err)
	}
	self := "600"
	b.self.Store(&self)
	return b
}

const ourMessage = `{"id":"1420070400000000077","author":{"id":"600"},"components":[{"type":17,"components":[{"type":1,"components":[{"type":2,"custom_id":"headlines?edition=mark"}]}]}]}`

// TestASearchSurvivesAFailedList: the list with our message fails with 500. The newest message may settle
// the matter; if not, the answer says what went wrong.
func TestASearchSurvivesAFailedList(t *testing.T) {
	const list, channel, newest = "GET /channels/30/messages", "GET /channels/30", "GET /channels/30/messages/1420070400000000077"
	broken := `500 {"message":"500: Internal Server Error","code":0}`
	for name, c := range map[string]struct {
		lines map[string]string
		id    string
		why   string // in the error
	}{
		"it is the newest":           {map[string]string{list: broken, channel: `200 {"id":"30","last_message_id":"1420070400000000077"}`, newest: "200 " + ourMessage}, "1420070400000000077", ""},
		"nothing was written since":  {map[string]string{list: broken, channel: `200 {"id":"30","last_message_id":"7"}`}, "", ""},
		"a list that is null":        {map[string]string{list: `200 null`, channel: `200 {"id":"30","last_message_id":null}`}, "", "Discord could not be reached"},
		"a channel that is null":     {map[string]string{list: `200 []`, channel: `200 null`}, "", "Discord could not be reached"},
		"a channel without a word":   {map[string]string{list: `200 []`, channel: `200 {}`}, "", "Discord could not be reached"},
		"nothing was written ever":   {map[string]string{list: broken, channel: `200 {"id":"30","last_message_id":null}`}, "", ""},
		"somebody else wrote after":  {map[string]string{list: broken, channel: `200 {"id":"30","last_message_id":"1420070400000000077"}`, newest: `200 {"id":"1420070400000000077","author":{"id":"20"}}`}, "", "Discord answered 500: 500: Internal Server Error"},
		"the newest cannot be given": {map[string]string{list: broken, channel: `200 {"id":"30","last_message_id":"1420070400000000077"}`, newest: broken}, "", "Discord answered 500"},
		"the channel neither":        {map[string]string{list: broken, channel: broken}, "", "Discord answered 500"},
		"a proxy forbids":            {map[string]string{list: `403 <html>no`}, "", "Discord answered 403"},
		"forbidden without a code":   {map[string]string{list: `403 {"message":"403: Forbidden","code":0}`}, "", "Discord answered 403"},
		"Discord forbids":            {map[string]string{list: `403 {"message":"Missing Access","code":50001}`}, "", "history cannot be read"},
		"one odd no":                 {map[string]string{list: `404 {"message":"Unknown Channel","code":10003}` + "\n200 [" + ourMessage + "]"}, "1420070400000000077", ""},
		"one odd prohibition":        {map[string]string{list: `403 {"message":"Missing Access","code":50001}` + "\n200 [" + ourMessage + "]"}, "1420070400000000077", ""},
		"an odd no, then a fault":    {map[string]string{list: `404 {"message":"Unknown Channel","code":10003}` + "\n" + broken}, "", "Discord"},
		"a channel that is gone":     {map[string]string{list: `404 {"message":"Unknown Channel","code":10003}`}, "", ""},
		"Discord asks to wait":       {map[string]string{list: `429 {"retry_after":600}`}, "", "Discord asks to wait"},
	} {
		b := (&scripted{lines: c.lines}).bot(t)
		id, found, err := b.Find(t.Context(), delivery.Post{Channel: "30", Marker: "mark"}, time.UnixMilli(1420070400000+3_600_000))
		if id != c.id || found != (c.id != "") || (err != nil) != (c.why != "") {
			t.Errorf("%s: found %q, %v", name, id, err)
			continue
		}
		if err != nil && !strings.Contains(languages.Language{}.Clause(err, nil), c.why) {
			t.Errorf("%s: %q does not say %q", name, languages.Language{}.Clause(err, nil), c.why)
		}
		if mayNot := errors.Is(err, delivery.ErrMayNotLook); mayNot != (name == "Discord forbids") {
			t.Errorf("%s: may not look: %v", name, mayNot)
		}
	}
}

// TestASearchNeedsTheBotsID: before a channel is searched, or none of its messages would count as ours.
func TestASearchNeedsTheBotsID(t *testing.T) {
	for _, said := range []string{`200 {}`, `200 null`, `200 {"id":null}`} {
		b := (&scripted{lines: map[string]string{"GET /users/@me": said, "GET /channels/30/messages": "200 [" + ourMessage + "]"}}).bot(t)
		b.self.Store(nil)
		if id, found, err := b.Find(t.Context(), delivery.Post{Channel: "30", Marker: "mark"}, time.UnixMilli(1420070400000)); err == nil {
			t.Errorf("%s: %q, %v", said, id, found)
		}
	}
}

// TestAnArchivedThreadIsOpened: if it cannot be opened, the result says so.
func TestAnArchivedThreadIsOpened(t *testing.T) {
	const post, thread = "POST /channels/30/messages", "PATCH /channels/30"
	shut := `400 {"message":"Thread is archived","code":50083}`
	for name, c := range map[string]struct {
		lines map[string]string
		want  delivery.Outcome
		asked int
	}{
		"opened":        {map[string]string{post: shut + "\n" + `200 {"id":"7"}`, thread: `200 {"id":"30"}`}, delivery.Sent, 3},
		"locked":        {map[string]string{post: shut, thread: `403 {"message":"Missing Permissions","code":50013}`}, delivery.Refused, 2},
		"opened, still": {map[string]string{post: shut, thread: `200 {"id":"30"}`}, delivery.Refused, 3},
	} {
		s := &scripted{lines: c.lines}
		d := s.bot(t).Post(t.Context(), delivery.Post{Channel: "30", Nonce: "n", Components: []byte("[]")})
		if d.Outcome != c.want || len(s.asked) != c.asked {
			t.Errorf("%s: %+v, asked %q", name, d, s.asked)
		}
		if c.want != delivery.Sent {
			message, hint, _ := languages.Language{}.Explain(d.Reason, nil)
			if !strings.Contains(message, "is locked or archived, and I may not open it") || !strings.Contains(hint, "Manage Threads") {
				t.Errorf("%s: %s %s", name, message, hint)
			}
		}
	}
}

// TestARefusalMayBeATimeout: Discord answers the same to a bot that may not write and to one that a moderator has timed out.
func TestARefusalMayBeATimeout(t *testing.T) {
	s := &scripted{lines: map[string]string{"POST /channels/30/messages": `403 {"message":"Missing Permissions","code":50013}`}}
	d := s.bot(t).Post(t.Context(), delivery.Post{Channel: "30", Nonce: "n", Components: []byte("[]")})
	if _, hint, _ := (languages.Language{}).Explain(d.Reason, nil); !strings.Contains(hint, "timed me out") {
		t.Errorf("the admin is told %q", hint)
	}
}

// TestADigestDoesNotWaitForTheBudgetBeyondItsTime: one that is sent later says that it is late.
func TestADigestDoesNotWaitForTheBudgetBeyondItsTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &scripted{}
		b, err := New(Options{Token: "t", Client: &http.Client{Transport: s}, Budget: func(context.Context) (time.Duration, error) { return 200 * time.Millisecond, nil }})
		if err != nil {
			t.Fatal(err)
		}
		began := time.Now()
		d := b.Post(t.Context(), delivery.Post{Channel: "30", Components: []byte("[]"), Patience: 50 * time.Millisecond})
		if took := time.Since(began); d.Outcome != delivery.Retry || took > 50*time.Millisecond || len(s.asked) != 0 {
			t.Errorf("%+v after %v, asked %q", d, took, s.asked)
		}
	})
}

// slow is a Discord that answers everything after a while, if it is waited for.
type slow struct {
	scripted
	after time.Duration
}

func (s *slow) RoundTrip(r *http.Request) (*http.Response, error) {
	if trace := httptrace.ContextClientTrace(r.Context()); trace != nil {
		trace.WroteHeaders()
	}
	select {
	case <-time.After(s.after):
		return s.scripted.RoundTrip(r)
	case <-r.Context().Done():
		return nil, r.Context().Err()
	}
}

// TestASlowDiscordIsWaitedForInTheEnd: an attempt that is given up is made again, and if that were given up as soon, nobody would ever learn what
// became of the message.
func TestASlowDiscordIsWaitedForInTheEnd(t *testing.T) {
	message := delivery.Post{Channel: "30", Marker: "mark", Components: []byte(`[]`)}
	again := message
	again.Again = true
	for _, c := range []struct {
		after           time.Duration
		first, then     delivery.Outcome
		repeatable, see bool
	}{
		{5 * time.Second, delivery.Sent, delivery.Sent, true, true},
		{15 * time.Second, delivery.Ambiguous, delivery.Sent, true, true},
		{25 * time.Second, delivery.Ambiguous, delivery.Ambiguous, false, false},
	} {
		synctest.Test(t, func(t *testing.T) {
			b := botOver(t, &slow{scripted{lines: map[string]string{
				"POST /channels/30/messages": `200 {"id":"77"}`, "GET /channels/30/messages": "200 [" + ourMessage + "]", "PATCH /channels/30/messages/77": `200 {"id":"77"}`,
				"POST /channels/30/messages/77/crosspost": `200 {"id":"77"}`,
			}}, c.after})
			if d := b.Post(t.Context(), message); d.Outcome != c.first {
				t.Errorf("%v late, the first attempt is %s", c.after, d.Outcome)
			}
			if d := b.Post(t.Context(), again); d.Outcome != c.then {
				t.Errorf("%v late, the next attempt is %s", c.after, d.Outcome)
			}
			if _, found, err := b.Find(t.Context(), message, time.UnixMilli(1420070400000+3_600_000)); found != c.see {
				t.Errorf("%v late, the message is found: %t, %v", c.after, found, err)
			}
			for what, d := range map[string]delivery.Result{"published": b.Publish(t.Context(), "30", "77"), "replaced": b.Replace(t.Context(), "30", "77", []byte(`[]`))} {
				if (d.Outcome == delivery.Sent) != c.repeatable {
					t.Errorf("%v late, it is not %s: %+v", c.after, what, d)
				}
			}
		})
	}
}

// TestASlowDiscordIsWaitedForWhereNobodyWaits: a bot that gives up every request after eight seconds never begins.
func TestASlowDiscordIsWaitedForWhereNobodyWaits(t *testing.T) {
	for name, ends := range map[string]func(context.Context, *Bot) bool{
		"whose bot it is": func(ctx context.Context, b *Bot) bool {
			_, err := b.askWhose(ctx, time.Second, true)
			return err == nil && b.mayAct()
		},
		"the commands": func(ctx context.Context, b *Bot) bool {
			b.syncCommands(ctx, "600")
			return b.synced
		},
		"the channel of a direct message": func(ctx context.Context, b *Bot) bool {
			d := b.Post(ctx, delivery.Post{Person: "20", Components: []byte(`[]`)})
			return d.Outcome == delivery.Ambiguous // it was found, and the message is on its way
		},
		"an answer that is put off": func(ctx context.Context, b *Bot) bool {
			t := b.router.turn(&interaction{ID: "1", ApplicationID: "600", Token: "t"}, time.Now())
			return t.edit(ctx, "/webhooks/600/t/messages/@original", message{}) == nil
		},
		"an answer to a direct message": func(ctx context.Context, b *Bot) bool {
			return b.router.say(ctx, command.Message{ID: "1", Channel: "30"}, command.Reply{Card: hello()}) == nil
		},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				b := botOver(t, &slow{scripted{lines: map[string]string{
					"GET /applications/@me": `200 {"id":"600"}`, "GET /applications/600/commands": "200 []", "POST /users/@me/channels": `200 {"id":"30"}`,
					"POST /channels/30/messages": `200 {"id":"77"}`, "PATCH /webhooks/600/t/messages/@original": `200 {"id":"77"}`,
				}}, 15 * time.Second})
				b.o.Belongs = func(context.Context, string) error { return nil }
				ctx, end := context.WithTimeout(t.Context(), time.Minute)
				defer end()
				if !ends(ctx, b) {
					t.Error("the answer was not waited for")
				}
			})
		})
	}
}
