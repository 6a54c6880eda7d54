package feeds

import (
	"slices"
	"strings"
	"time"
	"unicode"

	"lede/source/feed"
)

// book is what is known of a feed's items while a document is read into it. It is pure: time is a value.
type book struct {
	id     string
	title  string // of the feed
	seeded bool   // it was read before
	read   time.Time
	newest int64
	marks  marks
	items  []Item // the oldest first

	// What came of the document:
	fresh    []int  // places in items of those that are new to us, the newest last
	texts    []text // of new and edited items
	drop     []int64
	reseeded int // items that look new because the feed was renumbered
	news     int // items that are news
	overlap  bool
}

// text is the words of an item, to be kept.
type text struct {
	seq   int64
	words string
	sign  []byte // what its article is recognised by
}

const (
	itemsFor = 30 * 24 * time.Hour
	// A document in which at least so many items, and so many of a hundred, look new at once is not news: the feed was renumbered.
	renumberedFrom  = 4
	renumberedShare = 80
)

// take reads a document into the book.
func (b *book) take(doc *feed.Feed, now time.Time) {
	b.marks.open()
	places := map[string]int{} // of items, by main key
	for i, item := range b.items {
		places[item.Main] = i
	}
	found := b.find(doc.Items, places)
	b.overlap = slices.ContainsFunc(found, func(at int) bool { return at >= 0 })
	prints := make([]uint64, len(doc.Items))
	present := map[int]bool{} // items that stand in the document
	for i, at := range found {
		if at >= 0 {
			if place, kept := places[b.marks.main(at)]; kept {
				present[place] = true
				b.edit(place, doc.Items[i], now)
			}
		}
	}
	var unknown []int
	for i := len(doc.Items) - 1; i >= 0; i-- { // a document has its newest first
		if found[i] >= 0 {
			continue
		}
		item := doc.Items[i]
		prints[i] = simhash(item.Title + " " + item.Teaser)
		if place := b.renamed(item, prints[i], present); place >= 0 {
			present[place] = true
			b.edit(place, item, now)
			if found[i] = b.marks.of(b.items[place].Main); found[i] >= 0 {
				b.marks.taken[found[i]] = true
			}
			continue
		}
		unknown = append(unknown, i)
	}
	inOrder(unknown, doc.Items, now)
	old := !b.seeded
	if b.seeded && b.renumbered(doc.Items, unknown, now) {
		old, b.reseeded = true, len(unknown)
	}
	for _, i := range unknown {
		b.add(doc.Items[i], prints[i], old, now)
		present[len(b.items)-1] = true
	}
	b.marks.see(doc.Items, found)
	b.prune(present, now)
}

// find tells for each item of a document which mark is its. places are those of the items that are kept, by their main keys.
func (b *book) find(items []feed.Item, places map[string]int) []int {
	var renewed []int
	for i, item := range items {
		at, known := b.marks.places[item.Keys.Main]
		if !known || at == shared {
			continue
		}
		if place, kept := places[b.marks.main(at)]; kept && b.reused(b.items[place], at, item) {
			b.marks.release(at, item.Keys.Main)
			renewed = append(renewed, i)
		}
	}
	found := b.marks.find(items)
	for _, i := range renewed {
		if k := &items[i].Keys; found[i] < 0 {
			k.Main, k.Others = hash(k.Main + "\n" + k.Text)[:len(k.Main)], append(k.Others, k.Main)
		}
	}
	return found
}

// reused reports whether an item has the main key of another and is not that: some programs name items by their place in the feed, or the
// latest always alike. It is another where nothing of it is the same, and it is known by other keys or came later.
func (b *book) reused(old Item, at int, item feed.Item) bool {
	if old.Hash == item.Keys.Text || len(item.Keys.Others) == 0 || sharedWords(old.Title, item.Title) > 0 {
		return false
	}
	keys, elsewhere := strings.Split(b.marks.Known[at], " "), false
	for _, key := range item.Keys.Others {
		if slices.Contains(keys, key) {
			return false
		}
		other, known := b.marks.places[key]
		elsewhere = elsewhere || known && other != shared
	}
	later := old.Published != nil && item.Published.After(*old.Published)
	return (elsewhere || later) && !alike(old.Print, simhash(item.Title+" "+item.Teaser))
}

