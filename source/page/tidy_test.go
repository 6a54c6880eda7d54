package page

import (
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"lede/briefing"
	"lede/source/page/plain"
	"lede/source/page/sign"
)

// line is n bytes of a word, full as many of a sentence.
func line(n int) string { return "w" + strings.Repeat("o", n-1) }
func full(n int) string { return line(n-1) + "." }

func texts(bs []block) (list []string) {
	for _, b := range bs {
		list = append(list, b.text)
	}
	return list
}

func paragraphsOf(list ...string) (bs []block) {
	for _, s := range list {
		bs = append(bs, block{text: s, kind: atom.P})
	}
	return bs
}

func TestAParagraphIsProseUnlessHalfOfItIsLinks(t *testing.T) {
	for _, c := range []struct {
		b    block
		want bool
	}{
		{block{text: line(10), kind: atom.P, linked: 4}, true}, {block{text: line(10), kind: atom.P, linked: 5}, false},
		{block{text: line(10), kind: atom.Blockquote}, true}, {block{text: line(10), kind: atom.Li}, true},
		{block{text: line(10), kind: atom.Div}, false}, {block{text: line(10), kind: atom.P, beside: true}, false},
	} {
		if got := c.b.prose(); got != c.want {
			t.Errorf("%+v: prose is %v", c.b, got)
		}
	}
}

func TestARuleThatWouldDropMoreThanFourTenthsIsNotUsed(t *testing.T) {
	for dropped, kept := range map[int]int{40: 1, 41: 2} {
		bs := []block{{text: full(100 - dropped), kind: atom.P}, {text: full(dropped), kind: atom.P, beside: true}}
		if got := tidy(bs, briefing.Options{}, ""); len(got) != kept {
			t.Errorf("of %d bytes beside the article %q is left", dropped, texts(got))
		}
	}
}

