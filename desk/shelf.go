package desk

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"lede/briefing"
	"lede/briefing/story"
	"lede/store"
)

const (
	maxShelf   = 50      // articles a guild can keep
	maxArticle = 4 << 20 // bytes of a structured article that is kept
	maxName    = 1000    // bytes of a title or the name of a site in a list: more than any card shows
	maxURL     = 2048    // bytes of an address in a list
	refLength  = 12      // hexadecimal digits; short enough for a custom id
)

// Headline is an article on a shelf.
type Headline struct {
	// Ref names the article in buttons and options.
	Ref       string               `json:"ref"`
	Title     string               `json:"title"`
	Source    briefing.TitleSource `json:"title_source"`
	URL       string               `json:"url,omitempty"`
	Site      string               `json:"site,omitempty"`
	Published *time.Time           `json:"published,omitempty"`
	Added     time.Time            `json:"added"`
	By        string               `json:"by,omitempty"`     // id of the person who added it; empty for the instance's own
	Bytes     int64                `json:"bytes,omitempty"`  // that it takes in the store
	Feed      string               `json:"feed,omitempty"`   // ID of the feed that it is an item of; "" when a person gave it
	Looked    *time.Time           `json:"looked,omitempty"` // when the person looked at it for whom it was briefed; nil for not again

	// Colour is the source's colour, and Members reports whether only members can read the whole.
	Colour  int  `json:"-"`
	Members bool `json:"-"`

	at   place     // where it is stored; set when it is read
	item *FeedItem // nil if it is not one; others read the same
	gist *gist     // nil if it was not read
}

// Shared reports whether the article is one of the instance's, which every guild reads.
func (h Headline) Shared() bool { return h.By == "" && h.Feed == "" }

// indexOf returns the index of an article in a list, or -1.
func indexOf(list []Headline, ref string) int {
	return slices.IndexFunc(list, func(h Headline) bool { return h.Ref == ref })
}

type shelved struct {
	Headline
	article *briefing.Article
	sign    func() story.Signature // made once: each digest of each server needs it
}

// Ref returns the short name of an article id.
func Ref(id string) string {
	sum := sha256.Sum256([]byte(id))
	return hex.EncodeToString(sum[:])[:refLength]
}

// headline is what a list has of an article. Lists are read with each letter that somebody types, so their entries are short.
func headline(a *briefing.Article) Headline {
	ref := Ref(a.ID)
	h := Headline{
		Ref: ref, Title: begun(a.Title), Source: a.TitleSource, URL: a.URL, Site: begun(a.Site), Published: a.Published, at: place{Ref: ref},
	}
	if len(h.URL) > maxURL {
		h.URL = ""
	}
	return h
}

// begun returns as much of a name as a list has.
func begun(name string) string {
	if len(name) <= maxName {
		return name
	}
	return strings.ToValidUTF8(name[:maxName], "")
}

// Headlines lists what a reader can read, the newest first: in a guild its own articles, those of its sources and then the instance's,
// outside a guild the article last opened, those of what they follow and then the instance's.
func (d *Desk) Headlines(ctx context.Context, r Reader) ([]Headline, error) {
	list, err := d.own(ctx, r)
	if err != nil {
		return nil, err
	}
	return d.together(list, nil), nil
}

// together lists a reader's own articles, those of their sources, and then the instance's.
func (d *Desk) together(own, sourced []Headline) []Headline {
	list := slices.Grow(slices.Concat(own, sourced), len(d.instance))
	for _, s := range slices.Backward(d.instance) {
		if indexOf(list, s.Ref) < 0 {
			list = append(list, s.Headline)
		}
	}
	return list
}

// own lists the reader's own articles.
func (d *Desk) own(ctx context.Context, r Reader) ([]Headline, error) {
	if r.Guild != "" {
		list, err := d.shelf(ctx, r.Guild)
		if err != nil {
			return nil, err
		}
		sources, err := d.following(ctx, r.Guild)
		return append(list, sourced(r.Guild, sources, nil)...), err
	}
	if r.Person == "" {
		return nil, nil
	}
	sources, err := d.following(ctx, Alone(r.Person))
	if err != nil {
		return nil, err
	}
	followed := sourced(Alone(r.Person), sources, nil)
	last, err := d.reading(ctx, r.Person)
	if err != nil || last.Ref == "" {
		return followed, err
	}
	h, found, err := d.headlineAt(ctx, r.Person, last.place)
	if err != nil || !found {
		return followed, err // removed since: the person goes on with the newest
	}
	followed = slices.DeleteFunc(followed, func(o Headline) bool { return o.Ref == h.Ref })
	return append([]Headline{h}, followed...), nil
}

