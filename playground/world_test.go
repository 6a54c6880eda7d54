package playground_test

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"lede/playground"
)

func TestAWorldOfOnesOwn(t *testing.T) {
	t.Parallel()
	mine := &playground.World{
		Guilds: []playground.Guild{{ID: "77", Name: "Harbour", Channels: []playground.Channel{{Name: "quay"}, {Name: "notices", Type: playground.AnnouncementChannel}}}},
		People: []playground.Profile{{Name: "Ida", Locale: "de"}},
	}
	b, ctx := start(t, playground.Options{World: mine}), within(t)
	w := b.server.World()
	if mine.Guilds[0].Channels[0].ID != "" {
		t.Error("the options were written to")
	}
	if w.Guild("Harbour") != "77" || w.Channel("quay") == "" || w.Person("Ida").DM == "" || w.Channel("quay") == w.Channel("notices") {
		t.Errorf("the world is %+v", w)
	}
	if w.Guild("Newsroom") != "" || w.Channel("general") != "" || w.Person("Robin").ID != "" {
		t.Error("there is more in the world than was put into it")
	}
	w.Guilds[0].Name = "Changed"
	if b.server.World().Guilds[0].Name != "Harbour" {
		t.Error("the world can be changed from outside")
	}

	ida := b.server.As(w.Person("Ida").ID)
	i, err := ida.Slash(ctx, w.Channel("quay"), "raw", map[string]any{"text": "x"})
	want(t, i, err)
	if e := b.next("INTERACTION_CREATE"); !strings.Contains(string(e.RawData), `"locale":"de"`) {
		t.Errorf("the bot was told %s", e.RawData)
	}
	if _, err := ida.Slash(ctx, w.Channel("quay"), "shelf show", nil); err == nil {
		t.Error("somebody without permissions ran a command for admins")
	}

	// Publishing is a second step, done once.
	notice := b.must("POST", "/channels/"+w.Channel("notices")+"/messages", object{"content": "storm"})
	path := "/channels/" + w.Channel("notices") + "/messages/" + notice["id"].(string) + "/crosspost"
	if flags, _ := b.must("POST", path, nil)["flags"].(float64); int(flags)&1 == 0 {
		t.Error("a published message has no flag for it")
	}
	if _, err := b.call("POST", path, nil); err == nil {
		t.Error("a message was published twice")
	}
}

func TestSelectsAndOptionsOfEveryKind(t *testing.T) {
	t.Parallel()
	b, ctx := start(t, playground.Options{}), within(t)
	robin, sam, general := b.people()
	w := b.server.World()
	b.must("POST", "/applications/"+b.server.ApplicationID()+"/commands", command("all", "Everything", nil,
		option(6, "who", "Who?", nil), option(9, "whom", "Whom?", nil), option(10, "much", "How much?", object{"min_value": -1.5}),
		option(8, "role", "Which role?", nil), option(4, "n", "Which?", object{"choices": []object{{"name": "One", "value": 1}}}),
		option(3, "long", "How long?", object{"min_length": 2, "max_length": 3})))
	i, err := robin.Slash(ctx, general, "all", map[string]any{"who": w.Person("Sam").ID, "whom": w.Person("Robin").ID, "much": 0.5, "n": 1, "long": "ab"})
	want(t, i, err, `"users"`, `"members"`, `"value":0.5`, `"value":1`)
	for name, options := range map[string]map[string]any{
		"an unknown person": {"who": "1"}, "too small a number": {"much": -2}, "no number": {"much": "many"}, "infinity": {"much": "Inf"},
		"a role": {"role": "1"}, "none of the numbers": {"n": 2}, "too short": {"long": "a"}, "too long": {"long": "abcd"},
	} {
		if _, err := robin.Slash(ctx, general, "all", options); err == nil {
			t.Errorf("%s was sent", name)
		}
	}
	kinds := []object{{"type": 5, "custom_id": "who", "max_values": 2}, {"type": 7, "custom_id": "whom"}, {"type": 6, "custom_id": "role"}, {"type": 8, "custom_id": "news", "channel_types": []int{5}}}
	m := b.must("POST", "/channels/"+general+"/messages", v2(row(kinds[0]), row(kinds[1]), row(kinds[2]), row(kinds[3])))
	id := m["id"].(string)
	i, err = sam.Select(ctx, id, "who", []string{w.Person("Sam").ID, w.Person("Robin").ID})
	want(t, i, err, "Pressed who")
	i, err = sam.Select(ctx, id, "whom", []string{w.Person("Robin").ID})
	want(t, i, err, "Pressed whom")
	for custom, values := range map[string][]string{"who": {"1"}, "role": {"1"}, "news": {general}, "whom": {}} {
		if _, err := sam.Select(ctx, id, custom, values); err == nil {
			t.Errorf("%s: %v was chosen", custom, values)
		}
	}
	if got, err := sam.Message(ctx, id); err != nil || got.ID != id || got.ChannelID != general {
		t.Errorf("one message: %+v, %v", got, err)
	}
	if _, err := sam.Message(ctx, "1"); err == nil {
		t.Error("there is a message that nobody wrote")
	}
	if _, err := sam.Settle(ctx, &playground.Interaction{ID: "1"}); err == nil {
		t.Error("an interaction that nobody began was settled")
	}
}

