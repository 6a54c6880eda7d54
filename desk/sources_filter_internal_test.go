package desk

import (
	"testing"

	"lede/desk/filter"

	"lede/store"
)

// TestWhichFiltersCount: none that is empty or cannot be read, and of the others all.
func TestWhichFiltersCount(t *testing.T) {
	kv := store.NewMemory(nil)
	defer kv.Close()
	d := New(Options{Store: kv})
	of := func(words string) filter.Filter {
		return filter.Filter{Rules: []filter.Rule{{Kind: filter.Words, Value: words}}}
	}
	broken := filter.Filter{Rules: []filter.Rule{{Kind: filter.Pattern, Value: "("}}}
	if _, err := broken.Compile(); err == nil {
		t.Fatal("it can be read")
	}
	for name, c := range map[string]struct {
		filters []filter.Filter
		want    bool
	}{
		"none": {nil, true}, "empty": {[]filter.Filter{{}, {}}, true}, "its words": {[]filter.Filter{of("ferry")}, true}, "others": {[]filter.Filter{of("tram")}, false}, "both": {[]filter.Filter{of("ferry"), of("tram")}, false}, "its words, and an empty one": {[]filter.Filter{{}, of("ferry")}, true},
		"one that cannot be read": {[]filter.Filter{broken}, true}, "and others": {[]filter.Filter{broken, of("tram")}, false},
	} {
		if got := d.matching(t.Context(), c.filters...)(FeedItem{Title: "The ferry sails"}); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}
