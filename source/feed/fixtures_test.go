package feed_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"lede/problem"
	"lede/source/feed"
)

// expected is what stands beside a document: how it came, and what is right.
type expected struct {
	ContentType string     `json:"content_type,omitempty"`
	Address     string     `json:"address,omitempty"`
	Problem     string     `json:"problem,omitempty"` // the code, where it is no feed
	Feed        *feed.Feed `json:"feed,omitempty"`
}

// TestFixtures reads every document of testdata and compares it with the .json beside it. A new case is a pair of files:
// UPDATE_GOLDEN=1 writes what is found, to be read before it is kept.
func TestFixtures(t *testing.T) {
	documents := 0
	paths, err := filepath.Glob("testdata/*")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range paths {
		if strings.HasSuffix(path, ".expect.json") || strings.Contains(path, "fuzz") {
			continue
		}
		documents++
		t.Run(filepath.Base(path), func(t *testing.T) { fixture(t, path) })
	}
	if documents < 60 {
		t.Errorf("only %d documents", documents)
	}
}

func fixture(t *testing.T, path string) {
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	beside := strings.TrimSuffix(path, filepath.Ext(path)) + ".expect.json"
	var want expected
	raw, err := os.ReadFile(beside)
	if err == nil {
		err = json.Unmarshal(raw, &want)
	}
	if err != nil {
		t.Fatal(err)
	}
	got := expected{ContentType: want.ContentType, Address: want.Address}
	got.Feed, err = feed.Parse(data, feed.Options{Address: want.Address, ContentType: want.ContentType})
	var p *problem.Problem
	if errors.As(err, &p) {
		got.Problem = p.Code
	}
	if got.Feed != nil {
		for i := range got.Feed.Items {
			got.Feed.Items[i].Keys = feed.Keys{} // these have tests of their own
		}
	}
	if os.Getenv("UPDATE_GOLDEN") != "" {
		if err := os.WriteFile(beside, indented(t, got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if g, w := indented(t, got), indented(t, want); !bytes.Equal(g, w) {
		t.Errorf("got\n%s\nwant\n%s", g, w)
	}
}

func indented(t *testing.T, v any) []byte {
	t.Helper()
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	if err := e.Encode(v); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
