package feeds

import (
	"testing"
)

// TestAMarkIsFoundByTheKeyOfItsItem, also when another item has the key now.
func TestAMarkIsFoundByTheKeyOfItsItem(t *testing.T) {
	m := &marks{Known: []string{"a x", "b", released + "c y"}}
	for main, want := range map[string]int{"a": 0, "b": 1, "c": 2, "x": -1, "": -1} {
		if got := m.of(main); got != want {
			t.Errorf("%q is the mark %d, want %d", main, got, want)
		}
	}
	if (&marks{}).of("a") != -1 {
		t.Error("a mark is found where there is none")
	}
}