// headlineAt returns the headline of an article by where it is stored.
func (d *Desk) headlineAt(ctx context.Context, person string, p place) (h Headline, found bool, err error) {
	if p.Guild == "" && !p.Own {
		if i := d.instanceIndex(p.Ref); i >= 0 {
			return d.instance[i].Headline, true, nil
		}
		return Headline{}, false, nil
	}
	if p.Feed != "" {
		return d.sourcedAt(ctx, p)
	}
	found, err = d.get(ctx, p.owner(person), kindShelf, p.Ref, &h)
	if err != nil {
		return Headline{}, false, fmt.Errorf("reading the shelf of %s: %w", p.owner(person), err)
	}
	h.at = p
	return h, found, nil
}

// shelf lists a guild's own articles, the newest first.
func (d *Desk) shelf(ctx context.Context, guild string) ([]Headline, error) {
	entries, err := d.kv.List(ctx, ownerGuild(guild), kindShelf)
	if err != nil {
		return nil, fmt.Errorf("reading the shelf of guild %s: %w", guild, err)
	}
	return decodeShelf(entries, place{Guild: guild})
}

// decodeShelf decodes a shelf; at is where it is stored.
func decodeShelf(entries []store.Entry, at place) ([]Headline, error) {
	list := make([]Headline, len(entries))
	for i, e := range entries {
		if err := decode(kindShelf, e, &list[i]); err != nil {
			return nil, err
		}
		list[i].at = at
		list[i].at.Ref = list[i].Ref
	}
	slices.SortFunc(list, func(a, b Headline) int {
		return cmp.Or(b.Added.Compare(a.Added), strings.Compare(a.Ref, b.Ref))
	})
	return list, nil
}

// Find returns the article that a name means: a Ref, or words of the title as a person may type them; "" means the newest. If several
// match, the newest wins.
func (d *Desk) Find(ctx context.Context, r Reader, name string) (Headline, error) {
	list, err := d.Headlines(ctx, r)
	if err != nil {
		return Headline{}, err
	}
	if h, ok := named(list, name); ok {
		return h, nil
	}
	if name == "" { // any article would have matched
		return Headline{}, ErrNothingToRead
	}
	// A link in a message may be followed later, or elsewhere, than where it was drawn.
	if h, ok, err := d.linked(ctx, r, name); err != nil || ok {
		return h, err
	}
	if isLink(strings.ToLower(strings.TrimSpace(name))) {
		return Headline{}, errNotThisPage.Because(ErrNoSuchArticle)
	}
	return Headline{}, fmt.Errorf("%w: %q", ErrNoSuchArticle, name)
}

// linked finds an article by its Ref that is in none of the reader's lists: a card's buttons still name the article of a guild in which
// the person read, or one they were briefed on.
func (d *Desk) linked(ctx context.Context, r Reader, ref string) (Headline, bool, error) {
	if len(ref) != refLength {
		return Headline{}, false, nil
	}
	last, err := d.reading(ctx, r.Person)
	if err != nil {
		return Headline{}, false, err
	}
	at, found := last.find(ref)
	if !found || r.Guild != "" && !at.Own {
		return Headline{}, false, nil // what one guild reads is not for others
	}
	return d.headlineAt(ctx, r.Person, at)
}

// Open returns the article meant by a name (see Find) and remembers it as the one the reader last opened.
func (d *Desk) Open(ctx context.Context, r Reader, name string) (*briefing.Article, error) {
	h, err := d.Find(ctx, r, name)
	if err != nil {
		return nil, err
	}
	a, err := d.Read(ctx, r, h)
	if err != nil || r.Person == "" {
		return a, err
	}
	return a, bestEffort(ctx, func(ctx context.Context) error {
		if h.at.Own {
			if err := d.looked(ctx, r.Person, h); err != nil {
				return err
			}
		}
		return d.remember(ctx, r.Person, h.at)
	})
}

// Read is Article in the reader's turn: the stored article may be large, and many readers may open it at once.
func (d *Desk) Read(ctx context.Context, r Reader, h Headline) (*briefing.Article, error) {
	if h.Feed != "" {
		return d.sourcedArticle(ctx, h, d.with(ctx, r, briefing.Options{}))
	}
	return d.article(ctx, r, h, func(need int64, decode func() error) error { return d.work.Do(ctx, r, need, decode) })
}

// Article returns an article that Headlines or Find gave the reader.
func (d *Desk) Article(ctx context.Context, r Reader, h Headline) (*briefing.Article, error) {
	if a := d.shared(h); a != nil {
		return a, nil
	}
	return d.article(ctx, r, h, func(_ int64, decode func() error) error { return decode() })
}

// shared returns an article of the instance; nil for others.
func (d *Desk) shared(h Headline) *briefing.Article {
	if i := d.instanceIndex(h.Ref); i >= 0 && h.at.Guild == "" && !h.at.Own {
		return d.instance[i].article
	}
	return nil
}

