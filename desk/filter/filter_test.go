package filter_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"lede/desk/filter"
	"lede/problem"
	"lede/store/kvtest"
)

func matcher(t *testing.T, typed string) *filter.Matcher {
	t.Helper()
	f, err := filter.Read(typed)
	if err != nil {
		t.Fatalf("%q: %v", typed, err)
	}
	m, err := f.Compile()
	if err != nil {
		t.Fatalf("%q: %v", typed, err)
	}
	return m
}

var bridge = filter.Item{
	Title: "Old bridge to close for three weeks", Text: "The mayor of Lowbridge, Ada Quill, spoke of “cracks”. Élan and café-goers protest. It costs 12 million euros.",
	Language: "en", People: []string{"Ada Quill", "Varga"}, Places: []string{"Lowbridge", "New Harbour"}, Tags: []string{"Local politics"},
}

// TestPeers19KeywordFilters: what users of other bots ask for (words, patterns, wanted and unwanted), each with the reason.
func TestPeers19KeywordFilters(t *testing.T) {
	for _, c := range []struct {
		typed  string
		passes bool
		reason filter.Reason
		rule   string
	}{
		{"", true, filter.Unruled, ""},
		{"bridge", true, filter.Wanted, "bridge"},
		{"BRIDGES", true, filter.Wanted, "BRIDGES"},
		{"brid", false, filter.Missing, ""},
		{"brid*", true, filter.Wanted, "brid*"},
		{"three weeks", true, filter.Wanted, "three weeks"},
		{"weeks three", false, filter.Missing, ""},
		{"weeks the mayor", false, filter.Missing, ""}, // the title ends between them
		{"cafe goers", true, filter.Wanted, "cafe goers"},
		{"elan", true, filter.Wanted, "elan"},
		{"local politics", true, filter.Wanted, "local politics"},
		{"football, bridge", true, filter.Wanted, "bridge"},
		{"football", false, filter.Missing, ""},
		{"football OR bridge", true, filter.Wanted, "bridge"},
		{"bridge, NOT mayor", false, filter.Unwanted, "-mayor"},
		{"-football", true, filter.Unruled, ""},
		{"-bridge", false, filter.Unwanted, "-bridge"},
		{"bridge, -mayor", false, filter.Unwanted, "-mayor"},
		{"person: Quill", true, filter.Wanted, "person: Quill"},
		{"person: ada quill", true, filter.Wanted, "person: ada quill"},
		{"people: Tomas Varga", true, filter.Wanted, "person: Tomas Varga"}, // the article has the last name alone
		{"person: Varga Tomas", false, filter.Missing, ""},
		{"person: Lowbridge", false, filter.Missing, ""},
		{"place: Lowbridge", true, filter.Wanted, "place: Lowbridge"},
		{"place: Harbour", true, filter.Wanted, "place: Harbour"},
		{"place: Quill", false, filter.Missing, ""},
		{`/\d+ million/`, true, filter.Wanted, `/\d+ million/`},
		{`/^old/`, true, filter.Wanted, `/^old/`},
		{"place: Lowbridge, place: Harbour", true, filter.Wanted, "place: Lowbridge"}, // the first of two
		{`-/cracks?/`, false, filter.Unwanted, `-/cracks?/`},
		{"language: en", true, filter.Unruled, ""},
		{"language: English, language: fr", true, filter.Unruled, ""},
		{"language: fr", false, filter.Foreign, ""},
		{"language: fr, bridge", false, filter.Foreign, ""},
		{"language: en, football", false, filter.Missing, ""},
		{"-language: en", false, filter.Unwanted, "-language: en"},
	} {
		v := matcher(t, c.typed).Explain(bridge)
		rule := ""
		if v.Rule != nil {
			rule = v.Rule.String()
		}
		if v.Passes != c.passes || v.Reason != c.reason || rule != c.rule {
			t.Errorf("%q: passes %v, %s, by %q; want %v, %s, by %q", c.typed, v.Passes, v.Reason, rule, c.passes, c.reason, c.rule)
		}
	}
}

func TestALanguageThatIsNotKnownHoldsNothing(t *testing.T) {
	if v := matcher(t, "language: fr, -language: en").Explain(filter.Item{Title: "42"}); !v.Passes {
		t.Error(v.Reason)
	}
	if v := matcher(t, "language: pt").Explain(filter.Item{Title: "A ponte", Language: "pt-BR"}); !v.Passes {
		t.Error(v.Reason)
	}
}

func TestWritingsWithoutSpacesAreSearchedAsTheyAre(t *testing.T) {
	for typed, title := range map[string]string{"地震": "昨夜の地震で停電", "สภา": "มติสภาวันนี้", "서울": "서울에서 만나다"} {
		if v := matcher(t, typed).Explain(filter.Item{Title: title}); !v.Passes {
			t.Errorf("%s is not found in %s", typed, title)
		}
		if v := matcher(t, typed).Explain(filter.Item{Title: "今日は晴れ"}); v.Passes {
			t.Errorf("%s is found where it is not", typed)
		}
	}
}

