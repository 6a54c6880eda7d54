package said

import (
	"strings"
	"unicode/utf8"

	"lede/briefing/words"
)

// mostInitials is how many initials a label has.
const mostInitials = 4

// initialled returns the only person whose initials are the label of a turn, “IS:”.
func (a *attribution) initialled(initials string, label int) Speaker {
	initials = strings.ReplaceAll(initials, ".", "")
	if !words.Shouted(initials) || len(initials) > mostInitials {
		return nobody
	}
	found, ok := a.byInitials()[initials]
	if !ok || found < 0 {
		return nobody
	}
	return Speaker{Name: a.Persons[found].Name, Kind: SpeakerPerson, Mention: a.Paragraphs[label].Span, Confidence: 0.9, person: found}
}

// byInitials returns the people by their initials, -1 where several share them.
func (a *attribution) byInitials() map[string]int {
	if a.initials == nil {
		a.initials = make(map[string]int, len(a.Persons))
		for p := range a.Persons {
			of := initialsOf(a.Persons[p].Name)
			if _, shared := a.initials[of]; shared {
				p = -1
			}
			a.initials[of] = p
		}
	}
	return a.initials
}

// initialsOf returns the first letters of the words of a name.
func initialsOf(name string) string {
	var initials []rune
	for w := range strings.FieldsSeq(name) {
		r, _ := utf8.DecodeRuneInString(w)
		initials = append(initials, r)
	}
	return string(initials)
}
