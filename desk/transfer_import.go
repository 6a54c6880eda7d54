package desk

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"time"

	"lede/desk/digests"
	"lede/desk/sources"
	"lede/desk/stories"
	"lede/problem"
	"lede/store"
)

// Intake is a file that was read, with what only the caller knows: whether the bot may post in a channel.
type Intake struct {
	By       string         // id of the importing person
	Settings *Settings      // nil leaves what is there
	Digests  []Digest       // without ID, By, Set and the next run; nil leaves what is there
	Sources  []MovedSource  // of ReadTransfer; nil leaves what is there
	Articles []MovedArticle // of ReadTransfer; nil leaves what is there
	Verdicts []stories.Verdict

	guild string // the importing guild
	shelf []moved
}

// moved is an article being imported, in the form in which it will be stored.
type moved struct {
	Headline
	encoded
}

// Changes is what an Intake changes in a guild.
type Changes struct {
	Settings                       bool
	DigestsAdded, DigestsChanged   []Digest
	DigestsRemoved, DigestsKept    []Digest
	Sources                        sources.Changes
	ArticlesAdded, ArticlesChanged []Headline
	ArticlesRemoved, ArticlesKept  []Headline

	gone int64 // bytes of articles that were there before
}

// Any reports whether something changes.
func (c Changes) Any() bool {
	return c.Settings || len(c.DigestsAdded)+len(c.DigestsChanged)+len(c.DigestsRemoved)+
		len(c.ArticlesAdded)+len(c.ArticlesChanged)+len(c.ArticlesRemoved)+
		len(c.Sources.Added)+len(c.Sources.Changed)+len(c.Sources.Removed) > 0
}

// errOnlyLooking aborts an edit of which only the plan was wanted.
var errOnlyLooking = errors.New("desk: only looking")

// Preview returns what Import would do.
func (d *Desk) Preview(ctx context.Context, guild string, in Intake) (Changes, error) {
	now, err := d.Now(ctx)
	if err != nil {
		return Changes{}, err
	}
	if _, err := d.prepare(&in, now); err != nil {
		return Changes{}, err
	}
	return d.intake(ctx, guild, in, now, func() error { return errOnlyLooking })
}

// Import replaces each part of the guild that a file has, in one change. Digests and articles that are already the same are left alone;
// the guild's others are removed.
func (d *Desk) Import(ctx context.Context, guild string, in Intake) (c Changes, err error) {
	now, err := d.Now(ctx)
	if err != nil {
		return Changes{}, err
	}
	more, err := d.prepare(&in, now)
	if err != nil {
		return Changes{}, err
	}
	err = d.makingRoom(ctx, more, func() (gone int64, err error) {
		c, err = d.intake(ctx, guild, in, now, func() error { return nil })
		return c.gone, err
	})
	return c, err
}

// prepare records who imports the articles and when, and returns how many bytes they take.
func (d *Desk) prepare(in *Intake, now time.Time) (bytes int64, err error) {
	for _, one := range in.Articles {
		h := one.kept
		h.By, h.Added = in.By, one.Added.UTC()
		if one.Added.IsZero() || h.Added.After(now) {
			h.Added = now // otherwise it would stay the newest for ever
		}
		in.shelf = append(in.shelf, h)
		bytes += h.Bytes
	}
	if bytes > d.space.Server {
		return 0, ErrServerFull
	}
	return bytes, nil
}

// intake plans the change and, unless agree fails, makes it.
func (d *Desk) intake(ctx context.Context, guild string, in Intake, now time.Time, agree func() error) (Changes, error) {
	in.guild = guild
	var c Changes
	err := d.kv.Update(ctx, ownerGuild(guild), func(tx store.Tx) error {
		c = Changes{}
		var writes []func(store.Tx) error
		for _, plan := range []func(context.Context, store.Tx, Intake, time.Time, *Changes) ([]func(store.Tx) error, error){
			planSettings, planVerdicts, d.planSources, d.planDigests, planArticles,
		} {
			more, err := plan(ctx, tx, in, now, &c)
			if err != nil {
				return err
			}
			writes = append(writes, more...)
		}
		if err := agree(); err != nil {
			return err
		}
		for _, write := range writes {
			if err := write(tx); err != nil {
				return err
			}
		}
		if c.Settings || len(c.Sources.Added) > 0 || len(c.ArticlesAdded)+len(c.ArticlesChanged) > 0 {
			return tx.Schedule(memberID, now.Add(askEvery))
		}
		return nil
	})
	if err != nil && !errors.Is(err, errOnlyLooking) {
		return Changes{}, fmt.Errorf("importing into guild %s: %w", guild, err)
	}
	return c, nil
}

