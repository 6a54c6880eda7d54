package feeds

import (
	"slices"
	"strings"
	"time"
	"unicode"

	"lede/source/feed"
)

// book is what is known of a feed's items while a document is read into it. It is pure: time is passed in.
type book struct {
	id     string
	title  string    // of the feed
	seeded bool      // it was read before
	first  time.Time // when it was first followed
	read   time.Time
	newest int64
	marks  marks
	items  []Item // the oldest first

	// The result of reading the document:
	fresh    []int  // indexes into items of those that are new to us, the newest last
	texts    []text // of new and edited items
	drop     []int64
	thinned  []int64 // whose text is dropped, and not what its article is recognised by
	reseeded int     // items that look new because the feed was renumbered
	news     int     // items that are news
	overlap  bool
}

// text is the words of an item, to be stored.
type text struct {
	seq   int64
	words string
	sign  []byte // the article's signature
}

const (
	itemsFor = 30 * 24 * time.Hour
	// If at least this many items of a document, and this percentage, look new at once, they are not news: the feed was renumbered.
	renumberedFrom  = 4
	renumberedShare = 80
	// mostAhead is how far the date of an item that has come may be ahead: some sites name no zone, or a wrong one.
	mostAhead = 14 * time.Hour
)

// take reads a document into the book.
func (b *book) take(doc *feed.Feed, now time.Time) {
	b.marks.open()
	places := map[string]int{} // index of each item, by main key
	for i, item := range b.items {
		places[item.Main] = i
	}
	found := b.find(doc.Items, places)
	b.overlap = slices.ContainsFunc(found, func(at int) bool { return at >= 0 })
	prints := make([]uint64, len(doc.Items))
	present := map[int]bool{} // items in the document
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
	unknown = withoutTwins(unknown, doc.Items, found)
	old, repeated := !b.seeded, map[int]bool{}
	if b.seeded {
		if old, repeated = b.renumbered(doc.Items, unknown, now); old {
			b.reseeded = len(unknown)
		}
	}
	archive := b.archive(doc.Items, found)
	for _, i := range unknown {
		b.add(doc.Items[i], prints[i], old || repeated[i] || i >= archive, now)
		present[len(b.items)-1] = true
	}
	b.marks.see(doc.Items, found)
	b.prune(present, now)
}

// find finds, for each item of a document, its mark. places holds the indexes of the stored items, by their main keys.
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

