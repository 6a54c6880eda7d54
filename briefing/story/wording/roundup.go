package wording

import (
	_ "embed"
	"strings"
	"sync"
	"unicode"

	"lede/briefing/words"
)

// A round-up ("Morning briefing: ferry sinks, mayor resigns") reports several events. It has words of each, so it would pass
// for a source of one of them, or bridge two. It is a story of its own, with its copies.

//go:embed roundups.txt
var roundupsFile string

// roundupWords are the words of roundups.txt: true for one that names a round-up, false for one that may stand beside it.
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

// leastClauses is how many clauses with semicolons between make a title a list of several events.
const leastClauses = 3

// IsRoundup reports whether a title is that of a round-up: it is called one and nothing else, except for a list of contents, or ends
// in "and other stories"; or it is such a list itself.
func IsRoundup(title string) bool {
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

// namesRoundup reports whether a text is a name for round-ups, and nothing else.
func namesRoundup(text string) bool {
	names, others := roundupCount(text)
	return names > 0 && others == 0
}

// onlyBeside reports whether a text adds nothing to such a name but its time or topic.
func onlyBeside(text string) bool {
	_, others := roundupCount(text)
	return others == 0
}

// roundupCount counts the words of a text that name a round-up, and those that neither do nor may stand beside it.
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
