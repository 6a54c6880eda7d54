package filter

import (
	"errors"
	"regexp/syntax"
	"slices"
	"strings"
	"testing"

	"lede/problem"
)

func a(n int) string { return strings.Repeat("a", n) }

func TestAFilterIsReadUpToItsBounds(t *testing.T) {
	for typed, want := range map[string]string{
		a(maxValue): "", a(maxValue + 1): "filter.rule-too-long", "-" + a(maxValue): "",
		"abc" + strings.Repeat(" ", MaxText-3): "", "abc" + strings.Repeat(" ", MaxText-2): "filter.too-long",
		"abc*": "", "ab*": "filter.beginning-short", "a abc*": "", "ébc*": "", "*": "filter.rule-empty", "地*": "",
		"/" + a(125) + "/, /" + strings.Repeat("b", 125) + "/": "", "/" + a(125) + "/, /" + strings.Repeat("b", 126) + "/": "filter.pattern-costly",
		"/": "filter.pattern-open", "//": "filter.pattern-open", "/a": "filter.pattern-open", "/a/": "", "/(/": "filter.pattern-wrong",
		"xyzzy: a": "", "words:a": "", "Language : de": "", "languages: de": "filter.kind-unknown", "language: xx": "filter.language-unknown",
	} {
		code := ""
		var p *problem.Problem
		if _, err := Read(typed); errors.As(err, &p) {
			code = p.Code
		}
		if code != want {
			t.Errorf("%.30q of %d bytes: %q, want %q", typed, len(typed), code, want)
		}
	}
	if f, err := Read("a b, a  b, -a b"); err != nil || len(f.Rules) != 2 {
		t.Errorf("%v, %v", f, err)
	}
}

func TestTermsEndAtCommasOutsideOfPatterns(t *testing.T) {
	for typed, want := range map[string]string{
		"": "", ",": "", "a": "a", "a,b": "a|b", "a\nb": "a|b", " a ,, b ": "a|b",
		"/a,b/,c": "/a,b/|c", "/a,b/\nc": "/a,b/|c", "/a/b,c/": "/a/b,c/", `/a\/,b/,c`: `/a\/,b/|c`, "-/a,b/": "-/a,b/", " - /a,b/ , c": "- /a,b/|c",
		"/a,b": "/a|b", "/a": "/a", "/a\nb": "/a|b", "a /b,c/": "a /b|c/", "/a/ x, b": "/a/ x|b", "/": "/",
	} {
		if got := strings.Join(terms(typed), "|"); got != want {
			t.Errorf("%q: %q, want %q", typed, got, want)
		}
	}
}

func TestWhatStandsFarBehindIsNotLookedAt(t *testing.T) {
	filler := func(n int) string { return strings.Repeat(". ", n/2) }
	for name, c := range map[string]struct {
		typed string
		item  Item
		want  bool
	}{
		"words in what is read":      {"pier", Item{Text: filler(maxRead-4) + "pier"}, true},
		"and behind it":              {"pier", Item{Text: filler(maxRead-2) + "pier"}, false},
		"of a title too":             {"pier", Item{Title: filler(maxRead-2) + "pier"}, false},
		"a pattern in what is read":  {"/pier/", Item{Text: filler(maxSearched-4) + "pier"}, true},
		"and behind it, too":         {"/pier/", Item{Text: filler(maxSearched-2) + "pier"}, false},
		"a pattern in the title":     {"/pier/", Item{Title: "The pier"}, true},
		"a pattern in the text":      {"/pier/", Item{Text: "The pier"}, true},
		"a pattern of either case":   {"/PIER/", Item{Text: "The pier"}, true},
		"a language that is unknown": {"-language: en", Item{Text: "pier"}, true},
		"words of two pieces":        {"old pier", Item{Title: "old", Text: "pier"}, false},
		"a writing without spaces":   {"橋*", Item{Title: "鉄橋が"}, true},
		"in part of a title only":    {"鉄橋", Item{Title: "鉄", Text: "橋"}, false},
	} {
		f, err := Read(c.typed)
		if err != nil {
			t.Fatal(err)
		}
		m, err := f.Compile()
		if err != nil {
			t.Fatal(err)
		}
		if v := m.Explain(c.item); v.Passes != c.want {
			t.Errorf("%s: %+v", name, v)
		}
	}
}

func TestWordsAreTheSameInThePlural(t *testing.T) {
	for _, c := range []struct {
		one, other string
		want       bool
	}{
		{"boat", "boats", true}, {"boats", "boat", true}, {"fish", "fishes", true}, {"cat", "cats", false}, {"bus", "buses", false}, {"boat", "boatx", false}, {"boat", "boat", false}, {"élan", "élans", false},
	} {
		if got := plural(c.one, c.other); got != c.want {
			t.Errorf("%s and %s: %v", c.one, c.other, got)
		}
	}
	for _, c := range []struct {
		typed, text string
		want        bool
	}{
		{"sea lev*", "the sea levels", true}, {"se* level", "the sea level", false}, {"level*", "leve", false}, {"boat", "two boats", true}, {"old boat", "an old boat", true}, {"old boat", "boat", false}, {"old boat", "an old", false},
	} {
		if got := phraseOf(c.typed).in(tokens(c.text), true); got != c.want {
			t.Errorf("%s in %s: %v", c.typed, c.text, got)
		}
	}
	if phraseOf("boat").in(tokens("boats"), false) || (phrase{}).in([]string{"a"}, true) {
		t.Error("a plural of a name, or nothing at all, is found")
	}
	for typed, want := range map[string]bool{"Ada Quill": true, "Quill": true, "Ada": true, "Tom Ada Quill": true, "Quill Ada": false, "Tom Quill": false, "Ada Quills": false} {
		if got := phraseOf(typed).names(tokens("Ada Quill")); got != want {
			t.Errorf("%s names Ada Quill: %v", typed, got)
		}
	}
	if phraseOf("Tom Varga").names([]string{}) || !phraseOf("Tom Varga").names([]string{"varga"}) || phraseOf("Varga Tom").names([]string{"varga"}) {
		t.Error("the last name alone names whoever ends with it")
	}
}