func planSettings(_ context.Context, tx store.Tx, in Intake, _ time.Time, c *Changes) ([]func(store.Tx) error, error) {
	if in.Settings == nil {
		return nil, nil
	}
	var s Settings
	if _, err := get(tx.Get, kindSettings, "guild", &s); err != nil {
		return nil, err
	}
	if c.Settings = !reflect.DeepEqual(s, *in.Settings); !c.Settings {
		return nil, nil
	}
	return []func(store.Tx) error{func(tx store.Tx) error { return put(tx, kindSettings, "guild", *in.Settings) }}, nil
}

// planVerdicts imports what admins said about two articles. It counts as a setting.
func planVerdicts(_ context.Context, tx store.Tx, in Intake, _ time.Time, c *Changes) ([]func(store.Tx) error, error) {
	if in.Verdicts == nil {
		return nil, nil
	}
	there, err := stories.Read(tx)
	if err != nil || reflect.DeepEqual(there, in.Verdicts) {
		return nil, err
	}
	c.Settings = true
	return []func(store.Tx) error{func(tx store.Tx) error { return stories.Keep(tx, in.Verdicts) }}, nil
}

func (d *Desk) planSources(_ context.Context, tx store.Tx, in Intake, now time.Time, c *Changes) (writes []func(store.Tx) error, err error) {
	if in.Sources == nil {
		return nil, nil
	}
	if c.Sources, writes, err = sources.Plan(tx, in.Sources, in.By, now); err != nil {
		return nil, err
	}
	n, most := len(c.Sources.Added)+len(c.Sources.Changed)+len(c.Sources.Kept), d.MostSources()
	if len(c.Sources.Added) > 0 && n > most { // those that are there already may stay
		return nil, problem.New("desk.file-too-many", "path", "sources", "n", n, "most", most)
	}
	return writes, nil
}

func (d *Desk) planDigests(ctx context.Context, tx store.Tx, in Intake, now time.Time, c *Changes) (writes []func(store.Tx) error, err error) {
	if in.Digests == nil {
		return nil, nil
	}
	made, writes, err := d.PlanDigests(ctx, tx, digests.Taking{Guild: in.guild, By: in.By, Digests: in.Digests}, now)
	c.DigestsAdded, c.DigestsChanged, c.DigestsRemoved, c.DigestsKept = made.Added, made.Changed, made.Removed, made.Kept
	return writes, err
}

func planArticles(_ context.Context, tx store.Tx, in Intake, _ time.Time, c *Changes) (writes []func(store.Tx) error, err error) {
	if in.Articles == nil {
		return nil, nil
	}
	entries, err := tx.List(kindShelf)
	if err != nil {
		return nil, err
	}
	shelf, err := decodeShelf(entries, place{})
	if err != nil {
		return nil, err
	}
	for _, one := range in.shelf {
		h, data := one.Headline, one.encoded
		at := indexOf(shelf, h.Ref)
		if at < 0 {
			c.ArticlesAdded = append(c.ArticlesAdded, h)
		} else {
			h.By = shelf[at].By
			before := shelf[at]
			shelf = slices.Delete(shelf, at, at+1)
			var kept json.RawMessage
			if _, err := get(tx.Get, kindArticles, h.Ref, &kept); err != nil {
				return nil, err
			}
			if before.Added.Equal(h.Added) && bytes.Equal(kept, data.article) {
				c.ArticlesKept, c.gone = append(c.ArticlesKept, h), c.gone+h.Bytes // which is not written again
				continue
			}
			c.gone += before.Bytes
			c.ArticlesChanged = append(c.ArticlesChanged, h)
		}
		writes = append(writes, func(tx store.Tx) error { return putOn(tx, h, data) })
	}
	for _, h := range shelf {
		c.ArticlesRemoved, c.gone = append(c.ArticlesRemoved, h), c.gone+h.Bytes
		writes = append(writes, func(tx store.Tx) error { return takeOff(tx, h.Ref) })
	}
	return writes, nil
}
