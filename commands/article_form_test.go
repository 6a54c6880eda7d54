package commands_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"lede/commands/command"
	"lede/delivery"
	"lede/desk"
	"lede/languages"
	"lede/scheduler"
	"lede/store"
)

// sendWrong sends a form that cannot be used and returns what leads back to it.
func sendWrong(t *testing.T, d *desk.Desk, fields map[string]string) (words string, back command.Input) {
	t.Helper()
	in := admin("article", "add", fields)
	_, err := commandNamed(t, d, "article").Handle(t.Context(), in)
	if err == nil {
		t.Fatalf("%v was taken", fields)
	}
	reply, expected := command.Explain(languages.Language{}, err, "ref")
	if !expected {
		t.Fatalf("%v", err)
	}
	link, ok := command.FromCustomID(buttonID(t, reply, "Open the form again"))
	if !ok {
		t.Fatalf("no button leads back: %s", said(t, reply))
	}
	return said(t, reply), admin(link.Command, link.Sub, link.Options)
}

// filled are the fields of the form that an input opens, by name.
func filled(t *testing.T, d *desk.Desk, in command.Input) (values, beside map[string]string, id string) {
	t.Helper()
	c := commandNamed(t, d, "article")
	if mode := c.Mode(t.Context(), in); mode != command.Form {
		t.Fatalf("answered in mode %v", mode)
	}
	reply, err := c.Handle(t.Context(), in)
	if err != nil || reply.Modal == nil {
		t.Fatalf("no form: %v", err)
	}
	values, beside = map[string]string{}, map[string]string{}
	for _, f := range reply.Modal.Fields {
		values[f.Name], beside[f.Name] = f.Value, f.Description
		if n := len(utf16.Encode([]rune(f.Description))); n > 100 {
			t.Errorf("%d characters stand beside %s: %s", n, f.Name, f.Description)
		}
		if n := len(utf16.Encode([]rune(f.Value))); n > f.MaxLength && f.MaxLength > 0 {
			t.Errorf("%d characters stand in %s, which takes %d", n, f.Name, f.MaxLength)
		}
	}
	return values, beside, reply.Modal.ID
}

// TestAWrongFormComesBackAsItWasTyped: with what is wrong beside the fields, also after a restart, until it can be used.
func TestAWrongFormComesBackAsItWasTyped(t *testing.T) {
	d, kv := newDesk(t)
	long := strings.Repeat("Die Fähre fährt wieder. 🦊\n", 148)
	typed := map[string]string{"text": long, "headline": "first", "url": "javascript:" + strings.Repeat("x", 400), "published": "on the 30th of Februa"}
	words, back := sendWrong(t, d, typed)
	contains(t, words, "not a web address", "not a date I can read", "kept for an hour")

	d = desk.New(desk.Options{Store: kv}) // after a restart
	values, beside, id := filled(t, d, back)
	for name, want := range typed {
		if values[name] != want {
			t.Errorf("%s came back as %q", name, values[name])
		}
	}
	contains(t, beside["url"], "not a web address", "https://")
	contains(t, beside["published"], "not a date", "2025-02-14")

	form, _ := command.FromCustomID(id)
	typed["url"], typed["published"] = "https://ferry.example/again", "30 February 2025"
	for name, value := range form.Options {
		typed[name] = value
	}
	words, back = sendWrong(t, d, typed)
	contains(t, words, "30 February 2025")
	typed["published"] = "28 February 2025"
	contains(t, run(t, d, admin("article", "add", typed)), "Added", "28 February 2025")
	contains(t, run(t, d, back), "no longer kept", "Type the command again")
}

// TestTheFormTakesATextAFileOrAnAddress: each with what else is said of it.
func TestTheFormTakesATextAFileOrAnAddress(t *testing.T) {
	d, _ := newDesk(t)
	file := &command.Attachment{URL: "https://cdn.example/f", Filename: "ferry.txt"}
	send := func(file *command.Attachment, fields map[string]string) command.Input {
		in := admin("article", "add", fields)
		in.Attachment = file
		return in
	}
	for name, c := range map[string]struct {
		in   command.Input
		want []string
	}{
		"a headline and a text": {send(nil, map[string]string{"text": "\n  Bakery closes \nThe bakery has closed, its owner said. It had sold bread and cakes on the market square of Lowbridge since the spring of 1911, and had five bakers.", "headline": "first", "url": ""}), []string{"Added", "Bakery closes"}},
		"a text alone":          {send(nil, map[string]string{"text": "The mill has closed, its owner said. It had ground the flour of the whole valley since 1850, and no other mill is left on the river now.", "headline": "maybe"}), []string{"Added", "The mill has closed"}},
		"a file":                {send(file, map[string]string{"text": " ", "url": "https://lowbridge.example/ferry", "published": "2026-02-28"}), []string{"Added", "From ferry.txt", "](https://lowbridge.example/ferry)", "28 February 2026"}},
		"an address":            {send(nil, map[string]string{"text": "", "url": "https://coast.example/light", "published": "2026-02-27"}), []string{"Added", "The light is back", "27 February 2026"}},
	} {
		t.Run(name, func(t *testing.T) { contains(t, run(t, d, c.in), c.want...) })
	}
	in := send(file, map[string]string{"text": news, "headline": "first"})
	_, err := commandNamed(t, d, "article").Handle(t.Context(), in)
	reply, _ := command.Explain(languages.Language{}, err, "ref")
	contains(t, said(t, reply), "both a text and a file")
	link, _ := command.FromCustomID(buttonID(t, reply, "Open the form again"))
	if values, _, _ := filled(t, d, admin(link.Command, link.Sub, link.Options)); values["text"] != news || values["headline"] != "first" {
		t.Errorf("came back as %q", values)
	}
}