func TestWhatIsLitter(t *testing.T) {
	signOf := func(n int) string { return "We use cookies " + line(n-len("We use cookies ")) }
	read := func(n int) string { return "Read: " + line(n-len("Read: ")) }
	for _, c := range []struct {
		b    block
		want bool
	}{
		{block{text: signOf(214)}, true}, {block{text: signOf(215)}, false}, // the sign's own length
		{block{text: "Comments"}, true}, {block{text: "Comments are free"}, false}, {block{text: "SKIP ADVERTISEMENT"}, true}, {block{text: "Skip this ad"}, true}, {block{text: "Skip this advice"}, false},
		{block{text: read(40)}, true}, {block{text: read(39) + "."}, false},
		{block{text: read(29) + ".", linked: 10}, false}, {block{text: read(29) + ".", linked: 11}, true},
		{block{text: "We use cookies to count you."}, true},
		{block{text: "Ad"}, true}, {block{text: "Ad hoc"}, false}, {block{text: "★★★★☆ 4.6 from 212 votes"}, true}, {block{text: "Pin this for later!"}, true},
		{block{text: "Pin this on me, she said!"}, false}, {block{text: "Press enter or click to view image in full size"}, true}, {block{text: "3 min read"}, true},
		{block{text: "Reading time: 3 min"}, true}, {block{text: "Hits: 41"}, true}, {block{text: "Hits the bridge"}, false},
		{block{text: "Читайте також: міст відкрили"}, true}, {block{text: "Читайте такожні"}, false}, {block{text: "اقرأ أيضا: أسعار الذهب"}, true}, {block{text: "関連記事"}, true},
		{block{text: "Abonnez-vous à partir de 1 € pour lire la suite."}, true}, {block{text: "Підписуйтесь на наш канал"}, true}, {block{text: "Les abonnés ont reçu une lettre."}, false}, {block{text: "Assine quem quiser, disse."}, false},
		{block{text: "By signing up, you agree to our Terms of Service."}, true}, {block{text: "By clicking Go you agree to get e-mails."}, true}, {block{text: "By clicking away he lost, but you agree, he said."}, false},
		{block{text: "* I understand and agree that registration on or use of this site constitutes agreement to its user agreement and privacy policy."}, true}, {block{text: "I understand the terms, he said."}, false},
		{block{text: "Tideline is a reader-supported publication. To receive new posts and support my work, consider becoming a subscriber."}, true}, {block{text: "The mayor called it a reader-supported publication."}, false},
		{block{text: "Don’t include personal or financial information like your card number."}, true}, {block{text: "Don’t include me, she said."}, false},
		{block{text: "©2026 by Dock Street Voice. Proudly created with Wix.com"}, true}, {block{text: "212 views"}, true}, {block{text: "1.2K likes"}, true}, {block{text: "212 views were heard"}, false},
		{block{text: "Jetzt den Küstenboten-Newsletter abonnieren und nichts mehr verpassen!"}, true}, {block{text: "Jetzt will der Bote seinen Newsletter einstellen, den 3.000 Leser abonnieren."}, false},
		{block{text: "Puedes seguir a El Faro en Facebook y X, o apuntarte aquí para recibir nuestra carta."}, true}, {block{text: "Clique aqui para seguir o canal do Farol no WhatsApp"}, true}, {block{text: "Siga o Farol no Google."}, true},
		{block{text: "Suivez toute l’actualité de Port-Vert sur WhatsApp."}, true}, {block{text: "Retrouvez-nous sur Instagram et TikTok."}, true}, {block{text: "Folgen Sie uns auf Bluesky."}, true}, {block{text: "Seguici su Telegram!"}, true},
		{block{text: "Стежте за нами у Фейсбук."}, true}, {block{text: "Приєднуйтесь до нас у Viber."}, true}, {block{text: "Volg ons op WhatsApp."}, true}, {block{text: "Dołącz do nas na WhatsApp."}, true},
		{block{text: "Entre WhatsApp et Telegram, la mairie a choisi."}, false}, {block{text: "Sigue cerrado el puente, según la policía en Facebook."}, false}, {block{text: "Segue fechada a ponte, disse a prefeitura no Facebook."}, false},
		{block{text: "Segundo a prefeitura, o aviso foi feito no WhatsApp."}, false}, {block{text: "Читайте нас повільно, сказав редактор."}, false}, {block{text: "Folgen hat der Streit auch auf Facebook."}, false},
		{block{text: "Do you have a story for us? Call the desk."}, true}, {block{text: "You have a story to tell, she said."}, false}, {block{text: "Get all the latest news on our site"}, true},
		{block{text: "Sponsored: save on your next crossing"}, true}, {block{text: "Sponsored content"}, true}, {block{text: "Sponsored riders won"}, false}, {block{text: "Sponsored: the club has money again."}, false},
		{block{text: line(10), linked: 8}, false}, {block{text: line(10), linked: 9}, true}, {block{text: full(10), linked: 10}, false},
	} {
		if got := litter(c.b); got != c.want {
			t.Errorf("%q, of which %d bytes are links: litter is %v", c.b.text, c.b.linked, got)
		}
	}
	for n, want := range map[int]bool{260: true, 261: false} { // characters of three bytes, so that the sign's length does not matter
		long := "Photo: " + strings.Repeat("世", 84) + strings.Repeat("w", n-7-3*84)
		if len(long) != n || !sign.Is(long) {
			t.Fatalf("%d bytes, no sign: %q", len(long), long)
		}
		if got := litter(block{text: long}); got != want {
			t.Errorf("a sign of %d bytes: litter is %v", n, got)
		}
	}
}

