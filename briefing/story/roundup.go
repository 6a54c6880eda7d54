package story

import (
	_ "embed"
	"strings"
	"sync"
	"unicode"

	"lede/briefing/words"
)

// A round-up ("Morning briefing: ferry sinks, mayor resigns") tells of several events. It has words of each, so it would be taken
// for a source of one of them, or be the bridge between two. It is a story of its own, with those that copy it.

//go:embed roundups.txt
var roundupsFile string

// roundupWords are those of roundups.txt: true for one that names a round-up, false for one that may stand beside it.
var roundupWords = sync.OnceValue(func() map[string]bool {
	known := map[string]bool{}
	for line := range strings.Lines(roundupsFile) {
		if kind, list, ok := strings.Cut(strings.TrimSpace(line), " "); ok && kind != "#" {
			for _, word := range strings.Fields(list) {
				known[words.Fold(word)] = known[words.Fold(word)] || kind == "name"
			}
		}
	}
	return known
})

// leastClauses is how many headlines in one title, with semicolons between, are those of several events.
const leastClauses = 3

// isRoundup tells whether a title is that of a round-up: it is called one and nothing else, but for a list of what is in it, or ends
// in "and other stories"; or it is such a list itself.
func isRoundup(title string) bool {
	if strings.Count(title, ";") >= leastClauses-1 {
		return true
	}
	name, list := title, ""
	if at := strings.IndexAny(title, ":|–—"); at >= 0 {
		name, list = title[:at], strings.TrimLeft(title[at:], ":|–— ")
	}
	ofSeveral := strings.ContainsAny(list, ",;") || onlyBeside(list)
	if namesRoundup(name) && ofSeveral {
		return true
	}
	_, others, is := strings.Cut(words.Fold(title), " and other ")
	return is && (strings.HasPrefix(others, "stories") || strings.HasPrefix(others, "news") || strings.HasPrefix(others, "headlines"))
}

// namesRoundup tells whether a text is what round-ups are called, and nothing else.
func namesRoundup(text string) bool {
	names, others := roundupCount(text)
	return names > 0 && others == 0
}

// onlyBeside tells whether a text says no more than what a round-up is called, when or of what it is.
func onlyBeside(text string) bool {
	_, others := roundupCount(text)
	return others == 0
}

// roundupCount counts the words of a text that name a round-up, and those that are neither that nor stand beside it.
func roundupCount(text string) (names, others int) {
	for _, word := range strings.FieldsFunc(words.Fold(text), func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(`,.!?()"“”`, r) }) {
		naming, known := roundupWords()[strings.ReplaceAll(word, "’", "'")]
		switch {
		case naming:
			names++
		case !known && strings.IndexFunc(word, unicode.IsLetter) >= 0:
			others++
		}
	}
	return names, others
}
