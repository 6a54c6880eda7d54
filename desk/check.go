package desk

import (
	"context"
	"fmt"

	"lede/desk/digests"
	"lede/desk/drafts"
	"lede/desk/feeds"
	"lede/desk/reports"
	"lede/desk/sources"
	"lede/desk/stories"
	"lede/desk/talk"
	"lede/desk/tongues"
	"lede/store"
)

// Report is what CheckStore found.
type Report struct {
	Records, Due int
	Damage       []string // a line each, for the operator
}

// maxDamage bounds the lines of a report: what is damaged everywhere needs no list.
const maxDamage = 100

// CheckStore reads every record of a store, and compares the digests with what is due.
func CheckStore(ctx context.Context, kv store.Walker) (Report, error) {
	var r Report
	say := func(format string, args ...any) {
		if len(r.Damage) < maxDamage {
			r.Damage = append(r.Damage, fmt.Sprintf(format, args...))
		}
	}
	kept := map[string]bool{} // digests, by owner and id
	err := kv.Walk(ctx, "", func(owner, kind string, list []store.Entry) error {
		for _, e := range list {
			r.Records++
			if kind == digests.KindDigests {
				kept[owner+"\x00"+e.Key] = true
			}
			if err := readable(kind, e.Value); err != nil {
				say("%s / %s / %s: %v", owner, kind, e.Key, err)
			}
		}
		return nil
	})
	if err != nil {
		return r, fmt.Errorf("reading the store: %w", err)
	}
	err = kv.WalkDue(ctx, func(owner, id string) error {
		r.Due++
		if task, _ := TaskOf(store.Claim{Owner: owner, ID: id}); task == PostDigest && !kept[owner+"\x00"+id] {
			say("%s: digest %s is due, and is not kept", owner, id)
		}
		return nil
	})
	if err != nil {
		return r, fmt.Errorf("reading what is due: %w", err)
	}
	return r, nil
}

// readable tells why a record cannot be read; those of other rooms are not looked into.
func readable(kind string, value []byte) error {
	switch kind {
	case kindSettings:
		return decode(kind, value, &Settings{})
	case kindShelf:
		return decode(kind, value, &Headline{})
	case stories.Kind:
		return stories.Readable(value)
	case sources.Kind:
		return decode(kind, value, &Source{})
	case kindArticles, kindGists, kindReading, tongues.Kind, kindLeft, drafts.Kind, talk.Kind, reports.Kind, reports.KindCount, sources.KindStarted, ofApplication:
		var anything any
		return decode(kind, value, &anything)
	}
	if ours, err := digests.Readable(kind, value); ours {
		return err
	}
	return feeds.Readable(kind, value)
}