func TestWhatStandsAroundTheStoryIsTrimmed(t *testing.T) {
	story := full(80)
	for name, c := range map[string]struct{ given, want []string }{
		"a line of 79 bytes is no story": {[]string{"Kells", full(79)}, []string{"Kells", full(79)}},
		"a line without an end is none":  {[]string{"Kells", line(80)}, []string{"Kells", line(80)}},
		"a label before it":              {[]string{"Kells", story}, []string{story}},
		"a label after it":               {[]string{story, "Kells"}, []string{story}},
		"labels after it":                {[]string{story, "Kells", "Meath"}, []string{story}},
		"48 bytes after it":              {[]string{story, line(48)}, []string{story}},
		"49 bytes after it":              {[]string{story, line(49)}, []string{story, line(49)}},
		"49 bytes before it":             {[]string{line(49), story}, []string{line(49), story}},
		"49 bytes with a date after it":  {[]string{story, line(44) + " 2025"}, []string{story, line(44) + " 2025"}},
		"a date before it":               {[]string{line(44) + " 2025", story}, []string{story}},
		"only the story":                 {[]string{story}, []string{story}},
		"a biography among the last four": {[]string{story, "You may e-mail her at a@b.example.", full(90), full(91), full(92)},
			[]string{story, full(90), full(91), full(92)}},
		"one before the last four is the story's": {[]string{story, "You may e-mail her at a@b.example.", full(90), full(91), full(92), full(93)},
			[]string{story, "You may e-mail her at a@b.example.", full(90), full(91), full(92), full(93)}},
		"the first paragraph is no biography": {[]string{"You may e-mail her at a@b.example, " + full(60)}, []string{"You may e-mail her at a@b.example, " + full(60)}},
	} {
		if got := texts(trim(paragraphsOf(c.given...), briefing.Options{}, "")); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q is left, want %q", name, got, c.want)
		}
	}
}

func TestWhichLinesBesideTheStoryAreNoneOfIt(t *testing.T) {
	o := briefing.Options{Title: "Bridge opens.", Author: "Ann Poole"}
	dated := func(n int) string { return line(n-5) + " 2025" }
	for _, c := range []struct {
		b    block
		o    briefing.Options
		want bool
	}{
		{block{text: "Bridge opens.", kind: atom.P}, o, true}, {block{text: "A new bridge.", kind: atom.P}, o, true}, // title, h1
		{block{text: "Another bridge.", kind: atom.P}, o, false},
		{block{text: dated(140), kind: atom.P}, o, true}, {block{text: dated(141), kind: atom.P}, o, false},
		{block{text: "Updated 2025.", kind: atom.P}, o, false}, {block{text: "Updated: 4:15 p.m.", kind: atom.P}, o, true}, {block{text: "12.03.2024, 22:14 Uhr · Lesezeit: 2 Min.", kind: atom.P}, o, true},
		{block{text: "The bridge shut at 4:15 p.m.", kind: atom.P}, o, false},
		{block{text: dated(69), kind: atom.H2}, o, true}, {block{text: dated(70), kind: atom.H2}, o, false}, {block{text: "Kells", kind: atom.H2}, o, false},
		{block{text: dated(69), kind: atom.Li}, o, true}, {block{text: "Kells", kind: atom.Li}, o, false},
		{block{text: "By Tom Bay", kind: atom.P}, briefing.Options{}, false}, {block{text: "By Tom Bay", kind: atom.P}, o, true},
		{block{text: "By " + line(50), kind: atom.P}, o, true},
		{block{text: "Ann Poole, " + line(50), kind: atom.P}, o, true}, {block{text: line(61), kind: atom.P}, o, false},
		{block{text: line(61), kind: atom.P}, briefing.Options{}, false}, {block{text: line(48), kind: atom.P}, o, true},
	} {
		if got := edge(c.b, c.o, "A new bridge."); got != c.want {
			t.Errorf("%q in %v by %q: edge is %v", c.b.text, c.b.kind, c.o.Author, got)
		}
	}
}

