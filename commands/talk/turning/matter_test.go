package turning_test

import (
	"testing"

	"lede/commands/talk/turning"
)

// TestAStoryIsCalledByItsMatter; what asks more of it calls none.
func TestAStoryIsCalledByItsMatter(t *testing.T) {
	for text, want := range map[string]turning.To{
		"what's the syrup story":                      {Thing: "syrup", Express: true},
		"whats the fox thing?":                        {Thing: "fox", Express: true},
		"what about the court thing":                  {Thing: "court", Express: true},
		"now the strike":                              {Thing: "strike", Express: true},
		"ok and the bridge?":                          {},
		"what's going on at the port":                 {Thing: "port"},
		"what is it":                                  {},
		"the strike":                                  {},
		"and the strike, when does it end":            {},
		"what is the name of the bridge in the north": {},
		"and the other?":                              {},
		"who is in the strike":                        {},
	} {
		if got, ok := turning.Matter(text); ok != (want.Thing != "") || ok && got != want {
			t.Errorf("%q: %+v, %v", text, got, ok)
		}
	}
}