// reused reports whether an item has the main key of another item without being that item: some programs name items by their place in
// the feed, or always give the latest the same name. It is a different item if the two have nothing in common, and it is known by other
// keys or came later.
func (b *book) reused(old Item, at int, item feed.Item) bool {
	if old.Hash == item.Keys.Text || len(item.Keys.Others) == 0 || sharesWord(old.Title, item.Title) {
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

// sharesWord reports whether two titles have a word in common, short ones apart.
func sharesWord(a, b string) bool {
	theirs := wordsIn(b)
	return slices.ContainsFunc(wordsIn(a), func(w string) bool { return len(w) > 3 && slices.Contains(theirs, w) })
}

// wordsIn returns the words of a text, whatever their case and the punctuation between them.
func wordsIn(text string) []string {
	return strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// renamed finds the item that was in the feed under another name and has gone from the document: one with the same text, or nearly the
// same, and no other date: bulletins say nearly the same each time. For a short text, the page must be the same too, apart from the
// query, which some sites change each time.
func (b *book) renamed(item feed.Item, print uint64, present map[int]bool) int {
	return slices.IndexFunc(b.items, func(o Item) bool {
		same := o.Hash == item.Keys.Text && pageOf(o.Link) == pageOf(item.Link) && o.cameWith(item)
		undated := o.Published == nil || item.Published.IsZero()
		near := alike(o.Print, print) && (undated || o.Published.Equal(item.Published))
		return (same || near) && !present[b.place(o.Seq)]
	})
}

// pageOf returns an address without its query.
func pageOf(link string) string {
	page, _, _ := strings.Cut(link, "?")
	return page
}

// cameWith reports whether an item of a document has the date of a stored one. Without a date, more than the title must match.
func (i Item) cameWith(item feed.Item) bool {
	if i.Published == nil {
		return item.Published.IsZero() && item.Teaser != ""
	}
	return i.Published.Equal(item.Published)
}

// place returns the index of an item in the book.
func (b *book) place(seq int64) int {
	at, _ := slices.BinarySearchFunc(b.items, seq, func(i Item, seq int64) int { return int(i.Seq - seq) })
	return at
}

// edit takes over what the document says about a known item.
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

// better reports whether a text may replace another. A page's text is not replaced by a teaser.
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
	if kind != TeaserText {
		words = b.own(place, words)
	}
	i.Text, i.Bytes = kind, int64(len(words))
	b.texts = slices.DeleteFunc(b.texts, func(t text) bool { return t.seq == i.Seq })
	b.texts = append(b.texts, text{seq: i.Seq, words: words})
	b.thin()
}

// make returns an item in stored form.
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

// inOrder sorts the new items by date if all have a plausible one; otherwise it assumes that the document has its newest first.
func inOrder(unknown []int, items []feed.Item, now time.Time) {
	for _, i := range unknown {
		if at := items[i].Published; at.IsZero() || at.After(now) {
			return
		}
	}
	slices.SortStableFunc(unknown, func(a, b int) int { return items[a].Published.Compare(items[b].Published) })
}

// renumbered reports whether a document looks new because its feed renamed its items. Where nearly all are dated after what was known,
// with unknown titles, they are really new: it was a busy day, or nothing ran. A date that somebody typed costs no day's news. repeated
// has the others that have a known title: they are old in any case.
func (b *book) renumbered(items []feed.Item, unknown []int, now time.Time) (is bool, repeated map[int]bool) {
	if len(unknown) < renumberedFrom || len(unknown)*100 < len(items)*renumberedShare {
		return false, nil
	}
	titles := map[string]bool{}
	var newest time.Time
	for _, i := range b.items {
		titles[i.Title] = true
		if p := i.Published; p != nil && p.After(newest) {
			newest = *p
		}
	}
	if newest.IsZero() || newest.After(b.read) {
		newest = b.read
	}
	odd, repeated := 0, map[int]bool{}
	for _, i := range unknown {
		at, known := items[i].Published, titles[cut(items[i].Title, maxTitle)]
		since := at.After(newest) && at.Sub(now) <= mostAhead
		if known || !since {
			odd++
		}
		repeated[i] = known && !since
	}
	return odd*100 > len(unknown)*(100-renumberedShare), repeated
}

// archive returns from which item on a document has only what is older than all that is known of it, and than the first reading: the
// feed shows more than it did then.
func (b *book) archive(items []feed.Item, found []int) int {
	last, oldest := -1, b.first
	for i, at := range found {
		if p := items[i].Published; at >= 0 && !p.IsZero() {
			last = i
			if p.Before(oldest) {
				oldest = p
			}
		}
	}
	from := len(items)
	for ; last >= 0 && from > last+1; from-- {
		if p := items[from-1].Published; p.IsZero() || !p.Before(oldest) {
			break
		}
	}
	return from
}

// prune forgets items that are too old or too many, and texts likewise.
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
		if kept[place].Seen.Equal(now) {
			b.fresh = append(b.fresh, place)
		}
	}
	b.items = kept
	b.thin()
}

// thin forgets the texts of the oldest items, where there are too many or too much. A story that was told is recognised all the same.
func (b *book) thin() {
	texts, bytes := 0, int64(0)
	for place := range slices.Backward(b.items) {
		i := &b.items[place]
		texts, bytes = texts+1, bytes+i.Bytes
		if i.Text == NoText || i.Text == GoneText || texts <= maxTexts && bytes <= maxBytes {
			continue
		}
		if unwritten := slices.ContainsFunc(b.texts, func(t text) bool { return t.seq == i.Seq }); unwritten {
			b.dropText(*i)
			i.Text, i.Bytes = NoText, 0
			continue
		}
		b.thinned = append(b.thinned, i.Seq)
		i.Text, i.Bytes = GoneText, 0
	}
}

func (b *book) dropText(i Item) {
	b.texts = slices.DeleteFunc(b.texts, func(t text) bool { return t.seq == i.Seq })
	if i.Text != NoText {
		b.drop = append(b.drop, i.Seq)
	}
}
