package index

import (
	"slices"
	"strings"
	"unicode/utf8"

	"lede/briefing"
	"lede/briefing/question"
	"lede/briefing/words"
)

// Strange reports whether the question names a person or thing that the article never mentions.
func (x *Index) Strange(q *question.Question) bool {
	lex := words.Lexicon()
	for i := 0; i < len(q.Terms); i++ {
		t := q.Terms[i]
		if !t.Name {
			// In lower case, only known names count.
			if utf8.RuneCountInString(t.Fold) > 3 && !lex.Common[t.Fold] && x.knownName(t.Fold) && !x.has(t) {
				return true
			}
			continue
		}
		// A run of capitalised words is one name; the article must have its last word.
		last := i
		for last+1 < len(q.Terms) && q.Terms[last+1].Name && q.Terms[last+1].Mark == " " && q.Terms[last+1].Start-q.Terms[last].End == 1 {
			last++
		}
		if !x.has(q.Terms[last]) || last > i && x.otherPerson(q.Terms[i], q.Terms[last]) {
			return true
		}
		i = last
	}
	return false
}

// knownName reports whether a folded word is a well-known name of a place or a person.
func (x *Index) knownName(word string) bool {
	lex := words.Lexicon()
	r, size := utf8.DecodeRuneInString(word)
	title := strings.ToUpper(string(r)) + word[size:]
	return lex.Places[title] || lex.Demonyms[title] != "" || lex.Capitals[title] != ""
}

// has reports whether the article has a term in any form.
func (x *Index) has(t question.Term) bool {
	t.Name = true
	for _, worth := range x.Meet(t) {
		if worth >= SameGroup {
			return true
		}
	}
	return x.Abbreviates(t.Fold)
}

// Abbreviates reports whether a word is short for words of the article.
func (x *Index) Abbreviates(word string) bool { return x.initials(word) || x.shortened(word) }

// shortened reports whether neighbouring words of at least four letters have these initials: "FA" for "the football
// association".
func (x *Index) shortened(word string) bool {
	if len(word) < 2 || len(word) > 4 {
		return false
	}
	for i := range x.Bags {
		run := 0
		for _, w := range x.Bags[i].Words {
			switch {
			case len(w.Fold) >= 4 && w.Fold[0] == word[run]:
				run++
			case len(w.Fold) >= 4 && w.Fold[0] == word[0]:
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

// initials reports whether a term abbreviates a name of the article, as "EU" does "European Union".
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

// otherPerson reports whether the article has the last name, but only with other first names: the question is then about
// somebody else.
func (x *Index) otherPerson(first, last question.Term) bool {
	same := false
	for p := range x.people {
		parts := x.people[p].name
		if len(parts) < 2 || !(parts[len(parts)-1] == last.Fold || words.Nearly(parts[len(parts)-1], last.Fold)) {
			continue
		}
		if slices.Contains(parts, first.Fold) || parts[0][0] == first.Fold[0] {
			return false
		}
		same = true
	}
	return same && !x.has(first)
}

// Term makes a term of a folded word.
func (x *Index) Term(word string) question.Term {
	return question.Term{Word: question.Word{Fold: word}, Form: words.FormOf(word, x.Language)}
}

// IsName reports whether a term is a name, in the question or in the article.
func (x *Index) IsName(t question.Term) bool {
	if t.Name {
		return true
	}
	id, ok := x.IDOf(t.Fold)
	return ok && x.words[id].name && !words.Lexicon().Common[t.Fold] && !t.Grouped()
}
