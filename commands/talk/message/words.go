package message

import (
	"embed"
	"maps"
	"slices"
	"strings"
	"sync"

	"lede/briefing/words"
)

//go:embed wishes.txt fillers.txt asides.txt courtesies.txt tongues.txt interjections.txt abroad.txt offices.txt picks.txt sets.txt intents.txt glossary.txt
var files embed.FS

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
		for _, t := range Words(list) {
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
			list := Words(phrase)
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
func Joined(list []Word) string {
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

// Word is a word of a message.
type Word = words.MessageWord

// maxMessage is how many bytes of a message are read.
const maxMessage = 2000

// Words splits a message into words.
func Words(text string) []Word { return InText(text[:min(len(text), maxMessage)]) }

// InText splits a text of any length, such as an article's, into words as a message is split.
func InText(text string) []Word { return slices.Collect(words.InMessage(text)) }

// Filler reports whether a word says nothing of what is wished.
func Filler(word string) bool { return known().fillers[word] }

// Stems returns the stems of the words of a text.
func Stems(text, language string) map[string]bool {
	has := map[string]bool{}
	for _, t := range InText(text) {
		has[words.FormOf(t.Fold, language).Stem] = true
	}
	return has
}

// Interjected reports whether a word adds nothing to a message, however long it is drawn out: “heyyy”.
func Interjected(word string) bool {
	return known().interjections[word] || len(word) > 2 && known().drawn[undrawn(word)]
}

// undrawn returns a word with each run of the same letter reduced to one.
func undrawn(word string) string { return string(slices.Compact([]rune(word))) }

// telling returns the words of a message that are not fillers, or all words if there are only fillers.
func (l lists) telling(list []Word) (out []string) {
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

// Marked reports whether a text has a question mark.
func Marked(text string) bool { return strings.Contains(text, "?") }
