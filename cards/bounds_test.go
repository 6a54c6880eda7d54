package cards_test

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"lede/briefing"
	"lede/cards"
	"lede/cards/markup"
	"lede/cards/panels"
	"lede/cards/recurrence"
)

// sentences is an article of this many bytes, whose every sentence is a key point, a quotation and somebody's role.
func sentences(sizes ...int) *briefing.Article {
	a := &briefing.Article{Title: "T"}
	for i, size := range sizes {
		span := briefing.Span{Start: len(a.Text), End: len(a.Text) + size}
		a.Text += strings.Repeat(string(rune('a'+i)), size)
		a.Sentences = append(a.Sentences, briefing.Sentence{Span: span})
		a.Summary = append(a.Summary, i)
		a.Quotes = append(a.Quotes, briefing.Quote{Span: span, Sentence: i, Speaker: "N"})
	}
	return a
}

// characters counts those in the texts of a card, but for the note at its end.
func characters(t *testing.T, c cards.Card) (n int) {
	t.Helper()
	var walk func([]component)
	walk = func(list []component) {
		for _, c := range list {
			if !strings.HasPrefix(c.Content, "-# Every line") {
				n += chars(c.Content)
			}
			walk(c.Components)
		}
	}
	walk(decode(t, c))
	return n
}

// TestAPageHoldsAsManyCharactersAsAreNotReserved: 3,600 of Discord's 4,000.
func TestAPageHoldsAsManyCharactersAsAreNotReserved(t *testing.T) {
	page := func(size int) cards.Card {
		return panels.Digests(en, []panels.Schedule{{Channel: "1", When: recurrence.Rule{Line: strings.Repeat("x", size)}, Paused: because("no")}, {Channel: "2", When: recurrence.Rule{Line: "last"}, Paused: because("no")}}, nil)
	}
	fits := 3600 - characters(t, page(0))
	for size, want := range map[int]bool{fits: true, fits + 1: false} {
		c := page(size)
		if text, _ := shownIn(t, c); strings.Contains(text, "last") != want {
			t.Errorf("with %d characters the last item is shown: %v", size, !want)
		}
		if n := characters(t, c); want && n != 3600 {
			t.Errorf("%d characters", n)
		}
	}
}

// TestAPageHoldsAsManyItemsAsItHasComponents: 24 of Discord's 40, with the container and the title.
func TestAPageHoldsAsManyItemsAsItHasComponents(t *testing.T) {
	var list []cards.Headline
	var past []panels.Past
	for i := range 30 {
		list = append(list, cards.Headline{Ref: fmt.Sprint("r", i), Title: fmt.Sprint("Title ", i)})
		past = append(past, panels.Past{Channel: fmt.Sprint(i), Outcome: "sent"})
	}
	var sources []cards.Option
	for i := range 40 {
		sources = append(sources, cards.Option{Value: fmt.Sprint(i), Label: fmt.Sprint("Source ", i)})
	}
	for n, want := range map[int]bool{24: false, 25: true, 40: true} {
		text, _ := shownIn(t, cards.Headlines(en, list[:1], cards.Choice{Sources: sources[:n]}, 0))
		if says := strings.Contains(text, fmt.Sprintf("The menu has 24 of %d sources", n)); says != want {
			t.Errorf("of %d sources:\n%s", n, text)
		}
	}
	if text, offered := shownIn(t, cards.Headlines(en, list, cards.Choice{}, 0)); len(offered) != 22 || !strings.Contains(text, "8 more") {
		t.Errorf("%d are offered:\n%s", len(offered), text)
	}
	if text, _ := shownIn(t, panels.DigestHistory(en, past, panels.Schedule{}, 0)); strings.Count(text, ": sent") != 22 {
		t.Errorf("the history shows\n%s", text)
	}
	if text, _ := shownIn(t, panels.DigestHistory(en, past, panels.Schedule{}, 22)); strings.Count(text, ": sent") != 8 || strings.Contains(text, "more") {
		t.Errorf("the second page shows\n%s", text)
	}
}