func TestNothingGrowsForEver(t *testing.T) {
	t.Parallel()
	server := serve(t)
	ctx, w := within(t), server.World()
	robin := server.As(w.Person("Robin").ID)
	general := w.Channel("general")

	// A page and a bot that listen and never read, to be cut off rather than waited for.
	r, err := http.NewRequestWithContext(ctx, "GET", server.URL()+"/page/events?person="+w.Person("Sam").ID, nil)
	if err != nil {
		t.Fatal(err)
	}
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	bot := dial(t, server, "")
	bot.send(2, identify(server, object{"intents": 1 << 9}))
	bot.expect(0, "READY")

	long := strings.Repeat("x", 2000)
	for n := range 6000 {
		if _, err := robin.Say(ctx, general, fmt.Sprint(n, " <@", server.ApplicationID(), "> ", long[:1900])); err != nil {
			t.Fatal(err)
		}
	}
	list, err := robin.Messages(ctx, general)
	if err != nil || len(list) > 500 || !strings.HasPrefix(list[len(list)-1].Text(), "5999") {
		t.Errorf("%d messages are kept, %v", len(list), err)
	}
	lines := 0
	for s := bufio.NewScanner(res.Body); s.Scan(); lines++ {
		if ctx.Err() != nil {
			break
		}
	}
	if ctx.Err() != nil || lines == 0 {
		t.Errorf("a page that does not read is not cut off (%d lines)", lines)
	}
	for err == nil {
		_, err = bot.read()
	}
	var late net.Error
	if errors.As(err, &late) && late.Timeout() {
		t.Error("a bot that does not read is not cut off")
	}
}

func TestThePageIsToldWhatConcernsIt(t *testing.T) {
	t.Parallel()
	b, ctx := start(t, playground.Options{}), within(t)
	robin, sam, general := b.people()
	listen := func(person string) *bufio.Scanner {
		r, err := http.NewRequestWithContext(ctx, "GET", b.server.URL()+"/page/events?person="+person, nil)
		if err != nil {
			t.Fatal(err)
		}
		res, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = res.Body.Close() })
		s := bufio.NewScanner(res.Body)
		s.Buffer(nil, 1<<20)
		return s
	}
	w := b.server.World()
	hers, his := listen(w.Person("Robin").ID), listen(w.Person("Sam").ID)
	i, err := robin.Slash(ctx, general, "raw", map[string]any{"text": "a secret"})
	want(t, i, err, "a secret")
	if _, err := robin.Say(ctx, w.Person("Robin").DM, "between us"); err != nil {
		t.Fatal(err)
	}
	if _, err := sam.Say(ctx, general, "the end"); err != nil {
		t.Fatal(err)
	}
	until := func(s *bufio.Scanner) string {
		var all strings.Builder
		for s.Scan() {
			all.WriteString(s.Text())
			if strings.Contains(s.Text(), "the end") {
				break
			}
		}
		return all.String()
	}
	if heard := until(hers); !strings.Contains(heard, `"ephemeral":true`) || !strings.Contains(heard, `"kind":"request"`) {
		t.Errorf("Robin's page was told %s", heard)
	}
	if heard := until(his); strings.Contains(heard, `"ephemeral":true`) || strings.Contains(heard, "between us") {
		t.Errorf("Sam's page was told of what is Robin's alone: %s", heard)
	}
}

func TestWhatThePageSendsIsRead(t *testing.T) {
	t.Parallel()
	b := start(t, playground.Options{})
	w := b.server.World()
	post := func(deed, body string) (int, object) {
		res, err := http.Post(b.server.URL()+"/page/"+deed, "application/json", strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		defer res.Body.Close()
		var o object
		_ = json.NewDecoder(res.Body).Decode(&o) // a page that is not there answers in words
		return res.StatusCode, o
	}
	who := `"person":"` + w.Person("Sam").ID + `","channel":"` + w.Channel("general") + `"`
	for _, c := range []struct {
		deed, body string
		status     int
	}{
		{"say", `{` + who + `,"text":"hello"}`, 200},
		{"say", `{`, 400},
		{"say", `[]`, 400},
		{"say", `{"text":"hello"}`, 400},
		{"slash", `{` + who + `,"command":"read","files":{"file":{"name":"a.txt","data":"ZHJpcA=="}}}`, 200},
		{"slash", `{` + who + `,"command":"read","files":{"file":{"name":"a.txt","data":"*"}}}`, 400},
		{"slash", `{` + who + `,"command":"shelf show"}`, 400},
		{"dismiss", `{` + who + `,"message":"1"}`, 400},
		{"nothing", `{}`, 404},
	} {
		if status, o := post(c.deed, c.body); status != c.status || c.status == 400 && o["error"] == "" {
			t.Errorf("%s %s: %d %v", c.deed, c.body, status, o)
		}
	}
}

func TestStartingAndEnding(t *testing.T) {
	t.Parallel()
	idle := playground.New(playground.Options{})
	if _, err := idle.Client().Get("https://discord.com/api/v10/gateway"); err == nil {
		t.Error("a playground that was not started answers")
	}
	if err := idle.Close(); err != nil || idle.URL() != "" {
		t.Errorf("closing what was not started: %v", err)
	}
	server := serve(t)
	other := playground.New(playground.Options{})
	if err := other.Start(strings.TrimPrefix(server.URL(), "http://")); err == nil {
		t.Error("two playgrounds share an address")
	}
	everywhere := playground.New(playground.Options{})
	if err := everywhere.Start(":0"); err != nil || !strings.HasPrefix(everywhere.URL(), "http://127.0.0.1:") {
		t.Errorf("listening everywhere at %s, %v", everywhere.URL(), err)
	}
	bot := dial(t, everywhere, "")
	bot.send(2, identify(everywhere, nil))
	bot.expect(0, "READY")
	if err := everywhere.Close(); err != nil {
		t.Error(err)
	}
	bot.closed(1001)
	if err := everywhere.Close(); err != nil {
		t.Errorf("closing twice: %v", err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Millisecond)
	defer cancel()
	b := start(t, playground.Options{})
	_, sam, general := b.people()
	if _, err := sam.Slash(ctx, general, "silent", nil); err == nil {
		t.Error("nobody waits any more, and yet there is an answer")
	}
}
