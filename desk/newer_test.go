package desk_test

import (
	"errors"
	"strings"
	"testing"

	"lede/desk"
	"lede/problem"
	"lede/store"
)

// TestWhatANewerLedeWroteOfAServerIsLeftAlone, whatever is asked of the server meanwhile.
func TestWhatANewerLedeWroteOfAServerIsLeftAlone(t *testing.T) {
	const newer, address = `{"v":99,"data":{"all":"else"}}`, "https://news.example.org/rss"
	ctx := t.Context()
	for record, refused := range map[string]string{
		"digests":  "ChangeDigest RemoveDigest",
		"settings": "ChangeSettings AddDigest",
		"sources":  "AddSource ChangeSource PauseSource RemoveSource",
		"shelf":    "Add",
		"greeting": "Greet",
	} {
		for name := range strings.FieldsSeq(refused) {
			d, kv, _ := open(t)
			g, err := d.AddDigest(ctx, "g", desk.Digest{Channel: "412", Next: start}, "UTC")
			s, _, err2 := d.AddSource(ctx, "g", desk.Source{Address: address})
			_, _, err3 := d.Add(ctx, "g", "ana", article("a", "Title"))
			err4 := d.Greet(ctx, "g", "welcome", start, start)
			if err := errors.Join(err, err2, err3, err4); err != nil {
				t.Fatal(err)
			}
			var key string
			err = kv.Update(ctx, "guild:g", func(tx store.Tx) error {
				entries, err := tx.List(record)
				if err != nil || len(entries) != 1 {
					t.Fatalf("%s: %v, %v", record, entries, err)
				}
				key = entries[0].Key
				return tx.Put(record, key, []byte(newer))
			})
			if err != nil {
				t.Fatal(err)
			}
			asked := map[string]func() error{
				"ChangeDigest": func() error {
					_, err := d.ChangeDigest(ctx, "g", g.ID, func(*desk.Digest) error { return nil })
					return err
				},
				"RemoveDigest":   func() error { return d.RemoveDigest(ctx, "g", g.ID) },
				"ChangeSettings": func() error { _, err := d.ChangeSettings(ctx, "g", func(*desk.Settings) {}); return err },
				"AddDigest": func() error {
					_, err := d.AddDigest(ctx, "g", desk.Digest{Channel: "7", Next: start}, "UTC")
					return err
				},
				"AddSource": func() error { _, _, err := d.AddSource(ctx, "g", desk.Source{Address: address}); return err },
				"ChangeSource": func() error {
					_, err := d.ChangeSource(ctx, "g", s.ID, func(*desk.Source) error { return nil })
					return err
				},
				"PauseSource":  func() error { _, err := d.PauseSource(ctx, "g", s.ID, problem.New("desk.paused")); return err },
				"RemoveSource": func() error { _, err := d.RemoveSource(ctx, "g", s.ID); return err },
				"Add":          func() error { _, _, err := d.Add(ctx, "g", "ana", article("a", "Another")); return err },
				"Greet":        func() error { return d.Greet(ctx, "g", "welcome", start, start) },
			}
			err = asked[name]()
			if kept, lost := kv.Get(ctx, "guild:g", record, key); !errors.Is(err, desk.ErrNewer) || lost != nil || string(kept) != newer {
				t.Errorf("%s: after %s (%v) it is %s, %v", record, name, err, kept, lost)
			}
		}
	}
}
