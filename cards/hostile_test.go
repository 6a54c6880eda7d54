package cards_test

import (
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"lede/briefing"
	"lede/cards"
	"lede/cards/markup"
)

// tricks are what words of the news could do in Discord.
var tricks = []string{
	"@everyone", "@here", "@\u200beveryone", "@\feveryone", "\u202eenoyreve@\u202c", "\u202eenoyreve@", "<@1>", "<@!1>", "<@&1>", "<#1>", "<id:customize>",
	"</digest set:1>", "<t:0:R>", "<:x:1>", "<a:x:1>", ":smile:", ":\fsmile:", "discord.gg/abc", "https://discord.com/invite/abc", "discord.gg\u200b/abc",
	"http://a.b", "https:\u200b//a.b", "<https://a.b>", "[bank.example](https://evil.example)", "[x]( https://a.b )", "mailto:a@b.c", "tel:1",
	"\n# h", "\r# h", "\u2028## h", "\n\u200b# h", "\n\x01# h", "\v-# small", "\n- l", "\r* l", "\n1. n", "\n1\f. n", "\n> q", "\r>>> q", "||s||", "`c`", "```\nc\n```",
	"**b**", "__u__", "~~s~~", "_i_", "\\", "\\@everyone", "\u2067x", "\u2066", "\x00", "\x1b[31m", "word", " ", "\n", "é", "👩\u200d👩", "نام\u200cه",
}

// shown is what Discord may make of a text before it looks for markup: it drops or changes what cannot be seen.
var shown = map[string]func(string) string{
	"as it is":           func(s string) string { return s },
	"without form feeds": strings.NewReplacer("\r\n", "\n", "\r", "\n", "\f", "").Replace,
	"without controls": func(s string) string {
		return strings.Map(func(r rune) rune { return dropped(r, unicode.Cc) }, strings.ReplaceAll(s, "\r", "\n"))
	},
	"without the unseen":  func(s string) string { return strings.Map(func(r rune) rune { return dropped(r, unicode.Cf) }, s) },
	"with other newlines": strings.NewReplacer("\u2028", "\n", "\u2029", "\n", "\u0085", "\n", "\v", "\n", "\f", "\n", "\r", "\n").Replace,
}

func dropped(r rune, class *unicode.RangeTable) rune {
	if r != '\n' && r != '\t' && unicode.Is(class, r) {
		return -1
	}
	return r
}

// active is markup that is alive, in a text without its escaped characters.
var active = regexp.MustCompile(`(?mi)[<>@\[\]()*_~|` + "`" + `]|^\s*(?:#{1,3}\s|-#\s|[-+]\s|\d+\.\s)|:\w+:|https?://|discord(?:\.gg|\.com/invite|app\.com/invite)/`)

// TestWordsOfTheNewsDoNothingInDiscord: no mention, no link, no invitation, no emoji, no layout, whatever Discord drops
// before it reads; what a reader sees are the words themselves.
func TestWordsOfTheNewsDoNothingInDiscord(t *testing.T) {
	for seed := range uint64(1000) {
		r := rand.New(rand.NewPCG(seed, 3))
		var b strings.Builder
		for range 1 + r.IntN(8) {
			b.WriteString(tricks[r.IntN(len(tricks))])
		}
		s := b.String()
		escaped := markup.Escape(s)
		for how, change := range shown {
			if m := active.FindString(escapedPair.ReplaceAllString(change(escaped), "\x00")); m != "" {
				t.Errorf("%q, %s, keeps %q alive in %q", s, how, m, escaped)
			}
		}
		ends := strings.NewReplacer("\u202c", "", "\u2069", "")
		if got, _ := render(escaped); ends.Replace(got) != ends.Replace(s) {
			t.Errorf("%q is rendered as %q", s, got)
		}
		if !level(escaped) {
			t.Errorf("%q turns the writing of what follows: %q", s, escaped)
		}
		if t.Failed() {
			return
		}
	}
}

