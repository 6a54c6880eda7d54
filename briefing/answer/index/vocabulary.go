package index

import (
	"iter"
	"slices"

	"lede/briefing/question"
	"lede/briefing/words"
)

// The words of an article, each numbered once, and where they occur.

// split splits the sentences into words.
func (x *Index) split() {
	text := x.Read()
	x.all = words.Room(x.all, len(text)/5+1)
	for i, s := range x.Sentences {
		if s.Of(x.Text) == "" {
			continue
		}
		from := len(x.all)
		x.all = question.AppendWords(x.all, text, s.Span)
		x.Bags[i].Words = slices.Clip(x.all[from:])
	}
}

// number gives each word of the vocabulary a number.
func (x *Index) number() {
	about := len(x.all) * 2 / 3 // most words occur more than once
	x.numbers.Expect(about)
	x.words, x.ids, x.places = words.Room(x.words, about), words.Room(x.ids, len(x.all)), words.Room(x.places, len(x.all))
	for i := range x.Bags {
		b := &x.Bags[i]
		from := len(x.ids)
		for j := range b.Words {
			w := &b.Words[j]
			id, isNew := x.numbers.Enter(w.Fold)
			if isNew {
				x.words = append(x.words, indexed{})
			}
			known := &x.words[id]
			known.small = known.small || !w.Upper
			known.name = (known.name || j > 0) && !known.small
			x.ids = append(x.ids, id)
			x.places = append(x.places, place{int32(i), int32(j), known.last})
			known.last = int32(len(x.places))
		}
		b.plain = slices.Clip(x.ids[from:])
	}
	words.FormsOf(&x.numbers, x.Language, x.form)
}

// IDOf returns the number of a folded word, if the article has it.
func (x *Index) IDOf(word string) (id int, ok bool) { return x.numbers.Of(word) }

// id returns the number of a folded word, and gives it one if need be.
func (x *Index) id(word string) int {
	id, isNew := x.numbers.Enter(word)
	if isNew {
		x.words = append(x.words, indexed{})
		x.form(id, words.FormOf(word, x.Language))
	}
	return id
}

// form gives a word its form.
func (x *Index) form(id int, form *words.Form) {
	bucket := &x.stems[form.Bucket()]
	x.words[id].Form, x.words[id].before = form, *bucket
	*bucket = int32(id) + 1
}

// Stem returns the stem of a folded word, fast for words of the article.
func (x *Index) Stem(word string) string {
	if id, ok := x.IDOf(word); ok {
		return x.words[id].Stem
	}
	return words.FormOf(word, x.Language).Stem
}

// withStem yields the numbers of the words that have a stem.
func (x *Index) withStem(stem string) iter.Seq[int] {
	return func(yield func(int) bool) {
		for n := x.stems[words.BucketOf(stem)]; n > 0; n = x.words[n-1].before {
			if x.words[n-1].Stem == stem && !yield(int(n-1)) {
				return
			}
		}
	}
}

// placesOf yields the places of the words that have a stem, names aside.
func (x *Index) placesOf(stem string) iter.Seq[place] {
	return func(yield func(place) bool) {
		for id := range x.withStem(stem) {
			if x.words[id].name {
				continue
			}
			for n := x.words[id].last; n > 0; n = x.places[n-1].before {
				if !yield(x.places[n-1]) {
					return
				}
			}
		}
	}
}

// Find marks the sentences that contain some stems in a row.
func (x *Index) Find(stems []string, has []bool) {
	for at := range x.placesOf(stems[0]) {
		row := x.Bags[at.sentence].Words[at.word:]
		same := func(stem string, w question.Word) bool { return x.Stem(w.Fold) == stem }
		if len(row) >= len(stems) && slices.EqualFunc(stems[1:], row[1:len(stems)], same) {
			has[at.sentence] = true
		}
	}
}
