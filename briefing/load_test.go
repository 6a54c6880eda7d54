package briefing_test

import (
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"lede/briefing"
	"lede/briefing/answer"
)

const small = `The mayor, Ann Poole, opened the bridge on Monday. “It will hold,” Poole said. “It has to.”

A critic, Bo Lund, called it “a toy.” Lund spoke in Kells.`

func load(t *testing.T, fields string) *briefing.Article {
	t.Helper()
	a, err := briefing.Load(article(t, fields), briefing.Options{})
	if err != nil {
		t.Fatalf("%s: %v", fields, err)
	}
	return a
}

// article is the small text as a structured article with more fields.
func article(t *testing.T, fields string) []byte {
	t.Helper()
	text, err := json.Marshal(small)
	if err != nil {
		t.Fatal(err)
	}
	if fields != "" {
		fields = "," + fields
	}
	return []byte(`{"text":` + string(text) + fields + `}`)
}

func TestLoadReadsWhatParseReturns(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil {
		t.Fatal(err)
	}
	more, err := filepath.Glob("answer/testdata/answers/*.txt")
	if err != nil || len(more) == 0 {
		t.Fatalf("no articles: %v", err)
	}
	published := time.Date(2025, 2, 13, 9, 0, 0, 0, time.UTC)
	options := []briefing.Options{{}, {ID: "x", Title: "A headline", URL: "https://example.org/a", Site: "Example", Published: &published, Points: 2}}
	for i, f := range append(files, more...) {
		b, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		a, err := briefing.Parse(string(b), options[i%2])
		if err != nil {
			t.Fatal(err)
		}
		sameAfterLoad(t, f, a)
	}
}

func sameAfterLoad(t *testing.T, name string, a *briefing.Article) {
	t.Helper()
	b, err := json.Marshal(a)
	if err != nil {
		t.Fatal(err)
	}
	got, err := briefing.Load(b, briefing.Options{})
	if err != nil {
		t.Fatalf("%s: loading back: %v", name, err)
	}
	if !reflect.DeepEqual(a, got) {
		again, _ := json.Marshal(got)
		t.Errorf("%s: loaded back, the article differs:\n%s\n%s", name, b, again)
	}
}

func TestGivenPartsWinAndMissingPartsAreComputed(t *testing.T) {
	own, err := briefing.Parse(small, briefing.Options{})
	if err != nil {
		t.Fatal(err)
	}
	a := load(t, `"title":"The bridge opens","summary":[1],"people":[],"quotes":null`)
	if a.Title != "The bridge opens" || a.TitleSource != briefing.TitlePublished {
		t.Errorf("the title is %q from %q", a.Title, a.TitleSource)
	}
	if !reflect.DeepEqual(a.Summary, []int{1}) || len(a.People) != 0 {
		t.Errorf("summary %v and people %v were not left as given", a.Summary, a.People)
	}
	if !reflect.DeepEqual(a.Sentences, own.Sentences) || len(a.Quotes) != len(own.Quotes) {
		t.Error("sentences or quotes were not computed")
	}
}

func TestSpansMayBeGivenByTheirWords(t *testing.T) {
	a := load(t, `"quotes":[{"find":"“It has to.”","speaker":"Ann Poole","mention":{"find":"Poole","nth":2}}],
		"people":[{"name":"Ann Poole","role":"mayor"},{"name":"Bo Lund","role_at":{"find":"critic"}}],
		"figures":[],"dates":[{"find":"Monday","resolved":"2025-03-03"}],"byline":{"name":"Bo Lund"}`)
	q := a.Quotes[0]
	if a.At(q.Span) != "“It has to.”" || a.At(*q.Mention) != "Poole" || q.SpeakerKind != briefing.SpeakerPerson || q.Confidence != 1 {
		t.Errorf("the quote is %+v", q)
	}
	if s := a.SentenceText(q.Sentence); !strings.Contains(s, "It has to") {
		t.Errorf("the quote's sentence is %q", s)
	}
	poole, lund := a.People[0], a.People[1]
	if poole.RoleAt == nil || a.At(*poole.RoleAt) != "mayor" || lund.Role != "critic" {
		t.Errorf("the people are %+v", a.People)
	}
	if len(poole.Mentions) != 2 || a.At(poole.Mentions[1].Span) != "Poole" || !reflect.DeepEqual(poole.Quotes, []int{0}) {
		t.Errorf("Poole's mentions and quotes were not derived: %+v", poole)
	}
	if a.At(*a.Byline.Span) != "Bo Lund" || a.Dates[0].Resolved != "2025-03-03" {
		t.Errorf("byline %+v, dates %+v", a.Byline, a.Dates)
	}
}

