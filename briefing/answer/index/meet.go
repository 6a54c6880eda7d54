package index

import (
	"slices"
	"strings"
	"unicode/utf8"

	"lede/briefing/question"
	"lede/briefing/words"
)

// How well the words and the people of an article meet the words of a question.

// Meet compares a term with every word of the article. Similar spellings count only when the word itself
// occurs nowhere.
func (x *Index) Meet(t question.Term) []float64 {
	found := make([]float64, len(x.words))
	exact := x.meetItself(&t, found)
	english, against, digit := words.Ruled(x.Language), words.Contraries()[t.Fold], words.Digit(t.Fold)
	for id := range x.words {
		w := &x.words[id]
		switch {
		case found[id] > 0 || digit != w.Digit || against[x.numbers.Word(id)]:
		case x.alike(&t, id):
			found[id] = SameRoot
		case english && mayShare(&t, w) && t.Shares(w.Form):
			found[id] = w.inGroup()
		case !exact && mayBeMistyped(&t, w) && words.Nearly(t.Fold, x.numbers.Word(id)):
			found[id] = sameSlip
		case english && mayBeKin(&t, w):
			if kin := t.Kinship(w.Form); kin != words.NoKin {
				found[id] = kinWorth[kin]
			}
		}
	}
	return found
}

// meetItself notes where a term itself occurs, in any form, and reports whether it does.
func (x *Index) meetItself(t *question.Term, found []float64) (occurs bool) {
	for id := range x.withStem(t.Stem) {
		found[id], occurs = SameWord, true
	}
	if id, ok := x.IDOf(t.Fold); ok {
		found[id], occurs = SameWord, true
	}
	return occurs
}

// inGroup returns what a word is worth for one of its group.
func (w *indexed) inGroup() float64 {
	if w.Light {
		return LightGroup
	}
	return SameGroup
}

// mayShare reports whether the groups of two words may be compared: Bill Gates is not a bill.
func mayShare(t *question.Term, w *indexed) bool { return t.Name || !w.person }

// mayBeMistyped reports whether a term and a word are names, or long enough to be misspelt.
func mayBeMistyped(t *question.Term, w *indexed) bool { return t.Name || w.name || len(t.Fold) >= 6 }

// mayBeKin reports whether two words are worth looking up in the thesaurus.
func mayBeKin(t *question.Term, w *indexed) bool {
	return !t.Name && !w.name && w.Tells && !t.Apart(w.Form)
}

// alike reports whether two words have one root, as "invite" and "invitation" do.
func (x *Index) alike(t *question.Term, id int) bool {
	w := &x.words[id]
	if w.Digit || w.name && !t.Name && w.Stem != t.Stem {
		return false // "Booker" has no books
	}
	if words.Ruled(x.Language) {
		return len(t.Root) >= 4 && (t.Root == w.Root || again(t.Root, w.Root) || again(w.Root, t.Root))
	}
	// Without derivation rules, a long common prefix has to do.
	n, fold := 0, x.numbers.Word(id)
	for n < len(t.Fold) && n < len(fold) && t.Fold[n] == fold[n] {
		n++
	}
	return n >= 6 && n*10 >= max(len(t.Fold), len(fold))*6
}

// again reports whether one root repeats the other: "reopen" and "open".
func again(more, less string) bool {
	rest, ok := strings.CutPrefix(more, "re")
	return ok && len(less) >= 4 && rest == less
}

// MeetPeople returns how well a term means each person, by a word of the name or the role.
func (x *Index) MeetPeople(t question.Term) []float64 {
	found, bearers := make([]float64, len(x.people)), 0
	for p := range x.people {
		known := &x.people[p]
		switch {
		case slices.Contains(known.name, t.Fold), t.Name && slices.ContainsFunc(known.name, func(w string) bool { return words.Nearly(w, t.Fold) }):
			found[p] = samePerson
		case utf8.RuneCountInString(t.Fold) > 2 && slices.Contains(known.roles, t.Stem):
			found[p] = SameRole
			bearers++
		}
	}
	for p := range found {
		if bearers == 1 && found[p] == SameRole {
			found[p] = onlyRole
		}
	}
	return found
}

// MeetContrary lets the contraries of a word count as met.
func (x *Index) MeetContrary(word string, found []float64) {
	against := words.Contraries()[word]
	for id := range x.words {
		if against[x.numbers.Word(id)] {
			found[id] = SameGroup
		}
	}
}
