package page

import (
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"
)

// TestABoxOfOffersGoesAsAWhole: what it is for shows in where its links lead, or in its player, and not in its words.
func TestABoxOfOffersGoesAsAWhole(t *testing.T) {
	story := strings.Join(council, "\n\n")
	for _, amid := range []string{
		`<div class=a><h2>A good year</h2><p>Every word from forty reporters, and the daily crossword, for a pound in the first month.</p><ul><li>The paper of the day</li></ul><p>Have one? <a href=/login>Enter</a></p></div>`,
		`<section class=b><span>An offer</span><p>All words for three months at a crown a week.</p><a href=https://holm.example/en/subscribe?from=story>On</a></section>`,
		`<section class=b><span>Ein Angebot</span><p>Alle Texte drei Monate lang für einen Euro in der Woche.</p><a href=https://holm.example/abo/jetzt>Weiter</a></section>`,
		`<div class=d><h3>The Post in a pocket</h3><p>All that is new in town, as it comes in, by way of the Post.</p><p><a href=https://www.whatsapp.com/c>Tap</a></p></div>`,
		`<div class=e><h4>Inside the baths: the series</h4><iframe></iframe></div>`,
		`<div class=c><div><p>Pools of the north</p><form><input></form></div></div>`,
		`<section class=b><span>Ein Angebot</span><p>Alle Texte drei Monate lang für einen Euro in der Woche.</p><a href=https://abo.holm.example/?from=story>Weiter</a></section>`,
		`<p><strong>Want the news of Ferring first? Join us on <a href=https://www.whatsapp.com/c>the channel</a> for all of it on your way.</strong> </p>`,
	} {
		if a, err := parsed(systemPage("", amid, "")); err != nil || a.Text != story {
			t.Errorf("%s: %v\n%s", amid, err, a.Text)
		}
		if a, err := parsed(systemPage("", "", amid)); err != nil || a.Text != story {
			t.Errorf("below: %s: %v\n%s", amid, err, a.Text)
		}
	}
}

// TestABoxOfTheStorysStays, though it has such a link or a player in it.
func TestABoxOfTheStorysStays(t *testing.T) {
	for amid, want := range map[string]string{
		`<div class=f><p>The council said that it had sold the last of its tickets.</p><p>They were to be had on a <a href=/subscribe>page</a>.</p></div>`:                                                                     "on a page.",
		`<div><p>It has two basins and forty lockers, and it opened in the year 1931.</p><p>They are sold on a <a href=/subscribe>page</a>.</p></div>`:                                                                         "on a page.",
		`<div class=fact><h3>The bath in figures</h3><p>It has two basins and forty lockers, and it opened in the year 1931.</p><p>The plans stand <a href=https://t.me/holm>on the web</a> since May.</p></div>`:              "stand on the web",
		`<div class=fact><h3>The bath in figures</h3><p>It has two basins and forty lockers.</p><iframe></iframe></div>`:                                                                                                       "two basins",
		`<div class=e><h4>Inside the baths: the series of the Post about all that is wet between the hills and the sea ` + strings.Repeat("and the sea ", 5) + `</h4><iframe></iframe></div>`:                                  "and the sea and",
		`<div class=fact><p>It has two basins and forty lockers, and <a href=/subscribe>anybody</a> may swim.</p></div>`:                                                                                                       "anybody may swim",
		`<div class=fact><h3>The bath in figures</h3><p>It has two basins and forty lockers, and it opened in 1931.</p>` + strings.Repeat(`<p>A line of it.</p>`, mostOffered) + `<p>See <a href=/abo>the list</a>.</p></div>`: "See the list.",
		`<p><strong>The mayor wrote on <a href=https://t.me/mayor>her channel</a> that the bath is lost.</strong></p>`:                                                                                                         "bath is lost",
		`<p>Want the news of Ferring first? The mayor is on <strong><a href=https://t.me/mayor>a channel</a></strong> for your questions.</p>`:                                                                                 "a channel",
		`<p><strong>Your questions? The mayor told them on <a href=https://t.me/mayor>a channel</a>, and you are welcome.</strong></p>`:                                                                                        "a channel",
		`<p><strong>Want the news of Ferring first? The bath is on <a href=https://bath.example/>a page</a> for your questions.</strong></p>`:                                                                                  "a page",
	} {
		if a, err := parsed(systemPage("", amid, "")); err != nil || !strings.Contains(a.Text, want) {
			t.Errorf("%s: %v\n%s", amid, err, a.Text)
		}
	}
	player := `<div class=p><h2>How the bath was built</h2><iframe></iframe></div>`
	if a, err := parsed(systemPage(player, "", "")); err != nil || !strings.Contains(a.Text, "How the bath was built") {
		t.Errorf("a player above the story: %v\n%s", err, a.Text)
	}
	above := `<div class=h><p>All that is new on the coast has stood here since 1931, and will again.</p></div><div class=g><p>The standfirst of the story tells who pays for the water that is lost in the bath.</p><p><a href=/subscribe>Have it</a></p></div>`
	if a, err := parsed(systemPage(above, "", "")); err != nil || !strings.Contains(a.Text, "The standfirst") {
		t.Errorf("above the story: %v\n%s", err, a.Text)
	}
}

