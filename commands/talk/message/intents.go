package message

import (
	"maps"
	"slices"
	"strings"
	"sync"

	"lede/briefing/words"
)

// intent describes the words of a wish, in any order; see intents.txt.
type intent struct {
	wish   Wish
	needed []map[string]bool // one word of each is required
	beside map[string]bool   // further words that may appear
	all    map[string]bool   // both
	open   bool              // whether any words may follow “about”
	asked  bool              // whether a question mark is required
}

// intents holds the entries of intents.txt, in file order.
var intents = sync.OnceValue(func() (list []intent) {
	var pass map[string]bool
	for line := range linesOf("intents.txt") {
		name, said, ok := strings.Cut(line, ":")
		needed, beside, _ := strings.Cut(said, "/")
		switch {
		case !ok: // “[en]”
		case name == "pass":
			pass = setIn(said)
		default:
			name, asked := strings.CutSuffix(name, "?")
			if name == "none" {
				name = string(None)
			}
			one := intent{wish: Wish(name), beside: setIn(beside), open: strings.Contains(beside, "…"), asked: asked}
			for w := range pass {
				one.beside[w] = true
			}
			one.all = maps.Clone(one.beside)
			for group := range strings.SplitSeq(needed, "+") {
				set := setIn(group)
				one.needed = append(one.needed, set)
				maps.Copy(one.all, set)
			}
			list = append(list, one)
		}
	}
	return list
})

func setIn(list string) map[string]bool {
	set := map[string]bool{}
	for _, t := range Words(list) {
		set[t.Fold] = true
	}
	return set
}

// longestWish is the maximum number of words of a wish.
const longestWish = 16

// intended returns what the words of a message wish for, None for a question or anything else.
func intended(list []Word, asked bool) Wish {
	if len(list) == 0 || len(list) > longestWish || then.begins(list) {
		return None
	}
	if wish := toFollow(list, asked); wish != None {
		return wish
	}
	timed := slices.ContainsFunc(list, func(t Word) bool { return numeral(t.Fold) })
	parted := make([]string, len(list))
	for i, t := range list {
		parted[i] = words.Parted(t.Fold)
	}
	for _, one := range intents() {
		switch {
		case timed && one.wish == None: // “every day 8:00” is a time for a digest
			continue
		case asked && one.wish == Well: // “está bem?” asks how somebody is
			continue
		}
		if (asked || !one.asked) && one.fits(list, parted) {
			return one.wish
		}
	}
	return None
}

// toFollow returns what a message that begins as a wish to follow wishes for; None for any other.
func toFollow(list []Word, asked bool) Wish {
	if len(list) < 2 || !follows.begins(list) || resumes.begins(list) {
		return None
	}
	denied := slices.ContainsFunc(list, func(t Word) bool { return denying.Has(t.Fold) })
	switch {
	case denied && !asked:
		return Stop
	case !asked, !denied && !slices.ContainsFunc(list, func(t Word) bool { return AsksOf(t) || asking.Has(t.Fold) }):
		return Follow
	}
	return None
}

// fits reports whether a message has every required word and no word about anything else. parted are its words without what is written
// together with them.
func (one intent) fits(list []Word, parted []string) bool {
	met := make([]bool, len(one.needed))
	topic := false
	for i, t := range list {
		if topic = topic || one.open && regarding.Has(t.Fold); topic {
			one.takes(t.Fold, met)
			continue
		}
		if !one.takes(t.Fold, met) && !one.takes(parted[i], met) {
			return false
		}
	}
	return !slices.Contains(met, false)
}

// numeral reports whether a word begins with a digit.
func numeral(word string) bool { return word != "" && word[0] >= '0' && word[0] <= '9' }

// takes reports whether a word may appear in such a message, and records which requirements it meets.
func (one intent) takes(word string, met []bool) bool {
	if !one.all[word] { // as with most
		return numeral(word)
	}
	for i, group := range one.needed {
		if group[word] {
			met[i] = true
		}
	}
	return true
}