// TestLedesOwnWordsAreCutAt3800Characters: the last resort leaves room for the note below.
func TestLedesOwnWordsAreCutAt3800Characters(t *testing.T) {
	card := func(notes string) cards.Card {
		return panels.Import(en, panels.Transfer{Settings: true, Done: true, Notes: []string{notes}})
	}
	title := chars("### Imported")
	for _, c := range []struct {
		notes, want string
	}{
		{strings.Repeat("x", 3800-title), strings.Repeat("x", 3800-title)},
		{strings.Repeat("x", 3801-title), strings.Repeat("x", 3799-title) + "…"},
		{strings.Repeat("x", 3798-title) + `\*x`, strings.Repeat("x", 3798-title) + "…"}, // no half of an escape
		{strings.Repeat("x", 3798-title) + "😀x", strings.Repeat("x", 3798-title) + "…"},
	} {
		if got := texts(t, card(c.notes))[1]; got != c.want {
			t.Errorf("of %d characters there are %d, ending with %q", chars(c.notes), chars(got), got[len(got)-5:])
		}
	}
}

// TestAListHasNoHoles: what does not fit ends it, and is where the next page begins; what fits no page is left out and counted.
func TestAListHasNoHoles(t *testing.T) {
	const long = 1201 // more than may be shown of these articles
	for name, c := range map[string]struct {
		card        cards.Card
		shown, says string
		next        int // where the next page begins; 0 for none
	}{
		"key points, the first too long":  {cards.Summary(en, sentences(long, 5, 5), "r"), "", "3 more", 0},
		"key points, the second too long": {cards.Summary(en, sentences(5, long, 5), "r"), "a", "2 more", 0},
		"quotes, the first too long":      {cards.Quotes(en, sentences(long, 5, 5), "r", nil, 0), "bc", "1 ", 0},
		"quotes, two too long":            {cards.Quotes(en, sentences(long, long, 5), "r", nil, 0), "c", "2 ", 0},
		"quotes, the second too long":     {cards.Quotes(en, sentences(5, long, 5), "r", nil, 0), "a", "2 more", 1},
		"quotes, the next page":           {cards.Quotes(en, sentences(5, long, 5), "r", nil, 1), "c", "1 ", 0},
		"quotes, a page before the first": {cards.Quotes(en, sentences(5, 5), "r", nil, -1), "ab", "", 0},
		"quotes, two pages of three":      {cards.Quotes(en, sentences(700, 500, 500), "r", nil, 0), "ab", "One more", 2},
	} {
		list := texts(t, c.card)
		shown := ""
		for _, letter := range []string{"a", "b", "c"} {
			if strings.Contains(strings.Join(list, "\n"), strings.Repeat(letter, 5)) {
				shown += letter
			}
		}
		if shown != c.shown {
			t.Errorf("%s: %q are shown", name, shown)
		}
		if note := list[len(list)-1]; !strings.HasPrefix(note, "-# "+c.says) || c.says == "" && strings.ContainsAny(note[:5], "123456789") {
			t.Errorf("%s: the note is %q", name, note)
		}
		if next := further(t, c.card); next != c.next {
			t.Errorf("%s: the next page begins after %d", name, next)
		}
	}
}

// further is where a card's button “More” leads: after how many items; 0 without one.
func further(t *testing.T, c cards.Card) (from int) {
	t.Helper()
	for _, row := range decode(t, c)[0].Components {
		for _, b := range row.Components {
			if _, after, ok := strings.Cut(b.CustomID, "from="); ok {
				n := 0
				if _, err := fmt.Sscan(after, &n); err != nil {
					t.Fatal(err)
				}
				from = max(from, n)
			}
		}
	}
	return from
}

