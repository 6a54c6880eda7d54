package page

import (
	"testing"

	"lede/source/page/sight"
)

// TestAnElementOfTheHeadMarksNoAuthor: it has no text.
func TestAnElementOfTheHeadMarksNoAuthor(t *testing.T) {
	for page, want := range map[string]bool{
		`<a rel="author" id=x>Ann</a>`: true, `<span itemprop="author" id=x>Ann</span>`: true, `<link rel="author" id=x href="/ann">`: false, `<meta itemprop="author" id=x content="Ann">`: false, `<link itemprop="author" id=x>`: false, `<a rel="nofollow" id=x>Ann</a>`: false,
	} {
		for n := range treeOf(t, page).Descendants() {
			if sight.Attr(n, "id") == "x" && marksAuthor(n) != want {
				t.Errorf("%s marks the author: %v", page, !want)
			}
		}
	}
}
