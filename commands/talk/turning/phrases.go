package turning

import (
	_ "embed"
	"slices"
	"strings"
	"sync"

	"lede/commands/talk/message"
)

//go:embed turning.txt
var file string

// The lists of turning.txt.
const (
	turns      = "turns"
	announcing = "announcing"
	leading    = "leading"
	telling    = "telling"
	takingBack = "takingback"
	asking     = "asking"
	changing   = "changing"
)

// list holds phrases, their words parted by single spaces.
type list []string

var lists = sync.OnceValue(func() map[string]list {
	table := map[string]list{}
	for line := range strings.Lines(file) {
		name, all, ok := strings.Cut(line, ":")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		for phrase := range strings.SplitSeq(all, "|") {
			table[name] = append(table[name], message.Joined(message.Words(phrase)))
		}
	}
	return table
})

func phrases(name string) list { return lists()[name] }

func (l list) has(phrase string) bool { return slices.Contains(l, phrase) }

// cut returns some words without the longest phrase of the list that they begin with and go on behind.
func (l list) cut(given []token) (rest []token) {
	whole, most := message.Joined(given), 0
	for _, phrase := range l {
		if n := len(strings.Fields(phrase)); n > most && strings.HasPrefix(whole, phrase+" ") {
			most = n
		}
	}
	return given[most:]
}