func TestABiographyIsAboutTheAuthorAndNotLong(t *testing.T) {
	const call = "Follow her on X "
	for _, c := range []struct {
		text, author string
		want         bool
	}{
		{call + line(3*260-len(call)), "", true}, {call + line(3*260-len(call)+1), "", false},
		{"Ann Poole is our correspondent.", "Ann Poole", true}, {"Ann Poole is our correspondent.", "", false},
		{"Reach her at ann@post.example.", "", true}, {"She writes about ports. Contact her via the desk.", "", true}, {"Nobody could reach her at noon.", "", false}, {"Help did not reach her.", "", false},
		{" is it?", "", false}, {"Tom Bay is our correspondent.", "Ann Poole", false}, {"Ann Poole isolated it.", "Ann Poole", false},
	} {
		if got := bio(block{text: c.text}, c.author); got != c.want {
			t.Errorf("%.60q by %q: bio is %v", c.text, c.author, got)
		}
	}
}

func TestWhenTheEmbeddedTextIsTrusted(t *testing.T) {
	words := func(begin string, n int) string { return begin + strings.Repeat("o", n-len(begin)-1) + "." }
	a, b, c, d := words("a", 100), words("b", 100), words("c", 100), words("d", 100)
	for name, x := range map[string]struct {
		body         string
		found, whole []string
		want         []string
	}{
		"259 bytes are too few":               {a + "\n" + words("b", 159), []string{d, a, words("b", 159)}, nil, []string{d, a, words("b", 159)}},
		"260 are enough":                      {a + "\n" + words("b", 160), []string{d, a, words("b", 160)}, nil, []string{a, words("b", 160)}},
		"six tenths of what was found":        {a + "\n" + b + "\n" + c, []string{a, b, c, words("e", 200)}, nil, []string{a, b, c}},
		"less than six tenths":                {a + "\n" + b + "\n" + c, []string{a, b, c, words("e", 201)}, nil, []string{a, b, c, words("e", 201)}},
		"four fifths of it stand on the page": {a + "\n" + b + "\n" + c + "\n" + d + "\n" + words("x", 100), []string{a, b, c, d, words("e", 100)}, nil, []string{a, b, c, d}},
		"the rest is found elsewhere":         {a + "\n" + b + "\n" + c, []string{a}, []string{a, words("e", 50), b, c}, []string{a, b, c}},
		"the page repeats it twice":           {a + "\n" + b + "\n" + c, []string{a}, []string{a, b, c, a, b, c}, []string{a, b, c, a, b, c}},
		"the page repeats it more often":      {a + "\n" + b + "\n" + c, []string{a}, []string{a, b, c, a, b, c, a}, []string{a, b, c}},
		"nothing was found":                   {a + "\n" + b + "\n" + c, nil, nil, []string{a, b, c}},
		"nothing of it stands on the page":    {a + "\n" + b + "\n" + c, []string{d}, []string{d}, []string{a, b, c}},
		"the first found is its first":        {a + "\n" + b + "\n" + c, []string{a, b, c}, nil, []string{a, b, c}},
		"79 hundredths stand on the page":     {a + "\n" + b + "\n" + c + "\n" + words("x", 76), []string{a, b, c}, []string{a, b, c}, []string{a, b, c, words("x", 76)}},
	} {
		if got := texts(told(x.body, paragraphsOf(x.found...), paragraphsOf(x.whole...))); !slices.Equal(got, x.want) {
			t.Errorf("%s: %q", name, got)
		}
	}
	boxed := []block{{text: a, kind: atom.P}, {text: b, kind: atom.P, beside: true}, {text: c, kind: atom.P}, {text: d, kind: atom.P}}
	if got := texts(told(strings.Join([]string{a, b, c, d, words("e", 20)}, "\n"), nil, boxed)); len(got) != 5 {
		t.Errorf("what stands beside the article is taken for it: %q", got)
	}
}

