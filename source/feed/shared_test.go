package feed_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"lede/source/feed"
)

const sharedCases = "../../../shared/cases/feeds"

// sharedCase reads one of the odd feeds that lie beside the project, by its number.
func sharedCase(t *testing.T, name, contentType string) *feed.Feed {
	t.Helper()
	paths, _ := filepath.Glob(filepath.Join(sharedCases, name+"-*"))
	if len(paths) != 1 {
		t.Fatalf("%s: %v", name, paths)
	}
	data, err := os.ReadFile(paths[0])
	if err != nil {
		t.Fatal(err)
	}
	f, err := feed.Parse(data, feed.Options{ContentType: contentType})
	if err == nil {
		err = lawful(f)
	}
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return f
}

func TestSharedCases(t *testing.T) {
	if _, err := os.Stat(sharedCases); err != nil {
		t.Skip("SKIPPED: there is no " + sharedCases)
	}
	titles := map[string]string{
		"02": "A", "04": "A", "06": "Привет", "10": "AT&T & R&D", "12": "Q&A ’s", "14": "A", "16": "A|B", "18": "A|B", "20": "A", "22": "A", "26": "A & B",
		"28": "A|only text", "30": "A", "32": "A", "34": "&a9;", "38": "A", "42": "A", "44": "A", "46": "😀", "48": "A", "52": "A",
	}
	links := map[string]string{"20": "https://ex.org/p", "22": "https://ex.org/a", "28": "https://ex.org/1|https://other.org/2", "42": "https://ex.org/a", "52": ""}
	for name, want := range titles {
		f := sharedCase(t, name, "")
		var got, at []string
		for _, i := range f.Items {
			got, at = append(got, i.Title), append(at, i.Link)
		}
		if strings.Join(got, "|") != want || f.Partly {
			t.Errorf("%s: %q, partly %v", name, got, f.Partly)
		}
		if want, known := links[name]; known && strings.Join(at, "|") != want {
			t.Errorf("%s: the links %q", name, at)
		}
	}
	if f := sharedCase(t, "08", "application/rss+xml; charset=windows-1251"); len(f.Items) != 1 || f.Items[0].Title != "Привет" {
		t.Errorf("08: %+v", f.Items)
	}
	undated := 0
	for _, i := range sharedCase(t, "24", "").Items {
		if i.Published.IsZero() {
			undated++
		}
	}
	if undated != 2 { // "yesterday", and nothing
		t.Errorf("24: %d have no date", undated)
	}
	data, _ := os.ReadFile(filepath.Join(sharedCases, "40-html-page.xml"))
	if _, err := feed.Parse(data, feed.Options{}); err == nil {
		t.Error("40: a page is a feed")
	}
}