// sharedWords counts the words of a title that another has too and that are no small ones.
func sharedWords(a, b string) (n int) {
	words := func(s string) []string {
		return strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	}
	theirs := words(b)
	for _, w := range words(a) {
		if len(w) > 3 && slices.Contains(theirs, w) {
			n++
		}
	}
	return n
}

// renamed finds the item that stood in the feed under another name and has gone from the document: one with the same text, or nearly. A short
// text tells it where the page is the same too, but for what stands behind its ?, which some sites write anew each time.
// So does the second at which it was published, where it tells that item alone and the titles speak of the same: some sites write a headline and its address anew together.
func (b *book) renamed(item feed.Item, print uint64, present map[int]bool) int {
	alone := b.dates(item.Published) == 1 && isSecond(item.Published)
	return slices.IndexFunc(b.items, func(o Item) bool {
		same := o.Hash == item.Keys.Text && pageOf(o.Link) == pageOf(item.Link) && o.cameWith(item)
		rewritten := alone && o.cameWith(item) && sharedWords(o.Title, item.Title) >= sameMatter
		return (same || rewritten || alike(o.Print, print)) && !present[b.place(o.Seq)]
	})
}

const sameMatter = 2 // words that two headlines of one article have in common

// dates counts the items that were published at a time.
func (b *book) dates(at time.Time) (n int) {
	for _, i := range b.items {
		if i.Published != nil && i.Published.Equal(at) {
			n++
		}
	}
	return n
}

// isSecond tells the time at which something was published from one that a timetable had, or a day.
func isSecond(at time.Time) bool { return at.Second() != 0 || at.Minute()%5 != 0 }

// pageOf is an address without its query.
func pageOf(link string) string {
	page, _, _ := strings.Cut(link, "?")
	return page
}

// cameWith reports whether an item of a document has the date of one that is kept. Without a date there must be more than a title.
func (i Item) cameWith(item feed.Item) bool {
	if i.Published == nil {
		return item.Published.IsZero() && item.Teaser != ""
	}
	return i.Published.Equal(item.Published)
}

// place is where an item stands in the book.
func (b *book) place(seq int64) int {
	at, _ := slices.BinarySearchFunc(b.items, seq, func(i Item, seq int64) int { return int(i.Seq - seq) })
	return at
}

// edit takes over what the document says of an item that is known.
func (b *book) edit(place int, item feed.Item, now time.Time) {
	old := &b.items[place]
	if old.Hash == item.Keys.Text {
		return
	}
	fresh := b.make(item, simhash(item.Title+" "+item.Teaser))
	old.Title, old.TitleMade, old.Link, old.Members, old.Picture = fresh.Title, fresh.TitleMade, fresh.Link, fresh.Members, fresh.Picture
	old.Hash, old.Print, old.Edited = fresh.Hash, fresh.Print, &now
	kind, words := wordsOf(item)
	if better(kind, old.Text) {
		b.write(place, kind, words)
	} else {
		old.Wanted = old.Text == PageText && now.Sub(old.Seen) < pagesAnewFor // its page may have been edited too
	}
}

// better reports whether a text may take the place of another. A page's stays in place of a teaser.
func better(kind, old TextKind) bool {
	return kind == FullText || kind == TeaserText && old != PageText
}

// add puts an item that is new to us into the book.
func (b *book) add(item feed.Item, print uint64, old bool, now time.Time) {
	b.newest++
	i := b.make(item, print)
	i.Seq, i.Seen, i.Old = b.newest, now, old
	b.items = append(b.items, i)
	b.fresh = append(b.fresh, len(b.items)-1)
	if kind, words := wordsOf(item); kind != NoText {
		b.write(len(b.items)-1, kind, words)
	}
	if !old {
		b.news++
	}
}

