package desk

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"lede/briefing"
	"lede/store"
)

const (
	maxShelf   = 50      // articles a guild can keep
	maxArticle = 4 << 20 // bytes of a structured article that is kept
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
	By        string               `json:"by,omitempty"` // id of the person who added it; empty for the instance's own
}

// Shared tells whether the article is one of the instance's, which every guild reads.
func (h Headline) Shared() bool { return h.By == "" }

type shelved struct {
	Headline
	article *briefing.Article
}

// Ref returns the short name of an article id.
func Ref(id string) string {
	sum := sha256.Sum256([]byte(id))
	return hex.EncodeToString(sum[:])[:refLength]
}

func headline(a *briefing.Article) Headline {
	return Headline{Ref: Ref(a.ID), Title: a.Title, Source: a.TitleSource, URL: a.URL, Site: a.Site, Published: a.Published}
}

// Headlines lists what a reader can read, the newest first: in a guild its own articles and then the
// instance's, alone the article last opened and then the instance's.
func (d *Desk) Headlines(ctx context.Context, r Reader) ([]Headline, error) {
	list, err := d.own(ctx, r)
	if err != nil {
		return nil, err
	}
	for _, s := range slices.Backward(d.instance) {
		if !slices.ContainsFunc(list, func(h Headline) bool { return h.Ref == s.Ref }) {
			list = append(list, s.Headline)
		}
	}
	return list, nil
}

// own lists what is the reader's alone.
func (d *Desk) own(ctx context.Context, r Reader) ([]Headline, error) {
	if r.Guild != "" {
		return d.shelf(ctx, r.Guild)
	}
	last, err := d.lastOpened(ctx, r.Person)
	if err != nil || last.Ref == "" {
		return nil, err
	}
	if i := d.instanceIndex(last.Ref); i >= 0 {
		return []Headline{d.instance[i].Headline}, nil
	}
	var h Headline
	found, err := d.get(ctx, ownerGuild(last.Guild), kindShelf, last.Ref, &h)
	if err != nil || !found {
		return nil, err // removed since: the person goes on with the instance's newest
	}
	return []Headline{h}, nil
}

// shelf lists a guild's own articles, the newest first.
func (d *Desk) shelf(ctx context.Context, guild string) ([]Headline, error) {
	entries, err := d.kv.List(ctx, ownerGuild(guild), kindShelf)
	if err != nil {
		return nil, fmt.Errorf("reading the shelf of guild %s: %w", guild, err)
	}
	return decodeShelf(entries)
}

func decodeShelf(entries []store.Entry) ([]Headline, error) {
	list := make([]Headline, len(entries))
	for i, e := range entries {
		if err := decode(e.Value, &list[i]); err != nil {
			return nil, err
		}
	}
	slices.SortFunc(list, func(a, b Headline) int {
		return cmp.Or(b.Added.Compare(a.Added), strings.Compare(a.Ref, b.Ref))
	})
	return list, nil
}

// Find picks the article meant by a name: a Ref, or words of the title as a person may type them; "" means
// the newest. With several of that title the newest wins.
func (d *Desk) Find(ctx context.Context, r Reader, name string) (Headline, error) {
	list, err := d.Headlines(ctx, r)
	if err != nil {
		return Headline{}, err
	}
	name = strings.ToLower(strings.TrimSpace(name))
	for _, matches := range []func(Headline) bool{
		func(h Headline) bool { return name == "" || h.Ref == name },
		func(h Headline) bool { return strings.EqualFold(h.Title, name) },
		func(h Headline) bool { return strings.Contains(strings.ToLower(h.Title), name) },
	} {
		if i := slices.IndexFunc(list, matches); i >= 0 {
			return list[i], nil
		}
	}
	if len(list) == 0 && name == "" {
		return Headline{}, ErrNothingToRead
	}
	// A link in a message may be followed later, or elsewhere, than where it was drawn.
	if h, ok, err := d.linked(ctx, r, name); err != nil || ok {
		return h, err
	}
	return Headline{}, fmt.Errorf("%w: %q", ErrNoSuchArticle, name)
}

// linked finds an article by its Ref that the reader's list no longer begins with: in a direct message an
// earlier card's buttons still name the article of the guild in which the person last read.
func (d *Desk) linked(ctx context.Context, r Reader, ref string) (Headline, bool, error) {
	if r.Guild != "" || len(ref) != refLength {
		return Headline{}, false, nil
	}
	last, err := d.lastOpened(ctx, r.Person)
	if err != nil || last.Guild == "" {
		return Headline{}, false, err
	}
	var h Headline
	found, err := d.get(ctx, ownerGuild(last.Guild), kindShelf, ref, &h)
	return h, found, err
}