// level reports whether every line ends in the direction in which it began.
func level(s string) bool {
	for line := range strings.SplitSeq(s, "\n") {
		var open []rune
		for _, r := range line {
			switch {
			case strings.ContainsRune("\u202a\u202b\u202d\u202e", r):
				open = append(open, '\u202c')
			case strings.ContainsRune("\u2066\u2067\u2068", r):
				open = append(open, '\u2069')
			case len(open) > 0 && open[len(open)-1] == r:
				open = open[:len(open)-1]
			}
		}
		if len(open) > 0 {
			return false
		}
	}
	return true
}

// TestNoPlaceOfACardIsLeftOpen: titles, sites, bylines, names, roles, aliases, sources, questions, reasons and labels.
func TestNoPlaceOfACardIsLeftOpen(t *testing.T) {
	for _, trick := range tricks {
		if strings.Trim(trick, " \n\u202e\u2066\x00") == "" || strings.ContainsAny(trick, "é👩ن") || trick == "word" {
			continue
		}
		foreign := "zq" + trick + "zq"
		span := briefing.Span{Start: 0, End: len(foreign)}
		a := &briefing.Article{
			ID: "x", Title: foreign, Site: foreign, URL: "https://real.example/", Text: foreign, Byline: &briefing.Byline{Name: foreign},
			Sentences: []briefing.Sentence{{Span: span}}, Summary: []int{0},
			Developments: []briefing.Development{{Title: &span, Sentences: []int{0}, Places: []string{foreign}, Source: foreign}},
			Quotes:       []briefing.Quote{{Span: span, Speaker: foreign}},
			People:       []briefing.Person{{Name: foreign, Role: foreign, RoleAt: &span, Aliases: []string{foreign}, Quotes: []int{0}, Mentions: []briefing.Mention{{Span: span}}}},
		}
		answer := briefing.Answer{Question: foreign, Answered: true, Sentences: []briefing.Evidence{{Span: span, Text: foreign}}}
		h := cards.Headline{Ref: "r", Title: foreign, URL: a.URL, Site: foreign}
		for name, c := range map[string]cards.Card{
			"summary": cards.Summary(en, a, "r"), "developments": cards.Developments(en, a, "r", 0), "people": cards.People(en, a, "r", 0),
			"person": cards.Person(en, a, "r", &a.People[0]), "quotes": cards.Quotes(en, a, "r", nil, 0), "quotes of": cards.Quotes(en, a, "r", &a.People[0], 0),
			"answer": cards.Answer(en, a, "r", answer, cards.Ways{Questions: []string{foreign}, Elsewhere: []cards.Headline{h}, Asked: foreign}), "headlines": cards.Headlines(en, []cards.Headline{h}, cards.Choice{}, 0), "added": cards.ArticleAdded(en, h, foreign),
			"digest": cards.Digest(en, []cards.Story{{Ref: "r", Article: a}}, cards.Style{More: 1, Due: time.Unix(0, 0)}),
		} {
			for _, top := range decode(t, c) {
				closed(t, name, trick, top)
			}
		}
	}
}

// closed checks every text with foreign words in it. Only Lede's own markup and the one link may be alive.
func closed(t *testing.T, name, trick string, c component) {
	t.Helper()
	for _, line := range strings.Split(c.Content, "zq") {
		// between the marks is the trick itself, or words of Lede's
		if bare := escapedPair.ReplaceAllString(line, "\x00"); strings.Contains(bare, trick) && active.MatchString(trick) {
			t.Errorf("%s: %q is alive in %q", name, trick, c.Content)
		}
	}
	for _, o := range c.Options {
		for _, s := range []string{o.Label, o.Description, c.Label, c.Placeholder} {
			if strings.ContainsFunc(s, unicode.IsControl) || strings.ContainsAny(s, "\u202e\u2067") {
				t.Errorf("%s: a label turns or breaks: %q", name, s)
			}
		}
	}
	for _, inner := range c.Components {
		closed(t, name, trick, inner)
	}
}