func TestALongEmbeddedTextAndAPageOfManyPartsAreNotCompared(t *testing.T) {
	part := full(1024)
	body := func(n int) string { return strings.Repeat(part, n/1024) + strings.Repeat("o", n%1024) }
	found := paragraphsOf(line(10))
	if got := told(body(256<<10), found, nil); len(got) == 1 && got[0].text == found[0].text {
		t.Error("256 KB are not compared")
	}
	if got := told(body(256<<10+1), found, nil); len(got) != 1 || got[0].text != found[0].text {
		t.Error("more than 256 KB are compared")
	}
	for n, compared := range map[int]bool{2000: true, 2001: false} {
		got := told(full(300), found, make([]block, n))
		if (got[0].text != found[0].text) != compared {
			t.Errorf("a page of %d parts: %q", n, texts(got))
		}
	}
}

func TestParagraphsOfAnEmbeddedText(t *testing.T) {
	for body, want := range map[string][]string{
		"One.\n\n…\nTwo &amp; three.": {"One.", "Two & three."}, "<p>One.</p><p>Two.</p>": {"One.", "Two."}, "One < two.": {"One < two."},
		"One.\nAdvertisement": {"One."}, "": nil,
	} {
		if got := texts(paragraphs(body)); !slices.Equal(got, want) {
			t.Errorf("%q has the paragraphs %q", body, got)
		}
	}
}

// TestTheWordsOfAPageByBlock: what begins a block, what is silent, and how much of it is links.
func TestTheWordsOfAPageByBlock(t *testing.T) {
	for page, want := range map[string][]block{
		"<p>One<br>two":                                          {{text: "One two", kind: atom.P}},
		"<p>One<br><br>two":                                      {{text: "One", kind: atom.P}, {text: "two", kind: atom.P}},
		"<p>One<br> <br>two":                                     {{text: "One", kind: atom.P}, {text: "two", kind: atom.P}},
		"<p>One<br>two<br>three":                                 {{text: "One two three", kind: atom.P}},
		"<p>One <a href=x> two </a> three":                       {{text: "One two three", kind: atom.P, linked: 3}},
		"<p><a>One</a><p>two":                                    {{text: "One", kind: atom.P, linked: 3}, {text: "two", kind: atom.P}},
		"<div>One<p>two</p>three</div>four":                      {{text: "One", kind: atom.Div}, {text: "two", kind: atom.P}, {text: "three", kind: atom.Div}, {text: "four", kind: atom.Body}},
		"<p>A <b>bold</b> <x-y>one</x-y>":                        {{text: "A bold one", kind: atom.P}},
		"<p>He: <q>so</q>.":                                      {{text: "He: “so”.", kind: atom.P}},
		"<p>One<sup><a>1</a></sup><sup>2</sup><sup></sup>":       {{text: "One²", kind: atom.P}},
		"<p>One<span hidden>two</span><script>x</script>":        {{text: "One", kind: atom.P}},
		"<p>…<p>One":                                             {{text: "One", kind: atom.P}},
		"<article><p>One</article><main><p>two":                  {{text: "One", kind: atom.P, inside: 1}, {text: "two", kind: atom.P, inside: 2}},
		"<div class=share><p>One</div><p id=related>two<p>three": {{text: "One", kind: atom.P, beside: true}, {text: "two", kind: atom.P, beside: true}, {text: "three", kind: atom.P}},
		"<p>One <span class=share>two</span>":                    {{text: "One two", kind: atom.P}},
	} {
		doc, err := html.Parse(strings.NewReader(page))
		if err != nil {
			t.Fatal(err)
		}
		got := blocks(doc)
		for i := range got {
			got[i].path, got[i].box = 0, 0
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: %+v, want %+v", page, got, want)
		}
	}
}

func TestTheLargestOfAPagesArticlesIsTheStory(t *testing.T) {
	bs := []block{{text: line(30)}, {text: line(10), inside: 1}, {text: line(6), inside: 2}, {text: line(7), inside: 2}, {text: line(13), inside: 3}}
	if got := largest(bs); len(got) != 2 || got[0].inside != 2 {
		t.Errorf("%+v", got)
	}
	if got := largest(bs[:1]); len(got) != 0 {
		t.Errorf("without an article: %+v", got)
	}
	if got := join(paragraphsOf("a", "b", "c")); got != "a\n\nb\n\nc" {
		t.Errorf("joined as %q", got)
	}
}

