package answer

import (
	"slices"
	"strings"
	"unicode/utf8"

	"lede/briefing"
	"lede/briefing/words"
)

// strange tells whether the question names somebody or something that the article never mentions.
func (x *Index) strange(q *question) bool {
	lex := words.Lexicon()
	for i := 0; i < len(q.terms); i++ {
		t := q.terms[i]
		if !t.name {
			// In lower case, only what is known as a name counts as one.
			if utf8.RuneCountInString(t.fold) > 3 && !lex.Common[t.fold] && x.knownName(t.fold) && !x.has(t) {
				return true
			}
			continue
		}
		// A run of capitalised words is one name; its last word has to be the article's.
		last := i
		for last+1 < len(q.terms) && q.terms[last+1].name && q.terms[last+1].mark == " " && q.terms[last+1].Start-q.terms[last].End == 1 {
			last++
		}
		if !x.has(q.terms[last]) || last > i && x.otherPerson(q.terms[i], q.terms[last]) {
			return true
		}
		i = last
	}
	return false
}

// knownName tells whether a folded word is the name of a place or a person in general.
func (x *Index) knownName(word string) bool {
	lex := words.Lexicon()
	r, size := utf8.DecodeRuneInString(word)
	title := strings.ToUpper(string(r)) + word[size:]
	return lex.Places[title] || lex.Demonyms[title] != "" || lex.Capitals[title] != ""
}

// has tells whether the article has a term in any form.
func (x *Index) has(t term) bool {
	t.name = true
	for _, worth := range x.meet(t) {
		if worth >= sameGroup {
			return true
		}
	}
	return x.initials(t.fold) || x.shortened(t.fold)
}

// shortened tells whether neighbouring words of the text that are no names have these initials: "FA" for "the
// football association".
func (x *Index) shortened(word string) bool {
	if len(word) < 2 || len(word) > 4 {
		return false
	}
	for i := range x.bags {
		run := 0
		for _, w := range x.bags[i].asked {
			switch {
			case len(w.fold) >= 4 && w.fold[0] == word[run]:
				run++
			case len(w.fold) >= 4 && w.fold[0] == word[0]:
				run = 1
			default:
				run = 0
			}
			if run == len(word) {
				return true
			}
		}
	}
	return false
}

// initials tells whether a term abbreviates a name of the article, as "EU" does "European Union".
func (x *Index) initials(word string) bool {
	word = strings.ReplaceAll(word, ".", "")
	if len(word) < 2 || len(word) > 6 {
		return false
	}
	for _, names := range [][]briefing.Name{x.Organizations, x.Places} {
		for _, n := range names {
			var b strings.Builder
			for w := range strings.FieldsSeq(n.Name) {
				if r, _ := utf8.DecodeRuneInString(w); words.Capital(w) {
					b.WriteString(words.Fold(string(r)))
				}
			}
			if b.String() == word {
				return true
			}
		}
	}
	return false
}

// otherPerson tells whether first and last name somebody whose last name alone is in the article: with another
// first name there, it is another person.
func (x *Index) otherPerson(first, last term) bool {
	same := false
	for p := range x.people {
		parts := x.people[p].name
		if len(parts) < 2 || !(parts[len(parts)-1] == last.fold || words.Nearly(parts[len(parts)-1], last.fold)) {
			continue
		}
		if slices.Contains(parts, first.fold) || parts[0][0] == first.fold[0] {
			return false
		}
		same = true
	}
	return same && !x.has(first)
}

// numbered tells whether the word at a place of a sentence counts something. "One" often only stands for a noun.
func numbered(b *bag, j int) bool {
	w := b.asked[j]
	if w.fold != "one" {
		return countWord(w)
	}
	if j+1 == len(b.asked) || j > 0 && words.Stopword(b.asked[j-1].fold, "en") && b.asked[j-1].fold != "at" {
		return false
	}
	next := b.asked[j+1]
	return next.fold == "of" || next.mark == " " && !words.Stopword(next.fold, "en") && !next.upper
}

func (b *bag) numbers() bool {
	for j := range b.asked {
		if numbered(b, j) {
			return true
		}
	}
	return false
}

func countWord(w asked) bool {
	return words.Digit(w.fold) && !yearLike(w.fold) || words.Asking().Numbers[w.fold]
}

// term makes a term of a folded word.
func (x *Index) term(word string) term {
	return term{asked: asked{fold: word}, Form: words.FormOf(word, x.language)}
}

// holds tells whether a word, or one that means it, stands in a sentence.
func (x *Index) holds(b *bag, word string) bool {
	meets := x.meet(x.term(word))
	return slices.ContainsFunc(b.words, func(id int) bool { return meets[id] >= nounMet })
}

func yearLike(word string) bool {
	return len(word) == 4 && words.Digit(word) && (word[:2] == "19" || word[:2] == "20")
}

// measures tells whether word j makes the number before it one of time or money.
func (b *bag) measures(j int) bool {
	return words.Asking().Durations[b.word(j)] || words.Asking().Money[b.word(j)]
}

// unbroken tells whether no comma or stop stands before any of these words.
func (b *bag) unbroken(from, to int) bool {
	for k := from; k <= to; k++ {
		if strings.ContainsAny(b.asked[k].mark, ",.;:—–()") {
			return false
		}
	}
	return true
}
