// Package filter decides which news a digest, a source or a reader wants: by words, people, places, patterns and language, each wanted
// or unwanted.
//
// A filter is a value that people can read and type, such as
//
//	climate, sea level*, person: Ada Quill, place: Paris, /budget of \d{4}/, language: en, -football
//
// An item passes when none of the unwanted rules matches, when at least one of the wanted does, if there are any, and when its language
// is among the wanted ones, if there are any. It refuses to fetch, to guess at a meaning, and to cost more than its bounds: patterns
// are RE2's, so no input makes them run forever.
package filter

import (
	"strings"
)

// The bounds of a filter.
const (
	MaxRules = 40   // of a filter
	MaxText  = 2000 // bytes of a filter as it is typed
	maxValue = 200  // bytes of a rule
	maxCost  = 250  // instructions of all patterns together

	// maxKept is how many bytes a filter may have as it was kept: an earlier Lede measured only what was typed, without the kind of
	// each rule and the space after each comma.
	maxKept = MaxText + MaxRules*len("words: , ")
)

// Kind is what a rule looks at.
type Kind string

// The kinds of rule.
const (
	Words    Kind = "words"    // words in their order, in the title, the text or the tags
	Person   Kind = "person"   // a person who is named
	Place    Kind = "place"    // a place that is named
	Pattern  Kind = "pattern"  // an RE2 expression, in the title or the beginning of the text
	Language Kind = "language" // an ISO 639-1 code
)

// Rule is one thing that is wanted, or unwanted.
type Rule struct {
	Not   bool
	Kind  Kind
	Value string
}

// String writes a rule as it can be typed.
func (r Rule) String() string {
	text := r.Value
	switch r.Kind {
	case Pattern:
		text = "/" + r.Value + "/"
	case Words:
		if !plain(r.Value) {
			text = string(Words) + ": " + r.Value
		}
	case Person, Place, Language:
		text = string(r.Kind) + ": " + r.Value
	}
	if r.Not {
		text = "-" + text
	}
	return text
}

// plain reports whether words would be read as words alone: with no sign or kind before them.
func plain(value string) bool {
	_, dash := cutDash(value)
	return !dash && !strings.HasPrefix(value, wordNot) && !strings.HasPrefix(value, "/") && !strings.Contains(value, ":")
}

// Filter is a list of rules. The zero Filter lets everything pass. Its JSON form is its text.
type Filter struct {
	Rules []Rule
}

// IsZero reports whether everything passes.
func (f Filter) IsZero() bool { return len(f.Rules) == 0 }

// String writes a filter as it can be typed; Read reads it back.
func (f Filter) String() string {
	list := make([]string, len(f.Rules))
	for i, r := range f.Rules {
		list[i] = r.String()
	}
	return strings.Join(list, ", ")
}

// MarshalText writes the filter as String does.
func (f Filter) MarshalText() ([]byte, error) { return []byte(f.String()), nil }

// UnmarshalText reads a filter as String writes it. The operators of search engines are plain words there: an earlier Lede read them
// so, and the filters it stored must keep their meaning.
func (f *Filter) UnmarshalText(text []byte) (err error) {
	*f, err = read(string(text), maxKept, func(term string) ([]string, error) { return []string{term}, nil })
	return err
}