func TestASpeakerMayBeGivenByAnAlias(t *testing.T) {
	a := load(t, `"people":[{"name":"Ann Poole","aliases":["Poole"]}],"quotes":[{"find":"“It will hold,”","speaker":"Poole"}]`)
	if a.Quotes[0].Speaker != "Ann Poole" || !reflect.DeepEqual(a.People[0].Quotes, []int{0}) {
		t.Errorf("the quote is %+v, the person %+v", a.Quotes[0], a.People[0])
	}
}

// TestMistakesAreNamedWithTheirPlace: each has its path, what is wrong and what to do, in one sentence.
func TestMistakesAreNamedWithTheirPlace(t *testing.T) {
	for _, c := range []struct{ fields, want string }{
		{`"peeple":[]`, `peeple is not a field of an article`},
		{`"people":[],"quotes":[],"people":[]`, `the article gives a field twice`},
		{`"site":"a: \" { \\","site":null`, `the article gives a field twice`},
		{`"quotes":[{"find":"“a toy.”","find":"“It has to.”"}]`, `quotes[0] gives a field twice`},
		{`"quotes":[{"find":"“a toy.”"},{"find":"“It has to.”","speeker":"x"}]`, `quotes[1].speeker is not a field`},
		{`"quotes":[{"start":5,"end":9000}]`, `quotes[0] is the span 5–9000, but the text ends at byte`},
		{`"quotes":[{"start":52,"end":60}]`, `quotes[0] is the span 52–60, which cuts a character in two`},
		{`"quotes":[{"start":9,"end":9}]`, `quotes[0] is the empty span 9–9`},
		{`"quotes":[{"start":-1,"end":9}]`, `quotes[0] is the span -1–9`},
		{`"quotes":[{"start":9}]`, `quotes[0] has start without end`},
		{`"quotes":[{"start":1.5,"end":9}]`, `quotes[0].start is not a whole number`},
		{`"quotes":[{}]`, `quotes[0] has no span`},
		{`"quotes":[7]`, `quotes[0] is not an object`},
		{`"quotes":{}`, `quotes is not a list`},
		{`"quotes":[{"find":"never there"}]`, `quotes[0].find is "never there", which is not in the text`},
		{`"quotes":[{"find":"Poole"}]`, `quotes[0].find is "Poole", which is in the text 2 times; say which is meant with nth from 1 to 2`},
		{`"quotes":[{"find":"Poole","nth":3}]`, `give an nth from 1 to 2`},
		{`"quotes":[{"find":"Poole","nth":0}]`, `quotes[0].nth is 0`},
		{`"quotes":[{"find":"Poole","start":3}]`, `quotes[0] gives both find and start or end`},
		{`"quotes":[{"nth":1}]`, `quotes[0] has nth without find`},
		{`"quotes":[{"find":"“a toy.”","confidence":2}]`, `quotes[0].confidence is 2`},
		{`"quotes":[{"find":"“a toy.”","speaker_kind":"robot"}]`, `quotes[0].speaker_kind is "robot"`},
		{`"quotes":[{"find":"“a toy.”","sentence":0}]`, `quotes[0].sentence is 0, but the span begins in sentence`},
		{`"quotes":[{"find":"“a toy.”","sentence":99}]`, `quotes[0].sentence is 99, but the article has`},
		{`"people":[{"name":"Ann Poole"}],"quotes":[{"find":"“a toy.”","speaker":"Nobody"}]`, `quotes[0].speaker is "Nobody", who is neither`},
		{`"people":[{"role":"mayor"}]`, `people[0].name is absent or empty`},
		{`"people":[{"name":"Carl"}]`, `people[0].name is "Carl", which is not in the text`},
		{`"people":[{"name":"Ann Poole","role":"queen"}]`, `people[0].role is "queen", which is not in the text`},
		{`"people":[{"name":"Ann Poole","role":"mayor","role_at":{"find":"critic"}}]`, `people[0].role_at covers "critic", but the role is "mayor"`},
		{`"people":[{"name":"Ann Poole","quotes":[44]}]`, `people[0].quotes[0] is 44`},
		{`"people":[{"name":"Ann Poole","mentions":[{"find":"Kells"},{"start":0,"end":999}]}]`, `people[0].mentions[1] is the span`},
		{`"summary":[99]`, `summary[0] is 99, but the article has`},
		{`"developments":[{"sentences":[]}]`, `developments[0].sentences is absent or empty`},
		{`"paragraphs":[{"start":0,"end":40},{"start":20,"end":60}]`, `paragraphs[1] begins before the end of the one before it`},
		{`"paragraphs":[{"start":0,"end":20}],"sentences":[{"start":0,"end":40}]`, `sentences[0] does not lie inside paragraphs[0]`},
		{`"sentences":[{"start":0,"end":20,"paragraph":7}]`, `sentences[0].paragraph is 7`},
		{`"published":"yesterday"`, `published is not a time`},
		{`"url":"javascript:alert(1)"`, `url is not a web address`},
		{`"language":"english"`, `language is not a language code`},
		{`"title":7`, `title is not a string`},
		{`"title":"Elsewhere","title_source":"lede"`, `title is "Elsewhere", which is not in the text`},
		{`"byline":{}`, `byline names nobody`},
		{`"dates":[{"find":"Monday","resolved":"Monday"}]`, `dates[0].resolved is no calendar day`},
		{`"figures":[{"find":"Monday","value":"x"}]`, `figures[0].value is not a number`},
	} {
		_, err := briefing.Load(article(t, c.fields), briefing.Options{})
		var l *briefing.LoadError
		if !errors.As(err, &l) || !strings.Contains(err.Error(), c.want) || l.Hint == "" {
			t.Errorf("%s: the error is %q, want %q", c.fields, err, c.want)
		}
	}
}

