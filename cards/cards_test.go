package cards_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"lede/briefing"
	"lede/cards"
	"lede/cards/markup"
	"lede/cards/panels"
	"lede/cards/recurrence"
	"lede/languages"
	"lede/problem"
)

// en is English.
var en languages.Language

// component is a component as Discord reads it.
type component struct {
	Type        int         `json:"type"`
	Content     string      `json:"content"`
	Label       string      `json:"label"`
	CustomID    string      `json:"custom_id"`
	URL         string      `json:"url"`
	Placeholder string      `json:"placeholder"`
	Components  []component `json:"components"`
	Accessory   *component  `json:"accessory"`
	Media       struct {
		URL string `json:"url"`
	} `json:"media"`
	Options []struct {
		Label, Value, Description string
	} `json:"options"`
}

func decode(t *testing.T, c cards.Card) []component {
	t.Helper()
	b, err := json.Marshal(c.Components)
	if err != nil {
		t.Fatal(err)
	}
	b = bytes.ReplaceAll(b, []byte("\u00a0["), []byte(" [")) // which binds a citation, and looks the same
	var list []component
	if err := json.Unmarshal(b, &list); err != nil {
		t.Fatal(err)
	}
	return list
}

func chars(s string) int { return len(utf16.Encode([]rune(s))) }

// lint says what Discord would refuse.
type lint struct {
	components, text int
	ids              map[string]bool
	wrong            []string
}

func (l *lint) walk(c component) {
	l.components++
	l.text += chars(c.Content)
	bad := func(ok bool, what string) {
		if !ok {
			l.wrong = append(l.wrong, fmt.Sprintf("%s: %.80q", what, c.Content+c.Label+c.CustomID))
		}
	}
	switch c.Type {
	case 1:
		bad(len(c.Components) >= 1 && len(c.Components) <= 5, "a row has 1 to 5 parts")
	case 2:
		bad(c.Label != "" && chars(c.Label) <= 80, "a button's label has 1 to 80 characters")
	case 3:
		bad(len(c.Options) >= 1 && len(c.Options) <= 25, "a select has 1 to 25 options")
		bad(chars(c.Placeholder) <= 150, "a placeholder has at most 150 characters")
		values := map[string]bool{}
		for _, o := range c.Options {
			bad(o.Label != "" && chars(o.Label) <= 100 && o.Value != "" && chars(o.Value) <= 100 && chars(o.Description) <= 100, "an option's texts have at most 100 characters")
			bad(!values[o.Value], "an option's value is unique")
			values[o.Value] = true
		}
	case 9:
		bad(len(c.Components) >= 1 && len(c.Components) <= 3 && c.Accessory != nil, "a section has 1 to 3 texts and an accessory")
	case 10:
		bad(c.Content != "", "a text is not empty")
	}
	if c.CustomID != "" {
		bad(chars(c.CustomID) <= 100, "a custom id has at most 100 characters")
		bad(!l.ids[c.CustomID], "a custom id is unique")
		l.ids[c.CustomID] = true
	}
	for _, inner := range c.Components {
		l.walk(inner)
	}
	if c.Accessory != nil {
		l.walk(*c.Accessory)
	}
}

func check(t *testing.T, name string, c cards.Card) {
	t.Helper()
	l := lint{ids: map[string]bool{}}
	for _, top := range decode(t, c) {
		l.walk(top)
	}
	if l.components > 40 {
		l.wrong = append(l.wrong, fmt.Sprintf("%d components, more than 40", l.components))
	}
	if l.text > 4000 {
		l.wrong = append(l.wrong, fmt.Sprintf("%d characters of text, more than 4000", l.text))
	}
	for _, w := range l.wrong {
		t.Errorf("%s: %s", name, w)
	}
}

// words makes hostile news: markup, mentions, links, emoji, of any length.
func words(r *rand.Rand, limit int) string {
	pieces := []string{"word", "**bold**", "@everyone", "<@1>", "https://a.b/c_d", "`x`", "\n# h", "\n- l", "\n1. n", "> q", "||s||", "[a](b)", "😀", "ä", "\\", ":smile:", "discord.gg/x", "\n", " "}
	var b strings.Builder
	for range 1 + r.IntN(limit) {
		b.WriteString(pieces[r.IntN(len(pieces))])
	}
	return b.String()
}

