package talk

import (
	"embed"
	"maps"
	"slices"
	"strings"
	"sync"

	"lede/briefing"
	"lede/briefing/words"
)

//go:embed wishes.txt fillers.txt asides.txt courtesies.txt tongues.txt interjections.txt abroad.txt offices.txt picks.txt shapes.txt intents.txt glossary.txt
var files embed.FS

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

type lists struct {
	ofWishes                  map[string]bool // the words of wishes
	fillers, asides           map[string]bool
	courtesies, interjections map[string]bool
	drawn                     map[string]bool   // the interjections, without repeated letters
	offices                   map[string]string // in other languages, with their English names
	exact                     map[string]Wish   // by all their words
	wishes                    map[string]Wish   // by their words without fillers
}

// known holds the word lists. They are read when the first message arrives.
var known = sync.OnceValue(func() lists {
	l := lists{
		fillers: setOf("fillers.txt"), asides: setOf("asides.txt"), courtesies: setOf("courtesies.txt"), interjections: setOf("interjections.txt"),
		offices: map[string]string{}, ofWishes: map[string]bool{}, exact: map[string]Wish{}, wishes: map[string]Wish{}, drawn: map[string]bool{},
	}
	for w := range l.interjections {
		l.drawn[undrawn(w)] = true
	}
	for line := range linesOf("offices.txt") {
		office, list, _ := strings.Cut(line, ":")
		for _, t := range tokens(list) {
			l.offices[t.Fold] = office
		}
	}
	for _, one := range intents() {
		for _, group := range one.needed {
			maps.Copy(l.ofWishes, group)
		}
	}
	for line := range linesOf("wishes.txt") {
		name, phrases, _ := strings.Cut(line, ":")
		for phrase := range strings.SplitSeq(phrases, "|") {
			list := tokens(phrase)
			l.exact[Joined(list)] = Wish(name)
			for _, t := range list {
				l.ofWishes[t.Fold] = true
			}
			if strings.HasPrefix(strings.TrimSpace(phrase), "=") {
				continue
			}
			if telling := l.telling(list); slices.ContainsFunc(telling, func(w string) bool { return !asksOnly(w) }) {
				l.wishes[strings.Join(telling, " ")] = Wish(name)
			}
		}
	}
	return l
})

// asksOnly reports whether a word alone could ask for anything: “who are you” is not “who is it”.
func asksOnly(word string) bool { return words.Asking().QuestionWords[word] || word == "about" }

// Joined returns words parted by single spaces.
func Joined(list []token) string {
	var out []string
	for _, t := range list {
		out = append(out, t.Fold)
	}
	return strings.Join(out, " ")
}

// setOf reads a list of words.
func setOf(name string) map[string]bool {
	set := map[string]bool{}
	for line := range linesOf(name) {
		for w := range strings.FieldsSeq(line) {
			set[words.Fold(w)] = true
		}
	}
	return set
}

// linesOf reads a list, without its comments.
func linesOf(name string) func(func(string) bool) {
	data, err := files.ReadFile(name)
	if err != nil {
		panic(err) // it is part of the program
	}
	return func(yield func(string) bool) {
		for line := range strings.SplitSeq(string(data), "\n") {
			if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") && !yield(line) {
				return
			}
		}
	}
}

// token is a word of a message.
type token = words.MessageWord

// maxMessage is how many bytes of a message are read.
const maxMessage = 2000

// tokens splits a message into words.
func tokens(text string) []token { return tokensOf(text, maxMessage) }

// Words splits a message into words.
func Words(text string) []token { return tokens(text) }

// Filler reports whether a word says nothing of what is wished.
func Filler(word string) bool { return known().fillers[word] }

func tokensOf(text string, most int) []token {
	return slices.Collect(words.InMessage(text[:min(len(text), most)]))
}

// Interjected reports whether a word adds nothing to a message, however long it is drawn out: “heyyy”.
func Interjected(word string) bool {
	return known().interjections[word] || len(word) > 2 && known().drawn[undrawn(word)]
}

// undrawn returns a word with each run of the same letter reduced to one.
func undrawn(word string) string { return string(slices.Compact([]rune(word))) }

