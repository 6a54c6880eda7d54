package stories

import (
	"context"
	"fmt"
	"slices"
	"time"

	"lede/desk/record"
	"lede/problem"
	"lede/store"
)

// Kind is the kind under which a guild's verdicts are kept.
const Kind = "verdicts" // "verdicts" → []Verdict, the oldest first

const (
	key = "verdicts"
	// Most is how many verdicts are remembered, the newest.
	Most = 200
)

// ErrSameArticle says that a verdict was given on an article and itself.
var ErrSameArticle = problem.New("desk.same-article")

// Verdict is what admins of a guild said about two of its articles, by their IDs: that they are about one event, or that they are not.
// Who said so is not stored.
type Verdict struct {
	A    string    `json:"a"`
	B    string    `json:"b"`
	Same bool      `json:"same"`
	At   time.Time `json:"at"`
}

// of reports whether it is about the same two articles as another.
func (v Verdict) of(o Verdict) bool { return v.A == o.A && v.B == o.B || v.A == o.B && v.B == o.A }

// kinds says how the records changed; see record.Kinds. They have not yet.
var kinds = record.Kinds{}

// Judgements holds what the admins of guilds said about their articles. It is safe for concurrent use.
type Judgements struct{ kv store.KV }

// New returns the Judgements in a store.
func New(kv store.KV) *Judgements { return &Judgements{kv} }

func owner(guild string) string { return "guild:" + guild }

// Judge remembers what admins said about two articles, in place of what they said before.
func (j *Judgements) Judge(ctx context.Context, guild, a, b string, same bool) error {
	v := Verdict{A: a, B: b, Same: same}
	if a == b {
		return ErrSameArticle
	}
	err := j.kv.Update(ctx, owner(guild), func(tx store.Tx) error {
		var err error
		if v.At, err = j.kv.Now(ctx); err != nil {
			return err
		}
		list, err := Read(tx)
		if err != nil {
			return err
		}
		return Keep(tx, append(list, v))
	})
	if err != nil {
		return fmt.Errorf("remembering a verdict in guild %s: %w", guild, err)
	}
	return nil
}

// Spot is where the verdicts of a guild are.
var Spot = store.Spot{Kind: Kind, Key: key}

// Verdicts lists what the admins of a guild said, the oldest first.
func (j *Judgements) Verdicts(ctx context.Context, guild string) (list []Verdict, err error) {
	_, err = kinds.Get(record.From(ctx, j.kv, owner(guild)), Kind, key, &list)
	if err != nil {
		return nil, fmt.Errorf("reading the verdicts of guild %s: %w", guild, err)
	}
	return list, nil
}

// Read reads the verdicts of the guild that an edit belongs to.
func Read(tx store.Tx) (list []Verdict, err error) {
	_, err = kinds.Get(tx.Get, Kind, key, &list)
	return list, err
}

// Keep writes the verdicts of the guild that an edit belongs to. Of several on the same two articles the last counts.
func Keep(tx store.Tx, list []Verdict) error {
	var kept []Verdict
	for n, v := range list {
		if !slices.ContainsFunc(list[n+1:], v.of) {
			kept = append(kept, v)
		}
	}
	return kinds.Put(tx, Kind, key, kept[max(0, len(kept)-Most):])
}

// Readable returns why a record of verdicts cannot be read.
func Readable(e store.Entry) error { return kinds.Decode(Kind, e, &[]Verdict{}) }
