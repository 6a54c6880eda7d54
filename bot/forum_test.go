package bot_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"lede/bot"
	"lede/bot/rest"
	"lede/delivery"
)

// idle makes a bot that is never started, for tests without a gateway.
func (f *fake) idle(o bot.Options) *bot.Bot {
	f.t.Helper()
	o.Token, o.API = canary, f.API()
	b, err := bot.New(o)
	if err != nil {
		f.t.Fatal(err)
	}
	return b
}

func TestAForumPostIsAThreadWithItsMessage(t *testing.T) {
	f := newFake(t)
	f.Answering(func(request) (int, string, bool) {
		return 201, `{"id":"88","type":11,"message":{"id":"88"}}`, true
	})
	long := strings.Repeat("Überlänge ", 30)
	d := f.idle(bot.Options{}).Post(t.Context(), delivery.Post{
		Channel: "30", Forum: long, Nonce: "n", Role: "9", Components: []byte(`[{"type":10,"content":"News"}]`),
	})
	if d != (delivery.Result{Outcome: delivery.Sent, MessageID: "88"}) {
		t.Fatalf("%+v", d)
	}
	sent := f.Find("POST", "/channels/30/threads")
	if len(sent) != 1 || len(f.Find("POST", "/messages")) != 0 {
		t.Fatalf("%d threads were made", len(sent))
	}
	body := sent[0].JSON(t)
	m, _ := body["message"].(map[string]any)
	if name, _ := body["name"].(string); len([]rune(name)) != 100 || !strings.HasSuffix(name, "…") {
		t.Errorf("the title has %d characters: %q", len([]rune(name)), name)
	}
	if m["nonce"] != nil || m["flags"] != float64(v2) || fmt.Sprint(m["allowed_mentions"]) != "map[parse:[] roles:[9]]" || m["components"] == nil {
		t.Errorf("the message is %v", m)
	}
}

func TestAForumThatRefusesSaysWhy(t *testing.T) {
	for _, c := range []struct {
		body, words string
		status      int
	}{
		{`{"code":40067,"message":"A tag is required to create a forum post in this channel"}`, "wants a tag", 400},
		{`{"code":50013,"message":"Missing Permissions"}`, "“Create Posts”", 403},
		{`{"code":50001,"message":"Missing Access"}`, "“View Channel”", 403},
		{`{"code":10003,"message":"Unknown Channel"}`, "does not exist", 404},
	} {
		f := newFake(t)
		f.Answering(func(request) (int, string, bool) { return c.status, c.body, true })
		d := f.idle(bot.Options{}).Post(t.Context(), delivery.Post{Channel: "30", Forum: "A title", Components: news})
		if d.Outcome != delivery.Refused || !strings.Contains(why(d), c.words) || !strings.Contains(why(d), "<#30>") {
			t.Errorf("%s: %+v", c.body, d)
		}
	}
}

// TestPublishingMayBeRepeated: publishing twice does no harm, so an unclear attempt is repeated.
func TestPublishingMayBeRepeated(t *testing.T) {
	for _, c := range []struct {
		name, body string
		status     int
		want       delivery.Outcome
		after      time.Duration
		words      string
	}{
		{"published", `{"id":"7"}`, 200, delivery.Sent, 0, ""},
		{"published before", `{"code":40033,"message":"This message has already been crossposted"}`, 400, delivery.Sent, 0, ""},
		{"limited", `{"message":"slow down","retry_after":3600.5}`, 429, delivery.Retry, 3600500 * time.Millisecond, "wait"},
		{"a fault", `oops`, 500, delivery.Retry, 0, "did not say"},
		{"cut off", ``, cut, delivery.Retry, 0, "did not say"},
		{"no permission", `{"code":50013,"message":"Missing Permissions"}`, 403, delivery.Refused, 0, "Send Messages"},
		{"deleted", `{"code":10008,"message":"Unknown Message"}`, 404, delivery.Refused, 0, "deleted"},
		{"no announcement channel", `{"code":50024,"message":"Cannot execute action on this channel type"}`, 400, delivery.Refused, 0, "kind of channel"},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := newFake(t)
			f.Answering(func(request) (int, string, bool) { return c.status, c.body, true })
			d := f.idle(bot.Options{}).Publish(t.Context(), "30", "7")
			if d.Outcome != c.want || d.After != c.after || !strings.Contains(why(d), c.words) || (d.MessageID == "7") != (c.want == delivery.Sent) {
				t.Errorf("%+v", d)
			}
			if n := len(f.Find("POST", "/channels/30/messages/7/crosspost")); n != 1 {
				t.Errorf("%d requests", n)
			}
		})
	}
}