// hostile makes an article with parts of any number and length.
func hostile(r *rand.Rand) *briefing.Article {
	at := time.Unix(r.Int64N(1e10), 0)
	a := &briefing.Article{ID: "x", Title: words(r, 200), Site: words(r, 50), URL: "https://x.y/" + strings.Repeat("z(", r.IntN(300)), Published: &at,
		Byline: &briefing.Byline{Name: words(r, 40)}}
	if r.IntN(2) == 0 {
		a.TitleSource = briefing.TitleLede
	}
	var text strings.Builder
	for i := range 1 + r.IntN(60) {
		start := text.Len()
		text.WriteString(words(r, 1+r.IntN(800)))
		s := briefing.Span{Start: start, End: text.Len()}
		a.Sentences = append(a.Sentences, briefing.Sentence{Span: s})
		a.Summary = append(a.Summary, i)
		a.Developments = append(a.Developments, briefing.Development{Sentences: []int{i}, Places: []string{words(r, 30)}, Source: words(r, 60)})
		a.Quotes = append(a.Quotes, briefing.Quote{Span: s, Sentence: i, Speaker: words(r, 60)})
		a.People = append(a.People, briefing.Person{Name: words(r, 1+r.IntN(60)), Role: words(r, 200), RoleAt: &s, Aliases: []string{words(r, 99)},
			Quotes: []int{i}, Mentions: []briefing.Mention{{Sentence: i, Span: s}}})
	}
	a.Text = text.String()
	return a
}

func TestNoCardExceedsDiscordsLimits(t *testing.T) { withinLimits(t, 0, 12) }

// withinLimits draws all cards of hostile articles, each from its own seed.
func withinLimits(t *testing.T, from, to uint64) {
	t.Helper()
	for seed := from; seed < to; seed++ {
		r := rand.New(rand.NewPCG(seed, 1))
		a := hostile(r)
		answer := briefing.Answer{Question: words(r, 900), Answered: true}
		for _, s := range a.Sentences {
			answer.Sentences = append(answer.Sentences, briefing.Evidence{Span: s.Span, Text: a.At(s.Span)})
		}
		var list []cards.Headline
		var news []cards.Story
		for i := range 60 {
			h := cards.Headline{Ref: fmt.Sprint(i), Title: words(r, 200), URL: a.URL, Site: words(r, 99), Source: a.TitleSource, Published: a.Published, Shared: true}
			list = append(list, h)
			news = append(news, cards.Story{Ref: h.Ref, Article: a})
		}
		schedule := panels.Schedule{Channel: "1", When: recurrence.Rule{Line: words(r, 20)}, Next: time.Now()}
		for name, c := range map[string]cards.Card{
			"summary": cards.Summary(en, a, "ref"), "developments": cards.Developments(en, a, "ref", 0), "people": cards.People(en, a, "ref", 0),
			"person": cards.Person(en, a, "ref", &a.People[0]), "quotes": cards.Quotes(en, a, "ref", nil, 0),
			"quotes of": cards.Quotes(en, a, "ref", &a.People[0], 3), "answer": cards.Answer(en, a, "ref", answer, cards.Ways{}),
			"headlines": cards.Headlines(en, list, cards.Choice{}, 7), "digest": cards.Digest(en, news[:cards.DigestStories], cards.Style{More: 57, Due: time.Now(), Late: true, Role: "7", Marker: strings.Repeat("m", 25)}), "added": cards.ArticleAdded(en, list[0], words(r, 200)),
			"set": panels.DigestSet(en, schedule, "hint", false, "older"), "digests": panels.Digests(en, []panels.Schedule{schedule}, []panels.Past{{Outcome: "refused", Reason: problem.New("desk.said", "text", words(r, 400))}}),
		} {
			check(t, fmt.Sprintf("seed %d: %s", seed, name), c)
		}
		if t.Failed() {
			return
		}
	}
}

func TestEmptyCardsStandToo(t *testing.T) {
	a := &briefing.Article{Title: "T", Text: "T"}
	p := &briefing.Person{Name: "N"}
	for name, c := range map[string]cards.Card{
		"summary": cards.Summary(en, a, "r"), "developments": cards.Developments(en, a, "r", 0), "people": cards.People(en, a, "r", 5),
		"person": cards.Person(en, a, "r", p), "quotes": cards.Quotes(en, a, "r", nil, 1), "quotes of": cards.Quotes(en, a, "r", p, 0),
		"answer": cards.Answer(en, a, "r", briefing.Answer{}, cards.Ways{}), "headlines": cards.Headlines(en, nil, cards.Choice{}, 0), "digest": cards.Digest(en, nil, cards.Style{Due: time.Now()}),
		"digests": panels.Digests(en, nil, nil), "help": cards.Help(en, nil), "notice": cards.Notice("m", ""),
	} {
		check(t, name, c)
	}
}