// write gives an item its text.
func (b *book) write(place int, kind TextKind, words string) {
	i := &b.items[place]
	i.Text, i.Bytes = kind, int64(len(words))
	b.texts = slices.DeleteFunc(b.texts, func(t text) bool { return t.seq == i.Seq })
	b.texts = append(b.texts, text{seq: i.Seq, words: words})
}

// make is an item as it is kept.
func (b *book) make(item feed.Item, print uint64) Item {
	i := Item{
		Feed: b.id, Ref: hash(articleID(b.id, item.Keys.Main))[:idLength], Title: cut(item.Title, maxTitle), TitleMade: item.TitleMade,
		Link: item.Link, Site: b.title, Members: item.MembersOnly, Picture: item.Picture,
		Main: item.Keys.Main, Hash: item.Keys.Text, Print: print,
	}
	if len(i.Link) > maxLink {
		i.Link = ""
	}
	if len(i.Picture) > maxLink {
		i.Picture = ""
	}
	if !item.Published.IsZero() {
		published := item.Published.UTC()
		i.Published = &published
	}
	return i
}

const (
	maxTitle = 500  // bytes
	maxLink  = 2000 // bytes
)

func cut(s string, most int) string {
	if len(s) <= most {
		return s
	}
	return strings.ToValidUTF8(s[:most], "") + "…"
}

// inOrder sorts what is new by its dates, if all have one that can be true; a document has its newest first otherwise.
func inOrder(unknown []int, items []feed.Item, now time.Time) {
	for _, i := range unknown {
		if at := items[i].Published; at.IsZero() || at.After(now) {
			return
		}
	}
	slices.SortStableFunc(unknown, func(a, b int) int { return items[a].Published.Compare(items[b].Published) })
}

// renumbered reports whether a document looks new because its feed names its items anew. What all dates say was published since
// the last reading, under titles that are not known, is new indeed: it was a busy day, or nothing ran.
func (b *book) renumbered(items []feed.Item, unknown []int, now time.Time) bool {
	if len(unknown) < renumberedFrom || len(unknown)*100 < len(items)*renumberedShare {
		return false
	}
	titles := map[string]bool{}
	for _, i := range b.items {
		titles[i.Title] = true
	}
	return slices.ContainsFunc(unknown, func(i int) bool {
		at := items[i].Published
		since := at.After(b.read) && !at.After(now)
		return !since || titles[cut(items[i].Title, maxTitle)]
	})
}

// prune forgets items that are too old or too many, and texts that are.
func (b *book) prune(present map[int]bool, now time.Time) {
	first := max(0, len(b.items)-maxItems)
	kept, pruned := b.items[:0:0], int64(0)
	for place, i := range b.items {
		if place < first || now.Sub(i.Seen) > itemsFor && !present[place] {
			b.dropText(i)
			pruned = max(pruned, i.Pruned)
			if !i.Old {
				pruned = i.Seq
			}
			continue
		}
		kept = append(kept, i)
	}
	if len(kept) > 0 {
		kept[0].Pruned = max(kept[0].Pruned, pruned)
	}
	b.fresh = b.fresh[:0]
	for place := range kept {
		if place < len(kept)-maxTexts && kept[place].Text != NoText {
			b.dropText(kept[place])
			kept[place].Text, kept[place].Bytes = NoText, 0
		}
		if kept[place].Seen.Equal(now) {
			b.fresh = append(b.fresh, place)
		}
	}
	b.items = kept
}

func (b *book) dropText(i Item) {
	b.texts = slices.DeleteFunc(b.texts, func(t text) bool { return t.seq == i.Seq })
	if i.Text != NoText {
		b.drop = append(b.drop, i.Seq)
	}
}