func TestAFilterIsReadBackAsItWasWritten(t *testing.T) {
	for typed, want := range map[string]string{
		" climate ,, “sea  level” \n-  football,climate": "climate, sea level, -football",
		`/a,b/, c`:                       `/a,b/, c`,
		`-/x{1,3}\/y/ , z`:               `-/x{1,3}\/y/, z`,
		"words: -7 degrees, words: /etc": "words: -7 degrees, words: /etc",
		"Live: the vote":                 "words: Live: the vote",
		"Person: Ada Quill, language: EN-gb, Place:Paris": "person: Ada Quill, language: en, place: Paris",
		"–war, −peace": "-war, -peace",
		"rain OR person: Ada Quill OR NOT snow, -ice": "rain, person: Ada Quill, -snow, -ice",
		"rain\tOR\u00a0snow":                          "rain, snow",
		"NOT /a  b/, /c OR d/, “NOT guilty”":          "-/a  b/, /c OR d/, words: NOT guilty",
		"":                                            "",
	} {
		f, err := filter.Read(typed)
		if err != nil || f.String() != want {
			t.Errorf("%q is read as %q (%v), want %q", typed, f, err, want)
			continue
		}
		data, err := json.Marshal(f)
		if err != nil {
			t.Fatal(err)
		}
		var again filter.Filter
		if err := json.Unmarshal(data, &again); err != nil || again.String() != want {
			t.Errorf("%q is kept as %s and read as %q, %v", typed, data, again, err)
		}
	}
}

// TestWhatAnEarlierLedeKeptIsReadAsItWas, though it would be read otherwise if it were typed now: a digest that cannot be read is lost.
func TestWhatAnEarlierLedeKeptIsReadAsItWas(t *testing.T) {
	const kept = "rock AND roll, trick OR treat, NOT guilty, -bread AND butter"
	var f filter.Filter
	err := f.UnmarshalText([]byte(kept))
	if got := fmt.Sprintf("%q", f.Rules); err != nil || got != `["rock AND roll" "trick OR treat" "words: NOT guilty" "-bread AND butter"]` {
		t.Errorf("%s, %v", got, err)
	}
}

func TestAFilterThatCannotBeMeantIsRefused(t *testing.T) {
	for typed, code := range map[string]string{
		"language: Klingon":     "filter.language-unknown",
		"persn: Quill":          "filter.kind-unknown",
		"/(/":                   "filter.pattern-wrong",
		"/open":                 "filter.pattern-open",
		"//":                    "filter.pattern-open",
		"…":                     "filter.rule-empty",
		"person: ":              "filter.rule-empty",
		"ab*":                   "filter.beginning-short",
		"bridge AND mayor":      "filter.and",
		"bridge\u00a0AND mayor": "filter.and",
		"/(a{30}){30}/":         "filter.pattern-costly",
		"/(((a{9}){9}){9}){9}/": "filter.pattern-wrong",
		"/" + strings.Repeat("a", 130) + "/, /" + strings.Repeat("b", 130) + "/": "filter.pattern-costly",
		strings.Repeat("a", 201):   "filter.rule-too-long",
		strings.Repeat("a, ", 700): "filter.too-long",
		"a\xff":                    "filter.no-text",
		numbers(41):                "filter.too-many",
	} {
		if _, err := filter.Read(typed); !errorIs(err, code) {
			t.Errorf("%.40q: %v, want %s", typed, err, code)
		}
	}
	if _, err := filter.Read(numbers(40)); err != nil {
		t.Error(err)
	}
	var f filter.Filter
	if err := json.Unmarshal([]byte(`{"only":["x"]}`), &f); err == nil {
		t.Error("an object is read as a filter")
	}
}

func errorIs(err error, code string) bool {
	p, ok := err.(*problem.Problem)
	return ok && p.Code == code
}

func numbers(n int) string {
	var list []string
	for i := range n {
		list = append(list, strings.Repeat("x", i+1))
	}
	return strings.Join(list, ",")
}

// TestPeers19NoPatternTakesForEver: the costliest patterns over the longest text, within the time that a digest can spare.
func TestPeers19NoPatternTakesForEver(t *testing.T) {
	text := strings.Repeat("aaaaaaaaa ", 100_000)
	for _, typed := range []string{`/(a*)*(a|aa)*(x+x+)+y/`, `/(.*a){25}b/`, `/(a|b|ab){20}c/`, `/(\pL+\s*){25}$x/`} {
		m := matcher(t, typed)
		begun := kvtest.ProcessorTime(t)
		for range 5 {
			m.Explain(filter.Item{Title: "t", Text: text})
		}
		if each := (kvtest.ProcessorTime(t) - begun) / 5; each > 2*time.Second {
			t.Errorf("%s takes %v", typed, each)
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, typed := range []string{"a, -b", "person: Ada", `-/x,\/y/, z`, "language: en", "words: words: x", "“a” \"b", "地震*", "--x", "-,/", "/a/b/,"} {
		f.Add(typed, "Ada went to 地震 x")
	}
	f.Fuzz(func(t *testing.T, typed, text string) {
		read, err := filter.Read(typed)
		if err != nil {
			return
		}
		again, err := filter.Read(read.String())
		if err != nil && len(read.String()) <= filter.MaxText {
			t.Fatalf("%q is written as %q, which cannot be read: %v", typed, read, err)
		}
		if err == nil && again.String() != read.String() {
			t.Fatalf("%q is written as %q and read as %q", typed, read, again)
		}
		m, err := read.Compile()
		if err != nil {
			t.Fatalf("%q: %v", typed, err)
		}
		v := m.Explain(filter.Item{Title: text, Text: text, People: []string{text}, Places: []string{text}})
		if named := v.Reason == filter.Wanted || v.Reason == filter.Unwanted; named != (v.Rule != nil) || v.Passes != (v.Reason == filter.Wanted || v.Reason == filter.Unruled) {
			t.Fatalf("%q: %+v", typed, v)
		}
	})
}