// idAt is an id that Discord gives out at this time; n distinguishes those of one millisecond.
func idAt(at time.Time, n int64) string {
	return fmt.Sprint((at.UnixMilli()-1420070400000)<<22 + n)
}

func TestAMessageIsFoundByItsMarker(t *testing.T) {
	since := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	message := func(n int64, author, custom string) string {
		return fmt.Sprintf(`{"id":"%s","author":{"id":"%s"},"components":[{"type":17,"components":[{"type":9,"components":[],"accessory":{"type":2,"custom_id":"%s"}}]}]}`,
			idAt(since.Add(time.Second), n), author, custom)
	}
	full := make([]string, 100)
	for i := range full {
		full[i] = message(int64(i), "5", "open?d=m4rk")
	}
	crowd := "[" + strings.Join(full, ",") + "]"
	const denied = `{"code":50013,"message":"Missing Permissions"}`
	for _, c := range []struct {
		name   string
		answer map[string]string // by what the path ends with
		found  string
		err    error
		fails  bool
	}{
		{name: "ours", answer: map[string]string{"&after=": "[" + message(3, "1", "x") + "," + message(2, "1", "open?d=m4rk") + "]"}, found: idAt(since.Add(time.Second), 2)},
		{name: "somebody else's with the same marker", answer: map[string]string{"&after=": "[" + message(2, "5", "open?d=m4rk") + "]"}},
		{name: "behind a page of others", answer: map[string]string{"&after=": crowd, "&after=" + idAt(since.Add(time.Second), 99): "[" + message(100, "1", "open?d=m4rk") + "]"}, found: idAt(since.Add(time.Second), 100)},
		{name: "too many of others", answer: map[string]string{"&after=": crowd}, err: delivery.ErrMayNotLook},
		{name: "none, and history can be read", answer: map[string]string{"&after=": "[]", "limit=1": "[" + message(0, "5", "") + "]"}},
		{name: "none, and nothing was written since", answer: map[string]string{"&after=": "[]", "limit=1": "[]", "/30": `{"id":"30","last_message_id":"` + idAt(since.Add(-time.Hour), 0) + `"}`}},
		{name: "none, and nothing was ever written", answer: map[string]string{"&after=": "[]", "limit=1": "[]", "/30": `{"id":"30","last_message_id":null}`}},
		{name: "none, but something was written since", answer: map[string]string{"&after=": "[]", "limit=1": "[]", "/30": `{"id":"30","last_message_id":"` + idAt(since.Add(time.Hour), 0) + `"}`}, err: delivery.ErrMayNotLook},
		{name: "not allowed", answer: map[string]string{"&after=": denied}, err: delivery.ErrMayNotLook},
		{name: "a channel that is gone", answer: map[string]string{"&after=": `{"code":10003,"message":"Unknown Channel"}`}},
		{name: "a fault", answer: map[string]string{"&after=": "oops"}, fails: true},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := newFake(t)
			f.queried(c.answer)
			id, found, err := f.idle(bot.Options{}).Find(t.Context(), delivery.Post{Channel: "30", Marker: "m4rk"}, since)
			if id != c.found || found != (c.found != "") || c.err != nil && !errors.Is(err, c.err) || (err != nil) != (c.fails || c.err != nil) || c.fails && errors.Is(err, delivery.ErrMayNotLook) {
				t.Errorf("%q, %v, %v", id, found, err)
			}
		})
	}
}

