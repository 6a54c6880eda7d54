package talk_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"lede/briefing"
	"lede/commands/talk"
	"lede/commands/talk/message"
	"lede/commands/talk/overlap"
	"lede/store/kvtest"
)

// TestASlipOfThePenIsTheArticlesWord, unless English has it, or the article has two that it may be.
func TestASlipOfThePenIsTheArticlesWord(t *testing.T) {
	a, err := briefing.Parse("Viktor Lindqvist lost his appeal. The house of Nowak's sister and of Novak burned. Berger left with Bergel.", briefing.Options{Language: "en"})
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{
		"did linqvist apeal?": "did Lindqvist appeal?", "whose horse was it?": "whose horse was it?", "who is Bergen?": "who is Bergen?", "why did bergek go": "why did bergek go", "what did zzyzx do": "what did zzyzx do",
	} {
		if got := talk.Spelled(a, text); got != want {
			t.Errorf("%q is read as %q, want %q", text, got, want)
		}
	}
}

func phrase(frame, name string) string { return frame + " " + name }

// TestAPronounMeansOneOrIsAskedAbout.
func TestAPronounMeansOneOrIsAskedAbout(t *testing.T) {
	a, err := briefing.Parse(`Mayor Anna Holt met Peter Voss, a farmer, on Monday. “We need rain,” he said.
Laura Quist, a doctor, was there too. “Nobody slept,” she said. Holt said: “I hear you.”
Ian Poole and Mary Poole, who run the mill, left early.`, briefing.Options{})
	if err != nil {
		t.Fatal(err)
	}
	people := func(names ...string) (list []*briefing.Person) {
		for _, name := range names {
			p := a.FindPerson(name)
			if p == nil {
				t.Fatalf("nobody called %s", name)
			}
			list = append(list, p)
		}
		return list
	}
	for _, c := range []struct {
		before talk.Before
		text   string
		want   string // question, "which" or "nobody"
	}{
		{talk.Before{Frame: "who", People: people("Peter Voss")}, "and what did he say?", "said Peter Voss"},
		{talk.Before{Frame: "who", People: people("Peter Voss")}, "what did he say about rain?", "what did Peter Voss say about rain?"},
		{talk.Before{Frame: "who", People: people("Laura Quist")}, "where is her practice?", "where is Laura Quist’s practice?"},
		{talk.Before{Frame: "who", People: people("Laura Quist")}, "what happened to her?", "what happened to Laura Quist?"},
		{talk.Before{Frame: "who", People: people("Anna Holt", "Laura Quist")}, "what did she say?", "which"},
		{talk.Before{Frame: "said", People: people("Anna Holt")}, "and Voss?", "said Peter Voss"},
		{talk.Before{Frame: "who", People: people("Anna Holt")}, "what about the doctor?", "who Laura Quist"},
		{talk.Before{Frame: "said", People: people("Anna Holt")}, "what about the rain?", "what about the rain?"},
		{talk.Before{Frame: "said", People: people("Peter Voss")}, "and her?", "which"},
		{talk.Before{Frame: "said", People: people("Laura Quist")}, "and voss, who is that?", "who Peter Voss"},
		{talk.Before{Frame: "said", People: people("Peter Voss")}, "who's Holt?", "who's Holt?"},
		{talk.Before{Frame: "said", People: people("Peter Voss")}, "who's that?", "who Peter Voss"},
		{talk.Before{Frame: "said", People: people("Peter Voss")}, "what else did he say?", "what else did Peter Voss say?"},
		{talk.Before{Frame: "said", People: people("Peter Voss")}, "what did he say about her?", "said Peter Voss"},
		{talk.Before{Frame: "said", People: people("Peter Voss")}, "did she tell him?", "nobody"},
		{talk.Before{}, "Holt, what did she say?", "said Anna Holt"},
		{talk.Before{}, "and Quist, where is her practice?", "where is Laura Quist’s practice?"},
		{talk.Before{}, "Holt is who?", "Holt is who?"},
		{talk.Before{}, "what did Poole say?", "which"},
		{talk.Before{}, "what did Mary Poole say?", "said Mary Poole"},
		{talk.Before{}, "did he thank her?", "nobody"},
		{talk.Before{}, "who is Zelda and what did she say?", "who is Zelda and what did she say?"},
		{talk.Before{}, "did Quist say why she came?", "did Quist say why she came?"},
	} {
		m := talk.Understand(a, c.before, c.text, phrase)
		got := m.Question
		switch {
		case len(m.Which) > 1:
			got = "which"
		case m.Nobody:
			got = "nobody"
		}
		if got != c.want {
			t.Errorf("%q means %q, want %q", c.text, got, c.want)
		}
	}
	if m := talk.Understand(a, talk.Before{Shown: []int{0}}, "when was that?", phrase); !m.Of {
		t.Errorf("%+v", m)
	}
	dated, err := briefing.Parse("LISBON, May 4 — The mill was sold on Monday. The money goes to Paris.", briefing.Options{})
	if err != nil {
		t.Fatal(err)
	}
	none := func(string) briefing.Answer { return briefing.Answer{} }
	if got := talk.OfShown(dated, "where?", []int{0, 1}, none); len(got.Sentences) != 1 || got.Sentences[0].Text != "The money goes to Paris." {
		t.Errorf("where something was written is no place of it: %+v", got)
	}
	if m := talk.Understand(a, talk.Before{Shown: []int{0}}, "who said so?", phrase); !m.Of {
		t.Errorf("%+v", m)
	}
	if m := talk.Understand(a, talk.Before{Shown: []int{0}}, "when did it rain?", phrase); m.Of {
		t.Errorf("%+v", m)
	}
}