// TestTheNextStoryBelowIsNotRead, where it stands in a box like the first; a part with a heading of its own is.
func TestTheNextStoryBelowIsNotRead(t *testing.T) {
	box := func(open, h1 string, told ...string) string {
		return open + `<h1>` + h1 + `</h1><a href=/author/ek>Ek</a><p>` + strings.Join(told, `</p><p>`) + `</p></div>`
	}
	other := []string{
		"A vicar raffles the piano on which he learned to play, so that the roof of his church can be mended before the winter.",
		"Eleven hundred tickets had been sold by Tuesday, and the roof will cost more than all of them together, he said.",
		"It is a good piano, and a bad roof.",
	}
	title := `<title>Bath to close in May - Post</title>`
	first := box(`<div class="item one">`, "Bath to close in May", council...)
	for page, want := range map[string]bool{
		title + first + `<hr>` + box(`<div class="item two">`, "Vicar raffles a piano", other...):                                                                                                                     false,
		title + first + strings.Replace(box(`<div class="item two">`, "How it began", other...), "/author", "/pool", 1):                                                                                               true,
		title + first + strings.Replace(box(`<section class="item two">`, "Vicar raffles a piano", other...), "</div>", "</section>", 1):                                                                              true,
		title + first + box(`<div class=part>`, "Vicar raffles a piano", other...):                                                                                                                                    true,
		title + strings.Replace(box(`<div class=item>`, "Bath to close in May"), "<p></p>", "<div><div>"+other[0][:90]+"</div></div>", 1) + box(`<div class=item>`, "How it began", append(council, other[1:]...)...): false,
		title + box(`<div class=item>`, "Bath to close in May", council[0]) + box(`<div class=item>`, "How it began", append(council[1:], other...)...):                                                               true,
		title + box(`<div class=item>`, "Bath to close in May") + box(`<div class=item>`, "How it began", append(council, other...)...):                                                                               true,
		`<title>Post</title>` + first + box(`<div class="item two">`, "Vicar raffles a piano", other...):                                                                                                              true,
	} {
		a, err := parsed([]byte(page))
		if got := strings.Contains(a.Text, other[0]); err != nil || got != want || !strings.Contains(a.Text, council[0]) {
			t.Errorf("%s: the other story: %v, %v\n%s", page, got, err, a.Text)
		}
	}
}