// article is Article, decoded where there is room.
func (d *Desk) article(ctx context.Context, r Reader, h Headline, room func(need int64, decode func() error) error) (*briefing.Article, error) {
	if a := d.shared(h); a != nil {
		return a, nil
	}
	if h.Feed != "" {
		return d.sourcedArticle(ctx, h, briefing.Options{})
	}
	owner := h.at.owner(r.Person)
	kept, err := d.kv.Get(ctx, owner, kindArticles, h.Ref)
	if errors.Is(err, store.ErrNotFound) {
		return nil, fmt.Errorf("%w: %s", ErrNoSuchArticle, h.Ref)
	}
	var a briefing.Article
	if err == nil {
		err = room(keptCost*int64(len(kept)), func() error {
			return decode(kindArticles, store.Entry{Key: h.Ref, Value: kept}, &keptArticle{&a})
		})
	}
	if err != nil {
		return nil, fmt.Errorf("reading article %s of %s: %w", h.Ref, owner, err)
	}
	return d.pictured(&a), nil
}

// keptArticle is an article as it is read from the store. One whose parts do not fit its text cannot be read.
type keptArticle struct{ *briefing.Article }

// UnmarshalJSON implements json.Unmarshaler.
func (k *keptArticle) UnmarshalJSON(data []byte) error {
	if err := json.Unmarshal(data, k.Article); err != nil {
		return err
	}
	return k.Sound()
}

func (d *Desk) instanceIndex(ref string) int {
	return slices.IndexFunc(d.instance, func(s shelved) bool { return s.Ref == ref })
}

// Add puts an article on a guild's shelf; by is the id of the person who adds it. It replaces an article with the same id, whose title
// is returned as replaced.
func (d *Desk) Add(ctx context.Context, guild, by string, a *briefing.Article) (h Headline, replaced string, err error) {
	now, err := d.Now(ctx)
	if err != nil {
		return Headline{}, "", err
	}
	h = headline(a)
	h.Added, h.By, h.at = now, by, place{Guild: guild, Ref: h.Ref}
	one, err := encodeArticle(&h, a)
	if err != nil {
		return Headline{}, "", err
	}
	err = d.makingRoom(ctx, h.Bytes, func() (gone int64, err error) {
		err = d.kv.Update(ctx, ownerGuild(guild), func(tx store.Tx) error {
			entries, err := tx.List(kindShelf)
			if err != nil {
				return err
			}
			shelf, err := decodeShelf(entries, h.at)
			if err != nil {
				return err
			}
			replaced, gone = "", 0
			if known := indexOf(shelf, h.Ref); known >= 0 {
				replaced, gone = shelf[known].Title, shelf[known].Bytes
			} else if len(shelf) >= maxShelf {
				return ErrShelfFull
			}
			if taken(shelf)-gone+h.Bytes > d.space.Server {
				return ErrServerFull
			}
			return putOn(tx, h, one)
		})
		return gone, err
	})
	if err != nil {
		return Headline{}, "", fmt.Errorf("adding an article to guild %s: %w", guild, err)
	}
	return h, replaced, nil
}

// encoded is an article in stored form.
type encoded struct{ article, gist json.RawMessage }

// encodeArticle writes an article to be kept, unless it is too large, and notes how large it is.
func encodeArticle(h *Headline, a *briefing.Article) (encoded, error) {
	data, err := json.Marshal(a)
	if err != nil {
		return encoded{}, fmt.Errorf("encoding article %s: %w", h.Ref, err)
	}
	if len(data) > maxArticle {
		return encoded{}, fmt.Errorf("%w: %d of %d bytes", ErrTooLarge, len(data), maxArticle)
	}
	points, err := json.Marshal(gistOf(a))
	if err != nil {
		return encoded{}, fmt.Errorf("encoding the gist of article %s: %w", h.Ref, err)
	}
	h.Bytes = int64(len(data) + len(points))
	return encoded{data, points}, nil
}

// Remove removes an article from a guild's shelf.
func (d *Desk) Remove(ctx context.Context, guild, name string) (Headline, error) {
	h, err := d.Find(ctx, Reader{Guild: guild}, name)
	if err != nil {
		return Headline{}, err
	}
	if h.Feed != "" {
		return Headline{}, ErrOfSource
	}
	if h.Shared() {
		return Headline{}, ErrNotYours
	}
	var there Headline // what is removed: the same may have been removed or replaced a moment ago
	err = d.kv.Update(ctx, ownerGuild(guild), func(tx store.Tx) error {
		there = Headline{}
		if found, err := get(tx.Get, kindShelf, h.Ref, &there); err != nil || !found {
			return err
		}
		return takeOff(tx, h.Ref)
	})
	if err != nil {
		return Headline{}, fmt.Errorf("removing an article of guild %s: %w", guild, err)
	}
	d.uncount(ctx, there.Bytes)
	return h, nil
}