// render does what Discord does with escapes, and fails on markup that is still alive.
func render(s string) (out string, alive string) {
	var b strings.Builder
	lineStart := true
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c == '\\' && i+1 < len(s) && strings.IndexByte("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", s[i+1]) >= 0 {
			i++
			b.WriteByte(s[i])
			lineStart = false
			continue
		}
		if strings.IndexByte("*_~`|<>[]@\\", c) >= 0 || lineStart && (c == '#' || c == '-' || c == '+') {
			alive += string(c)
		}
		if c == '\n' {
			lineStart = true
		} else if c != ' ' {
			lineStart = false
		}
		b.WriteByte(c)
	}
	return b.String(), alive
}

var (
	liveLink    = regexp.MustCompile(`https?://\S|discord\.gg/\S`)
	liveEmoji   = regexp.MustCompile(`:\w+:`)
	escapedPair = regexp.MustCompile(`\\.`)
	liveList    = regexp.MustCompile(`(?m)^\s*\d+\. `)
)

// TestPromiseVerbatim: what a reader sees rendered equals the span.
func TestPromiseVerbatimRenderedEqualsSpan(t *testing.T) {
	for seed := range uint64(2000) {
		s := words(rand.New(rand.NewPCG(seed, 2)), 40)
		mustRender(t, s)
	}
}

func mustRender(t *testing.T, s string) {
	t.Helper()
	escaped := markup.Escape(s)
	got, alive := render(escaped)
	if got != s {
		t.Errorf("%q is rendered as %q", s, got)
	}
	if alive != "" {
		t.Errorf("%q keeps live markup %q in %q", s, alive, escaped)
	}
	unescaped := escapedPair.ReplaceAllString(escaped, "\x00")
	for _, live := range []*regexp.Regexp{liveLink, liveEmoji, liveList} {
		if m := live.FindString(unescaped); m != "" {
			t.Errorf("%q keeps %q alive in %q", s, m, escaped)
		}
	}
}

func FuzzEscape(f *testing.F) {
	for _, s := range []string{"", "*a*", "1. x", "12. x", "@everyone <@&1> <#1> <t:1:R>", "https://x.y", "a:b:c", "\\*", "\n\n- x", "-# x"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if strings.ToValidUTF8(s, "") == s {
			mustRender(t, s)
		}
	})
}

func TestACardShowsAboutAThirdOfAnArticle(t *testing.T) {
	a := &briefing.Article{Title: "T"}
	for i := range 60 {
		start := len(a.Text)
		a.Text += strings.Repeat("word ", 19) + "end. "
		a.Sentences = append(a.Sentences, briefing.Sentence{Span: briefing.Span{Start: start, End: len(a.Text) - 1}})
		a.Summary = append(a.Summary, i)
	}
	shown := 0
	for _, c := range decode(t, cards.Summary(en, a, "r"))[0].Components {
		shown += strings.Count(c.Content, "word") * len("word ")
	}
	if shown == 0 || shown > len(a.Text)/3 {
		t.Errorf("%d of %d bytes are shown", shown, len(a.Text))
	}
	last := decode(t, cards.Summary(en, a, "r"))[0].Components
	if note := last[len(last)-2].Content; !strings.Contains(note, "more do not fit") {
		t.Errorf("the card does not say what it left out: %q", note)
	}
}

func TestLabelCutsBetweenWordsAndMarksIt(t *testing.T) {
	for _, c := range []struct {
		in    string
		limit int
		want  string
	}{
		{"short", 10, "short"},
		{"one two three", 9, "one two…"},
		{"one, two", 6, "one…"},
		{"unbreakable", 5, "unbr…"},
		{"a\n b", 10, "a b"},
		{"😀😀😀", 4, "😀…"},
		{"", 3, ""},
	} {
		if got := markup.Label(c.in, c.limit); got != c.want || chars(got) > c.limit {
			t.Errorf("Label(%q, %d) = %q, want %q", c.in, c.limit, got, c.want)
		}
	}
}