func TestTextsAreTheSameByTheirLettersAndDigits(t *testing.T) {
	for pair, want := range map[[2]string]bool{
		{"Bridge opens!", "bridge  opens"}: true, {"Bridge 1", "Bridge 2"}: false, {"", ""}: false, {"…", ""}: false, {"a", ""}: false,
	} {
		if got := plain.Same(pair[0], pair[1]); got != want {
			t.Errorf("%q: the same is %v", pair, got)
		}
	}
}

func TestBehindALabelOverLinksNothingIsKeptUnlessTheStoryGoesOn(t *testing.T) {
	bs := paragraphsOf(full(90), "Most popular names", "Brunhild", "Emil")
	if got := untilOnward(bs); len(got) != len(bs) {
		t.Errorf("of a story that ends in a list %q is left", texts(got))
	}
	bs = paragraphsOf(full(90), "More from the Courier", "Explore the latest news", "What the vicar got wrong")
	bs[2].linked, bs[3].linked = len(bs[2].text), len(bs[3].text)
	if got := untilOnward(bs); len(got) != 1 {
		t.Errorf("of a page that ends in links %q is left", texts(got))
	}
	bs = append(bs, paragraphsOf(full(80))...)
	if got := untilOnward(bs); len(got) != len(bs) {
		t.Errorf("of a story that goes on %q is left", texts(got))
	}
}

func TestTheTimeAboveTheFirstEntryIsKept(t *testing.T) {
	entries := paragraphsOf("14:02", full(90), "13:20", full(90), "12:05", full(90))
	if got := trim(entries, briefing.Options{}, ""); got[0].text != "14:02" {
		t.Errorf("a page of entries begins with %q", got[0].text)
	}
	if got := trim(entries[:2], briefing.Options{}, ""); got[0].text == "14:02" {
		t.Error("a story keeps the time above it")
	}
}

// TestEachAuthorMayBeToldOf below a story that has several.
func TestEachAuthorMayBeToldOf(t *testing.T) {
	for _, authors := range []string{"Sam Orr", "Sam Orr and Ida Kroll", "Ida Kroll, Sam Orr", "Ida Kroll und Sam Orr", "Ida Kroll & Sam Orr"} {
		for text, want := range map[string]bool{
			"Sam Orr writes about ports.": true, "Orr covers the coast.": true, "Sam Orr is 40.": true, "Contact Sam Orr at sam@post.example": true, "Sam Orr fell.": false, "Nora Fisk covers the coast.": false,
		} {
			if got := bio(block{text: text}, authors); got != want {
				t.Errorf("%q by %s: %v", text, authors, got)
			}
		}
	}
	if bio(block{text: "Sam Orr writes about ports."}, "") {
		t.Error("nobody is told of where nobody is known")
	}
}