func TestWhatIsNoArticleIsRefused(t *testing.T) {
	for data, want := range map[string]string{
		``:                       "not valid JSON",
		`{"text":"a b",`:         "not valid JSON at line 1",
		"{\n\"text\":\nx}":       "at line 3",
		`[]`:                     "not a JSON object",
		`null`:                   "text is absent",
		`{}`:                     "text is absent or has no words",
		`{"text":" … "}`:         "text is absent or has no words",
		"{\"text\":\"a\xff\"}":   "not valid UTF-8",
		strings.Repeat("[", 2e4): "not valid JSON",
		`{"text":"` + strings.Repeat("a ", briefing.MaxTextBytes/2+1) + `"}`: "longer than 8 MiB",
	} {
		if _, err := briefing.Load([]byte(data), briefing.Options{}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.40q: the error is %v, want %q", data, err, want)
		}
	}
	if _, err := briefing.Load(make([]byte, briefing.MaxArticleBytes+1), briefing.Options{}); err == nil || !strings.Contains(err.Error(), "64 MiB") {
		t.Errorf("too long: %v", err)
	}
}

func TestWhatTheCallerKnowsWinsOverTheFile(t *testing.T) {
	published := time.Date(2025, 2, 13, 0, 0, 0, 0, time.UTC)
	o := briefing.Options{ID: "i", Title: "Mine", URL: "https://example.org", Site: "S", Published: &published}
	a, err := briefing.Load(article(t, `"id":"x","title":"Theirs","title_source":"published","site":"T"`), o)
	if err != nil {
		t.Fatal(err)
	}
	if a.ID != "i" || a.Title != "Mine" || a.URL != "https://example.org" || a.Site != "S" || !a.Published.Equal(published) {
		t.Errorf("the article is %+v", a)
	}
}

func FuzzLoad(f *testing.F) {
	f.Add([]byte(`{"text":"Ann Poole said “no.” Then 3 men left."}`))
	f.Add([]byte(`{"text":"Ann Poole said “no.”","quotes":[{"find":"“no.”"}],"people":[{"name":"Ann Poole"}]}`))
	f.Add([]byte(`{"text":"a b","paragraphs":[],"sentences":[],"summary":[0]}`))
	f.Add([]byte(`{"text":"a. b.","sentences":[{"find":"a."}],"quotes":[{"find":"b."}],"places":[{"name":"b"}]}`))
	f.Add([]byte(`{"text":"a b. “c” d 5.","paragraphs":[{"start":0,"end":4}],"sentences":[{"start":0,"end":4}],"quotes":[{"start":5,"end":12,"mention":{"find":"d"}}],
		"people":[{"name":"a b","mentions":[{"start":3,"end":16}],"role":"d"}],"figures":[{"find":"5"}],"dates":[{"start":4,"end":5}],"developments":[{"title":{"start":4,"end":4},"sentences":[0]}],"byline":{"name":"b","start":2,"end":2}}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		a, err := briefing.Load(data, briefing.Options{})
		if err != nil {
			var l *briefing.LoadError
			if !errors.As(err, &l) || l.Problem == "" || l.Hint == "" {
				t.Fatalf("no clear sentence: %v", err)
			}
			return
		}
		if err := a.Sound(); err != nil {
			t.Fatal(err)
		}
		b, err := json.Marshal(a)
		if err != nil {
			t.Fatal(err)
		}
		again, err := briefing.Load(b, briefing.Options{})
		if err != nil {
			t.Fatalf("what Load gave out it does not take back in: %v\n%s", err, b)
		}
		if again.Text != a.Text || !reflect.DeepEqual(again.Sentences, a.Sentences) || !reflect.DeepEqual(again.Quotes, a.Quotes) && len(a.Quotes) > 0 {
			t.Fatalf("loaded twice, the article differs:\n%s", b)
		}
		answer.From(a, "who said what about "+a.ID)
	})
}
