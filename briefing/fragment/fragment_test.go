package fragment_test

import (
	"net/url"
	"strings"
	"testing"

	"lede/briefing"
	"lede/briefing/fragment"
)

// article has a paragraph for each text; | ends a sentence.
func article(address string, paragraphs ...string) *briefing.Article {
	a := &briefing.Article{URL: address}
	for i, p := range paragraphs {
		start := len(a.Text)
		for j, s := range strings.Split(p, "|") {
			if j > 0 {
				a.Text += " "
			}
			a.Sentences = append(a.Sentences, briefing.Sentence{Span: briefing.Span{Start: len(a.Text), End: len(a.Text) + len(s)}, Paragraph: i})
			a.Text += s
		}
		a.Paragraphs = append(a.Paragraphs, briefing.Paragraph{Span: briefing.Span{Start: start, End: len(a.Text)}})
		a.Text += "\n\n"
	}
	return a
}

const at = "https://a.example/b"

func TestASentenceIsNamedByWordsThatStandOnce(t *testing.T) {
	const long = "The engineer who had warned of cracks for many years was heard at last when the council of the town met on Monday in the hall by the river."
	for name, c := range map[string]struct {
		article *briefing.Article
		n       int
		want    string // after the directive; "" for no address
	}{
		"whole":                       {article(at, "It rained.|It snowed."), 1, "It%20snowed."},
		"escaped":                     {article(at, "Fish & chips, pre-war: 5 % off_(*)."), 0, "Fish%20%26%20chips%2C%20pre%2Dwar%3A%205%20%25%20off%5F%28%2A%29."},
		"no ASCII":                    {article(at, "“Ça va”"), 0, "%E2%80%9C%C3%87a%20va%E2%80%9D"},
		"line breaks within":          {article(at, "It\n \u00a0rained."), 0, "It%20rained."},
		"by its ends":                 {article(at, long), 0, "The%20engineer%20who%20had%20warned%20of,by%20the%20river."},
		"told apart by words before":  {article(at, "One.|Yes.", "Two.|Yes."), 3, "Two.-,Yes."},
		"told apart by words after":   {article(at, "Yes.|One.", "Yes.|Two."), 2, "Yes.,-Two."},
		"another begins alike":        {article(at, long, "Before.|"+long[:40]+strings.Repeat(" and so forth", 9)+"."), 0, ""},
		"told apart before its ends":  {article(at, "Once, they met.|"+long, long[:40]+strings.Repeat(" and so forth", 9)+"."), 1, "met.-,The%20engineer%20who%20had%20warned%20of,by%20the%20river."},
		"its end is in it before":     {article(at, "The river, it says, is the longest of the rivers that come from the hills and the mountains, and no river is like the river, the river, the river."), 0, ""},
		"the same twice":              {article(at, "It rained.", "It rained."), 0, ""},
		"the same but for its accent": {article(at, "Résumé is it.", "RESUME — is it!"), 0, ""},
		"inside another":              {article(at, "It rained.", "Then it rained."), 0, ""},
		"in the middle of a word":     {article(at, "Art is.", "Start is slow."), 0, ""},
		"words that a page may drop":  {article(at, "Soft\u00adly it fell."), 0, ""},
		"none":                        {article(at, "— …"), 0, ""},
		"too long for its letters":    {article(at, "Надзвичайноважливезасідання закінчилосяопівночіуприміщенні."), 0, ""},
		"no such sentence":            {article(at, "Yes."), 7, ""},
	} {
		got := fragment.Of(c.article).Address(c.n)
		want := c.want
		if want != "" {
			want = at + "#:~:text=" + want
		}
		if got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
}

func TestAPublishedHeadlineCountsAndOneOfLedesDoesNot(t *testing.T) {
	a := article(at, "It rained.")
	a.Title, a.TitleSource = "It rained", briefing.TitlePublished
	if got := fragment.Of(a).Address(0); got != "" {
		t.Errorf("the headline says the same before, and there is %q", got)
	}
	a.TitleSource = briefing.TitleLede
	if got := fragment.Of(a).Address(0); got == "" {
		t.Error("a title that is not on the page stands in the way")
	}
}

func TestOnlyAPageOfTheWebIsLedTo(t *testing.T) {
	for address, want := range map[string]string{
		at: at + "#:~:text=Yes.", at + "#": at + "#:~:text=Yes.", at + "?a=b": at + "?a=b#:~:text=Yes.", at + "#part": at + "#part:~:text=Yes.",
		"": "", "javascript:alert(1)": "", "/b": "", "https://": "", "https://name:word@a.example/": "", at + "#:~:text=No": "", "http://%zz": "",
	} {
		if got := fragment.Of(article(address, "Yes.")).Address(0); got != want {
			t.Errorf("%q: %q, want %q", address, got, want)
		}
	}
}

// FuzzAddress: whatever is in an article, its fragment is short, has words of the sentence, and leaves only letters, digits and
// full stops unescaped.
func FuzzAddress(f *testing.F) {
	f.Add("It rained.", "It snowed, he said.")
	f.Add("a-,b", ",-&text=c")
	f.Add("%20 # :~:", "\u202e\u00ad\xff")
	f.Add("一二三。", "é e\u0301 ﬁ ß")
	f.Fuzz(func(t *testing.T, one, two string) {
		a := article(at, strings.ReplaceAll(one, "|", ""), strings.ReplaceAll(two, "|", ""))
		p := fragment.Of(a)
		for i := range a.Sentences {
			address := p.Address(i)
			if address == "" {
				continue
			}
			named, ok := strings.CutPrefix(address, at+"#:~:text=")
			if !ok || len(address)-len(at) > fragment.Longest {
				t.Fatalf("%q", address)
			}
			words := strings.Join(strings.Fields(a.SentenceText(i)), " ")
			for part := range strings.SplitSeq(named, ",") {
				context := strings.HasPrefix(part, "-") || strings.HasSuffix(part, "-")
				part = strings.Trim(part, "-")
				plain, err := url.PathUnescape(part)
				if err != nil || !context && !strings.Contains(words, plain) {
					t.Errorf("%q of %q", plain, words)
				}
				for j := 0; j < len(part); j++ {
					if c := part[j]; c == '%' {
						j += 2
					} else if c != '.' && (c < '0' || c > '9') && (c < 'A' || c > 'Z') && (c < 'a' || c > 'z') {
						t.Errorf("%q is bare in %q", c, address)
					}
				}
			}
		}
	})
}
