package feed

import (
	"strings"
	"testing"

	"lede/source/feed/gate"
)

func TestADescriptionIsTheArticleWhenItIsAsLong(t *testing.T) {
	words := func(n int) string { return strings.Repeat("a", n) }
	for _, c := range []struct {
		given, description string
		want               string
	}{
		{"", words(fullText - 1), ""}, {"", words(fullText), words(fullText)}, {"", " " + words(fullText) + " ", words(fullText)},
		{words(fullText), words(fullText), words(fullText)}, {words(fullText), words(fullText + 1), words(fullText + 1)},
		{words(fullText + 1), words(fullText), words(fullText + 1)},
		{words(10), "<p>" + words(fullText-1) + "</p>", words(10)},                                               // markup is no text
		{words(fullText + 5), "<p>" + words(fullText) + "</p>" + strings.Repeat("<br>", 9), words(fullText + 5)}, // nor more of it more text
		{" a ", "", "a"},
		{"<p class=\"" + words(99) + "\">" + words(fullText) + "</p>", words(fullText), "<p class=\"" + words(99) + "\">" + words(fullText) + "</p>"}, // as many words, and more markup
	} {
		if got := content(c.given, c.description); got != c.want {
			t.Errorf("%.20s and %.20s: %d bytes, want %d", c.given, c.description, len(got), len(c.want))
		}
	}
}

func TestLeftoversOfProgramsAreNoTeaser(t *testing.T) {
	long := strings.Repeat("b", 560)
	for text, want := range map[string]string{
		"A. […]": "A.", "A. [...]": "A.", "A. [..]": "A.", "A. […] […] […]": "A.", "A. […] […] […] […] […] […]": "A. […]", "[…]": "",
		"A.\nThe post A appeared first on B.":   "A.",
		"A.\nThe post A first appeared on B.":   "A.",
		"A.\nComments":                          "A.",
		"Comments":                              "",
		"The post office appeared in Comments.": "The post office appeared in Comments.",
		"A. Continue reading →":                 "A.", "A. Read more…": "A.", "A. Weiterlesen": "A.", "A. Lire la suite »": "A.", "A. Leer más": "A.",
		"A. Continue reading “The pier”": "A.",
		"A. Read more books.":            "A. Read more books.",
		"ead more":                       "ead more",
		"Read more":                      "",
		"A. Read more “" + strings.Repeat("c", 287):                         "A.",
		"A. Read more “" + strings.Repeat("c", 288):                         "A. Read more “" + strings.Repeat("c", 288),
		"A.\nThe post " + strings.Repeat("ї", 299) + " appeared first on B": "A.",
		"A.\nThe post " + long[:290] + " appeared first on B":               "A.",
		"A.\nThe post " + long + " appeared first on B":                     "A.\nThe post " + long + " appeared first on B",
	} {
		if got := teaser(text, "", ""); got != want {
			t.Errorf("%.60q is %.60q, want %.60q", text, got, want)
		}
	}
}