// TestAListWhoseLinksWouldBeTooLongHasItsFirstPageOnly: Discord takes custom ids of 100 characters, and up to 12 of them say
// where a page begins.
func TestAListWhoseLinksWouldBeTooLongHasItsFirstPageOnly(t *testing.T) {
	a := sentences(700, 700)
	link := len(cards.Link{Command: "quotes", Options: map[string]string{"article": "r", "person": ""}}.String())
	for size, paged := range map[int]bool{100 - 12 - link: true, 100 - 12 - link + 1: false} {
		person := &briefing.Person{Name: strings.Repeat("n", size), Quotes: []int{0, 1}}
		c := cards.Quotes(en, a, "r", person, 0)
		check(t, person.Name, c)
		if got := further(t, c) == 1; got != paged {
			t.Errorf("with a name of %d characters there is a second page: %v", size, got)
		}
		if text, _ := shownIn(t, cards.Quotes(en, a, "r", person, 1)); strings.Contains(text, "aaa") == paged {
			t.Errorf("with a name of %d characters the page from the second on shows\n%.300s", size, text)
		}
	}
}

// TestHowLongATitleMayBe on each kind of card, in characters; and the address that it links to.
func TestHowLongATitleMayBe(t *testing.T) {
	address := func(size int) string {
		return "https://a.example/" + strings.Repeat("u", size-len("https://a.example/"))
	}
	digest := func(title, url string) string {
		return decode(t, cards.Digest(en, []cards.Story{{Ref: "r", Article: &briefing.Article{Title: title, URL: url, Text: "T"}}}, cards.Style{Due: time.Unix(0, 0)}))[0].Components[2].Components[0].Content
	}
	summary := func(title, url string) string {
		return texts(t, cards.Summary(en, &briefing.Article{Title: title, URL: url, Text: "T"}, "r"))[0]
	}
	replaced := func(title, _ string) string {
		return texts(t, cards.ArticleAdded(en, cards.Headline{Title: "T"}, title))[1]
	}
	moved := func(title, _ string) string {
		return texts(t, panels.Import(en, panels.Transfer{Articles: []panels.MovedArticle{{Title: title}}}))[1]
	}
	question := func(title, _ string) string {
		return texts(t, cards.Answer(en, &briefing.Article{Text: "T"}, "r", briefing.Answer{Question: title}, cards.Ways{}))[0]
	}
	also := func(title, _ string) string {
		lines, _ := cards.Also(en, []cards.Headline{{Title: title}})
		return lines
	}
	option := func(title, _ string) string {
		_, offered := shownIn(t, cards.Headlines(en, []cards.Headline{{Title: title}}, cards.Choice{}, 0))
		return offered[0]
	}
	for name, c := range map[string]struct {
		draw func(title, url string) string
		most int
	}{"digest": {digest, 150}, "summary": {summary, 240}, "replaced": {replaced, 240}, "imported": {moved, 80}, "question": {question, 300}, "option": {option, 100}, "also": {also, 100}} {
		for size, want := range map[int]int{c.most: c.most, c.most + 1: c.most - 1} {
			got := c.draw(strings.Repeat("z", size), "")
			if strings.Count(got, "z") != want || strings.Contains(got, "…") != (size > c.most) {
				t.Errorf("%s: of a title of %d characters there is %q", name, size, got)
			}
		}
	}
	for name, c := range map[string]struct {
		draw func(title, url string) string
		most int
	}{"digest": {digest, 200}, "summary": {summary, 512}} {
		for size, linked := range map[int]bool{c.most: true, c.most + 1: false} {
			if got := c.draw("T", address(size)); strings.Contains(got, "](https://a.example/") != linked {
				t.Errorf("%s: to an address of %d characters the title is %q", name, size, got)
			}
		}
	}
}

