package press_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"lede/briefing"
	"lede/languages"
	"lede/press"
)

// sample is a small article with its structure written by hand, so that these tests check the press alone.
func sample() *briefing.Article {
	text := "Mayor Ann Poole opened the rebuilt Kells bridge on Monday before a crowd of 3,000 people.\n" +
		"“It will hold,” Poole told them. The critic Bo Lund called it “a toy.”\n" +
		"In other news:\n" +
		"A barn burned down in Trim, the fire service said. Nobody was hurt.\n" +
		"By Cara Voss"
	span := func(words string) briefing.Span {
		i := strings.Index(text, words)
		return briefing.Span{Start: i, End: i + len(words)}
	}
	published := time.Date(2025, 3, 4, 0, 0, 0, 0, time.UTC)
	author := span("Cara Voss")
	a := &briefing.Article{
		Title: "Mayor Ann Poole opened the rebuilt Kells bridge on Monday", TitleSource: briefing.TitleLede,
		Byline: &briefing.Byline{Name: "Cara Voss", Span: &author}, Site: "The Kells Post",
		URL: "https://example.org/bridge", Published: &published, Language: "en", Text: text,
		Summary: []int{0, 1},
		People: []briefing.Person{
			{Name: "Ann Poole", Role: "Mayor", Quotes: []int{0}},
			{Name: "Bo Lund", Role: "critic"},
		},
		Quotes: []briefing.Quote{
			{Span: span("“It will hold,”"), Sentence: 1, Speaker: "Ann Poole", SpeakerKind: briefing.SpeakerPerson},
			{Span: span("“a toy.”"), Sentence: 2, SpeakerKind: briefing.SpeakerUnknown, Partial: true},
		},
		Developments: []briefing.Development{{Sentences: []int{4, 5}, Places: []string{"Trim"}, Source: "the fire service", Reported: []int{4}}},
		Figures:      []briefing.Figure{{Span: span("3,000"), Counts: "people", Sentence: 0}},
	}
	for i, s := range []string{"Mayor Ann Poole opened the rebuilt Kells bridge on Monday before a crowd of 3,000 people.",
		"“It will hold,” Poole told them.", "The critic Bo Lund called it “a toy.”", "In other news:",
		"A barn burned down in Trim, the fire service said.", "Nobody was hurt."} {
		a.Sentences = append(a.Sentences, briefing.Sentence{Span: span(s), Paragraph: i})
	}
	return a
}

func hostile() *briefing.Article {
	a := sample()
	a.Text = "<script>alert(1)</script> \x1b[2J\x07 *bold* [x](javascript:y) `code`\r\n# $no$ heading\u202e evil & <b>"
	a.Title = a.Text
	a.Sentences = []briefing.Sentence{{Span: briefing.Span{End: len(a.Text)}}}
	a.Summary, a.URL = []int{0}, "javascript:alert(1)"
	a.Developments, a.People, a.Quotes, a.Figures = nil, nil, nil, nil
	return a
}

