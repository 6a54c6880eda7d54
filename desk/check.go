package desk

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"unicode"

	"lede/briefing"
	"lede/desk/digests"
	"lede/desk/drafts"
	"lede/desk/feeds"
	"lede/desk/locale"
	"lede/desk/record"
	"lede/desk/reports"
	"lede/desk/sources"
	"lede/desk/stories"
	"lede/desk/talk"
	"lede/pattern"
	"lede/store"
)

// Report is what CheckStore found.
type Report struct {
	Records, Due int
	// Damage, and Newer of what a newer Lede wrote, are one line each, for the operator.
	Damage, Newer []string
}

// maxLines bounds each list of a report: what is everywhere needs no list.
const maxLines = 100

func say(list *[]string, format string, args ...any) {
	if len(*list) < maxLines {
		*list = append(*list, strings.Map(visible, fmt.Sprintf(format, args...)))
	}
}

// CheckStore reads every record of a store, and compares the digests with what is due.
func CheckStore(ctx context.Context, kv store.Walker) (Report, error) {
	var r Report
	kept := map[string]bool{} // digests, by owner and id
	err := kv.Walk(ctx, "", func(owner, kind string, list []store.Entry) error {
		if !ownable(owner) {
			say(&r.Damage, "%s / %s: nobody has this name", owner, kind)
		}
		for _, e := range list {
			r.Records++
			if kind == digests.KindDigests {
				kept[owner+"\x00"+e.Key] = true
			}
			switch err := readable(kind, e); {
			case errors.Is(err, ErrNewer) && record.Check(kind, e) == nil: // else its version may be what is damaged
				say(&r.Newer, "%s / %s / %s: %s", owner, kind, e.Key, record.Why(err))
			case err != nil:
				say(&r.Damage, "%s / %s / %s: %s", owner, kind, e.Key, record.Why(err))
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
			say(&r.Damage, "%s: digest %s is due, and is not kept", owner, id)
		}
		return nil
	})
	if err != nil {
		return r, fmt.Errorf("reading what is due: %w", err)
	}
	return r, nil
}

// visible replaces what a terminal would obey instead of showing it.
func visible(r rune) rune {
	if unicode.IsPrint(r) {
		return r
	}
	return unicode.ReplacementChar
}

// ownable reports whether an owner can be a guild or a person on Discord, or one of Lede's own.
func ownable(owner string) bool {
	kind, id, _ := strings.Cut(owner, ":")
	if kind+":" == ownerGuild("") || kind+":" == ownerPerson("") {
		return snowflake().MatchString(id)
	}
	return ownerForm().MatchString(owner)
}

// ownerForm matches all other owners.
var ownerForm = pattern.Of(`^[a-z]+(:|$)`)

// readable returns why a record cannot be read; records of other packages, and of unknown kinds, are only checked for damage.
func readable(kind string, e store.Entry) error {
	switch kind {
	case kindSettings:
		return decode(kind, e, &Settings{})
	case kindShelf:
		return decode(kind, e, &Headline{})
	case stories.Kind:
		return stories.Readable(e)
	case sources.Kind:
		return decode(kind, e, &Source{})
	case kindArticles:
		return decode(kind, e, &keptArticle{new(briefing.Article)})
	case kindGists, kindReading, locale.Kind, kindLeft, kindGreeting, drafts.Kind, talk.Kind, reports.Kind, reports.KindCount, sources.KindStarted, ofApplication, ofSpace, ofClock:
		var anything any
		return decode(kind, e, &anything)
	}
	if ours, err := digests.Readable(kind, e); ours {
		return err
	}
	if ours, err := feeds.Readable(kind, e); ours {
		return err
	}
	return record.Check(kind, e)
}