func TestOnlyTheAddressOfAPageIsALink(t *testing.T) {
	for address, want := range map[string]string{
		"https://a.example/":           "[T](https://a.example/)",
		"http://a.example/":            "[T](http://a.example/)",
		"ftp://a.example/":             "T",
		"//a.example/":                 "T",
		"https:///a":                   "T",
		"https://sam@a.example/":       "T",
		"https://a.example/%zz":        "T",
		"":                             "T",
		"https://a.example/(b)?q=é~!$": "[T](https://a.example/%28b%29?q=%C3%A9%7E!$)",
		"https://a.example/?q=a b":     "[T](https://a.example/?q=a%20b)",
	} {
		c := cards.ArticleAdded(en, cards.Headline{Title: "T", URL: address}, "")
		if _, got, _ := strings.Cut(texts(t, c)[0], "### "); got != want {
			t.Errorf("%q is written %q, want %q", address, got, want)
		}
	}
	for title, plain := range map[string]bool{
		"News of a.example": true, "News of A.Example": true, "News of example": true, "News of b.a.example": false, "News of ba.example": false,
	} {
		c := cards.ArticleAdded(en, cards.Headline{Title: title, URL: "https://a.example/"}, "")
		if got := texts(t, c)[0]; strings.Contains(got, "["+title+"](") != plain {
			t.Errorf("%q is written %q", title, got)
		}
	}
}

// TestNoMoreIsEscapedThanCouldBeMarkup: a reader who copies a text finds few backslashes in it.
func TestNoMoreIsEscapedThanCouldBeMarkup(t *testing.T) {
	for s, want := range map[string]string{
		"1. a": `1\. a`, "12. a": `12\. a`, "0. 9. a": `0\. 9. a`, "9. a": `9\. a`, " 1. a": ` 1\. a`, "a 1. b": "a 1. b", "a1.": "a1.", "1a.": "1a.", "1 . a": "1 . a",
		"/. a": `\/. a`, ":. a": `\:. a`, "1\n. a": "1\n. a", "1\v. a": "1\v\\. a", "\v. a": "\v. a", "1\f. a": "1\f\\. a", "1:. a": `1\:. a`,
		"# a": `\# a`, "a # b": "a # b", "ab#": "ab#", "\t# a": "\t\\# a", "\n+ a - b": "\n\\+ a - b", "a\n- b": "a\n\\- b",
		"a:": "a:", "a: b": "a: b", "a:b": `a\:b`, "a:\fb": "a\\:\fb", "a:\x01b": "a\\:\x01b", "a:\tb": "a:\tb",
		"a/": "a/", "a/ b": "a/ b", "a/b": `a\/b`, "a/\fb": "a\\/\fb", "a/\x01b": "a\\/\x01b", "a/\tb": "a/\tb",
		"\u2067a": "\u2067a\u2069", "\u202ea\nb": "\u202ea\u202c\nb", "\u202e\u2067a\u2069b": "\u202e\u2067a\u2069b\u202c", "\u202ea\u202cb": "\u202ea\u202cb", "\u2069a\u202c": "\u2069a\u202c",
	} {
		if got := markup.Escape(s); got != want {
			t.Errorf("%q is escaped as %q, want %q", s, got, want)
		}
	}
}

func TestALabelIsCutWhereItsLimitIs(t *testing.T) {
	for _, c := range []struct {
		in    string
		limit int
		want  string
	}{
		{"exact", 5, "exact"}, {"exactly", 6, "exact…"}, {"one two three", 8, "one two…"}, {"one two three", 7, "one…"}, {"one two", 7, "one two"},
		{"a\u202cb\u2069c\u202ed\u2067e\x01f", 9, "abcdef"}, {"éé é", 3, "éé…"},
	} {
		if got := markup.Label(c.in, c.limit); got != c.want {
			t.Errorf("Label(%q, %d) = %q, want %q", c.in, c.limit, got, c.want)
		}
	}
}

