package briefing_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"lede/briefing"
)

// TestArticlesReadTogether: an article comes out the same whatever is read before it and beside it, although they share memory.
func TestArticlesReadTogether(t *testing.T) {
	paths, err := filepath.Glob("testdata/articles/*.txt")
	if err != nil || len(paths) < 3 {
		t.Fatal("no articles", err)
	}
	parsed := func(path string) []byte {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Error(err)
		}
		a, err := briefing.Parse(string(text), briefing.Options{})
		if err != nil {
			t.Error(err)
		}
		out, err := json.Marshal(a)
		if err != nil {
			t.Error(err)
		}
		return out
	}
	alone := map[string][]byte{}
	for _, path := range paths {
		alone[path] = parsed(path)
	}
	var all sync.WaitGroup
	for i := range 4 {
		all.Go(func() {
			for j := range paths {
				path := paths[(i+j)%len(paths)]
				if again := parsed(path); !bytes.Equal(again, alone[path]) {
					t.Errorf("%s differs beside others", path)
				}
			}
		})
	}
	all.Wait()
}