// Open returns the article meant by a name (see Find) and remembers it as the one the reader last opened.
func (d *Desk) Open(ctx context.Context, r Reader, name string) (*briefing.Article, error) {
	h, err := d.Find(ctx, r, name)
	if err != nil {
		return nil, err
	}
	o, err := d.home(ctx, r, h)
	if err != nil {
		return nil, err
	}
	a, err := d.read(ctx, o)
	if err != nil || r.Person == "" {
		return a, err
	}
	return a, d.remember(ctx, r.Person, o)
}

// Article returns an article that Headlines or Find gave the reader.
func (d *Desk) Article(ctx context.Context, r Reader, h Headline) (*briefing.Article, error) {
	o, err := d.home(ctx, r, h)
	if err != nil {
		return nil, err
	}
	return d.read(ctx, o)
}

// home tells on whose shelf a headline stands: the instance's, the guild's, or in a direct message that of
// the guild in which the person last read.
func (d *Desk) home(ctx context.Context, r Reader, h Headline) (opened, error) {
	if h.Shared() || r.Guild != "" {
		guild := r.Guild
		if h.Shared() {
			guild = ""
		}
		return opened{Guild: guild, Ref: h.Ref}, nil
	}
	last, err := d.lastOpened(ctx, r.Person)
	return opened{Guild: last.Guild, Ref: h.Ref}, err
}

func (d *Desk) read(ctx context.Context, o opened) (*briefing.Article, error) {
	if i := d.instanceIndex(o.Ref); i >= 0 && o.Guild == "" {
		return d.instance[i].article, nil
	}
	var a briefing.Article
	found, err := d.get(ctx, ownerGuild(o.Guild), kindArticles, o.Ref, &a)
	if err != nil {
		return nil, fmt.Errorf("reading article %s of guild %s: %w", o.Ref, o.Guild, err)
	}
	if !found {
		return nil, fmt.Errorf("%w: %s", ErrNoSuchArticle, o.Ref)
	}
	return &a, nil
}

func (d *Desk) instanceIndex(ref string) int {
	return slices.IndexFunc(d.instance, func(s shelved) bool { return s.Ref == ref })
}

// Add puts an article on a guild's shelf; by is the id of the person who adds it. It takes the place of one
// with the same id, whose title is returned as replaced.
func (d *Desk) Add(ctx context.Context, guild, by string, a *briefing.Article) (h Headline, replaced string, err error) {
	now, err := d.Now(ctx)
	if err != nil {
		return Headline{}, "", err
	}
	h = headline(a)
	h.Added, h.By = now, by
	data, err := json.Marshal(a)
	if err != nil {
		return Headline{}, "", fmt.Errorf("encoding article %s: %w", h.Ref, err)
	}
	if len(data) > maxArticle {
		return Headline{}, "", fmt.Errorf("%w: %d of %d bytes", ErrTooLarge, len(data), maxArticle)
	}
	err = d.kv.Update(ctx, ownerGuild(guild), func(tx store.Tx) error {
		entries, err := tx.List(kindShelf)
		if err != nil {
			return err
		}
		replaced = ""
		known := slices.IndexFunc(entries, func(e store.Entry) bool { return e.Key == h.Ref })
		if known < 0 && len(entries) >= maxShelf {
			return ErrShelfFull
		}
		if known >= 0 {
			var old Headline
			if err := decode(entries[known].Value, &old); err != nil {
				return err
			}
			replaced = old.Title
		}
		if err := put(tx, kindShelf, h.Ref, h); err != nil {
			return err
		}
		return put(tx, kindArticles, h.Ref, json.RawMessage(data))
	})
	if err != nil {
		return Headline{}, "", fmt.Errorf("adding an article to guild %s: %w", guild, err)
	}
	return h, replaced, nil
}

// Fetch structures an attachment, for Add. Its error is a sentence for the person who attached it.
func (d *Desk) Fetch(ctx context.Context, url, name string) (*briefing.Article, error) {
	return d.attached.Article(ctx, url, name)
}

// FetchPage structures the page at an address, for Add. Its error is a sentence for the person who gave it.
func (d *Desk) FetchPage(ctx context.Context, address string) (*briefing.Article, error) {
	return d.web.Article(ctx, address, briefing.Options{})
}

// Remove takes an article off a guild's shelf.
func (d *Desk) Remove(ctx context.Context, guild, name string) (Headline, error) {
	h, err := d.Find(ctx, Reader{Guild: guild}, name)
	if err != nil {
		return Headline{}, err
	}
	if h.Shared() {
		return Headline{}, ErrNotYours
	}
	err = d.kv.Update(ctx, ownerGuild(guild), func(tx store.Tx) error {
		if err := tx.Delete(kindShelf, h.Ref); err != nil {
			return err
		}
		return tx.Delete(kindArticles, h.Ref)
	})
	if err != nil {
		return Headline{}, fmt.Errorf("removing an article of guild %s: %w", guild, err)
	}
	return h, nil
}