func TestALinkToTheRestIsNoTeaser(t *testing.T) {
	const title = "A net was found near the pier"
	for text, want := range map[string]string{
		"The net… Continue reading A net was found near the pier": "The net…", "The net. Read more about A net was found near the pier": "The net.", "The net. Keep reading: the pier": "The net.",
		"The net. Read more of this story at Harbour Post.": "The net.", "He read more of this story, and wept.": "He read more of this story, and wept.",
		"The net. Read the full story →": "The net.", "The net is long [Read more…]": "The net is long", "The net - View full article": "The net", "The net. Continue reading on Harbour Post »": "The net.",
		"The net (more…)": "The net", "Das Netz. Mehr lesen": "Das Netz.", "Le filet… Lire la suite de l’article": "Le filet…", "La red. Seguir leyendo": "La red.", "A rede. Leia mais": "A rede.", "La rete. Continua a leggere": "La rete.",
		"Het net. Lees verder": "Het net.", "Nätet. Läs mer": "Nätet.", "Сеть. Читать далее": "Сеть.", "網。続きを読む": "網。", "A net\n[link] [comments]": "A net", "A net\nsubmitted by /u/quill\n[link] [comments]": "A net", "A net\nsubmitted by /u/quill to r/nets": "A net",
		"A net\nThe net was originally published in Harbour on Medium, where people talk.": "A net",
		// What people do with texts is no link.
		"Children read more": "Children read more", "He wants them to keep reading": "He wants them to keep reading", "Children read more, continue reading, and read on.": "Children read more, continue reading, and read on.",
		"Nobody would read the full story": "Nobody would read the full story", "Read more books about nets": "Read more books about nets", "A sign says: A net": "A sign says: A net",
		"The net. “Read more” is what she told them.": "The net. “Read more” is what she told them.", "The book \"Keep Reading\" was found.": "The book \"Keep Reading\" was found.", "“Read on”: a net": "“Read on”: a net", "He runs Full Story: a podcast on nets.": "He runs Full Story: a podcast on nets.", "The net was mended Continue reading": "The net was mended", "Das Buch „Mehr lesen“ erscheint.": "Das Buch „Mehr lesen“ erscheint.",
		"“It is a net.”Read more": "“It is a net.”", "\"It is a net.\"Read more": "\"It is a net.\"",
	} {
		if got := teaser(text, title, ""); got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
}

func TestLinesOfProgramsAreNoTeaser(t *testing.T) {
	for _, line := range []string{
		"Der Beitrag Das Netz erschien zuerst auf Hafen.", "L’article Le filet est apparu en premier sur Port.", "La entrada La red se publicó primero en Puerto.", "L'articolo La rete proviene da Porto.", "O post A rede apareceu primeiro em Porto.", "Het bericht Het net verscheen eerst op Haven.",
		"Inlägget Nätet dök först upp på Hamnen.", "Artykuł Sieć pochodzi z serwisu Port.", "Запись Сеть впервые появилась на Порт.", "Сообщение Сеть появились сначала на Порт.", "This article was originally published on Harbour Post.",
		"[Comments]", "5 points | 3 comments", "Article URL: https://a.example/1", "Points: 3", "# Comments: 1", "3 posts - 2 participants", "submitted by quill to nets@social.example", "[contains quote post or other embedded content]", "Share on Facebook | Tweet | Email", "© 2026 Harbour Post. All rights reserved.",
		"submitted by /u/quill [link] [comments]", "/u/quill to r/nets [link]", "Add new comment", "Share on Facebook", "Tweet this on X", "(Image credit: Ann Rowe/Harbour Post)", "Log in or register to post comments", "12 reads", "#nets #Häfen",
		"Hosted on Acast. See acast.com/privacy for more information.", "Thanks for reading Harbour Notes! Subscribe for free to receive new posts.",
	} {
		for _, text := range []string{"A net.\n" + line, line + "\nA net."} {
			if got := teaser(text, "", ""); got != "A net." {
				t.Errorf("%q", got)
			}
		}
	}
	for _, line := range []string{
		"The post office appeared on the map.", "The study was originally published in a journal of fishery.", "Comments are closed, the mayor said.", "Share prices fell on Tuesday.", "Like the mayor, they share the view.", "Copyright law must change.", "He had 3 points and 5 comments.", "Three posts - two of them broken - stood there.",
		"Der Beitrag der Stadt erschien niemandem zu hoch.", "Thanks for reading to children, the teacher said.",
	} {
		if got := teaser("A net.\n"+line, "", ""); got != "A net.\n"+line {
			t.Errorf("%q is all that is left with %q", got, line)
		}
	}
}

// TestWhatAnItemIsFiledUnderIsNoTeaser, where a label says so.
func TestWhatAnItemIsFiledUnderIsNoTeaser(t *testing.T) {
	eleven := strings.Repeat("\nport", mostTags-1)
	for text, want := range map[string]string{
		"A net.\nTags\nPort\nNets": "A net.", "A net.\n\nSchlagwörter:\nHafen": "A net.", "A net.\nTags" + eleven: "A net.", "A net.\nTags" + eleven + "\nport": "A net.\nTags" + eleven + "\nport",
		"A net.\nTags\nThe net was found.": "A net.\nTags\nThe net was found.", "A net.\nTags\n" + strings.Repeat("a", longestTag): "A net.", "A net.\nTags\n" + strings.Repeat("a", longestTag+1): "A net.\nTags\n" + strings.Repeat("a", longestTag+1),
		"A net.\nTags": "A net.\nTags", "A net.\nWhat to bring\nNets": "A net.\nWhat to bring\nNets", "Tags\nPort": "",
	} {
		if got := teaser(text, "", ""); got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
}

func TestWhatTheItemSaysElsewhereIsNoTeaser(t *testing.T) {
	for text, want := range map[string]string{
		"<span>A net</span>\n<p>webadmin</p><time>Tue, 03/03/2026 - 10:00</time><div>It was found.</div>": "It was found.", "<p>3 March 2026</p><p>It was found.</p>": "It was found.", "<p>By webadmin</p><p>It was found.</p>": "It was found.", "A net": "A net", "<p>A net</p><p>Ann Rowe</p>": "Ann Rowe",
		"<p>In March 2026 a net was found.</p><p>It is long.</p>": "In March 2026 a net was found.\nIt is long.", "<p>Budget 2026</p><p>It is long.</p>": "Budget 2026\nIt is long.", "<p>A net at sea</p><p>It is long.</p>": "A net at sea\nIt is long.",
		"<figure><img src=a><figcaption>Photo: Rowe</figcaption></figure><p>It was found.</p>": "It was found.", "<figure><img src=a><figcaption>A net on the pier.</figcaption></figure>": "A net on the pier.",
		"<p>It was lost.</figcaption></p><p>It was found.</p><figcaption>Photo: Rowe</figcaption>": "It was lost.\nIt was found.",
	} {
		if got := teaser(text, "A net", "webadmin"); got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
}

func TestAnEmptyContentIsNone(t *testing.T) {
	long := "<p>" + strings.Repeat("The net was found. ", fullText/19+1) + "</p>"
	for given, want := range map[string]string{`<p><a href="/a">Read more</a></p>`: "", "<p> </p>": "", "<p>The net.</p>": "<p>The net.</p>"} {
		if got := content(given, "<p>The net was found near the pier by a child.</p>"); got != want {
			t.Errorf("%q: %q, want %q", given, got, want)
		}
	}
	if got := content("<p>Read more</p>", long); got != long {
		t.Errorf("%.40q", got)
	}
}

func TestHTMLAllOfWhoseTagsAreTextWasEscapedTwice(t *testing.T) {
	for s, want := range map[string]bool{
		"&lt;p&gt;a&lt;/p&gt;": true, "a&lt;br/&gt;": true, "a &lt; b": false, "<p>&lt;p&gt;a&lt;/p&gt;</p>": false, "a": false, "&lt;x&gt;a&lt;/x&gt;": false,
	} {
		if got := escapedTwice(s); got != want {
			t.Errorf("%s was escaped twice: %v", s, got)
		}
	}
}

func TestAnOpeningEndsWithALineOrSentence(t *testing.T) {
	a := func(n int) string { return strings.Repeat("a", n) }
	for _, c := range []struct{ text, want string }{
		{a(openingText), a(openingText)},
		{a(openingText + 1), a(openingText)},
		{a(300) + "\n" + a(400), a(300)},
		{a(300) + ". " + a(400), a(300) + "."},
		{a(300) + "! " + a(100) + "? " + a(400), a(300) + "!"},
		{a(300) + "。" + a(400), a(300) + "。"},
		{a(300) + " " + a(400), a(300)},
		{a(openingText/3) + ". " + a(100) + " " + a(400), a(openingText/3) + ". " + a(100)}, // too little
		{a(openingText/3+1) + ". " + a(100) + " " + a(400), a(openingText/3+1) + "."},
		{a(openingText-1) + "é", a(openingText - 1)},
	} {
		if got := opening(c.text); got != c.want {
			t.Errorf("%d bytes: %d, want %d", len(c.text), len(got), len(c.want))
		}
	}
}

func TestATitleIsPlainText(t *testing.T) {
	for title, want := range map[string]string{
		"a": "a", "<b>a</b>": "a", "<b>a": "<b>a", "a</b>": "a</b>", `<a href="x">a`: "a", "a<br>b": "a b", "a<p>b": "a b", "a<img>b": "ab", "a<wbr>b": "ab",
		"<div>a</div>b": "a b", "<i>a</i>b": "ab", "<article> is": "<article> is", "a < b": "a < b", "<B>a</b>": "a", "<h1>a</h1>": "a",
		"&lt;b&gt;a&lt;/b&gt;": "a", "&amp;lt;b&amp;gt;a&amp;lt;/b&amp;gt;": "a", "&amp;amp;amp;": "&amp;", "a<!-- b -->c": "ac", "a <![CDATA[b]]>": "a b",
		strings.Repeat("a", 500): strings.Repeat("a", 500), strings.Repeat("b", 501): strings.Repeat("b", 500),
		" a \n b ": "a b",
		// References whose semicolon was forgotten, and what only looks like one.
		"A &amp B": "A & B", "AT&ampT": "AT&T", "AT&amp;ampT": "AT&T", "&ampersand": "&ampersand", "it&#8217s": "it’s", "&#x2014 a": "— a", "&copy 2026": "© 2026",
		"Caf&eacute": "Café", "a &lt b": "a < b", "R&D": "R&D", "R&Dcopy": "R&Dcopy", "a&copyright": "a&copyright", "?a=1&copy=2&ampT=3": "?a=1&copy=2&ampT=3", "&#": "&#", "&#x": "&#x",
	} {
		if got := plainTitle(title); got != want {
			t.Errorf("%.40q is %.40q, want %q", title, got, want)
		}
	}
}

func TestATitleIsMadeOfTheFirstWords(t *testing.T) {
	a := func(n int) string { return strings.Repeat("a", n) }
	for _, c := range []struct{ text, want string }{
		{"a\nb", "a"}, {" a ", "a"}, {a(madeTitle), a(madeTitle)}, {a(madeTitle + 1), a(madeTitle) + "…"},
		{a(40) + ". " + a(60), a(40) + "."},
		{a(madeTitle/4) + ". " + a(90), a(madeTitle/4) + "."},
		{a(madeTitle/4-1) + ". " + a(90), a(madeTitle/4-1) + ". " + a(madeTitle-madeTitle/4-1) + "…"},
		{a(madeTitle-1) + "! " + a(9), a(madeTitle-1) + "!"},
		{a(madeTitle) + ". " + a(9), a(madeTitle) + "…"},
		{a(40) + "。" + a(60), a(40) + "。"},
		{a(31) + " " + a(80), a(31) + "…"},
		{a(30) + " " + a(80), a(30) + " " + a(59) + "…"},
		{a(31) + ", " + a(80), a(31) + "…"},
	} {
		if got := firstWords(c.text); got != c.want {
			t.Errorf("%q: %q, want %q", c.text, got, c.want)
		}
	}
}

func TestWordsOfMarkup(t *testing.T) {
	for markup, want := range map[string]string{
		"a  b": "a b", "a b": "a b", " a": "a", "a ": "a", "": "", "a\tb": "a b", "a\n\n b": "a\nb", "a\u00a0b": "a b", "a\u200b\u00adb\ufeff": "ab", "a\x7fb": "ab", "a~b": "a~b", "é": "é",
		"<p>a</p><p>b</p>": "a\nb", "a<br>b": "a\nb", "a<b>c</b>": "ac", "a<script>x</script>b": "ab", "a<script/>b": "ab", "a</script>b": "ab", "a<style>x": "ax",
		"a<!-- b -->c": "ac", "<b>a<?php x ?>c</b>": "ac", "<b><![CDATA[a]]>c</b>": "ac", "<b>a]]></b>": "a]]>", "<b>a < c</b>": "a < c", "<b>a</b><": "a<", "&amp;": "&", "<i>&lt;</i>": "<",
		"<p>a<img src=x": "a<img src=x",
	} {
		if got := plain(markup); got != want {
			t.Errorf("%q: %q, want %q", markup, got, want)
		}
	}
	if got := oneLine("a\n b"); got != "a b" {
		t.Error(got)
	}
}

// TestWhereALinkToTheRestMayBegin: behind the end of a sentence or with a capital letter, but not in a word, in speech or in a list.
func TestWhereALinkToTheRestMayBegin(t *testing.T) {
	for _, c := range []struct {
		before, link string
		want         bool
	}{
		{"", "read more", true}, {"It fell. ", "read more", true}, {"It fell.", "read more", true}, {"People ", "read more", false}, {"People, ", "read more", false},
		{"People ", "Read more", true}, {"Spr", "read more", false}, {"Spr", "Read more", false}, {"He runs ", "Full Story: a podcast", false}, {"He runs. ", "Full Story: a podcast", true}, {"In 1999 ", "read more", false},
		{"“", "Read more", false}, {"He said “", "Read more", false}, {"He said (“", "Read more", false}, {"fell“", "Read more", true}, {"It fell.\n“", "Read more", false}, {"He said “ ", "Read more", true},
		{"Lies", "続きを読む", false},
	} {
		if got := begins(c.before+c.link, len(c.before)); got != c.want {
			t.Errorf("%q may begin behind %q: %v", c.link, c.before, got)
		}
	}
}

// TestWhichElementsAreNotForReaders, from their start on.
func TestWhichElementsAreNotForReaders(t *testing.T) {
	for tag, want := range map[string]bool{"<script>": true, "</script>": false, "<script/>": false, "<button>": true, "<p>": false} {
		s := gate.Scan(tag)
		s.Next()
		read, ok := s.Tag()
		if got := hides(read); !ok || got != want {
			t.Errorf("%s hides its text: %v", tag, got)
		}
	}
}

// TestATeaserIsTakenFromTheBeginningOfAnArticle: of its first 32 KB of markup.
func TestATeaserIsTakenFromTheBeginningOfAnArticle(t *testing.T) {
	const words = "<p>The ferry sails again.</p>"
	for before, want := range map[int]string{0: "The ferry sails again.", 32<<10 - len(words): "The ferry sails again.", 32 << 10: ""} {
		i := Item{Content: strings.Repeat("<br/>", before/5) + strings.Repeat(" ", before%5) + words}
		if i.say("T", ""); i.Teaser != want {
			t.Errorf("behind %d bytes of markup: %q", before, i.Teaser)
		}
	}
}

// TestWhichTextsAreSpacedAlready: ASCII on one line, with one space between words and none around them.
func TestWhichTextsAreSpacedAlready(t *testing.T) {
	for text, want := range map[string]bool{"": true, "a": true, "a b": true, "~": true, " a": false, "a ": false, "a  b": false, " ": false, "a\tb": false, "a\nb": false, "a\x1fb": false, "a\x7f": false, "é": false} {
		if got := isSpaced(text); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}

// TestCellsOfATableAreApart, and how words are pronounced is not among them.
func TestCellsOfATableAreApart(t *testing.T) {
	for markup, want := range map[string]string{
		"<table><tr><th>Level</th><td>214 cm</td></tr><tr><th>Trend<td>rising</table>": "Level 214 cm\nTrend rising",
		"<ruby>港市<rp>（</rp><rt>みなとし</rt><rp>）</rp></ruby>は発表した。":                       "港市は発表した。",
		"<ruby>港<rt>みなと<rb>市<rt>し</ruby>は<rt/>発表した。":                                   "港市は発表した。", "A <ruby>tale<rp>(</rp><rt>saga</rt><rp>)</rp></ruby>.": "A talesaga.",
	} {
		if got := plain(markup); got != want {
			t.Errorf("%s: %q, want %q", markup, got, want)
		}
	}
}
