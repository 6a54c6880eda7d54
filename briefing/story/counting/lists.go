package counting

import (
	"cmp"
	_ "embed"
	"slices"
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

//go:embed anybody.txt
var anybodyFile string

// anybody maps the words for people of whom nothing is said but where they are from, or why they were held, to themselves.
var anybody = sync.OnceValue(func() map[string]string { return firstOfLine(anybodyFile) })

//go:embed measures.txt
var measuresFile string

// measure is what an event has once, the units of its figure, and what is counted. Without units it needs some, without things none in particular.
type measure struct {
	name          string
	units, things []string
}

// of reports whether a figure of some unit and thing can be one.
func (m *measure) of(unit, thing string) bool {
	united := m.units == nil && unit != "" || slices.Contains(m.units, cmp.Or(unit, "none"))
	return united && (m.things == nil || slices.Contains(m.things, thing))
}

// measures maps a word to what it may tell.
var measures = sync.OnceValue(func() map[string][]measure {
	all := map[string][]measure{}
	listed := func(cell string) []string {
		if cell == "any" {
			return nil
		}
		return strings.Split(cell, ",")
	}
	for line := range strings.Lines(measuresFile) {
		if words := strings.Fields(line); !strings.HasPrefix(line, "#") {
			for _, w := range words[3:] {
				all[w] = append(all[w], measure{words[0], listed(words[1]), listed(words[2])})
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
