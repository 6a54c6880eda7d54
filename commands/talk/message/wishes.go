package message

import (
	"slices"
	"strings"

	"lede/briefing/words"
)

// Wish is what a message asks for when it is not a question to the article.
type Wish string

// The wishes, by their names in wishes.txt.
const (
	None         Wish = ""
	Greeting     Wish = "greeting"
	Thanks       Wish = "thanks"
	Stop         Wish = "stop"
	Well         Wish = "well"
	Help         Wish = "help"
	Summary      Wish = "summary"
	Developments Wish = "developments"
	Who          Wish = "who"
	Quotes       Wish = "quotes"
	Headlines    Wish = "headlines"
	Sources      Wish = "sources"
	Back         Wish = "back"
	Context      Wish = "context"
	Data         Wish = "data"
	More         Wish = "more"
	Wrong        Wish = "wrong"
	Translate    Wish = "translate"
	Next         Wish = "next"
	Follow       Wish = "follow"
	Agree        Wish = "agree"
	Doubt        Wish = "doubt"
	Shorter      Wish = "shorter"
	Repeat       Wish = "repeat"
	Ask          Wish = "ask"
	Opened       Wish = "opened"
	Self         Wish = "self"
)

// maxWish is the maximum number of words of a wish, fillers aside.
const maxWish = 6

// WishOf returns what a message asks for, None if it is a question or anything else.
func WishOf(text string) Wish {
	if w := WishIn(Words(text), Marked(text)); w != None {
		return w
	}
	if w := courtesy(text); w != None {
		return w
	}
	text = Plain(text)
	if w := WishIn(Words(text), Marked(text)); w != None {
		return w
	}
	if w := WishIn(wishSpelled(Words(text)), Marked(text)); w != None {
		return w
	}
	// “I'm new here, what can you do?”, “I don't get it, shorter please”
	parts := clauses(text)
	last := max(0, len(parts)-1)
	if last == 0 || slices.ContainsFunc(parts[:last], func(p string) bool {
		return !aside(p) && !Polite(p) && WishIn(Words(p), Marked(p)) == None
	}) {
		return None
	}
	return WishIn(Words(parts[last]), Marked(parts[last]))
}

// wishSpelled returns the words of a message, with those unknown to English replaced by the words of wishes they may misspell: “sumary”.
func wishSpelled(list []Word) []Word {
	list = slices.Clone(list)
	for i, t := range list {
		if words.Known(t.Fold) || known().ofWishes[t.Fold] || compound(t.Fold) {
			continue
		}
		meant := ""
		if drawn := undrawn(t.Fold); known().ofWishes[drawn] { // “dankeee”
			list[i].Fold = drawn
			continue
		}
		for word := range known().ofWishes {
			switch {
			case !words.Nearly(t.Fold, word):
			case meant != "" && words.FormOf(meant, "en").Stem != words.FormOf(word, "en").Stem:
				return list
			case meant == "" || word < meant:
				meant = word
			}
		}
		if meant != "" {
			list[i].Fold = meant
		}
	}
	return list
}

// shortestHalf is the least length, in bytes, of each of the two words that a compound is made of.
const shortestHalf = 4

// compound reports whether a word is made of two words of English, as many are that no list has: a “helpline” is no misspelt headline.
func compound(word string) bool {
	for at := shortestHalf; at <= len(word)-shortestHalf; at++ {
		if words.Known(word[:at]) && words.Known(word[at:]) {
			return true
		}
	}
	return false
}

// WishIn returns what the words of a message ask for. “is everything back?” asks whether it is, and is not such a wish.
func WishIn(list []Word, asked bool) Wish {
	w, ok := known().exact[Joined(list)]
	if !ok {
		w = intended(list, asked)
	}
	if w == None {
		w = wishOf(list)
	}
	if w == Next && slices.ContainsFunc(list, func(t Word) bool { return persons.Has(t.Fold) }) { // “what's she doing next?”
		return None
	}
	switch w {
	case Stop, Well, Back, Context, Data, Thanks, Wrong, Translate, Follow, More, Opened, Repeat:
		if whether(list) {
			return None
		}
	}
	return w
}

// whether reports whether a message asks if something is so, about others than the two who are talking.
func whether(list []Word) bool {
	if len(list) < 3 || !words.Asking().Auxiliaries[list[0].Fold] || list[0].Fold == "have" || list[0].Fold == "do" {
		return false
	}
	return !here.Has(list[1].Fold)
}

func wishOf(list []Word) Wish {
	telling := known().telling(list)
	if len(telling) > maxWish {
		return None
	}
	if len(telling) == 0 {
		return Help // “?”, or a smile
	}
	if w, ok := known().exact[Joined(list)]; ok {
		return w
	}
	if w, ok := known().wishes[strings.Join(telling, " ")]; ok {
		return w
	}
	// “hi, the summary please”, “ok thanks!”: polite phrases are not part of a wish.
	rest := slices.DeleteFunc(slices.Clone(telling), func(w string) bool {
		polite := known().wishes[w]
		return polite == Greeting || polite == Thanks || polite == Well
	})
	if len(rest) == 0 {
		return known().wishes[telling[len(telling)-1]]
	}
	return known().wishes[strings.Join(rest, " ")]
}
