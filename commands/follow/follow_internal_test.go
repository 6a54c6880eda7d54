package follow

import (
	"testing"

	"lede/desk"
	"lede/desk/filter"
)

// TestWordsAreAddedToThoseThatWereKept, which nobody types again: an earlier Lede took “AND” for a word like others.
func TestWordsAreAddedToThoseThatWereKept(t *testing.T) {
	for typed, want := range map[string]string{"rain": "rock AND roll, rain", "": ""} {
		var s desk.Source
		words, err := filter.Read(typed)
		if err == nil {
			err = s.Filter.UnmarshalText([]byte("rock AND roll"))
		}
		if err == nil {
			err = widen(&s, words)
		}
		if got := s.Filter.String(); err != nil || got != want {
			t.Errorf("%q: %q, %v", typed, got, err)
		}
	}
}
