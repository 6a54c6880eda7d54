package bot_test

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
	"time"

	"lede/bot"
	"lede/commands"
	"lede/desk"
	"lede/playground"
	"lede/source"
	"lede/store"
)

// story is a page on the local web, and what Lede should say of it.
const story = `<html><head><title>%s</title><meta property="og:image" content="https://img.example/a.jpg"></head><body><article><h1>%[1]s</h1><p>%[2]s, the mayor of Lowbridge said on Monday.</p>
<p>The council will meet again on Friday to hear what the engineers have found, she said, and nobody was hurt.</p></article></body></html>`

// newsroom runs Lede's own commands on a playground, with a web of two pages, and returns their addresses.
func newsroom(t *testing.T) (srv *playground.Server, robin *playground.Person, bridge, ferry string) {
	t.Helper()
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		switch r.URL.Path {
		case "/bridge_(old)":
			fmt.Fprintf(w, story, "Old bridge to close", "The old bridge will be closed")
		case "/ferry":
			fmt.Fprintf(w, story, "No ferry", "The ferry will not run")
		default:
			http.NotFound(w, r)
		}
	}))
	t.Cleanup(site.Close)
	srv = playground.New(playground.Options{Waits: patientWaits})
	if err := srv.Start("127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = srv.Close() })
	kv := store.NewMemory(time.Now)
	t.Cleanup(func() { _ = kv.Close() })
	d := desk.New(desk.Options{
		Store: kv, Pictures: true, Attached: &source.Attachments{Client: srv.Client()},
		Web: &source.Web{Allow: []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8")}},
	})
	b, err := bot.New(bot.Options{
		Token: srv.Token(), Client: srv.Client(), Timing: patient(), Log: slog.New(slog.NewTextHandler(t.Output(), nil)),
		Commands: commands.All(d), DM: commands.Direct(d),
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if r := srv.Refusals(); len(r) > 0 {
			t.Errorf("refused: %q", r)
		}
	})
	running(t, b)
	received(t, "the bot to be ready", b.Ready())
	return srv, srv.As(srv.World().Person("Robin").ID), site.URL + "/bridge_(old)", site.URL + "/ferry"
}

// TestBriefThisReadsMessagesAsDiscordSendsThem: over the gateway, including shapes that discordgo cannot read.
func TestBriefThisReadsMessagesAsDiscordSendsThem(t *testing.T) {
	t.Parallel()
	srv, robin, bridge, _ := newsroom(t)
	general := srv.World().Channel("general")
	file := playground.Upload{Filename: "news.txt", ContentType: "text/plain", Data: []byte("The lighthouse shone again, the coast guard said on Friday.")}
	photo := playground.Upload{Filename: "a.png", ContentType: "image/png", Data: []byte("\x89PNG")}
	brief := func(what string, m *playground.Message, err error) string {
		t.Helper()
		if err != nil {
			t.Fatalf("%s: %v", what, err)
		}
		i, err := robin.Apply(t.Context(), m.ID, "Brief this")
		if err == nil {
			i, err = robin.Settle(t.Context(), i)
		}
		if err != nil || i.TimedOut || !i.Ephemeral {
			t.Fatalf("%s: %v, %+v", what, err, i)
		}
		return i.Text()
	}
	for _, c := range []struct {
		name, body, want string
		files            []playground.Upload
	}{
		{"components", `{"flags":32768,"components":[{"type":17,"components":[{"type":9,"components":[{"type":10,"content":"The tram stopped for a day, the company said on Monday."}],"accessory":{"type":11,"media":{"url":"https://x.example/a.png"}}}]}]}`, "tram stopped", nil},
		{"a poll", `{"poll":{"question":{"text":"Should the harbour of Lowbridge be closed?"},"answers":[{"answer_id":1,"poll_media":{"text":"Yes"}}]}}`, "harbour of Lowbridge", nil},
		{"how a poll ended", `{"embeds":[{"type":"poll_result","fields":[{"name":"poll_question_text","value":"Should the ferry of Lowbridge run at night?"},{"name":"victor_answer_votes","value":"3"}]}]}`, "Should the ferry of Lowbridge", nil},
		{"an embed's fields", `{"content":"<@&1>","embeds":[{"type":"rich"},{"type":"rich","title":"Tram","fields":[{"name":"News","value":"The tram stopped for a day, the company said."}]}]}`, "tram stopped", nil},
		{"a page that is not there", `{"content":"` + strings.TrimSuffix(bridge, "/bridge_(old)") + `/gone","embeds":[{"type":"article","title":"Tram","description":"The tram stopped for a day, the company said."}]}`, "this is what the message shows", nil},
		{"a picture and a file", `{}`, "lighthouse shone", []playground.Upload{photo, file}},
		{"a link and a picture", `{"content":"see [this](` + bridge + `)"}`, "old bridge will be closed", []playground.Upload{photo}},
	} {
		m, err := robin.Post(t.Context(), general, c.body, c.files...)
		if got := brief(c.name, m, err); !strings.Contains(got, c.want) || strings.Contains(got, "question") {
			t.Errorf("%s: %q is not in %q", c.name, c.want, got)
		}
		if strings.Contains(c.body, `"poll"`) {
			continue // Discord forwards no poll
		}
		m, err = robin.Forward(t.Context(), m.ID, general)
		if got := brief(c.name+", forwarded", m, err); !strings.Contains(got, c.want) {
			t.Errorf("%s, forwarded: %q is not in %q", c.name, c.want, got)
		}
	}
}

func TestOfSeveralLinksThePersonChoosesOnDiscord(t *testing.T) {
	t.Parallel()
	srv, robin, bridge, ferry := newsroom(t)
	m, err := robin.Say(t.Context(), srv.World().Channel("general"), "Read "+ferry+" and ("+bridge+")!")
	if err != nil {
		t.Fatal(err)
	}
	i, err := robin.Apply(t.Context(), m.ID, "Brief this")
	if err == nil {
		i, err = robin.Settle(t.Context(), i)
	}
	if err != nil || !strings.Contains(i.Text(), "Which of these links?") {
		t.Fatalf("%v, %q", err, i.Text())
	}
	if i, err = robin.Select(t.Context(), i.Message.ID, "Brief this", []string{"2"}); err == nil {
		i, err = robin.Settle(t.Context(), i)
	}
	picture := func() bool {
		raw, err := json.Marshal(i)
		return err == nil && strings.Contains(string(raw), `"url":"https://img.example/a.jpg"`)
	}
	if err != nil || !i.Updated || !strings.Contains(i.Text(), "old bridge will be closed") || !picture() {
		t.Errorf("%v, %+v: %q", err, i, i.Text())
	}
}

func TestADirectMessageThatIsOnlyALinkIsBriefedOnDiscord(t *testing.T) {
	t.Parallel()
	srv, robin, bridge, ferry := newsroom(t)
	dm := srv.World().Person("Robin").DM
	told := 0
	expect := func(what string, err error, want string) {
		t.Helper()
		if err != nil {
			t.Fatalf("%s: %v", what, err)
		}
		told += 2
		var list []*playground.Message
		eventually(t, "an answer to "+what, func() bool {
			list, err = robin.Messages(t.Context(), dm)
			return err == nil && len(list) == told
		})
		if got := list[told-1].Text(); !strings.Contains(got, want) {
			t.Errorf("%s: %q is not in %q", what, want, got)
		}
	}
	_, err := robin.Say(t.Context(), dm, bridge)
	expect("a link", err, "old bridge will be closed")
	_, err = robin.Post(t.Context(), dm, `{}`, playground.Upload{Filename: "news.txt", ContentType: "text/plain", Data: []byte("The lighthouse shone again, the coast guard said on Friday.")})
	expect("a file", err, "lighthouse shone")
	m, err := robin.Say(t.Context(), srv.World().Channel("general"), "Look: "+ferry)
	if err != nil {
		t.Fatal(err)
	}
	_, err = robin.Forward(t.Context(), m.ID, dm)
	expect("a forwarded message", err, "ferry will not run")
}