// telling returns the words of a message that are not fillers, or all words if there are only fillers.
func (l lists) telling(list []token) (out []string) {
	for _, t := range list {
		if number := strings.Trim(t.Fold, "0123456789") == ""; !number && !l.fillers[t.Fold] { // “3 bullet points”
			out = append(out, t.Fold)
		}
	}
	if len(out) == 0 {
		for _, t := range list {
			out = append(out, t.Fold)
		}
	}
	return out
}

// maxWish is the maximum number of words of a wish, fillers aside.
const maxWish = 6

// WishOf returns what a message asks for, None if it is a question or anything else.
func WishOf(text string) Wish {
	if w := wishIn(tokens(text), marked(text)); w != None {
		return w
	}
	if w := courtesy(text); w != None {
		return w
	}
	text = Plain(text)
	if w := wishIn(tokens(text), marked(text)); w != None {
		return w
	}
	if w := wishIn(wishSpelled(tokens(text)), marked(text)); w != None {
		return w
	}
	// “I'm new here, what can you do?”, “I don't get it, shorter please”
	parts := clauses(text)
	last := max(0, len(parts)-1)
	if last == 0 || slices.ContainsFunc(parts[:last], func(p string) bool {
		return !aside(p) && !Polite(p) && wishIn(tokens(p), marked(p)) == None
	}) {
		return None
	}
	return wishIn(tokens(parts[last]), marked(parts[last]))
}

// sceneIn returns the place at the end of a question: “what happened at the harbour”; "" for none.
func sceneIn(list []token) string {
	n := len(list)
	if n < 3 || list[n-2].Fold != "the" || list[n-3].Fold != "at" && list[n-3].Fold != "in" {
		return ""
	}
	return list[n-1].Fold
}

// WantsSummary reports whether a message asks for a whole article by what its headline and dateline name: “what happened in Harwick?”
func WantsSummary(a *briefing.Article, text string) bool {
	if len(Named(a, text)) > 0 {
		return false // “what happened to Varga?”
	}
	heads := Stems(a.Title, a.Language)
	for _, m := range a.Places {
		for _, at := range m.Mentions {
			if at.Sentence == 0 {
				heads[words.FormOf(words.Fold(m.Name), a.Language).Stem] = true
			}
		}
	}
	list, named := tokens(Plain(text)), 0
	if scene := sceneIn(list); scene != "" && isScene(a, scene) {
		heads[words.FormOf(scene, a.Language).Stem] = true
	}
	list = slices.DeleteFunc(list, func(t token) bool {
		head := AboutSomething(t) && heads[words.FormOf(t.Fold, a.Language).Stem]
		if head {
			named++
		}
		return head
	})
	w := wishIn(list, marked(text))
	return named > 0 && len(list) > 0 && (w == Summary || w == Headlines) // “what's going on with the bridge?”
}

// isScene reports whether an article mentions a thing repeatedly: “what happened at the airport?”
func isScene(a *briefing.Article, noun string) bool {
	const often = 3
	stem, n := words.FormOf(noun, a.Language).Stem, 0
	for i := range a.Sentences {
		if Stems(a.SentenceText(i), a.Language)[stem] {
			n++
		}
	}
	return n >= often
}

// wishSpelled returns the words of a message, with those unknown to English replaced by the words of wishes they may misspell: “sumary”.
func wishSpelled(list []token) []token {
	list = slices.Clone(list)
	for i, t := range list {
		if words.Known(t.Fold) || known().ofWishes[t.Fold] {
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

// marked reports whether a text has a question mark.
func marked(text string) bool { return strings.Contains(text, "?") }

// wishIn returns what the words of a message ask for. “is everything back?” asks whether it is, and is not such a wish.
func wishIn(list []token, asked bool) Wish {
	w, ok := known().exact[Joined(list)]
	if !ok {
		w = intended(list, asked)
	}
	if w == None {
		w = wishOf(list)
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
func whether(list []token) bool {
	if len(list) < 3 || !words.Asking().Auxiliaries[list[0].Fold] || list[0].Fold == "have" || list[0].Fold == "do" {
		return false
	}
	return !here.has(list[1].Fold)
}

func wishOf(list []token) Wish {
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