func text(t *testing.T, a *briefing.Article, term press.Terminal) string {
	t.Helper()
	var b bytes.Buffer
	if err := press.Text(&b, languages.Language{}, a, term); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func answer(t *testing.T, ans briefing.Answer, term press.Terminal) string {
	t.Helper()
	var b bytes.Buffer
	if err := press.AnswerText(&b, languages.Language{}, sample(), ans, term); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// golden compares with a file of testdata; with UPDATE_GOLDEN set it writes the file instead.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := "testdata/" + name
	if os.Getenv("UPDATE_GOLDEN") != "" {
		if err := os.WriteFile(path, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs:\n%s", name, got)
	}
}

func TestABriefingReadsAsInTheGoldenFiles(t *testing.T) {
	golden(t, "wide.txt", text(t, sample(), press.Terminal{}))
	golden(t, "narrow.txt", text(t, sample(), press.Terminal{Width: 32}))
	golden(t, "colour.txt", text(t, sample(), press.Terminal{Width: 60, Color: true}))
	for name, print := range map[string]func(io.Writer, languages.Language, *briefing.Article) error{"page.md": press.Markdown, "page.html": press.HTML} {
		var b bytes.Buffer
		if err := print(&b, languages.Language{}, sample()); err != nil {
			t.Fatal(err)
		}
		golden(t, name, b.String())
	}
}

func TestAnAnswerShowsItsSentencesAndARefusalSaysSo(t *testing.T) {
	a := sample()
	golden(t, "answer.txt", answer(t, briefing.Answer{Question: "what did poole say?", Answered: true,
		Sentences: []briefing.Evidence{{Span: a.Sentences[1].Span, Text: a.SentenceText(1)}}}, press.Terminal{}))
	golden(t, "refusal.txt", answer(t, briefing.Answer{Question: "who is the king?"}, press.Terminal{}))
}

// TestNobodyIsToldWhatAnUnreadArticleDoesNotSay: it may say so in words that Lede does not read.
func TestNobodyIsToldWhatAnUnreadArticleDoesNotSay(t *testing.T) {
	a, err := briefing.Parse("橋は月曜日に閉鎖される。フェリーが運航する。", briefing.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := press.AnswerText(&b, languages.Language{}, a, briefing.Answer{Question: "why?"}, press.Terminal{}); err != nil {
		t.Fatal(err)
	}
	if got := b.String(); !strings.Contains(got, "I hardly read this article's language") || strings.Contains(got, "does not say") {
		t.Error(got)
	}
}

// TestNobodyIsToldWhatAnArticleDoesNotSayInAnotherLanguage than that of the question.
func TestNobodyIsToldWhatAnArticleDoesNotSayInAnotherLanguage(t *testing.T) {
	got := answer(t, briefing.Answer{Question: "warum?", Foreign: true}, press.Terminal{})
	if !strings.Contains(got, "The question is not in this article's language") || strings.Contains(got, "does not say") {
		t.Error(got)
	}
}

func TestABriefingOfABeginningSaysSo(t *testing.T) {
	a := sample()
	a.Partly = true
	if got := text(t, a, press.Terminal{}); !strings.Contains(got, "only the beginning") {
		t.Error(got)
	}
}

// TestATitleOfOursIsNotSaidAgain: a sentence used as the title is no key point below it.
func TestATitleOfOursIsNotSaidAgain(t *testing.T) {
	a, err := briefing.Parse("The old mill burned down on Friday. Ann Rowe, its owner, was not there. Firemen found nobody inside. The council will pay for the roof.", briefing.Options{Points: 3})
	if err != nil {
		t.Fatal(err)
	}
	if got := text(t, a, press.Terminal{}); a.TitleSource != briefing.TitleLede || strings.Count(got, "The old mill burned down") != 1 || !strings.Contains(got, "[2]") {
		t.Errorf("%q is the title of\n%s", a.Title, got)
	}
}

func TestNoLineIsWiderThanTheTerminal(t *testing.T) {
	a := sample()
	a.Title = "Very" + strings.Repeat("long", 40) + " 橋が開通した" + strings.Repeat("市長は言った", 9)
	for _, width := range []int{24, 33, 80, 200} {
		for line := range strings.Lines(text(t, a, press.Terminal{Width: width})) {
			columns := 0
			for _, r := range strings.TrimRight(line, "\n") {
				columns++
				if r > 0x2e80 {
					columns++
				}
			}
			if columns > width {
				t.Errorf("%d columns in a terminal of %d: %q", columns, width, line)
			}
		}
	}
}

func TestMarksThatTakeNoRoomDoNotShortenALine(t *testing.T) {
	a := sample()
	a.Title = strings.TrimSpace(strings.Repeat("e\u0301e\u0301e\u0301e\u0301 ", 5)) // 24 columns
	if first, _, _ := strings.Cut(text(t, a, press.Terminal{Width: 24}), "\n"); first != a.Title {
		t.Errorf("the line is %q", first)
	}
}

// Characters that take two columns in a terminal: emoji, and letters of every block that Unicode calls wide.
func TestWideCharactersTakeTwoColumns(t *testing.T) {
	for _, r := range "⌚⚡⭐㐂가ㄅ𗀀𛀀🀄🛕🥦🪴𠮷。Ａ" {
		a := sample()
		a.Title = strings.Repeat(string(r), 13) // 26 columns
		first, _, _ := strings.Cut(text(t, a, press.Terminal{Width: 24}), "\n")
		if got := strings.Count(first, string(r)); got > 12 {
			t.Errorf("%d of %c stand in a line of 24 columns", got, r)
		}
	}
}

// The words of the news arrive unchanged except for their line breaks.
func TestEveryWordOfTheNewsIsVerbatim(t *testing.T) {
	a := sample()
	for _, width := range []int{24, 80} {
		flat := strings.Join(strings.Fields(text(t, a, press.Terminal{Width: width})), " ")
		for _, i := range []int{0, 1, 4, 5} {
			if !strings.Contains(flat, a.SentenceText(i)) {
				t.Errorf("at width %d, %q is not there: %s", width, a.SentenceText(i), flat)
			}
		}
	}
}

func TestControlCharactersNeverReachTheTerminal(t *testing.T) {
	var all bytes.Buffer
	all.WriteString(text(t, hostile(), press.Terminal{}))
	for _, print := range []func(io.Writer, languages.Language, *briefing.Article) error{press.Markdown, press.HTML} {
		if err := print(&all, languages.Language{}, hostile()); err != nil {
			t.Fatal(err)
		}
	}
	all.WriteString(answer(t, briefing.Answer{Question: "\x1b]0;x\x07\x9b31m"}, press.Terminal{}))
	for _, r := range all.String() {
		if r < ' ' && r != '\n' || r >= 0x7f && r < 0xa0 || r == '\u202e' {
			t.Errorf("%q is in the output", r)
		}
	}
	if !strings.Contains(all.String(), "\ufffd[2J") {
		t.Error("a control character is not marked by U+FFFD")
	}
}

func TestWithoutColourThereAreNoSequences(t *testing.T) {
	if s := text(t, sample(), press.Terminal{}); strings.Contains(s, "\x1b") {
		t.Errorf("%q", s)
	}
	if s := text(t, sample(), press.Terminal{Color: true}); strings.Count(s, "\x1b[0m") == 0 ||
		strings.Count(s, "\x1b[") != 2*strings.Count(s, "\x1b[0m") {
		t.Errorf("styles are not all ended: %q", s)
	}
}

func TestMarkdownOfTheNewsStaysPlain(t *testing.T) {
	var b bytes.Buffer
	if err := press.Markdown(&b, languages.Language{}, hostile()); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`\<script\>`, `\*bold\*`, `\[x\](javascript:y)`, "\\`code\\`", `\$no\$`, `\& \<b\>`} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("%q is not in %s", want, b.String())
		}
	}
	a := sample()
	a.Title = "1. not a list"
	b.Reset()
	if err := press.Markdown(&b, languages.Language{}, a); err != nil || !strings.HasPrefix(b.String(), `# 1\. not a list`) {
		t.Errorf("%v, %s", err, b.String())
	}
}