func TestCallsToTheReaderAreKnown(t *testing.T) {
	for _, call := range []string{
		"Abonnez-vous", "Inscrivez-vous", "Suscríbete", "Suscríbase", "Assine já", "Inscreva-se", "Iscriviti", "Abbonati", "Jetzt kostenlos abonnieren", "Hier anmelden",
		"Abonnieren Sie", "Abonneer", "Meld je nu aan voor de nieuwsbrief", "Schrijf je in voor onze nieuwsbrief", "Melden Sie sich für den Newsletter", "Zapisz się", "Prenumerera",
		"Підписуйтесь", "Подпишитесь", "Our newsletter", "In your inbox", "Click here", "Get our app", "These cookies", "All rights reserved", "This requires JavaScript",
		"Our live blog", "The liveblog", "Live coverage", "Live updates", "Rolling coverage", "Thanks for following", "Thank you for reading", "Story continues below", "It continues after",
		"Join our local community", "Our readers", "Our journalists", "Our coverage", "Send it to us", "Share your views", "Tell us", "More from us", "We are closing this blog", "We are ending our live page",
		"A WhatsApp channel", "A Telegram group", "Comment below", "Comments below", "Get the free Courier app", "On Twitter", "On Facebook", "On Instagram", "On YouTube", "Sent to your phone",
		"To your device", "In your mailbox", "©", "Copyright 2026", "Copyright (c) 2026", "This entry was posted on Monday", "Our editorial standards: fair", "Real-time updates", "Disclaimer: none",
		"Written by our newsroom", "By our news desk", "Have a tip", "Have a news tip", "Have a story?", "Pin it for later", "Pin this for later", "Press Ctrl+Enter",
		"By subscribing you consent to our terms", "By subscribing you agree to the policy", "By subscribing you accept the policy", "By subscribing you acknowledge the policy", "I accept the privacy policy", "I accept the user agreement",
		"I agree to the terms of use", "I agree to the terms and conditions", "The Post is a reader-supported publication.", "Do not include personal information",
		"Jetzt den Newsletter bestellen", "Folgen Sie uns auf Google", "Seguici su Bluesky", "Volg ons op TikTok", "Стежте за нами: Телеграм", "Стежте за нами: Фейсбук", "Стежте за нами: Вайбер", "Стежте за нами: Viber", "Siga a Foz no Whats App",
	} {
		if !sign.Calls(call) {
			t.Errorf("%q is no call", call)
		}
	}
}

// TestHeadlinesOfOtherArticlesAreNotTheStory although they are no links and end as sentences do; news in brief is.
func TestHeadlinesOfOtherArticlesAreNotTheStory(t *testing.T) {
	teasers := "<p>Cow stops the trains at Ashfell for a second day, the police said on Sunday morning.</p><p>Nine hurt in a crash on the coast road.</p>"
	for _, in := range []struct {
		behind string
		gone   bool
	}{
		{"<h3>More from the Ferring Post</h3>" + teasers, true},
		{"<h2>Related stories</h2>" + teasers, true},
		{"<h4>Lees ook</h4>" + teasers, true},
		{"<h3>Read next</h3><h4>Cow stops the trains</h4>" + teasers, true},
		{"<p>Related stories</p>" + teasers, false},
		{"<h3>In other news</h3>" + teasers, false},
		{"<h3>More from the mayor’s speech</h3>" + teasers, false},
		{"<h3>More news</h3>" + teasers + "<p>The bath is old. It was built in 1920 by the town.</p>", false},
		{"<h3>More news</h3>" + teasers + "<p>“The bath is old,” the mayor said.</p>", false},
		{"<h3>More news</h3><p>The bath was built in 1920.</p>", false},
	} {
		a, err := parsed([]byte("<title>Bath to close</title><article><h1>Bath to close</h1><p>" + strings.Join(council, "</p><p>") + "</p>" + in.behind + "</article>"))
		if err != nil {
			t.Fatal(err)
		}
		if gone := a.Text == strings.Join(council, "\n\n"); gone != in.gone {
			t.Errorf("%s: %s", in.behind, a.Text)
		}
	}
}

// TestAnArticleThatAPageBringsAlongIsRead where it shows only that it is loading.
func TestAnArticleThatAPageBringsAlongIsRead(t *testing.T) {
	body := "The council has voted on the bath again. It was nine to six, the mayor said on Monday evening after a long debate in the hall."
	script := `<script type="application/ld+json">{"@type":"NewsArticle","headline":"Bath to close","articleBody":"` + body + `"}</script>`
	for _, shown := range []string{"<p>Loading</p>", "<div>Please wait while we load the page</div>", "<p>Chargement en cours…</p>"} {
		if a, err := parsed([]byte("<title>Bath</title>" + script + shown)); err != nil || a.Text != body {
			t.Errorf("%s: %q, %v", shown, a.Text, err)
		}
		if a, err := parsed([]byte("<title>Bath</title>" + shown)); err == nil {
			t.Errorf("%s: %q", shown, a.Text)
		}
	}
}
