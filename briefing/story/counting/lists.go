package counting

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed fates.txt
var fatesFile string

//go:embed scopes.txt
var scopesFile string

// fates maps a word to the first of its line in fates.txt, scopes likewise in scopes.txt.
var (
	fates  = sync.OnceValue(func() map[string]string { return firstOfLine(fatesFile) })
	scopes = sync.OnceValue(func() map[string]string { return firstOfLine(scopesFile) })
)

//go:embed remains.txt
var remainsFile string

// remains maps what is left of the dead to the words that say so.
var remains = sync.OnceValue(func() map[string][]string {
	all := map[string][]string{}
	for line := range strings.Lines(remainsFile) {
		if words := strings.Fields(line); !strings.HasPrefix(line, "#") {
			all[words[0]] = words[1:]
		}
	}
	return all
})

//go:embed measures.txt
var measuresFile string

// measure is what an event has once, and the unit of its figure.
type measure struct{ name, unit string }

// measures maps a word to what it tells.
var measures = sync.OnceValue(func() map[string]measure {
	all := map[string]measure{}
	for line := range strings.Lines(measuresFile) {
		if words := strings.Fields(line); !strings.HasPrefix(line, "#") {
			for _, w := range words[2:] {
				all[w] = measure{words[0], words[1]}
			}
		}
	}
	return all
})

func firstOfLine(file string) map[string]string {
	first := map[string]string{}
	for line := range strings.Lines(file) {
		if all := strings.Fields(line); !strings.HasPrefix(line, "#") {
			for _, w := range all {
				first[w] = all[0]
			}
		}
	}
	return first
}

// Weekday reports whether a word is the name of a day.
func Weekday(word string) bool { return scopes()[word] == "monday" }
