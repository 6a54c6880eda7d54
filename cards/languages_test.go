package cards_test

import (
	"testing"

	"lede/languages"
)

// TestEveryCardHasRoomForEveryLanguage draws all of them in each, and in an English that is longer by two fifths.
func TestEveryCardHasRoomForEveryLanguage(t *testing.T) {
	english := en
	defer func() { en = english }()
	for _, l := range append(languages.Others(), languages.Stretched()) {
		en = l
		for name, card := range gallery() {
			check(t, l.Tag()+": "+name, card)
		}
	}
	withinLimits(t, 20, 28) // in the longer English
}
