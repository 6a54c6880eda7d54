package commands_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"lede/briefing"
	"lede/commands"
	"lede/commands/command"
	"lede/desk"
	"lede/store"
)

// TestADigestSetTwiceIsOneAndSaysSo: a person who was not answered tries again.
func TestADigestSetTwiceIsOneAndSaysSo(t *testing.T) {
	d, _ := newDesk(t, bridge(t))
	set := admin("digest", "set", map[string]string{"time": "07:30", "zone": "Europe/Paris", "sections": "people, quotes"})
	contains(t, run(t, d, set), "Digest set")
	contains(t, run(t, d, set), "This digest is set already", "Nothing was changed", "07:30")
	if list, err := d.Digests(t.Context(), "g"); err != nil || len(list) != 1 {
		t.Errorf("%d digests, %v", len(list), err)
	}
	set.Options["sections"] = "people"
	text := run(t, d, set)
	contains(t, text, "Digest set", "another digest")
	if strings.Contains(text, "Replace") {
		t.Error("a digest whose sections no button sets again is replaced by one")
	}
}

// watched records whose data was changed.
type watched struct {
	store.KV
	changed []string
}

func (w *watched) Update(ctx context.Context, owner string, edit func(store.Tx) error) error {
	return w.KV.Update(ctx, owner, func(tx store.Tx) error {
		return edit(watchedTx{tx, func() { w.changed = append(w.changed, owner) }})
	})
}

type watchedTx struct {
	store.Tx
	changed func()
}

func (w watchedTx) Put(kind, key string, value []byte) error {
	w.changed()
	return w.Tx.Put(kind, key, value)
}

func (w watchedTx) Delete(kind, key string) error {
	w.changed()
	return w.Tx.Delete(kind, key)
}

// TestWhatChangesAServerIsDeclared: a command that changes what a server has, or forgets a person, says so beforehand. The
// router keeps its rule by that.
func TestWhatChangesAServerIsDeclared(t *testing.T) {
	kv := &watched{KV: store.NewMemory(func() time.Time { return now })}
	t.Cleanup(func() { kv.Close() })
	outline := func(_ context.Context, _, name string) ([]byte, error) {
		if name == "lede.json" {
			return []byte(`{"lede_export":1,"settings":{"zone":"UTC"}}`), nil
		}
		return []byte(`<opml><body><outline xmlUrl="https://post.example/feed"/></body></opml>`), nil
	}
	d := desk.New(desk.Options{Store: kv, Attached: attached{}, Web: web{}, File: outline})
	options := map[string]string{"time": "07:30", "zone": "UTC", "answers": "private", "confirm": "erase", "article": "From ferry.txt", "channel": "c", "name": "News", "other": "Another", "event": "two", "topic": "go", "words": "ferry"}
	try := func(name, sub string) {
		t.Helper()
		if name == "same" { // two articles, so that something can be said of them
			for _, title := range []string{"From ferry.txt", "Another"} {
				a, err := briefing.Parse(news, briefing.Options{ID: title, Title: title})
				if err == nil {
					_, _, err = d.Add(t.Context(), "g", "p", a)
				}
				if err != nil {
					t.Fatal(err)
				}
			}
		}
		if name == "sources" { // the one that is paused, changed or removed
			_, _, _ = d.AddSource(t.Context(), "g", desk.Source{Address: "https://news.example/"})
		}
		in := admin(name, sub, options)
		in.Attachment = &command.Attachment{URL: "https://cdn.example/x", Filename: "ferry.txt"}
		if name == "server-data" && sub == "import" {
			in.Options, in.Attachment.Filename = map[string]string{"confirm": "import"}, "lede.json"
		}
		in.Target = &command.Message{Text: news}
		kv.changed = nil
		c := commandNamed(t, d, name)
		_, _ = c.Handle(t.Context(), in) // a refusal changes nothing, which is what is looked at
		declared := c.Changes != nil && c.Changes(in)
		for _, owner := range kv.changed {
			if (strings.HasPrefix(owner, "guild") || sub == "forget-me") && !declared {
				t.Errorf("/%s %s changes %s and does not say so", name, sub, owner)
			}
		}
	}
	tried := 0
	for _, c := range commands.All(d) {
		subs := []string{""}
		for _, o := range c.Definition.Options {
			if o.Type == 1 {
				subs = append(subs, o.Name)
			}
		}
		for _, sub := range subs {
			try(c.Definition.Name, sub)
			tried += len(kv.changed)
		}
	}
	if tried < 8 {
		t.Errorf("only %d changes were made", tried)
	}
}