// TestAnOfficeIsMeantByAnotherNameOfIt, and what was shown of somebody's words is not told again as what else they said.
func TestAnOfficeIsMeantByAnotherNameOfIt(t *testing.T) {
	a, err := briefing.Parse(`“We are sorry,” chief executive Dora Finch said on Monday. She said the plant would close. A director, Peter Crane, wept. “It is over,” Crane said.`, briefing.Options{Language: "en"})
	if err != nil {
		t.Fatal(err)
	}
	m := talk.Understand(a, talk.Before{}, "what's the ceo saying", phrase)
	if m.Question != "said Dora Finch" {
		t.Fatalf("the chief executive is not meant: %+v", m)
	}
	for _, c := range []struct {
		shown []int
		want  string
	}{{[]int{0}, "She said the plant would close."}, {[]int{0, 1}, ""}} {
		got, said := talk.Further(a, m.People[0], c.shown, briefing.Answer{}), ""
		for _, e := range got.Sentences {
			said += e.Text
		}
		if said != c.want || got.Answered != (c.want != "") {
			t.Errorf("beside %v she said %q", c.shown, said)
		}
	}
}

// TestAPronounOfNobodyBeforeMeansTheOneInTheHeadline, unless it asks for words.
func TestAPronounOfNobodyBeforeMeansTheOneInTheHeadline(t *testing.T) {
	a, err := briefing.Parse("Anna Holt, a singer, died on Sunday, her sister Laura Quist said. “She sang,” said Quist.", briefing.Options{Title: "Anna Holt dies", Language: "en"})
	if err != nil {
		t.Fatal(err)
	}
	if m := talk.Understand(a, talk.Before{}, "did she win a prize?", phrase); m.Question != "did Anna Holt win a prize?" {
		t.Errorf("%+v", m)
	}
	if m := talk.Understand(a, talk.Before{}, "what did she say?", phrase); len(m.Which) != 2 {
		t.Errorf("%+v", m)
	}
}

func FuzzUnderstand(f *testing.F) {
	for _, s := range []string{"", "and her?", "what did he say?", "’s", "why", "she her he", "WHO IS QUILL", "\xff\xfe his", "İ his ǅ"} {
		f.Add(s)
	}
	a, err := briefing.Parse("Ada Quill, the mayor, spoke. “We cannot take chances,” she said. Tom Voss left.", briefing.Options{})
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, s string) {
		message.WishOf(s)
		s = talk.Spelled(a, message.Plain(s))
		before := talk.Before{Frame: talk.FrameSaid, People: []*briefing.Person{&a.People[0]}, Shown: []int{0, 99}}
		m := talk.Understand(a, before, s, phrase)
		if len(m.Which) == 1 || len(m.Which) > 0 && len(m.People) > 0 {
			t.Errorf("%q: %+v", s, m)
		}
		overlap.Covers(a.Text, a.Language, s)
		talk.Unheard(a, s)
	})
}

// TestSomebodyOfUnknownSexIsNotTakenForAnother: “she” may be the woman whom the article surely calls so.
func TestSomebodyOfUnknownSexIsNotTakenForAnother(t *testing.T) {
	a, err := briefing.Parse(`Kim Aro, a baker, opened the hall. “Nobody sleeps in a car,” Aro said.
Anna Holt, a doctor, was there. “I hear you,” she said. She left at noon.
Juno Stell, the mayor, came late. He thanked the guests. Kim Aro stayed. “She is my guest,” Aro said.`, briefing.Options{})
	if err != nil {
		t.Fatal(err)
	}
	aro, stell := a.FindPerson("Aro"), a.FindPerson("Stell")
	if m := talk.Understand(a, talk.Before{People: []*briefing.Person{aro}}, "what did she say?", phrase); len(m.Which) != 2 {
		t.Errorf("%+v", m)
	}
	if m := talk.Understand(a, talk.Before{People: []*briefing.Person{stell}}, "what did she say?", phrase); len(m.People) > 0 && m.People[0] == stell {
		t.Errorf("he is taken for her: %+v", m)
	}
	if m := talk.Understand(a, talk.Before{People: []*briefing.Person{stell}}, "when did he come?", phrase); m.Question != "when did Juno Stell come?" {
		t.Errorf("%+v", m)
	}
	if m := talk.Understand(a, talk.Before{}, "what did Holt promise?", phrase); m.Question != "what did Holt promise?" {
		t.Errorf("what is asked for is lost: %+v", m)
	}
}

// TestACrowdIsNoWork: a long message about an article that names thousands is read at once.
func TestACrowdIsNoWork(t *testing.T) {
	a := &briefing.Article{Text: "They came.", Sentences: []briefing.Sentence{{}}}
	for i := range 8000 {
		a.People = append(a.People, briefing.Person{Name: fmt.Sprintf("Anna Quill%d", i), Role: "doctor", Mentions: []briefing.Mention{{Sentence: 0}}})
	}
	start := kvtest.ProcessorTime(t)
	for _, text := range []string{"and her?", strings.Repeat("Zork doctor ", 160), "what did " + strings.Repeat("Anna she ", 150) + "say?"} {
		talk.Understand(a, talk.Before{Frame: talk.FrameSaid, People: []*briefing.Person{&a.People[0]}}, text, phrase)
	}
	if took := kvtest.ProcessorTime(t) - start; took > 8*time.Second {
		t.Errorf("it takes %v of the processor", took)
	}
}
