package delivery_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"lede/cards"
	"lede/commands/command"
	"lede/delivery"
	"lede/desk"
)

// pressed finds a button of a card by its label, and returns the input that pressing it makes.
func pressed(t *testing.T, card cards.Card, label string, by command.Input) (in command.Input, ok bool) {
	t.Helper()
	b, err := json.Marshal(card.Components)
	var parts []any
	if err == nil {
		err = json.Unmarshal(b, &parts)
	}
	if err != nil {
		t.Fatal(err)
	}
	var texts []string
	var walk func([]any)
	walk = func(list []any) {
		for _, one := range list {
			part, _ := one.(map[string]any)
			if content, is := part["content"].(string); is {
				texts = append(texts, content)
			}
			if id, is := part["custom_id"].(string); is && part["label"] == label {
				in, ok = command.FromCustomID(id)
			}
			inner, _ := part["components"].([]any)
			walk(inner)
		}
	}
	walk(parts)
	in.Guild, in.Channel, in.Person, in.AppPermissions = by.Guild, by.Channel, by.Person, -1
	in.Target = &command.Message{ID: "412", Channel: by.Channel, Shown: strings.Join(texts, "\n\n")}
	return in, ok
}

// reader asks a question in the room's server and returns the answer.
func (r *room) reader(t *testing.T, person, question string) (cards.Card, command.Input) {
	t.Helper()
	in := command.Input{Command: "ask", Options: map[string]string{"question": question}, Guild: "g", Channel: "c", Person: command.Person{ID: person, Name: "Sam"}, AppPermissions: -1}
	reply, err := handle(t, r.Desk, in)
	if err != nil {
		t.Fatal(err)
	}
	return reply.Card, in
}

// ofRefusal is a reader's report of a question that was refused.
func (r *room) ofRefusal(t *testing.T) command.Input {
	t.Helper()
	card, in := r.reader(t, "sam", "Who owns the zebra?")
	report, ok := pressed(t, card, "Report as wrong", in)
	if !ok {
		t.Fatalf("%+v", card)
	}
	return report
}

// TestAReaderReportsAnAnswer from behind More…: its question, the sentences that it showed, each with its source, and a link to it reach the alerts channel once,
// without the person.
func TestAReaderReportsAnAnswer(t *testing.T) {
	r := newRoom(t)
	run(t, r.Desk, admin("digest", "alerts", map[string]string{"channel": "alerts"}))
	card, in := r.reader(t, "sam", "How many *cracks* were found?")
	more, ok := pressed(t, card, "More…", in)
	if !ok {
		t.Fatal("the answer has no More…")
	}
	views, err := handle(t, r.Desk, more)
	if err != nil {
		t.Fatal(err)
	}
	report, ok := pressed(t, views.Card, "Report as wrong", in)
	if !ok {
		t.Fatalf("behind More… is no report: %+v", views.Card)
	}
	report.Target.Hidden, report.Target.ID = true, "413"
	contains(t, run(t, r.Desk, report), "without your name. If they reply, it is there")
	r.move(t, r.at)
	if len(r.wire.posts) != 1 || r.wire.posts[0].Channel != "alerts" || r.wire.posts[0].Nonce == "" {
		t.Fatalf("%+v", r.wire.posts)
	}
	said := string(r.wire.posts[0].Components)
	contains(t, said, "https://discord.com/channels/g/c/412", `How many \\*cracks\\* were found?`, "14 cracks had been found", "https://lowbridge.example/bridge#:~:text=")
	if strings.Contains(said, "sam") || strings.Contains(said, "Sam") {
		t.Errorf("the person is named: %s", said)
	}
	contains(t, run(t, r.Desk, report), "a moment ago")
	for range 5 {
		r.move(t, r.at.Add(3*time.Minute))
	}
	if len(r.wire.posts) != 1 {
		t.Errorf("%d posts", len(r.wire.posts))
	}
	contains(t, run(t, r.Desk, report), "without your name")
}

