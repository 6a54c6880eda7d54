package desk

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"time"

	"lede/desk/digests"
	"lede/desk/drafts"
	"lede/desk/locale"
	"lede/desk/reports"
	"lede/desk/sources"
	"lede/desk/stories"
	"lede/desk/talk"
	"lede/store"
)

const (
	// MaxTransfer is how large an exported file may be, in bytes: what Discord lets a bot upload.
	MaxTransfer = 10_000_000

	transferVersion = 1
)

// Transfer is what the admins of a guild chose, as a file that a Lede can import again. No person is in it: the person who imports it
// answers for it, and it cannot make the bot write to a stranger. Nor is what Lede works out (ids, next runs) or did (the ledger). The
// file says nothing about an absent part.
type Transfer struct {
	Version  int           `json:"lede_export"`
	Server   string        `json:"server"` // id of the guild
	Made     time.Time     `json:"made"`
	Settings *Settings     `json:"settings,omitempty"`
	Sources  []MovedSource `json:"sources"`
	Digests  []MovedDigest `json:"digests"`
	// Verdicts are what admins said about two articles, by their short names.
	Verdicts []stories.Verdict `json:"verdicts,omitempty"`
	LeftOut  []Missing         `json:"left_out,omitempty"` // articles that made the file too large
	Articles []MovedArticle    `json:"articles,omitempty"`
}

// MovedDigest is a digest in a file: see Digest.
type MovedDigest = digests.Moved

// MovedSource is a source in a file: see Source.
type MovedSource = sources.Moved

// MovedArticle is an article in a file, structured.
type MovedArticle struct {
	Added   time.Time       `json:"added"`
	Article json.RawMessage `json:"article"`

	kept moved // what was read of it; a structured article takes many times the memory
}

// Missing names an article that is not in the file.
type Missing struct {
	Title string `json:"title"`
	URL   string `json:"url,omitempty"`
}

// Export writes what the admins of a guild chose as a file of at most limit bytes, or of MaxTransfer if that is less or limit is 0. If
// the articles make it larger, it has their titles and addresses instead; leftOut is how many.
func (d *Desk) Export(ctx context.Context, guild string, limit int) (file []byte, leftOut int, err error) {
	if limit <= 0 || limit > MaxTransfer {
		limit = MaxTransfer
	}
	now, err := d.Now(ctx)
	if err != nil {
		return nil, 0, err
	}
	t := Transfer{Version: transferVersion, Server: guild, Made: now.UTC().Truncate(time.Second)}
	err = d.exporting(ctx, Reader{Guild: guild, Person: "export " + guild}, func() (err error) {
		file, leftOut, err = d.export(ctx, guild, t, limit)
		return err
	})
	return file, leftOut, err
}

// exporting writes a file when it is its reader's turn: a press of a button may make ten at once.
func (d *Desk) exporting(ctx context.Context, r Reader, write func() error) error {
	return d.work.Do(ctx, r, min(transferCost*MaxTransfer, d.work.Most()), write)
}

func (d *Desk) export(ctx context.Context, guild string, t Transfer, limit int) (file []byte, leftOut int, err error) {
	var shelf []Headline
	// An edit that writes nothing sees the whole guild at one moment.
	err = d.kv.Update(ctx, ownerGuild(guild), func(tx store.Tx) (err error) {
		shelf, err = t.gather(tx, limit)
		return err
	})
	if err != nil {
		return nil, 0, fmt.Errorf("exporting guild %s: %w", guild, err)
	}
	if t.Articles != nil {
		if file, err = t.encode(); err != nil || len(file) <= limit {
			return file, 0, err
		}
	}
	t.Articles = nil
	for _, h := range shelf {
		t.LeftOut = append(t.LeftOut, Missing{h.Title, h.URL})
	}
	file, err = t.encode()
	return file, len(shelf), err
}

// gather reads everything that is exported, in a stable order, but for articles of more bytes than most together, and returns the headlines
// of the articles.
func (t *Transfer) gather(tx store.Tx, most int) ([]Headline, error) {
	t.Settings, t.Sources, t.Articles = &Settings{}, []MovedSource{}, []MovedArticle{}
	if _, err := get(tx.Get, kindSettings, "guild", t.Settings); err != nil {
		return nil, err
	}
	following, err := sources.Read(tx)
	if err != nil {
		return nil, err
	}
	addresses := map[string]string{}
	for _, s := range following {
		addresses[s.ID] = s.Address
		t.Sources = append(t.Sources, sources.Moving(s))
	}
	list, err := digests.Read(tx)
	if err != nil {
		return nil, err
	}
	t.Digests = digests.Moving(list, addresses)
	if t.Verdicts, err = stories.Read(tx); err != nil {
		return nil, err
	}
	shelf, articles, err := gatherArticles(tx, most)
	t.Articles = articles
	return shelf, err
}

