package briefing

import (
	"strings"

	"lede/briefing/words"
)

// FindPerson returns the person meant by what a user typed: one of the article's names or aliases, in whole or in part, regardless of case
// and diacritics, and as a last resort with a slight misspelling. It returns nil if there is no such person.
func (a *Article) FindPerson(typed string) *Person {
	typed = words.Fold(strings.Join(strings.Fields(typed), " "))
	if typed == "" {
		return nil
	}
	for _, means := range []func(name string) bool{
		func(name string) bool { return name == typed },
		func(name string) bool {
			return strings.HasSuffix(name, " "+typed) || strings.HasPrefix(name, typed+" ")
		},
		func(name string) bool { return len(typed) >= 3 && strings.Contains(name, typed) },
		func(name string) bool {
			return words.Nearly(name, typed) || words.Nearly(name[strings.LastIndexByte(name, ' ')+1:], typed)
		},
	} {
		for i := range a.People {
			if means(words.Fold(a.People[i].Name)) {
				return &a.People[i]
			}
		}
		for i := range a.People {
			for _, alias := range a.People[i].Aliases {
				if means(words.Fold(alias)) {
					return &a.People[i]
				}
			}
		}
	}
	return nil
}