func TestHTMLOfTheNewsStaysPlain(t *testing.T) {
	var b bytes.Buffer
	if err := press.HTML(&b, languages.Language{}, hostile()); err != nil {
		t.Fatal(err)
	}
	for _, bad := range []string{"<script", "<b>", `href="javascript:`} {
		if strings.Contains(b.String(), bad) {
			t.Errorf("%q is in %s", bad, b.String())
		}
	}
}

func TestAnArticleWithNothingInItIsPrinted(t *testing.T) {
	a := &briefing.Article{Text: "x", Summary: []int{7}, Quotes: []briefing.Quote{{Span: briefing.Span{Start: 3, End: 9}}}}
	_ = text(t, a, press.Terminal{Width: 1})
	if s := text(t, &briefing.Article{}, press.Terminal{}); s != "" {
		t.Errorf("%q", s)
	}
}

type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, io.ErrClosedPipe }

func TestAWriteThatFailsIsReported(t *testing.T) {
	a := sample()
	for name, err := range map[string]error{
		"text": press.Text(broken{}, languages.Language{}, a, press.Terminal{}), "markdown": press.Markdown(broken{}, languages.Language{}, a), "html": press.HTML(broken{}, languages.Language{}, a),
		"answer": press.AnswerText(broken{}, languages.Language{}, a, briefing.Answer{Question: "q"}, press.Terminal{}),
	} {
		if !errors.Is(err, io.ErrClosedPipe) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func FuzzText(f *testing.F) {
	f.Add("Ann Poole said “no.” \x1b[31m 橋 e\u0301", 30)
	f.Add("\u202e\u200d", -1)
	f.Fuzz(func(t *testing.T, words string, width int) {
		if !utf8.ValidString(words) {
			return
		}
		a := sample()
		a.Title = words
		if s := text(t, a, press.Terminal{Width: width}); strings.ContainsAny(s, "\x1b\x07\r\u202e") {
			t.Errorf("%q", s)
		}
	})
}

// TestTheWordsOfAnAnswerAreEmphasised on a terminal alone: they are the article's, and the question is the reader's own.
func TestTheWordsOfAnAnswerAreEmphasised(t *testing.T) {
	a := sample()
	s := a.Sentences[0]
	found := briefing.Answer{Question: "What?", Answered: true, Sentences: []briefing.Evidence{{Span: s.Span, Text: a.Text[s.Start:s.End]}}}
	for colour, want := range map[bool]string{true: "  • \x1b[1m" + a.SentenceText(0) + "\x1b[0m", false: "  • " + a.SentenceText(0)} {
		var b strings.Builder
		if err := press.AnswerText(&b, languages.Language{}, a, found, press.Terminal{Width: 500, Color: colour}); err != nil {
			t.Fatal(err)
		}
		if got := b.String(); !strings.HasPrefix(got, "What?\n"+want) {
			t.Errorf("colour %t: %q does not begin with %q", colour, got, want)
		}
	}
}

// TestTheWordsThatAnswerAreEmphasised within their sentence, and no line begins with the words after them.
func TestTheWordsThatAnswerAreEmphasised(t *testing.T) {
	a := sample()
	s := a.Sentences[0]
	at := strings.Index(a.Text, "3,000 people")
	core := briefing.Span{Start: at, End: at + len("3,000 people")}
	found := briefing.Answer{Question: "How many?", Answered: true, Sentences: []briefing.Evidence{{Span: s.Span, Text: a.Text[s.Start:s.End], Core: &core}}}
	var b strings.Builder
	if err := press.AnswerText(&b, languages.Language{}, a, found, press.Terminal{Width: 500, Color: true}); err != nil {
		t.Fatal(err)
	}
	if want := "before a crowd of \x1b[1m3,000 people\x1b[0m. \x1b[2m[1]"; !strings.Contains(b.String(), want) {
		t.Errorf("%q has no %q", b.String(), want)
	}
	inside := briefing.Span{Start: at, End: at + len("3,000")}
	found.Sentences[0].Core = &inside
	b.Reset()
	if err := press.AnswerText(&b, languages.Language{}, a, found, press.Terminal{Width: 500}); err != nil {
		t.Fatal(err)
	}
	if want := "before a crowd of 3,000 people."; !strings.Contains(b.String(), want) {
		t.Errorf("%q has no %q", b.String(), want)
	}
	found.Sentences[0].Core = &core
	plain, whole := strings.NewReplacer("\x1b[1m", "", "\x1b[2m", "", "\x1b[0m", ""), strings.Join(strings.Fields(a.SentenceText(0)), " ")
	for width := 24; width < 120; width++ {
		b.Reset()
		if err := press.AnswerText(&b, languages.Language{}, a, found, press.Terminal{Width: width, Color: true}); err != nil {
			t.Fatal(err)
		}
		got := plain.Replace(b.String())
		if words := strings.Join(strings.Fields(got), " "); !strings.Contains(words, whole+" [1]") {
			t.Errorf("at %d columns it says %q", width, words)
		}
		for line := range strings.Lines(got) {
			if len([]rune(strings.TrimSuffix(line, "\n"))) > width {
				t.Errorf("%q is longer than %d columns", line, width)
			}
		}
	}
}

// TestATerminalListsSomeOfALongArticle, says how many it leaves out, and Markdown has them all.
func TestATerminalListsSomeOfALongArticle(t *testing.T) {
	for n, want := range map[int]string{20: "", 23: "3 more with --format markdown"} {
		var a briefing.Article
		for i := range n {
			a.People = append(a.People, briefing.Person{Name: fmt.Sprintf("Person %d.", i)})
			at := len(a.Text)
			a.Text += fmt.Sprintf("“I counted %d boats.” ", 100+i)
			a.Sentences = append(a.Sentences, briefing.Sentence{Span: briefing.Span{Start: at, End: len(a.Text) - 1}})
			a.Quotes = append(a.Quotes, briefing.Quote{Span: a.Sentences[i].Span, Sentence: i, Speaker: "Ada Quill"})
			number := at + len("“I counted ")
			a.Figures = append(a.Figures, briefing.Figure{Span: briefing.Span{Start: number, End: number + 3}, Counts: "boats", Sentence: i})
		}
		var text, whole, markdown strings.Builder
		if err := press.Text(&text, languages.For("en"), &a, press.Terminal{Short: true}); err != nil {
			t.Fatal(err)
		}
		if err := press.Text(&whole, languages.For("en"), &a, press.Terminal{}); err != nil {
			t.Fatal(err)
		}
		if err := press.Markdown(&markdown, languages.For("en"), &a); err != nil {
			t.Fatal(err)
		}
		last := fmt.Sprintf("Person %d.", n-1)
		said := 0 // of people, quotations and figures
		if want != "" {
			said = 3
		}
		if got := strings.Count(text.String(), "more with --format markdown"); got != said || strings.Count(text.String(), want) < said {
			t.Errorf("of %d: %s", n, text.String())
		}
		if !strings.Contains(whole.String(), last) || strings.Contains(whole.String(), "more with") {
			t.Errorf("of %d, where nobody looks: %s", n, whole.String())
		}
		if strings.Contains(text.String(), last) != (said == 0) || !strings.Contains(markdown.String(), "Person "+strconv.Itoa(n-1)) {
			t.Errorf("of %d: %s", n, markdown.String())
		}
	}
}

// TestASourceThatItsOnlySentenceNames is not named again below it.
func TestASourceThatItsOnlySentenceNames(t *testing.T) {
	text := "A barn burned down in Trim, Brigadier Una Moore said. Nobody was hurt."
	end := strings.Index(text, " Nobody")
	a := briefing.Article{Text: text, Sentences: []briefing.Sentence{{Span: briefing.Span{End: end}}, {Span: briefing.Span{Start: end + 1, End: len(text)}}}}
	for n, named := range map[int]bool{1: false, 2: true} {
		a.Developments = []briefing.Development{{Sentences: []int{0, 1}[:n], Source: "Una Moore", Reported: []int{0}}}
		var b strings.Builder
		if err := press.Text(&b, languages.For("en"), &a, press.Terminal{}); err != nil {
			t.Fatal(err)
		}
		if strings.Contains(b.String(), "source: Una Moore") != named {
			t.Errorf("of %d sentences: %s", n, b.String())
		}
	}
}

// TestNoDirectionGoesOnIntoOurWords: what an article turns round ends with its words, in all forms.
func TestNoDirectionGoesOnIntoOurWords(t *testing.T) {
	a := sample()
	a.Text = "The \u2067board met on \u202aMonday and Ann \u2066Lowe said no."
	a.Title, a.Paragraphs = "A \u2068title", nil
	a.Sentences = []briefing.Sentence{{Span: briefing.Span{End: len(a.Text)}}}
	a.Summary, a.Quotes, a.Figures, a.Developments, a.Places, a.Organizations, a.Dates = []int{0}, nil, nil, nil, nil, nil, nil
	a.People = []briefing.Person{{Name: "Ann \u2067Lowe", Role: "head \u202bof it"}}
	var b strings.Builder
	if err := press.Markdown(&b, languages.For(""), a); err != nil {
		t.Fatal(err)
	}
	for name, page := range map[string]string{"text": text(t, a, press.Terminal{Width: 500}), "markdown": b.String()} {
		for line := range strings.Lines(page) {
			begun, ended := strings.Count(line, "\u2066")+strings.Count(line, "\u2067")+strings.Count(line, "\u2068"), strings.Count(line, "\u2069")
			turned, back := strings.Count(line, "\u202a")+strings.Count(line, "\u202b"), strings.Count(line, "\u202c")
			if begun != ended || turned != back {
				t.Errorf("%s: %q ends in another direction", name, line)
			}
			if at := strings.Index(line, "[1]"); at >= 0 && strings.LastIndex(line, "\u2069") > at {
				t.Errorf("%s: %q turns our words round", name, line)
			}
		}
	}
}