// TestAnswersAreNotTheFirstPost of a thread, nor are comments that are marked as such.
func TestAnswersAreNotTheFirstPost(t *testing.T) {
	const answer = "Our freezer had a hundred pounds of lamb in it, and nobody has told us who will pay for that."
	post := func(told ...string) string {
		return `<article class="post x"><div>` + strings.Join(told, `<br><br>`) + `</div></article>`
	}
	thread := `<script type="application/ld+json">{"@type":"DiscussionForumPosting","headline":"Bath to close","author":{"@type":"Person","name":"TimFerring"}}</script>`
	for page, want := range map[string]bool{
		thread + post(council...) + post(answer): false, thread + post(council...) + `<div>` + post(answer) + `</div>`: true,
		post(append(slices.Clone(council), `<div itemprop=comment><p>`+answer+`</p></div>`)...): false, post(append(slices.Clone(council), `<div><p>`+answer+`</p></div>`)...): true,
		`<div itemprop=comment><p>` + answer + `</p></div>` + post(council...): true,
	} {
		a, err := parsed([]byte(page))
		if err != nil || strings.Contains(a.Text, answer) != want || !strings.Contains(a.Text, council[0]) {
			t.Errorf("%s: %v\n%s", page, err, a.Text)
		}
		if strings.HasPrefix(page, thread) && (a.Byline == nil || a.Byline.Name != "TimFerring") {
			t.Errorf("by %+v", a.Byline)
		}
	}
}

// TestTheDateIsReadWhereverItIsMarked, and a label in front of the headline is no part of it.
func TestTheDateIsReadWhereverItIsMarked(t *testing.T) {
	for marked, want := range map[string]string{
		`<abbr class=published title="2026-06-22T19:05:00+01:00">7 pm</abbr>`: "2026-06-22", `<span itemprop=datePublished content=2026-06-23>Tuesday</span>`: "2026-06-23",
		`<abbr class=place title="2026-06-22">Holm</abbr>`: "", `<time pubdate datetime=2026-06-24>24 June</time>`: "2026-06-24",
	} {
		a, err := parsed(append([]byte(marked), systemPage("", "", "")...))
		got := ""
		if a != nil && a.Published != nil {
			got = a.Published.Format(time.DateOnly)
		}
		if err != nil || got != want {
			t.Errorf("%s: %q, %v", marked, got, err)
		}
	}
}

func TestALabelInTheHeadlinesElementIsNotTheHeadline(t *testing.T) {
	for h1, want := range map[string]string{
		`<span class=head__kicker>Baths:</span> <span>Bath to close in May</span>`: "Bath to close in May",
		`<span class=head__line>Baths:</span> <span>Bath to close in May</span>`:   "Baths: Bath to close in May",
		`<span class=label>Bath to close in May</span>`:                            "Bath to close in May",
		`<span class=kicker>Bath to close:</span> in May`:                          "Bath to close: in May",
		`The <span class=label>Bath</span> to close in May`:                        "The Bath to close in May",
	} {
		page := `<h1>` + h1 + `</h1><p>` + strings.Join(council, `</p><p>`) + `</p>`
		if a, err := parsed([]byte(page)); err != nil || a.Title != want {
			t.Errorf("%s: %q, %v", h1, a.Title, err)
		}
	}
}

// TestAFirstParagraphIsSetLikeTheStory, though its class says that it is the first.
func TestAFirstParagraphIsSetLikeTheStory(t *testing.T) {
	doc, err := html.Parse(strings.NewReader(`<p class="text first">` + council[0] + `<p class=text>` + council[1] + `<p class=text>` + council[2]))
	if err != nil {
		t.Fatal(err)
	}
	if _, alike := storyLook(blocks(doc)); !alike {
		t.Error("it is not")
	}
	for class, want := range map[string]string{
		"text text--first": "text", "first text": "text", "text--a": "text--a", "text box--a": "text box--a", "has-drop-cap": "", "": "", "text captions": "text captions",
	} {
		if got := unmodified(class); got != want {
			t.Errorf("%q: %q, want %q", class, got, want)
		}
	}
}