// TestATitleNamesNoOtherSiteThanItsLink: a title may be anything, also the address of a bank.
func TestATitleNamesNoOtherSiteThanItsLink(t *testing.T) {
	for _, c := range []struct{ title, address, want string }{
		{"Bridge closed", "https://news.example/a", "[Bridge closed](https://news.example/a)"},
		{"Log in at bank.example", "https://evil.example/a", "Log in at bank.example [evil.example](https://evil.example/a)"},
		{"Log in at bank\u200b.example", "https://evil.example/a", "Log in at bank\u200b.example [evil.example](https://evil.example/a)"},
		{"Log in at bank。example", "https://evil.example/a", "Log in at bank。example [evil.example](https://evil.example/a)"},
		{"橋は閉鎖。開通は春", "https://news.example/a", "[橋は閉鎖。開通は春](https://news.example/a)"},
		{"https://bank.example/", "https://evil.example/a", `https\:\/\/bank.example/ [evil.example](https://evil.example/a)`},
		{"News of lowbridge.example", "https://www.lowbridge.example/a", "[News of lowbridge.example](https://www.lowbridge.example/a)"},
		{"Bridge", "https://bank.example@evil.example/", "Bridge"},
		{"Log in at bank.example", "https://bаnk.example/a", "Log in at bank.example"}, // with a Cyrillic letter
		{"Log in at bank.example", "https://b%D0%B0nk.example/a", "Log in at bank.example"},
		{"Log in at bank.example", "https://xn--bnk-7cd.example/a", "Log in at bank.example [xn--bnk-7cd.example](https://xn--bnk-7cd.example/a)"},
		{"Мост закрыт", "https://мост.example/a", "[Мост закрыт](https://%D0%BC%D0%BE%D1%81%D1%82.example/a)"},
		{"\u3164\u200b", "https://news.example/a", "[(no title)](https://news.example/a)"},
		{"Bridge", "https://a.example/?q=a b)*_<x>", "[Bridge](https://a.example/?q=a%20b%29%2A%5F%3Cx%3E)"},
		{"Bridge", "javascript:alert(1)", "Bridge"},
	} {
		a := &briefing.Article{Title: c.title, Text: "T", URL: c.address}
		head := decode(t, cards.Summary(en, a, "r"))[0].Components[0].Content
		if _, got, _ := strings.Cut(head, "### "); got != c.want {
			t.Errorf("%q at %s is written %q, want %q", c.title, c.address, got, c.want)
		}
	}
}

// TestLinksOfAMessageDoNothingButLead: whoever posts a message, or the bot behind its buttons, chooses their every letter.
func TestLinksOfAMessageDoNothingButLead(t *testing.T) {
	links := []string{"https://a.example/> [bank.example](https://evil.example) @everyone", "https://b.example/\u202e<@1>", "https://c.example/x>\n9\\. <https://evil.example/"}
	shown := decode(t, cards.Links(en, links, cards.Link{Command: "Brief this"}))[0].Components[0].Content
	_, below, _ := strings.Cut(shown, "\n")
	want := []string{
		"https://a.example/%3E%20[bank.example](https://evil.example)%20@everyone", "https://b.example/%E2%80%AE%3C@1%3E", "https://c.example/x%3E%0A9%5C.%20%3Chttps://evil.example/",
	}
	if list := "1\\. <" + want[0] + ">\n2\\. <" + want[1] + ">\n3\\. <" + want[2] + ">"; below != list {
		t.Errorf("the card says\n%s\nwant\n%s", below, list)
	}
	if got := cards.OfferedLinks(shown); !slices.Equal(got, want) {
		t.Errorf("read from it are %q", got)
	}
}

// TestANoticeFitsIntoAMessage: the names in it may be as long as a stranger likes.
func TestANoticeFitsIntoAMessage(t *testing.T) {
	long := strings.Repeat("word ", 1500)
	for name, c := range map[string]cards.Card{
		"its message": cards.Notice(long, "hint"), "its hint": cards.Notice("message", long), "with a file": cards.File(long, long, "a.json"),
		"with buttons": cards.Unfinished(en, long, "hint", cards.Link{Command: "article"}), "with a note": cards.Noted(cards.Headed(cards.Notice(long, ""), "Title"), "Note"),
	} {
		if n := characters(t, c); n > 4000 || n < 3500 {
			t.Errorf("%s: %d characters", name, n)
		}
	}
}