// queried answers lookups by the longest ending that fits; for /messages the query counts too.
func (f *fake) queried(answer map[string]string) {
	answer["/users/@me"] = `{"id":"1"}`
	f.Answering(func(r request) (int, string, bool) {
		best := ""
		for end := range answer {
			fits := strings.HasSuffix(r.Path+r.Query, end) || end == "&after=" && strings.Contains(r.Query, end)
			if fits && len(end) > len(best) {
				best = end
			}
		}
		body, status := answer[best], 200
		switch {
		case best == "" || body == "oops":
			status = 500
		case strings.Contains(body, `"code":10003`):
			status = 404
		case strings.Contains(body, `"code"`):
			status = 403
		}
		return status, body, true
	})
}

func TestAForumPostIsFoundAmongTheThreads(t *testing.T) {
	since := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	early, late, other := idAt(since.Add(-time.Hour), 0), idAt(since.Add(time.Minute), 0), idAt(since.Add(time.Minute), 1)
	forum := `{"id":"30","guild_id":"10","type":15,"last_message_id":"` + late + `"}`
	thread := func(id, owner, parent string) string {
		return `{"threads":[{"id":"` + id + `","owner_id":"` + owner + `","parent_id":"` + parent + `"}],"has_more":false}`
	}
	begins := func(marker string) string {
		return `{"id":"` + late + `","author":{"id":"1"},"components":[{"type":1,"components":[{"type":2,"custom_id":"open?d=` + marker + `"}]}]}`
	}
	const none, gone = `{"threads":[],"has_more":false}`, `{"code":10003,"message":"Unknown Channel"}`
	active, archived, first := "/guilds/10/threads/active", "/archived/public?limit=100", "/messages/"+late
	for _, c := range []struct {
		name   string
		answer map[string]string
		found  bool
		err    error
	}{
		{name: "open", answer: map[string]string{"/30": forum, active: thread(late, "1", "30"), first: begins("m4rk")}, found: true},
		{name: "archived", answer: map[string]string{"/30": forum, active: none, archived: thread(late, "1", "30"), first: begins("m4rk")}, found: true},
		{name: "another one of ours", answer: map[string]string{"/30": forum, active: thread(late, "1", "30"), archived: none, first: begins("other")}},
		{name: "in another forum", answer: map[string]string{"/30": forum, active: thread(late, "1", "31"), archived: none}},
		{name: "somebody else's", answer: map[string]string{"/30": forum, active: thread(late, "2", "30"), archived: none}},
		{name: "nothing was posted since", answer: map[string]string{"/30": strings.Replace(forum, late, early, 1)}},
		{name: "the archive is closed to us", answer: map[string]string{"/30": forum, active: none, archived: `{"code":50013}`}, err: delivery.ErrMayNotLook},
		{name: "nothing is said of the forum", answer: map[string]string{"/30": `null`}, err: rest.ErrSaysNothing},
		{name: "nothing of its id", answer: map[string]string{"/30": `{}`}, err: rest.ErrSaysNothing},
		{name: "nothing of the threads", answer: map[string]string{"/30": forum, active: `{}`}, err: rest.ErrSaysNothing},
		{name: "nothing of the archive", answer: map[string]string{"/30": forum, active: none, archived: `{"threads":null}`}, err: rest.ErrSaysNothing},
		{name: "nothing of the message", answer: map[string]string{"/30": forum, active: thread(late, "1", "30"), first: `{}`}, err: rest.ErrSaysNothing},
		{name: "its message is gone", answer: map[string]string{"/30": forum, active: thread(late, "1", "30"), archived: none, first: gone}, err: delivery.ErrMayNotLook},
		{name: "another's message is gone", answer: map[string]string{"/30": forum, active: thread(other, "1", "30"), "/messages/" + other: gone, archived: thread(late, "1", "30"), first: begins("m4rk")}, found: true},
		{name: "its message may not be read", answer: map[string]string{"/30": forum, active: thread(late, "1", "30"), first: `{"code":50013}`}, err: delivery.ErrMayNotLook},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := newFake(t)
			f.queried(c.answer)
			id, found, err := f.idle(bot.Options{}).Find(t.Context(), delivery.Post{Channel: "30", Forum: "A title", Marker: "m4rk"}, since)
			if found != c.found || (id == late) != c.found || !errors.Is(err, c.err) || (err != nil) != (c.err != nil) {
				t.Errorf("%q, %v, %v", id, found, err)
			}
		})
	}
}