func TestALinkHasWhatItLeadsTo(t *testing.T) {
	for text, want := range map[string]cards.Link{
		"help": {Command: "help"}, "digest/show": {Command: "digest", Sub: "show"}, "who?a=b": {Command: "who", Options: map[string]string{"a": "b"}},
	} {
		if got := want.String(); got != text {
			t.Errorf("%+v is written %q", want, got)
		}
		if got, ok := cards.ParseLink(text); !ok || got.Command != want.Command || got.Sub != want.Sub || len(got.Options) != len(want.Options) {
			t.Errorf("%q is read as %+v, %v", text, got, ok)
		}
	}
	for size, want := range map[int]bool{100: true, 101: false} {
		if _, ok := cards.ParseLink(strings.Repeat("x", size)); ok != want {
			t.Errorf("one of %d characters is read: %v", size, ok)
		}
	}
}

// TestADigestIsOfferedAgainWhereAButtonCanSayIt: in 100 characters.
func TestADigestIsOfferedAgainWhereAButtonCanSayIt(t *testing.T) {
	around := cards.Link{Command: "digest", Sub: "set", Options: map[string]string{"time": ""}}
	fits := 100 - len(around.String())
	for size, want := range map[int]bool{0: true, fits: true, fits + 1: false} {
		text, _ := marshal(t, panels.DigestRemoved(en, "7", map[string]string{"time": strings.Repeat("x", size)}))
		if got := strings.Contains(text, around.String()); got != want {
			t.Errorf("with %d characters: %v", size, got)
		}
	}
	if text, _ := marshal(t, panels.DigestRemoved(en, "7", nil)); strings.Contains(text, "digest/set") {
		t.Error("one of which nothing is known is offered")
	}
}

// TestARefusalThatMayBeReportedOffersThat, whatever else it leads to.
func TestARefusalThatMayBeReportedOffersThat(t *testing.T) {
	questions := []string{"Who?", "When?", "Where?", "Why?", "How?", "What?"}
	for n := range questions {
		text, _ := marshal(t, cards.Answer(en, sentences(5), "r", briefing.Answer{Question: "Is it?"}, cards.Ways{Questions: questions[:n], Report: true}))
		if !strings.Contains(text, `"custom_id":"ask/report`) || n > 3 && !strings.Contains(text, questions[3]) {
			t.Errorf("beside %d questions: %s", n, text)
		}
	}
}

// TestThreeThingsThatMayHaveBeenMeantAreOffered, and the form again.
func TestThreeThingsThatMayHaveBeenMeantAreOffered(t *testing.T) {
	var meant []cards.Nearly
	for _, value := range []string{"one", "two", "three", "four"} {
		meant = append(meant, cards.Nearly{Value: value, To: cards.Link{Command: "zone", Options: map[string]string{"name": value}}})
	}
	text, _ := marshal(t, cards.Unfinished(en, "No.", "", cards.Link{Command: "form"}, meant...))
	for words, want := range map[string]bool{"name=one": true, "name=two": true, "name=three": true, "name=four": false, `"custom_id":"form"`: true} {
		if strings.Contains(text, words) != want {
			t.Errorf("%q is there: %v\n%s", words, !want, text)
		}
	}
}

// TestTheArticleThatIsChosenIsAmongThoseOffered, though it is not among the first 25.
func TestTheArticleThatIsChosenIsAmongThoseOffered(t *testing.T) {
	var list []cards.Headline
	for i := range 30 {
		list = append(list, cards.Headline{Ref: strconv.Itoa(i), Title: "T"})
	}
	for chosen, last := range map[string]string{"": "24", "24": "24", "25": "25", "29": "29"} {
		f := cards.ArticleMenu(en, "article", list, chosen)
		if n := len(f.Options); n != 25 || f.Options[23].Value != "23" || f.Options[24].Value != last {
			t.Errorf("%q is chosen: %d, %+v", chosen, n, f)
		}
	}
	if list[24].Ref != "24" {
		t.Error("the list was changed")
	}
}

// TestAQuestionIsALinkUpToItsLength: 100 characters, including the words around it.
func TestAQuestionIsALinkUpToItsLength(t *testing.T) {
	around, _ := cards.Question("r", "")
	fits := 100 - len(around.String())
	for size, want := range map[int]bool{fits: true, fits + 1: false} {
		if to, ok := cards.Question("r", strings.Repeat("x", size)); ok != want {
			t.Errorf("%d characters make a link: %v", len(to.String()), ok)
		}
	}
}