func TestASearchHasBounds(t *testing.T) {
	for typed, want := range map[string]bool{
		a(200): true, a(201): false,
		strings.TrimSpace(strings.Repeat("ab ", 12)): true, strings.TrimSpace(strings.Repeat("ab ", 13)): false,
		`"` + strings.Repeat("ab ", 13) + `"`: true, "": false, "!": false,
	} {
		if _, err := ReadQuery(typed); (err == nil) != want {
			t.Errorf("%.20q of %d bytes: %v", typed, len(typed), err)
		}
	}
	q, err := ReadQuery(`old "the pier" 橋`)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		title, text string
		score       int
		found       bool
	}{
		{"Old: the pier 橋", "", 12, true}, {"", "Old: the pier 橋", 3, true}, {"Old 橋", "the pier", 9, true}, {"Old pier 橋", "", 0, false}, {"Old: the pier", "", 0, false}, {"old the pier 鉄橋", "old", 13, true},
	} {
		if score, found := q.Found(c.title, c.text); score != c.score || found != c.found {
			t.Errorf("%s, %s: %d, %v", c.title, c.text, score, found)
		}
	}
	if best := q.Best([]string{"old", "橋", "the pier, old", "the old pier, the pier"}); best != 2 {
		t.Errorf("the best is %d", best)
	}
}

func TestWhatIsShownOfARuleIsShort(t *testing.T) {
	for s, want := range map[string]string{a(60): a(60), a(61): a(59) + "…", strings.Repeat("é", 60): strings.Repeat("é", 60), "": ""} {
		if got := short(s); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	for code, want := range map[string]string{"en-GB": "en", "PT_br": "pt", "de": "de", "": ""} {
		if got := primary(code); got != want {
			t.Errorf("%q is %q", code, got)
		}
	}
	for typed, want := range map[string]bool{"de": true, "German": true, "DE-at": true, "xx": false, "": false} {
		if _, ok := languageCode(typed); ok != want {
			t.Errorf("%q is a language: %v", typed, ok)
		}
	}
}

func TestWhatAPatternCosts(t *testing.T) {
	for pattern, want := range map[string]int{
		"abc": 3, "a|bc": 4, "(a)": 3, "a{3}": 8, "a{0,3}": 6, "a{0}": 2, "(?:(?:a{9}){9}){9}": 0, ".": 1, "a*": 2,
	} {
		tree, err := syntax.Parse(pattern, syntax.Perl)
		if err != nil {
			t.Fatal(err)
		}
		if got := cost(tree); want != 0 && got != want || want == 0 && got < 729 {
			t.Errorf("%s costs %d, want %d", pattern, got, want)
		}
	}
	deep := "a"
	for range 4 {
		deep = "(" + deep + "){999}"
	}
	if tree, err := syntax.Parse(deep, syntax.Perl); err == nil && cost(tree) != 1<<20 {
		t.Errorf("%d", cost(tree))
	}
}

func TestARuleIsWrittenAsItIsRead(t *testing.T) {
	if f := (Filter{Rules: []Rule{{Kind: Words, Value: "a"}}}); f.IsZero() || !(Filter{}).IsZero() {
		t.Error("a filter with a rule is none, or one without is")
	}
	for r, want := range map[Rule]string{
		{Kind: Words, Value: "a"}: "a", {Kind: Words, Value: "-a"}: "words: -a", {Kind: Words, Value: "/a"}: "words: /a", {Kind: Words, Value: "a: b"}: "words: a: b", {Not: true, Kind: Place, Value: "P"}: "-place: P",
	} {
		if r.String() != want || slices.Contains([]string{""}, r.String()) {
			t.Errorf("%s, want %s", r, want)
		}
	}
}

// TestAFilterThatIsTakenIsReadBack: one that is kept and cannot be read would take all sources of a server with it.
func TestAFilterThatIsTakenIsReadBack(t *testing.T) {
	for _, rule := range []string{a(48) + "%02d", "a:" + a(46) + "%02d", "-" + a(47) + "%02d"} {
		for n := 1; n <= MaxRules; n++ {
			var typed []string
			for i := range n {
				typed = append(typed, strings.ReplaceAll(rule, "%02d", string(rune('a'+i/26))+string(rune('a'+i%26))))
			}
			f, err := read(strings.Join(typed, ","), MaxText, searched)
			var again Filter
			if kept, _ := f.MarshalText(); err == nil && again.UnmarshalText(kept) != nil {
				t.Errorf("%d rules like %s are kept in %d bytes and cannot be read", n, rule, len(kept))
			}
			if f, err := Read(strings.Join(typed, ",")); err == nil {
				if _, err := Read(f.String()); err != nil {
					t.Errorf("%d rules like %s cannot be typed as they are shown: %v", n, rule, err)
				}
			}
		}
	}
}
