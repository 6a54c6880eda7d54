package feeds

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"lede/briefing"
	"lede/briefing/story"
	"lede/store"
	"lede/tally"
)

// The signature of an item's article is made once for all followers of the feed, when its text comes.

// How signatures of items came about, for the metrics.
const (
	signedOnce = "made"
	signedAnew = "made anew" // each time that it is wanted, because that of an older Lede is stored
)

// Signed counts the signatures that were made of the items of feeds.
func (f *Feeds) Signed() map[string]uint64 {
	all := map[string]uint64{signedOnce: 0, signedAnew: 0}
	maps.Copy(all, f.signs.Read())
	return all
}

// sign signs the articles of the texts to be stored. One that cannot be structured has no signature.
func (b *book) sign(made *tally.Counts[string]) {
	if b == nil {
		return
	}
	for n := range b.texts {
		t := &b.texts[n]
		at := slices.IndexFunc(b.items, func(i Item) bool { return i.Seq == t.seq })
		if at < 0 {
			continue
		}
		if a, err := b.items[at].parse(t.words, briefing.Options{Bare: true}); err == nil {
			t.sign, _ = story.Sign(a).MarshalBinary() // never fails
			made.Add(signedOnce)
		}
	}
}

// errOldSign says that an older Lede, or one with another kind of signature, stored the item.
var errOldSign = errors.New("no signature of this version")

// WantSignature adds what Signature reads of an item to what is read ahead.
func (i Item) WantSignature(w store.Wanted) {
	if i.Text != NoText {
		w.Add(ownerOf(i.Feed), kindSigns, textKey(i.Feed, i.Seq))
	}
}

// signTitle returns the signature of an item of which nothing but the title is known.
func (i Item) signTitle() (s story.Signature, ok bool) {
	a, err := i.parse(i.Title, briefing.Options{Bare: true})
	if err != nil {
		return s, false
	}
	return story.Sign(a), true
}

// Signature returns the signature of an item's article; ok is false if none of its words are stored.
func (f *Feeds) Signature(ctx context.Context, i Item) (s story.Signature, ok bool, err error) {
	if i.Text == NoText {
		s, ok = i.signTitle()
		return s, ok, nil
	}
	kept, err := f.raw(ctx, i.Feed, kindSigns, textKey(i.Feed, i.Seq))
	if err != nil {
		return s, false, fmt.Errorf("reading what item %d of %s is recognised by: %w", i.Seq, i.Feed, err)
	}
	s, err = f.signed.Of(kept, len(kept.value), maxSigned, func() (s story.Signature, err error) {
		var sign []byte
		if _, err = kinds.Get(kept.read, kindSigns, kept.key, &sign); err != nil {
			return s, fmt.Errorf("reading what item %d of %s is recognised by: %w", i.Seq, i.Feed, err)
		}
		if s.UnmarshalBinary(sign) != nil {
			err = errOldSign
		}
		return s, err
	})
	if !errors.Is(err, errOldSign) {
		return s, err == nil, err
	}
	a, err := f.Article(ctx, i, briefing.Options{Bare: true})
	switch {
	case err == nil:
		f.signs.Add(signedAnew)
		return story.Sign(a), true, nil
	case i.Text == GoneText:
		s, ok = i.signTitle()
		return s, ok, nil
	case errors.Is(err, ErrNoText), errors.Is(err, briefing.ErrEmpty), errors.Is(err, briefing.ErrTooLong), errors.Is(err, briefing.ErrTooFine):
		return s, false, nil
	}
	return s, false, err
}