// TestOthersLikeAnArticleAreLookedForByANameThatFits into a link.
func TestOthersLikeAnArticleAreLookedForByANameThatFits(t *testing.T) {
	around := cards.Link{Command: "search", Options: map[string]string{"words": ""}}
	fits := 100 - len(around.String())
	for size, want := range map[int]bool{0: false, 1: true, fits: true, fits + 1: false} {
		text, _ := marshal(t, cards.WhyHere(en, cards.Why{Headline: cards.Headline{Ref: "r"}, Name: strings.Repeat("x", size)}))
		if got := strings.Contains(text, around.String()); got != want {
			t.Errorf("by a name of %d characters: %v", size, got)
		}
	}
}

// TestASourceShowsFiveOfItsTags, and says how many more it has.
func TestASourceShowsFiveOfItsTags(t *testing.T) {
	draw := func(tags ...string) string {
		text, _ := shownIn(t, panels.Sources(en, []panels.Source{{ID: "1", Name: "N", Tags: tags}}, 9, 0))
		return text
	}
	if text := draw("a", "b", "c", "d", "e"); !strings.Contains(text, "a, b, c, d, e") || strings.Contains(text, "more") {
		t.Error(text)
	}
	if text := draw("a", "b", "c", "d", "e", "f", "g"); !strings.Contains(text, "a, b, c, d, e, 2 more") {
		t.Error(text)
	}
}

// TestADevelopmentOfOneSentenceIsCitedOnce: who reported it needs no number.
func TestADevelopmentOfOneSentenceIsCitedOnce(t *testing.T) {
	a := sentences(40, 40, 40, 40, 40, 40)
	for n, want := range map[int]string{1: "a note", 2: "a note [2]"} {
		a.Developments = []briefing.Development{{Sentences: []int{1, 2}[:n], Source: "a note", Reported: []int{1}}}
		text := strings.Join(texts(t, cards.Developments(en, a, "r", 0)), "\n")
		if !strings.Contains(text+"\n", want+"\n") {
			t.Errorf("of %d sentences:\n%s", n, text)
		}
	}
}

// TestADevelopmentOfOneSentenceThatNamesItsSource does not name it again.
func TestADevelopmentOfOneSentenceThatNamesItsSource(t *testing.T) {
	a := sentences(40, 40, 40, 40, 40, 40)
	for n, named := range map[int]bool{1: false, 2: true} {
		a.Developments = []briefing.Development{{Sentences: []int{1, 2}[:n], Source: a.SentenceText(1)[:9], Reported: []int{1}}}
		if text := strings.Join(texts(t, cards.Developments(en, a, "r", 0)), "\n"); strings.Contains(text, "reported by") != named {
			t.Errorf("of %d sentences:\n%s", n, text)
		}
	}
}

// TestWhoIsOfferedToBeChosen: everybody whose name Discord takes as a value, once.
func TestWhoIsOfferedToBeChosen(t *testing.T) {
	a := &briefing.Article{Title: "T"}
	for _, name := range []string{"Ana", "Bo", "Ana", " ", strings.Repeat("n", 100), strings.Repeat("m", 101)} {
		a.People = append(a.People, briefing.Person{Name: name})
	}
	if _, offered := shownIn(t, cards.People(en, a, "r", 0)); strings.Join(offered, " ") != "Ana Bo "+strings.Repeat("n", 100) {
		t.Errorf("%q are offered", offered)
	}
	a.People = a.People[3:4]
	if _, offered := shownIn(t, cards.People(en, a, "r", 0)); len(offered) != 0 {
		t.Errorf("%q are offered", offered)
	}
}