// TestARefusalIsReported as one, at once and with what came nearest; the link to an answer that only its reader sees is left out, and the reader
// is told that nobody can reply.
func TestARefusalIsReported(t *testing.T) {
	r := newRoom(t)
	run(t, r.Desk, admin("digest", "alerts", map[string]string{"channel": "alerts"}))
	report := r.ofRefusal(t)
	report.Target.Hidden = true
	contains(t, run(t, r.Desk, report), "without your name, so nobody can reply to you")
	r.wire.answers = []delivery.Result{{Outcome: delivery.Retry}, {Outcome: delivery.Ambiguous}}
	for range 4 {
		r.move(t, r.at.Add(time.Minute))
	}
	if len(r.wire.posts) != 3 || r.wire.posts[0].Nonce != r.wire.posts[2].Nonce {
		t.Fatalf("%d posts", len(r.wire.posts))
	}
	if r.wire.posts[0].Again || !r.wire.posts[2].Again {
		t.Error("whether an earlier attempt may have arrived is not said")
	}
	said := string(r.wire.posts[2].Components)
	contains(t, said, "Who owns the zebra?", "The article does not say")
	if strings.Contains(said, "discord.com/channels") {
		t.Errorf("a link that nobody can follow: %s", said)
	}
}

// TestAReportThatNeverArrivesIsGivenUp after twenty attempts.
func TestAReportThatNeverArrivesIsGivenUp(t *testing.T) {
	r := newRoom(t)
	run(t, r.Desk, admin("digest", "alerts", map[string]string{"channel": "alerts"}))
	report := r.ofRefusal(t)
	contains(t, run(t, r.Desk, report), "without your name")
	for range 40 {
		r.wire.answers = append(r.wire.answers, delivery.Result{Outcome: delivery.Retry})
	}
	for range 40 {
		r.move(t, r.at.Add(2*time.Hour))
	}
	reports := 0
	for _, p := range r.wire.posts {
		if p.Channel == "alerts" && strings.Contains(string(p.Components), "zebra") {
			reports++
		}
	}
	if reports != 20 {
		t.Errorf("%d attempts", reports)
	}
}

// TestAServerWithoutAlertsGetsNoReport, and the reader is told so. A channel that refuses it ends it.
func TestAServerWithoutAlertsGetsNoReport(t *testing.T) {
	r := newRoom(t)
	card, in := r.reader(t, "sam", "Who owns the zebra?")
	report, _ := pressed(t, card, "Report as wrong", in)
	contains(t, run(t, r.Desk, report), "no channel to which I could send that")
	if claims, err := r.kv.Claim(t.Context(), 10, time.Minute); err != nil || len(claims) != 0 {
		t.Errorf("something is due: %v, %v", claims, err)
	}
	run(t, r.Desk, admin("digest", "alerts", map[string]string{"channel": "alerts"}))
	contains(t, run(t, r.Desk, report), "without your name")
	r.wire.answers = no("no access")
	r.move(t, r.at)
	r.move(t, r.at.Add(5*time.Minute))
	if len(r.wire.posts) != 1 {
		t.Errorf("%d posts", len(r.wire.posts))
	}
	if !slices.Contains(r.ended, "report: untold") {
		t.Errorf("it is counted as %v", r.ended)
	}
	if file, err := r.ExportPerson(t.Context(), "sam"); err != nil || strings.Contains(string(file), "zebra") {
		t.Errorf("what nobody will get is kept: %s, %v", file, err)
	}
}

// TestAReportEndsWithTheAlerts: an admin switched them off before it was sent.
func TestAReportEndsWithTheAlerts(t *testing.T) {
	r := newRoom(t)
	run(t, r.Desk, admin("digest", "alerts", map[string]string{"channel": "alerts"}))
	contains(t, run(t, r.Desk, r.ofRefusal(t)), "without your name")
	if _, err := r.ChangeSettings(t.Context(), "g", func(s *desk.Settings) { s.Alerts = "" }); err != nil {
		t.Fatal(err)
	}
	if r.move(t, r.at); len(r.wire.posts) != 0 {
		t.Errorf("posted %+v", r.wire.posts)
	}
}
