package feed

import (
	"testing"
)

// TestTheSameAgainIsTakenApart by its text, by its date, and at last by its number.
func TestTheSameAgainIsTakenApart(t *testing.T) {
	f := &Feed{Items: []Item{{GUID: "g", Title: "t"}, {GUID: "g", Title: "t"}, {GUID: "g", Title: "t"}, {GUID: "g", Title: "t"}}}
	identify(f)
	seen := map[string]bool{}
	for _, i := range f.Items {
		if seen[i.Keys.Main] {
			t.Errorf("%s is the key of two", i.Keys.Main)
		}
		seen[i.Keys.Main] = true
	}
}

// TestATextGoesOnWhereItSaysSo: by a link to the rest, a mark, or dots.
func TestATextGoesOnWhereItSaysSo(t *testing.T) {
	for text, want := range map[string]struct {
		trim   string
		goesOn bool
	}{
		"The net was found.":                                        {"The net was found.", false},
		"The net was found. Read more":                              {"The net was found.", true},
		"The net was found. Keep reading: the pier":                 {"The net was found.", false},
		"The net was found […]":                                     {"The net was found", true},
		"The net was found…":                                        {"The net was found…", true},
		"The net was found...":                                      {"The net was found...", true},
		"The net was found.\nComments":                              {"The net was found.", false},
		"The net was found.\nComments\nRead more":                   {"The net was found.", true},
		"The net was found. Read more\nComments":                    {"The net was found.", true},
		"The net was found. Continue reading A net near the pier":   {"The net was found.", true},
		"The net was found. Continue reading A net near the piers":  {"The net was found. Continue reading A net near the piers", false},
		"The net was found. Continue reading A n":                   {"The net was found. Continue reading A n", false},
		"The net was found. Continue reading A net":                 {"The net was found.", true},
		"The net was found, continue reading A net near the pier":   {"The net was found, continue reading A net near the pier", false},
		"The net was foundRead more":                                {"The net was foundRead more", false},
		"Мост закрытЧитать далее":                                   {"Мост закрыт", true},
		"A net near the pier\nThe net was found.":                   {"The net was found.", false},
		"By Ann Rowe\nThe net was found.":                           {"The net was found.", false},
		"3 March 2026\nThe net was found.":                          {"The net was found.", false},
		"A net near the pier\n\nAnn Rowe\nThe net was found.\nEnd.": {"The net was found.\nEnd.", false},
	} {
		trim, goesOn := Item{Title: "A net near the pier", Author: "Ann Rowe"}.Trim(text)
		if trim != want.trim || goesOn != want.goesOn {
			t.Errorf("%q is %q, goes on %v; want %q, %v", text, trim, goesOn, want.trim, want.goesOn)
		}
	}
}
