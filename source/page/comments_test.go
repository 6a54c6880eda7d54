package page_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"lede/briefing"
	"lede/source/page"
)

const story = `<h1>Pier shut</h1><p>The outer pier was shut on Tuesday because the waves of the night had broken two of its piles.</p>
<p>Boats moor at the inner quay until divers have looked at the rest of the piles, the harbour master said.</p>`

// comments are what readers say of a story, which is more than the story says.
func comments(box string) string {
	var b strings.Builder
	for n := range 12 {
		fmt.Fprintf(&b, "<article><p>reader%d</p><p>I have lived here for %d years and never seen so much said about so old a pier, honestly.</p></article>", n, n+10)
	}
	return "<" + box + ">" + b.String() + "</" + strings.Fields(box)[0] + ">"
}

func TestWhatReadersSayIsNoArticle(t *testing.T) {
	for body, want := range map[string]bool{
		`<div class="entry">` + story + `</div>` + comments(`section id="comments"`): false, `<div>` + story + comments(`div class="comments-area wide"`) + `</div>`: false, `<div>` + story + comments(`div class="discussion"`) + `</div>`: false, `<main>` + story + comments(`ol class="comment-list"`) + `</main>`: false,
		`<article>` + story + strings.NewReplacer("<article>", "", "</article>", "").Replace(comments(`div id="disqus_thread"`)) + `</article>`: false,
		// A page that is made of what people say has no story above it, and a class may hold the word in another sense.
		`<main><h1>Pier shut?</h1>` + comments(`section id="comments"`) + `</main>`: true, `<div class="no-comments">` + story + comments(`div class="letters"`) + `</div>`: true,
	} {
		text, _, err := page.Read([]byte("<html><body>"+body+"</body></html>"), "text/html; charset=utf-8", briefing.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Contains(text, "so old a pier"); got != want {
			t.Errorf("%.80s: has what readers say: %v, want %v", body, got, want)
		}
		if strings.Contains(body, story) && !strings.Contains(text, "Boats moor") {
			t.Errorf("%.80s: %q", body, text)
		}
	}
}

func TestAPageThatNeedsScriptsSaysSo(t *testing.T) {
	for body, want := range map[string]string{
		`<noscript>You need to enable JavaScript to run this app.</noscript><div id="root"></div>`:              "page.script",
		`<noscript><p>Please turn on JavaScript.</p></noscript><div>Loading…</div><script src="a.js"></script>`: "page.script",
		`<div id="root"></div><script src="a.js"></script>`:                                                     "page.script", `<div id="root"></div>`: "page.no-article",
		story + `<noscript>Please enable JavaScript.</noscript><script src="a.js"></script>`: "",
	} {
		_, _, err := page.Read([]byte("<html><body>"+body+"</body></html>"), "text/html; charset=utf-8", briefing.Options{})
		if is := page.Refusal(err); (want == "") != (err == nil) || err != nil && (is == nil || is.Code != want || !errors.Is(err, is)) {
			t.Errorf("%.60s: %v, want %q", body, err, want)
		}
	}
}

func TestAStoryInBoxesOfOneClassIsWhole(t *testing.T) {
	box := func(title, text string) string {
		return `<div class="block"><h2>` + title + `</h2><p>` + text + `</p></div>`
	}
	text, _, err := page.Read([]byte(`<html><body><article><h1>Storm – live</h1><p class="lead">Ferries are cancelled and the pier is closed as the storm reaches the island.</p>`+
		box("Pier closed", "The harbour master has closed the outer pier until tomorrow morning because waves break over the wall.")+
		box("Ferries cancelled", "All crossings to the island are cancelled for the rest of the day, the ferry company said on its website.")+
		box("Trains run", "Trains along the coast run with delays of up to half an hour, a spokesman for the railway said at noon.")+`</article></body></html>`), "text/html; charset=utf-8", briefing.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"Ferries are cancelled", "The harbour master", "All crossings", "Trains along"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q lacks %q", text, want)
		}
	}
}