// gatherArticles reads a shelf with its articles, the oldest first, but without any if they have more bytes than most together.
func gatherArticles(tx store.Tx, most int) (shelf []Headline, articles []MovedArticle, err error) {
	entries, err := tx.List(kindShelf)
	if err != nil {
		return nil, nil, err
	}
	if shelf, err = decodeShelf(entries, place{}); err != nil {
		return nil, nil, err
	}
	slices.Reverse(shelf)
	articles = []MovedArticle{}
	for _, h := range shelf {
		one := MovedArticle{Added: h.Added}
		if found, err := get(tx.Get, kindArticles, h.Ref, &one.Article); err != nil || !found {
			return nil, nil, fmt.Errorf("reading article %s: %w", h.Ref, cmp.Or(err, error(ErrNoSuchArticle)))
		}
		if most -= len(one.Article); most < 0 {
			return shelf, nil, nil
		}
		articles = append(articles, one)
	}
	return shelf, articles, nil
}

// encode writes the file for people: indented, but an article on one line, since its thousands of spans would
// otherwise push what the admins chose out of sight.
func (t Transfer) encode() ([]byte, error) {
	articles := t.Articles
	t.Articles = nil
	return encodeWith(t, "articles", articles)
}

// encodeWith writes a value that has at least one field, and articles under a name of their own; nil for none.
func encodeWith(v any, name string, articles []MovedArticle) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(v); err != nil {
		return nil, fmt.Errorf("writing the export: %w", err)
	}
	if articles == nil {
		return b.Bytes(), nil
	}
	b.Truncate(b.Len() - len("\n}\n"))
	b.WriteString(",\n  \"" + name + "\": [")
	for i, a := range articles {
		line, err := json.Marshal(a)
		if err != nil {
			return nil, fmt.Errorf("writing the export: %w", err)
		}
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString("\n    ")
		b.Write(line)
	}
	if len(articles) > 0 {
		b.WriteString("\n  ")
	}
	b.WriteString("]\n}\n")
	return b.Bytes(), nil
}

// read reads one record, nil when there is none.
func read[T any](tx store.Tx, kind, key string) (*T, error) {
	v := new(T)
	if found, err := get(tx.Get, kind, key, v); err != nil || !found {
		return nil, err
	}
	return v, nil
}

// ExportPerson writes everything stored about a person for themselves: what they opened, what they were briefed on, what they last
// typed into a form that could not be used, what their direct messages were about, what they reported, and their language.
func (d *Desk) ExportPerson(ctx context.Context, person string) (file []byte, err error) {
	err = d.exporting(ctx, Reader{Person: person}, func() (err error) {
		file, err = d.exportPerson(ctx, person)
		return err
	})
	return file, err
}

func (d *Desk) exportPerson(ctx context.Context, person string) ([]byte, error) {
	var out struct {
		Version int            `json:"lede_person_export"`
		Opened  []place        `json:"opened"`            // the latest first
		Briefs  []MovedArticle `json:"-"`                 // written last, as “briefs”
		Follows []MovedSource  `json:"follows,omitempty"` // for themselves
		Digest  []MovedDigest  `json:"digest,omitempty"`  // that tells them of it
		Typed   *drafts.Form   `json:"typed,omitempty"`
		Talk    *talk.Turn     `json:"talk,omitempty"`
		// Reported is what they reported last, by server.
		Reported map[string]reports.Report `json:"reported,omitempty"`
		// Language is that of the last interaction.
		Language string `json:"language"`
	}
	out.Version, out.Opened, out.Briefs = transferVersion, []place{}, []MovedArticle{}
	err := d.kv.Update(ctx, ownerPerson(person), func(tx store.Tx) error {
		var r reading
		if found, err := get(tx.Get, kindReading, "opened", &r); err != nil {
			return err
		} else if found {
			out.Opened = append([]place{r.place}, r.Before...)
		}
		typed, err := read[drafts.Form](tx, drafts.Kind, drafts.Key)
		if err != nil {
			return err
		}
		turn, err := read[talk.Turn](tx, talk.Kind, talk.Key)
		if err != nil {
			return err
		}
		following, err := sources.Read(tx)
		if err != nil {
			return err
		}
		list, err := digests.Read(tx)
		if err != nil {
			return err
		}
		out.Typed, out.Talk, out.Digest, out.Follows = typed, turn, digests.Moving(list, nil), nil // the edit may run again
		for _, s := range following {
			out.Follows = append(out.Follows, sources.Moving(s))
		}
		if out.Reported, err = reports.Read(tx); err != nil {
			return err
		}
		if out.Language, err = locale.Of(tx.Get); err != nil {
			return err
		}
		_, out.Briefs, err = gatherArticles(tx, math.MaxInt)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("exporting what is kept of person %s: %w", person, err)
	}
	return encodeWith(out, "briefs", out.Briefs)
}
