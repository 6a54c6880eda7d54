package message

import (
	"slices"
	"strings"
	"sync"
)

// Set is a set of words and phrases, by its name in sets.txt. Whoever reads by one names it.
type Set string

const (
	turning    Set = "turning"
	newness    Set = "newness"
	here       Set = "here"
	searching  Set = "searching"
	news       Set = "news"
	concerning Set = "concerning"
	opening    Set = "opening"
	meant      Set = "meaning"
	asking     Set = "asks"
	then       Set = "then"
	follows    Set = "follows"
	resumes    Set = "resumes"
	denying    Set = "denying"
	regarding  Set = "regarding"
	ending     Set = "ending"
	ofMoney    Set = "ofmoney"
	persons    Set = "persons"
)

// The sets that are also read by where a message is held against an article.
const (
	Pointing  Set = "pointing"  // that, this
	Measuring Set = "measuring" // many, long
)

// The sets by which a message is read that turns to another article.
const (
	Leading   Set = "leading"   // and, so
	LeadIn    Set = "leadin"    // about, on
	Items     Set = "items"     // one, story
	Going     Set = "going"     // open, back
	Broaching Set = "broaching" // ask you something about
	Concerned Set = "concerned" // in, from
	Past      Set = "past"      // was, did
)

// sets holds the phrases of sets.txt, in file order.
var sets = sync.OnceValue(func() map[Set][]string {
	table := map[Set][]string{}
	for line := range linesOf("sets.txt") {
		name, phrases, _ := strings.Cut(line, ":")
		for phrase := range strings.SplitSeq(phrases, "|") {
			table[Set(name)] = append(table[Set(name)], Joined(Words(phrase)))
		}
	}
	return table
})

// Has reports whether a word, or a phrase of words joined by spaces, is in the set.
func (s Set) Has(phrase string) bool { return slices.Contains(sets()[s], phrase) }

// Phrases returns the set, in the order of the file.
func (s Set) Phrases() []string { return sets()[s] }

// begins reports whether a message begins with a phrase of the set, of at most two words.
func (s Set) begins(list []Word) bool {
	return len(list) > 0 && s.Has(list[0].Fold) || len(list) > 1 && s.Has(list[0].Fold+" "+list[1].Fold)
}
