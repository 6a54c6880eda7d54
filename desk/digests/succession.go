package digests

import (
	"errors"
	"slices"

	"lede/desk/feeds"
	"lede/desk/sources"
	"lede/store"
)

// Succeed moves the digests of the guild that an edit belongs to from a source to another feed: nothing is told twice, and nothing
// still to be told is lost. also says that the guild already followed the other feed. It returns the writes, or sources.ErrLater while
// an edition that may draw on the source is on its way.
func Succeed(tx store.Tx, s sources.Source, into string, also bool, news feeds.Succession) (write func(store.Tx) error, err error) {
	list, err := Read(tx)
	if err != nil {
		return nil, err
	}
	for i := range list {
		g := &list[i]
		var on Edition
		found, err := kinds.Get(tx.Get, kindEditions, g.ID, &on)
		if err != nil {
			return nil, err
		}
		if found && on.Slot.Equal(g.Next) && g.TellsOf(s.ID) {
			return nil, sources.ErrLater
		}
		g.succeed(s, into, also, news)
	}
	return func(tx store.Tx) (err error) {
		for _, g := range list {
			err = errors.Join(err, kinds.Put(tx, KindDigests, g.ID, g))
		}
		return err
	}, nil
}

// succeed moves one digest from a source to another feed.
func (g *Digest) succeed(s sources.Source, into string, also bool, news feeds.Succession) {
	done := func(i feeds.Item) bool { return g.doneWith(s, i) }
	if told := also && g.TellsOf(into); told {
		if g.TellsOf(s.ID) {
			g.Seen = remembered(g.Seen, news.Seen(done), len(g.Seen)+mostMerged)
		}
	} else if g.TellsOf(s.ID) {
		upto, seen := news.Marks(done)
		g.tell(map[string]int64{into: upto})
		g.Seen = remembered(g.Seen, seen, len(g.Seen)+mostMerged)
	}
	delete(g.Told, s.ID)
	at := slices.Index(g.Sources, s.ID)
	if at < 0 {
		return
	}
	g.Sources = slices.Clone(g.Sources)
	if slices.Contains(g.Sources, into) {
		g.Sources = slices.Delete(g.Sources, at, at+1)
	} else {
		g.Sources[at] = into
	}
}

// doneWith reports whether a digest will not tell of an item of a source: it is old news, or was told.
func (g *Digest) doneWith(s sources.Source, i feeds.Item) bool {
	return i.Old || i.Seq <= max(s.From, g.Told[s.ID]) || slices.Contains(g.Seen, i.Ref)
}

// mostMerged is how many marks a merge may add; the next edition forgets the excess.
const mostMerged = 100