// TestLongWordsThatAnswerDoNotStandAlone: 80 characters at most, of one line.
func TestLongWordsThatAnswerDoNotStandAlone(t *testing.T) {
	for words, want := range map[string]bool{strings.Repeat("x", 80): true, strings.Repeat("x", 81): false, "x\ny": false} {
		a := &briefing.Article{Title: "T", Text: words + " it was."}
		all, core := briefing.Span{End: len(a.Text)}, briefing.Span{End: len(words)}
		a.Sentences = []briefing.Sentence{{Span: all}}
		found := briefing.Answer{Question: "What?", Answered: true, Confidence: 0.95, Sentences: []briefing.Evidence{{Span: all, Text: a.Text, Core: &core}}}
		got := texts(t, cards.Answer(en, a, "r", found, cards.Ways{}))
		if alone := slices.Contains(got, "## "+words); alone != want {
			t.Errorf("%d characters: %q", len(words), got)
		}
	}
}

func TestLinksGoThereAndBack(t *testing.T) {
	l := cards.Link{Command: "who", Sub: "x", Options: map[string]string{"article": "abc", "person": "Ana & Bo=é"}}
	got, ok := cards.ParseLink(l.String())
	if !ok || got.Command != l.Command || got.Sub != l.Sub || got.Options["person"] != l.Options["person"] || len(l.String()) > 100 {
		t.Errorf("%+v came back as %+v", l, got)
	}
	for _, bad := range []string{"", "?a=b", "x?%zz", strings.Repeat("x", 101)} {
		if _, ok := cards.ParseLink(bad); ok {
			t.Errorf("%q was taken for a link", bad)
		}
	}
}

// TestATitleOfLedesIsNotCalledTheFirstWords: it may be a later sentence's, when a scrap of the page or a caption comes first.
func TestATitleOfLedesIsNotCalledTheFirstWords(t *testing.T) {
	a, err := briefing.Parse("By Our Reporter\n\nThe ferry of Port Ellery sails again after a fortnight, the harbour master said.", briefing.Options{})
	if err != nil || a.TitleSource != briefing.TitleLede || strings.HasPrefix(a.Text, a.Title) {
		t.Fatalf("%q, %v", a.Title, err)
	}
	h := cards.Headline{Title: a.Title, Source: a.TitleSource}
	for _, c := range []cards.Card{cards.Summary(en, a, "r"), cards.Headlines(en, []cards.Headline{h}, cards.Choice{}, 0), cards.ArticleAdded(en, h, "")} {
		b, _ := json.Marshal(c.Components)
		if strings.Contains(string(b), "first words") || !strings.Contains(strings.ToLower(string(b)), "no headline") {
			t.Errorf("it is told as %s", b)
		}
	}
}

// TestADayOfPublicationIsNoInstant: as an instant, midnight UTC would be the day before in America.
func TestADayOfPublicationIsNoInstant(t *testing.T) {
	day := time.Date(2025, 2, 14, 0, 0, 0, 0, time.UTC)
	moment := day.Add(9 * time.Hour)
	for at, want := range map[*time.Time]string{&day: "· 14 February 2025", &moment: fmt.Sprintf("· <t:%d:D>", moment.Unix())} {
		a := &briefing.Article{Title: "T", Text: "T", Published: at}
		if head := decode(t, cards.Summary(en, a, "r"))[0].Components[0].Content; !strings.Contains(head, want) {
			t.Errorf("%v is written %q", at, head)
		}
	}
}

// TestTheWordsThatAnswerStandAboveTheirSentence: the sentence stays whole. If the answer is less sure, only the sentence is
// shown.
func TestTheWordsThatAnswerStandAboveTheirSentence(t *testing.T) {
	a := &briefing.Article{Title: "T", Text: "Engineers found 14 *cracks* in it."}
	all, core := briefing.Span{End: len(a.Text)}, briefing.Span{Start: 16, End: 27}
	a.Sentences = []briefing.Sentence{{Span: all}}
	for sure, want := range map[float64]string{0.95: "## 14 \\*cracks\\*", 0.6: "> Engineers found 14 \\*cracks\\* in it. [1]"} {
		found := briefing.Answer{Question: "How many?", Answered: true, Confidence: sure, Sentences: []briefing.Evidence{{Span: all, Text: a.Text, Core: &core}}}
		got := texts(t, cards.Answer(en, a, "r", found, cards.Ways{}))
		if got[0] != "**How many?**" || got[1] != want || !slices.Contains(got, "> Engineers found 14 \\*cracks\\* in it. [1]") {
			t.Errorf("with %.2f: %q", sure, got)
		}
	}
}
