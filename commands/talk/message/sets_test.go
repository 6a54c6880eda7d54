package message

import (
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"testing"
)

// TestEverySetOfWordsIsNamed in sets.txt and in the code: a name that is mistyped would be an empty set.
func TestEverySetOfWordsIsNamed(t *testing.T) {
	files, err := filepath.Glob("../*/*.go")
	if err != nil {
		t.Fatal(err)
	}
	beside, err := filepath.Glob("../*.go")
	if err != nil {
		t.Fatal(err)
	}
	name, used := regexp.MustCompile(`\bSet += "(\w+)"`), map[Set]bool{}
	for _, path := range append(files, beside...) {
		source, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range name.FindAllStringSubmatch(string(source), -1) {
			used[Set(m[1])] = true
		}
	}
	got, want := slices.Sorted(maps.Keys(used)), slices.Sorted(maps.Keys(sets()))
	if !slices.Equal(got, want) {
		t.Errorf("the code names the sets\n%q, sets.txt\n%q", got, want)
	}
}
