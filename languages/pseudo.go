package languages

import (
	"sync"
	"unicode/utf8"

	"golang.org/x/text/language"
)

// Stretched is English with every phrase two fifths longer, as in other languages: it shows whether cards have room
// for those.
var Stretched = sync.OnceValue(func() Language {
	phrases, _ := read(files, english) // a test reads every file
	for key, p := range phrases {
		phrases[key] = p.edited(stretched)
	}
	return Language{&catalogue{language.English, func() map[string]phrase { return phrases }}}
})

// stretched lengthens a text that contains a word.
func stretched(text string) string {
	const more = "ščžěřň áéí óúý "
	n := utf8.RuneCountInString(text) * 2 / 5
	longer := []rune(text)
	for i := range n {
		longer = append(longer, []rune(more)[i%15])
	}
	return string(longer)
}
