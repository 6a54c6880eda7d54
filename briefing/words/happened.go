package words

import (
	"slices"
	"strings"
	"sync"
)

// Kinds are kinds of event, a bit each, as asking/happened.txt tells them.
type Kinds uint16

// happened is what the words of one language say of kinds: whole stems, and beginnings and endings of words.
type happened struct{ whole, beginnings, endings map[string]Kinds }

// leastPart is the least length of a beginning or an ending.
const leastPart = 3

var happenings = sync.OnceValue(func() map[string]*happened {
	all := map[string]*happened{}
	var kinds []string
	for _, line := range lines("asking/happened") {
		fields := strings.Fields(line)
		kind, language := fields[0], fields[1]
		if !slices.Contains(kinds, kind) {
			kinds = append(kinds, kind)
		}
		if all[language] == nil {
			all[language] = &happened{map[string]Kinds{}, map[string]Kinds{}, map[string]Kinds{}}
		}
		for _, w := range fields[2:] {
			all[language].add(Fold(w), language, 1<<slices.Index(kinds, kind))
		}
	}
	return all
})

func (h *happened) add(word, language string, kind Kinds) {
	if part, ok := strings.CutSuffix(word, "-"); ok {
		h.beginnings[part] |= kind
	} else if part, ok := strings.CutPrefix(word, "-"); ok {
		h.endings[part] |= kind
	} else {
		h.whole[Stem(word, language)] |= kind
	}
}

// Happened returns the kinds of event that a stem speaks of.
func Happened(stem, language string) Kinds {
	if language == "" {
		language = "en"
	}
	h := happenings()[language]
	if h == nil {
		return 0
	}
	kinds := h.whole[stem]
	if len(h.beginnings)+len(h.endings) == 0 {
		return kinds
	}
	const longest = 40 // of a word that may be several in one
	for n := leastPart; n <= min(len(stem), longest); n++ {
		kinds |= h.beginnings[stem[:n]] | h.endings[stem[len(stem)-n:]]
	}
	return kinds
}

// PlacePreposition reports whether a folded word may stand before a place.
func PlacePreposition(word, language string) bool {
	if Ruled(language) {
		return Asking().PlacePrepositions[word]
	}
	return Foreign()[language]["places"][word]
}
