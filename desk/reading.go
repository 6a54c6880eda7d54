package desk

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"lede/briefing"
	"lede/desk/talk"
	"lede/store"
)

const (
	maxRecent = 25 // articles remembered as opened by a person
	maxBriefs = 10 // articles kept that a person was briefed on
)

// place is where an article is stored: on a guild's shelf, with one of its sources, or on a person's own; else it is one of the
// instance's.
type place struct {
	Guild string `json:"guild,omitempty"`
	Feed  string `json:"feed,omitempty"` // of the guild's sources, where it is an item
	Own   bool   `json:"own,omitempty"`
	Ref   string `json:"ref"`
}

// owner returns the owner under which the article is stored; the instance's are not stored.
func (p place) owner(person string) string {
	if p.Own {
		return ownerPerson(person)
	}
	return ownerGuild(p.Guild)
}

// reading is what a person has opened: the last article, and those before, the latest first.
type reading struct {
	place
	Before []place `json:"before,omitempty"`
}

// opening returns the reading after one more article was opened.
func (r reading) opening(p place) reading {
	before := slices.DeleteFunc(append([]place{r.place}, r.Before...), func(q place) bool { return q == p || q.Ref == "" })
	return reading{p, before[:min(len(before), maxRecent-1)]}
}

// find returns where the person found an article that they opened.
func (r reading) find(ref string) (place, bool) {
	all := append([]place{r.place}, r.Before...)
	i := slices.IndexFunc(all, func(p place) bool { return p.Ref == ref })
	if i < 0 {
		return place{}, false
	}
	return all[i], true
}

func (d *Desk) reading(ctx context.Context, person string) (reading, error) {
	var r reading
	if person == "" {
		return r, nil
	}
	if _, err := d.get(ctx, ownerPerson(person), kindReading, "opened", &r); err != nil {
		return reading{}, fmt.Errorf("reading what person %s last opened: %w", person, err)
	}
	return r, nil
}

// remember writes only what changes: most questions are about the article that is open already, and a
// durable write costs far more than a read.
func (d *Desk) remember(ctx context.Context, person string, p place) error {
	last, err := d.reading(ctx, person)
	if err != nil || last.place == p {
		return err
	}
	err = d.kv.Update(ctx, ownerPerson(person), func(tx store.Tx) error {
		var r reading
		if _, err := get(tx.Get, kindReading, "opened", &r); err != nil {
			return err
		}
		return put(tx, kindReading, "opened", r.opening(p))
	})
	if err != nil {
		return fmt.Errorf("remembering what person %s opened: %w", person, err)
	}
	return nil
}

// Opened lists the articles that a person has opened, the present one first, as far as they still exist.
func (d *Desk) Opened(ctx context.Context, person string) (list []Headline, err error) {
	r, err := d.reading(ctx, person)
	if err != nil || r.Ref == "" {
		return nil, err
	}
	for _, p := range append([]place{r.place}, r.Before...) {
		h, found, err := d.headlineAt(ctx, person, p)
		if err != nil {
			return nil, err
		}
		if found && indexOf(list, h.Ref) < 0 {
			list = append(list, h)
		}
	}
	return list, nil
}

// HasOpened returns which articles a person has opened lately, by their Refs.
func (d *Desk) HasOpened(ctx context.Context, person string) (map[string]bool, error) {
	r, err := d.reading(ctx, person)
	opened := map[string]bool{r.Ref: true}
	for _, p := range r.Before {
		opened[p.Ref] = true
	}
	return opened, err
}

// Talked remembers what a person's message was about, so that the next one can continue from it.
func (d *Desk) Talked(ctx context.Context, r Reader, t talk.Turn) error {
	return bestEffort(ctx, func(ctx context.Context) error { return d.RememberTurn(ctx, r, t) })
}

// Brief stores an article for one person, as the one they last opened. Their oldest articles make room.
func (d *Desk) Brief(ctx context.Context, person string, a *briefing.Article) (Headline, error) {
	now, err := d.Now(ctx)
	if err != nil {
		return Headline{}, err
	}
	h := headline(a)
	h.Added, h.By, h.at = now, person, place{Own: true, Ref: h.Ref}
	one, err := encodeArticle(&h, a)
	if err != nil {
		return Headline{}, err
	}
	if h.Bytes > d.space.Person {
		return Headline{}, ErrTooLarge
	}
	err = d.makingRoom(ctx, h.Bytes, func() (gone int64, err error) {
		err = d.kv.Update(ctx, ownerPerson(person), func(tx store.Tx) error {
			gone, err = d.brief(tx, h, one)
			return err
		})
		return gone, err
	})
	if err != nil {
		return Headline{}, fmt.Errorf("keeping an article for person %s: %w", person, err)
	}
	return h, nil
}

// brief puts an article on a person's own shelf, and takes off what has no room beside it.
func (d *Desk) brief(tx store.Tx, h Headline, one encoded) (gone int64, err error) {
	entries, err := tx.List(kindShelf)
	if err != nil {
		return 0, err
	}
	shelf, err := decodeShelf(entries, place{Own: true})
	if err != nil {
		return 0, err
	}
	var r reading
	if _, err := get(tx.Get, kindReading, "opened", &r); err != nil {
		return 0, err
	}
	kept, space := []Headline{h}, d.space.Person-h.Bytes
	for _, old := range shelf { // the newest first
		switch {
		case old.Ref == h.Ref:
			gone += old.Bytes
		case len(kept) < maxBriefs && old.Bytes <= space:
			kept = append(kept, old)
			space -= old.Bytes
		default:
			gone += old.Bytes
			space = 0 // no older one stays
			if err := takeOff(tx, old.Ref); err != nil {
				return 0, err
			}
		}
	}
	return gone, errors.Join(putOn(tx, h, one), put(tx, kindReading, "opened", r.opening(h.at)), tx.Schedule(briefsID, firstToGo(kept)))
}

// putOn puts an article on the shelf of the edit's owner.
func putOn(tx store.Tx, h Headline, one encoded) error {
	return errors.Join(put(tx, kindShelf, h.Ref, h), put(tx, kindArticles, h.Ref, one.article), put(tx, kindGists, h.Ref, one.gist))
}

// takeOff removes an article from the shelf.
func takeOff(tx store.Tx, ref string) error {
	return errors.Join(tx.Delete(kindShelf, ref), tx.Delete(kindArticles, ref), tx.Delete(kindGists, ref))
}

// named finds the article of a list that a name means; see Find.
func named(list []Headline, name string) (Headline, bool) {
	link := strings.TrimSpace(name)
	name = strings.ToLower(link)
	for _, matches := range []func(Headline) bool{
		func(h Headline) bool { return name == "" || h.Ref == name },
		func(h Headline) bool { return isLink(name) && leadsTo(link, h.URL) },
		func(h Headline) bool { return strings.EqualFold(h.Title, name) },
		func(h Headline) bool { return strings.Contains(strings.ToLower(h.Title), name) },
	} {
		if i := slices.IndexFunc(list, matches); i >= 0 {
			return list[i], true
		}
	}
	return Headline{}, false
}
