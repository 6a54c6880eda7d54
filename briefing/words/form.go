package words

import (
	"slices"
	"strings"
	"sync"
)

// Form is what is known of a folded word apart from any text.
type Form struct {
	Stem, Root string
	// Tells is true of all but stop words.
	Tells bool

	spaced   string // the stem, with a space on either side
	groups   []int  // of Related
	meanings meanings
	all      string // the whole line of meanings
}

// FormOf looks a folded word up.
func FormOf(word, language string) *Form {
	if language != "en" && language != "" {
		s := Stem(word, language)
		return &Form{Stem: s, Root: Root(s), Tells: !Stopword(word, "en"), spaced: " " + s + " "}
	}
	if f, ok := commonForms()[word]; ok {
		return f
	}
	return newForm(word)
}

func newForm(word string) *Form {
	s := Stem(word, "en")
	f := &Form{Stem: s, Root: Root(s), Tells: !Stopword(word, "en"), spaced: " " + s + " ", groups: Related()[s]}
	if f.Tells {
		f.all = thesaurus()[s]
		f.meanings = meaningsOf(f.all)
	}
	return f
}

// commonForms are the forms of common words and of those of news. Working one out takes longer than all else that is done with a word.
var commonForms = sync.OnceValue(func() map[string]*Form {
	common := Lexicon().Common
	forms := make(map[string]*Form, len(common))
	for word := range common {
		forms[word] = newForm(word)
	}
	for _, line := range lines("asking/related") {
		for word := range strings.FieldsSeq(line) {
			if forms[word] == nil {
				forms[word] = newForm(word)
			}
		}
	}
	return forms
})

// Shares tells whether two words have a group in common.
func (f *Form) Shares(other *Form) bool {
	return slices.ContainsFunc(f.groups, func(g int) bool { return slices.Contains(other.groups, g) })
}

// Grouped tells whether a word has any group.
func (f *Form) Grouped() bool { return len(f.groups) > 0 }

// Kinship tells how a word of a question is related to one of an article by the thesaurus.
func (f *Form) Kinship(told *Form) Kinship {
	if !strings.Contains(f.all, told.spaced) && !strings.Contains(told.all, f.spaced) {
		return NoKin
	}
	return kinshipOf(f.spaced, told.spaced, &f.meanings, &told.meanings)
}