func TestWhateverFailsWhatWasTypedIsNotLost(t *testing.T) {
	kv := &refusing{KV: store.NewMemory(func() time.Time { return now })}
	d := desk.New(desk.Options{Store: kv})
	words, back := sendWrong(t, d, map[string]string{"text": " \n "})
	contains(t, words, "text has no words")
	filled(t, d, back)
	for i := range 50 {
		contains(t, run(t, d, admin("article", "add", map[string]string{"text": fmt.Sprintf("Ship number %d sailed on Monday.", i), "sure": "1"})), "Added")
	}
	words, back = sendWrong(t, d, map[string]string{"text": news + "\nOne more."})
	contains(t, words, "as many articles as it can")
	if values, _, _ := filled(t, d, back); values["text"] != news+"\nOne more." {
		t.Errorf("came back as %q", values["text"])
	}

	kv.down = true
	_, err := commandNamed(t, d, "article").Handle(t.Context(), admin("article", "add", map[string]string{"text": news}))
	reply, expected := command.Explain(languages.Language{}, err, "ref")
	if !expected || len(reply.Files) != 1 || string(reply.Files[0].Data) != news {
		t.Fatalf("without a store: %+v, %v", reply.Files, err)
	}
	contains(t, said(t, reply), "could not keep what you typed")
}

// refusing is a store that can be down.
type refusing struct {
	store.KV
	down bool
}

func (r *refusing) Update(ctx context.Context, owner string, edit func(store.Tx) error) error {
	if r.down {
		return store.ErrUnavailable
	}
	return r.KV.Update(ctx, owner, edit)
}

// TestWhatWasTypedIsForgotten: an hour later, and it is never shown on another server.
func TestWhatWasTypedIsForgotten(t *testing.T) {
	at := now
	kv := store.NewMemory(func() time.Time { return at })
	d := desk.New(desk.Options{Store: kv})
	typed := map[string]string{"text": "The canary sang.", "published": "yesterday"}
	kept := func() bool {
		t.Helper()
		file, err := d.ExportPerson(t.Context(), "p")
		if err != nil {
			t.Fatal(err)
		}
		return strings.Contains(string(file), "The canary sang.")
	}
	_, back := sendWrong(t, d, typed)
	elsewhere := back
	elsewhere.Guild = "h"
	contains(t, run(t, d, elsewhere), "no longer kept")
	other := back
	other.Person.ID = "q"
	contains(t, run(t, d, other), "no longer kept")
	if !kept() {
		t.Error("it is not in what a person can take along")
	}
	contains(t, run(t, d, admin("data", "forget-me", nil)), "what you typed")
	contains(t, run(t, d, back), "no longer kept")
	if _, due, err := kv.NextDue(t.Context()); err != nil || due || kept() {
		t.Errorf("something of it is left: %v, %v", due, err)
	}

	_, back = sendWrong(t, d, typed)
	at = at.Add(desk.DraftFor)
	contains(t, run(t, d, back), "no longer kept") // also when nothing has swept yet
	claims, err := kv.Claim(t.Context(), 10, time.Minute)
	if err != nil || len(claims) != 1 {
		t.Fatalf("claimed %v, %v", claims, err)
	}
	if err := (delivery.Deliverer{Desk: d}).Deliver(t.Context(), scheduler.Slot{Claim: claims[0]}); err != nil || kept() {
		t.Errorf("an hour later it is still there: %v", err)
	}
	if _, due, err := kv.NextDue(t.Context()); err != nil || due {
		t.Errorf("it would be swept for ever: %v", err)
	}
	if err := d.KeepDraft(t.Context(), desk.Reader{Guild: "g", Person: "p"}, map[string]string{"text": strings.Repeat("x", 33<<10)}); !errors.Is(err, desk.ErrTooLarge) {
		t.Errorf("a draft of any size is kept: %v", err)
	}
}