func TestEveryMessageIsPaidForFromTheBudget(t *testing.T) {
	post := delivery.Post{Channel: "30", Components: news}
	for _, c := range []struct {
		name   string
		budget []any // waits and errors, in turn; the last one repeats
		want   delivery.Outcome
		sent   int
		after  time.Duration
	}{
		{"room", []any{time.Duration(0)}, delivery.Sent, 1, 0},
		{"room soon", []any{10 * time.Millisecond, 10 * time.Millisecond, time.Duration(0)}, delivery.Sent, 1, 0},
		{"no room for long", []any{time.Minute}, delivery.Retry, 0, time.Minute},
		{"no answer", []any{errors.New("connection refused")}, delivery.Retry, 0, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := newFake(t)
			asked := 0
			b := f.idle(bot.Options{Budget: func(_ context.Context) (time.Duration, error) {
				next := c.budget[min(asked, len(c.budget)-1)]
				asked++
				if err, ok := next.(error); ok {
					return 0, err
				}
				return next.(time.Duration), nil
			}})
			d := b.Post(t.Context(), post)
			if d.Outcome != c.want || d.After != c.after || len(f.Find("POST", "/messages")) != c.sent || asked != len(c.budget) {
				t.Errorf("%+v, asked %d times", d, asked)
			}
		})
	}
}

func TestUnrequestedMessagesUseTheBudget(t *testing.T) {
	f := newFake(t)
	var paid int
	room := true
	b := f.idle(bot.Options{Budget: func(context.Context) (time.Duration, error) {
		if !room {
			return time.Minute, nil
		}
		paid++
		return 0, nil
	}})
	f.Answering(func(r request) (int, string, bool) {
		switch {
		case r.Path == "/users/@me":
			return 200, `{"id":"500"}`, true
		case r.Path == "/users/@me/channels":
			return 200, `{"id":"31"}`, true
		case r.Method == "GET" && strings.HasSuffix(r.Path, "/messages"):
			return 200, `[]`, true
		case r.Method == "GET":
			return 200, `{"id":"30"}`, true
		}
		return 0, "", false
	})
	for _, c := range []struct {
		what string
		do   func() bool
		want int
	}{
		{"a post", func() bool {
			return b.Post(t.Context(), delivery.Post{Channel: "30", Components: news}).Outcome == delivery.Sent
		}, 1},
		{"a direct message, with its channel", func() bool {
			return b.Post(t.Context(), delivery.Post{Person: "20", Components: news}).Outcome == delivery.Sent
		}, 2},
		{"publishing", func() bool { return b.Publish(t.Context(), "30", "7").Outcome == delivery.Sent }, 1},
		{"a look into an empty channel", func() bool {
			_, _, err := b.Find(t.Context(), delivery.Post{Channel: "30", Marker: "m"}, time.Now())
			return err == nil
		}, 3},
	} {
		paid, room = 0, true
		if !c.do() || paid != c.want {
			t.Errorf("%s took %d off the budget, want %d", c.what, paid, c.want)
		}
		made := len(f.Find("GET", "")) + len(f.Find("POST", ""))
		room = false
		if c.do() || len(f.Find("GET", ""))+len(f.Find("POST", "")) != made {
			t.Errorf("%s is done without room", c.what)
		}
	}
}