// TestTheOtherNamesOfAPersonAreFew: only those that are no part of the name, up to 200 bytes.
func TestTheOtherNamesOfAPersonAreFew(t *testing.T) {
	for _, c := range []struct {
		aliases []string
		want    string
	}{
		{[]string{"Ana", "Bell"}, ""},
		{[]string{"Ana", "the farmer"}, "also: the farmer"},
		{[]string{strings.Repeat("x", 150), strings.Repeat("y", 50), "z"}, "also: " + strings.Repeat("x", 150) + ", " + strings.Repeat("y", 50) + ", 1 more"},
		{[]string{strings.Repeat("x", 150), strings.Repeat("y", 51), "z"}, "also: " + strings.Repeat("x", 150) + ", z, 1 more"},
	} {
		text := texts(t, cards.Person(en, &briefing.Article{Text: "T"}, "r", &briefing.Person{Name: "Ana Bell", Aliases: c.aliases}))[1]
		if _, got, _ := strings.Cut(text, "\n-# "); got != c.want {
			t.Errorf("of %q there is %q", c.aliases, got)
		}
	}
}

// TestAPersonsCardNamesAtMost20OtherSentences, and says the first three.
func TestAPersonsCardNamesAtMost20OtherSentences(t *testing.T) {
	var sizes []int
	person := &briefing.Person{Name: "N"}
	for i := range 25 {
		sizes = append(sizes, 10)
		person.Mentions = append(person.Mentions, briefing.Mention{Sentence: i})
	}
	text := strings.Join(texts(t, cards.Person(en, sentences(sizes...), "r", person)), "\n")
	if !strings.Contains(text, "cccccccccc [3]\n-# also in [4] [5]") || !strings.Contains(text, "[23] · 2 more\n") || strings.Contains(text, "[24]") {
		t.Error(text)
	}
}

// TestASpanIsCitedByTheSentenceThatItBeginsIn, if it begins in one.
func TestASpanIsCitedByTheSentenceThatItBeginsIn(t *testing.T) {
	a := &briefing.Article{Title: "T", Text: "xx One. Two. xx"}
	for _, s := range []briefing.Span{{Start: 3, End: 7}, {Start: 8, End: 12}} {
		a.Sentences = append(a.Sentences, briefing.Sentence{Span: s})
	}
	for start, want := range map[int]string{0: "", 2: "", 3: " [1]", 6: " [1]", 7: "", 8: " [2]", 11: " [2]", 12: "", 14: ""} {
		answer := briefing.Answer{Answered: true, Sentences: []briefing.Evidence{{Span: briefing.Span{Start: start, End: start + 1}, Text: "x"}}}
		if got := texts(t, cards.Answer(en, a, "r", answer, cards.Ways{}))[0]; got != "> x"+want {
			t.Errorf("a span from %d is cited %q", start, got)
		}
		a.Developments = []briefing.Development{{Title: &briefing.Span{Start: start, End: start + 1}}}
		if got := texts(t, cards.Developments(en, a, "r", 0))[1]; !strings.HasPrefix(got, "**"+a.Text[start:start+1]+"**"+want+"\n") {
			t.Errorf("a heading at %d is cited in %q", start, got)
		}
	}
	for _, c := range []struct {
		role, want string
		at         int
	}{{"x", "**N** [2] — x [1]", 3}, {"x", "**N** — x [2]", 8}, {"", "**N** [2]", 3}, {"x", "**N** — x [2]", 0}} {
		a.People = []briefing.Person{{Name: "N", Role: c.role, RoleAt: &briefing.Span{Start: c.at, End: c.at + 1}, Mentions: []briefing.Mention{{Sentence: 1}}}}
		if got := texts(t, cards.People(en, a, "r", 0))[1]; got != c.want {
			t.Errorf("a role %q at %d is written %q", c.role, c.at, got)
		}
	}
}

// TestADigestFillsTheRoomItHas, to the character: 3,600 but for four that are kept free, the end of each item's line and the mark of its citation.
func TestADigestFillsTheRoomItHas(t *testing.T) {
	const kept = 4 + 1 + 1
	for section, title := range map[string]int{"key points": 0, "quotes": chars("-# \n")} {
		draw := func(size int) cards.Card {
			a := sentences(size)
			a.Quotes[0].Speaker = "N"
			return cards.Digest(en, []cards.Story{{Ref: "r", Article: a, Bytes: 20_000}}, cards.Style{Due: time.Unix(0, 0), Sections: []string{section}})
		}
		fits := 3600 - kept + title - (characters(t, draw(1)) - 1)
		for size, want := range map[int]bool{fits: true, fits + 1: false} {
			if text, _ := shownIn(t, draw(size)); strings.Contains(text, "aaaa") != want {
				t.Errorf("%s: an item of %d characters is shown: %v", section, size, !want)
			}
		}
	}
}

// TestALabelOfADigestThatIsLateIsSetOnce, and only on what has the head of a digest that was on time.
func TestALabelOfADigestThatIsLateIsSetOnce(t *testing.T) {
	at := time.Unix(1_770_000_000, 0)
	for _, style := range []cards.Style{{}, {Day: at}} {
		style.Due = at
		draw := func(late bool) string {
			style.Late = late
			b, _ := marshal(t, cards.Digest(en, []cards.Story{{Ref: "r", Article: whole()}}, style))
			return b
		}
		labelled, ok := cards.LabelLate(en, []byte(draw(false)), at)
		if !ok || string(labelled) != draw(true) {
			t.Errorf("%v: %s", ok, labelled)
		}
		for name, other := range map[string]string{"labelled already": draw(true), "another message": "[]"} {
			if got, ok := cards.LabelLate(en, []byte(other), at); ok || string(got) != other {
				t.Errorf("%s: %v, %s", name, ok, got)
			}
		}
	}
}

// TestTheTitleOfADigestIsItsDay, and a digest in a list to choose from has its number.
func TestTheTitleOfADigestIsItsDay(t *testing.T) {
	if got := cards.DigestTitle(en, time.Date(2026, 3, 2, 23, 0, 0, 0, time.UTC)); got != "Digest · Monday 2 March 2026" {
		t.Error(got)
	}
	daily := recurrence.Rule{Times: []string{"07:00"}, Zone: "UTC"}
	for want, s := range map[string]panels.Schedule{
		"2. every day at 07:00, UTC": {When: daily}, "2. every day at 07:00, UTC (paused)": {When: daily, Paused: because("no")}, "2. every day…": {When: daily}, "2. as news comes, at most 4 posts an hour": {When: daily, Hourly: 4},
	} {
		if got := panels.ScheduleLabel(en, 2, s, len([]rune(want))+strings.Count(want, "…")); got != want {
			t.Errorf("%+v is labelled %q, want %q", s, got, want)
		}
	}
}

// TestEveryLinkOfAChoiceCanBeChosen: as many as Discord takes, each with its whole address in the card.
func TestEveryLinkOfAChoiceCanBeChosen(t *testing.T) {
	for _, c := range []struct{ links, long, options int }{{2, 10, 2}, {25, 100, 25}, {26, 20, 25}, {5, 1500, 2}, {2, 1775, 2}, {2, 1776, 1}} {
		var links []string
		for i := range c.links {
			links = append(links, fmt.Sprintf("https://%d.example/%s", i, strings.Repeat("a", c.long)))
		}
		card := cards.Links(en, links, cards.Link{Command: "Brief this"})
		check(t, fmt.Sprint(c), card)
		list := decode(t, card)
		if n := len(list[1].Components[0].Options); n != c.options {
			t.Errorf("%v: %d options, want %d", c, n, c.options)
		}
		for i, link := range links[:c.options] {
			if text := list[0].Components[0].Content; !strings.Contains(text, fmt.Sprintf(`%d\. <%s>`, i+1, link)) {
				t.Errorf("%v: no %s in %s", c, link, text)
			}
		}
		if told := strings.Contains(list[0].Components[0].Content, "on this card"); told != (c.options < c.links) {
			t.Errorf("%v: says that links were left out: %v", c, told)
		}
	}
}
