package talk_test

import (
	"strings"
	"testing"

	"lede/briefing"
	"lede/briefing/answer"
	"lede/commands/talk"
)

const flood = `A river burst its banks at Elmford on Friday, and forty houses were flooded.

The mayor, Ann Holt, opened the town hall to those who had lost their homes. “Nobody will sleep outside,” she said.

A neighbour who keeps bees said he had carried two children to safety. “I only did what anybody would,” he said.

The union that speaks for the rescuers said that its members had been awake for two days.

A dog was found on a roof at noon. It was hungry and unhurt.

Peter Voss, an engineer, said the dam had been checked in May. He blamed the rain.

“A child cannot swim in that,” Voss said.`

func parsed(t testing.TB, text string) *briefing.Article {
	t.Helper()
	a, err := briefing.Parse(text, briefing.Options{Language: "en"})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// at returns the sentence of an article that has some words.
func at(t *testing.T, a *briefing.Article, words string) int {
	t.Helper()
	for i := range a.Sentences {
		if strings.Contains(a.SentenceText(i), words) {
			return i
		}
	}
	t.Fatalf("no sentence has %q", words)
	return -1
}

// TestAPronounMeansWhomTheLastSentenceWasAbout: also a person without a name, whoever else is named.
func TestAPronounMeansWhomTheLastSentenceWasAbout(t *testing.T) {
	a := parsed(t, flood)
	for _, c := range []struct{ shown, text, nameless, person string }{
		{"keeps bees", "how old is he?", "the neighbour", ""},
		{"keeps bees", "what's his name?", "the neighbour", ""},
		{"keeps bees", "what did he say?", "the neighbour", ""},
		{"keeps bees", "how old is she?", "", "Ann Holt"}, // he is a man
		{"keeps bees", "how old is Voss?", "", "Peter Voss"},
		{"found on a roof", "is he ok", "the dog", ""},
		{"dam had been checked", "how old is he?", "", "Peter Voss"},
		{"town hall", "how old is she?", "", "Ann Holt"},
		{"A child cannot", "how old is he?", "", "Peter Voss"}, // nobody in a saying
	} {
		before := talk.Before{Shown: []int{at(t, a, c.shown)}}
		before.People = talk.Subject(a, before.Shown[0])
		m := talk.Understand(a, before, c.text, phrase)
		person := ""
		if len(m.People) == 1 {
			person = m.People[0].Name
		}
		if m.Nameless != c.nameless || person != c.person {
			t.Errorf("after %q, %q means %q, %q; want %q, %q", c.shown, c.text, m.Nameless, person, c.nameless, c.person)
		}
	}
	named := talk.Before{Shown: []int{at(t, a, "keeps bees")}, People: []*briefing.Person{a.FindPerson("Voss")}, Named: true}
	if m := talk.Understand(a, named, "how old is he?", phrase); m.Nameless != "" || len(m.People) != 1 {
		t.Errorf("whom the question named is forgotten: %+v", m)
	}
}

// TestTheWordsOfWhomNobodyNames are theirs alone.
func TestTheWordsOfWhomNobodyNames(t *testing.T) {
	a := parsed(t, flood)
	for question, want := range map[string][]string{
		"What did the neighbour say?":             {"keeps bees", "I only did"},
		"what did the man who carried them say":   nil, // he is told of as a neighbour
		"what did the neighbour with the cat say": nil,
		"what did the union say?":                 {"The union"},
		"what did the teacher say?":               nil,
		"what did the mayor say?":                 nil, // she is named
	} {
		found := talk.SaidBy(a, question)
		if len(found.Sentences) != len(want) || found.Answered != (len(want) > 0) {
			t.Errorf("%q: %+v", question, found.Sentences)
			continue
		}
		for i, words := range want {
			if !strings.Contains(found.Sentences[i].Text, words) {
				t.Errorf("%q: %q, want %q", question, found.Sentences[i].Text, words)
			}
		}
	}
}

// TestNothingOfOthersAnswersForWhomNobodyNames: what only another sentence says is not said.
func TestNothingOfOthersAnswersForWhomNobodyNames(t *testing.T) {
	a := parsed(t, flood)
	x := answer.NewIndex(a)
	before := talk.Before{Shown: []int{at(t, a, "found on a roof")}}
	for text, want := range map[string]string{"when was he found?": "found on a roof", "what did he check in May?": ""} {
		m := talk.Understand(a, before, text, phrase)
		found := talk.OfNameless(a, m, before.Shown, x.Answer)
		switch {
		case want == "" && found.Answered, want != "" && !found.Answered:
			t.Errorf("%q: %+v", text, found.Sentences)
		case want != "" && !strings.Contains(found.Sentences[0].Text, want):
			t.Errorf("%q: %q", text, found.Sentences[0].Text)
		}
	}
}

// TestADescriptionIsNobodysIfSomebodyWithoutANameFitsIt.
func TestADescriptionIsNobodysIfSomebodyWithoutANameFitsIt(t *testing.T) {
	a := parsed(t, `Ellen Sato, a doctor, was cycling home when a van struck her.

A woman who stopped to help said she had held Sato's hand. “She was not alone,” she said.

The man with the loudest voice was Carl Bruun, who sells fish.`)
	for text, want := range map[string]string{
		"what did the woman who stopped say": "what did the woman who stopped say",
		"who is the fish guy":                "who is Carl Bruun",
		"who is the fish lady":               "who is the fish lady",
	} {
		if got := talk.NamedOut(a, text); got != want {
			t.Errorf("%q is read as %q, want %q", text, got, want)
		}
	}
}

// TestAPronounMayMeanAnAnimalThatHasAName, and nobody else then.
func TestAPronounMayMeanAnAnimalThatHasAName(t *testing.T) {
	a := parsed(t, `Tom Pell, a councillor, spoke first. “It is late,” he said.

The library's cat, Dewey, who has lived there for nine years, will be rehomed.`)
	before := talk.Before{Shown: []int{at(t, a, "Dewey")}}
	before.People = talk.Subject(a, before.Shown[0])
	if len(before.People) != 1 {
		t.Fatalf("the cat is not the subject: %+v", before.People)
	}
	if m := talk.Understand(a, before, "how old is he?", phrase); len(m.People) != 1 || m.People[0].Name != "Dewey" {
		t.Errorf("he is %+v", m)
	}
}

// TestWhomAnUnnamedPronounGoesOnToMean: the one the headline names, and nobody who merely tells of them.
func TestWhomAnUnnamedPronounGoesOnToMean(t *testing.T) {
	a, err := briefing.Parse(`Ingrid Salter, who wrote cookery books, has died at home.

Her daughter, Frances Moor, said she died in her sleep.

A dachshund slept under the table. He received more letters than she did.

Ravi Menon and Hugo Lascelles will cook for the guests.`, briefing.Options{Title: "Ingrid Salter, cookery writer, dies at 93", Language: "en"})
	if err != nil {
		t.Fatal(err)
	}
	if got := talk.Carried(a, "how did she die?"); len(got) != 1 || got[0].Name != "Ingrid Salter" {
		t.Errorf("she is %+v", got)
	}
	if got := talk.Carried(a, "how did he die?"); got != nil {
		t.Errorf("he is %+v", got)
	}
	m := talk.Understand(a, talk.Before{}, "did he die too?", phrase)
	if len(m.Which) < 2 {
		t.Errorf("one of several men is chosen, or none is asked about: %+v", m)
	}
}

// TestARelativeTellsTheSexAndAnAgeTheChild: “her husband, the fisherman Karmel Vey” is a man, and “the boy” is who is 12.
func TestARelativeTellsTheSexAndAnAgeTheChild(t *testing.T) {
	a := parsed(t, `Clare Winfield, the diver, died on Monday. With her husband, the fisherman Karmel Vey, she mapped 130 caves.

Two people are missing: Efrem Moan, 36, who drove a lorry, and his nephew Wilmer, 12. “It was dark,” said Vey's neighbour, Marthe Borg.`)
	before := talk.Before{People: []*briefing.Person{a.FindPerson("Vey")}}
	if m := talk.Understand(a, before, "when did she die?", phrase); len(m.People) == 1 && m.People[0].Name == "Karmel Vey" {
		t.Errorf("her husband is a woman: %+v", m)
	}
	if m := talk.Understand(a, before, "when did he die?", phrase); len(m.People) != 1 || m.People[0].Name != "Karmel Vey" {
		t.Errorf("he is %+v", m)
	}
	if got := talk.NamedOut(a, "how old is the boy?"); got != "how old is Wilmer?" {
		t.Errorf("the boy: %q", got)
	}
	if got := talk.NamedOut(a, "how old is the man?"); got != "how old is the man?" {
		t.Errorf("the man: %q", got)
	}
	twins := parsed(t, "The search in Ostby is for Efrem Moan, 11, and for Nils Berg, 12. Both boys were last seen on a lorry on Sunday.")
	if got := talk.NamedOut(twins, "how old is the boy?"); got != "how old is the boy?" {
		t.Errorf("which boy? %q", got)
	}
}

// TestNobodyIsGivenTheNameOfAnother: whose name a text does not give is not whom it names beside them.
func TestNobodyIsGivenTheNameOfAnother(t *testing.T) {
	const found = "A man was pulled from a lake at Tarn on Monday.\n\nDivers had looked for an hour. Ivo Pell, 30, a plumber, had seen him fall.\n\n"
	for _, c := range []struct {
		text, question string
		nobody         bool
	}{
		{found, "what's the man's name", true},
		{found, "what is the guy's name, the one in the lake", true},
		{found, "what is the name of the man", true},
		{found, "what's the plumber's name", false},
		{found + "He was named as Karl Roth.", "what's the man's name", false},
		{"A man won the lake race at Tarn on Monday.\n\nIvo Pell, 30, swam it in an hour.", "what's the man's name", false},
		{found, "what is the name of the lake", false},
	} {
		if m := talk.Understand(parsed(t, c.text), talk.Before{}, c.question, phrase); m.Nobody != c.nobody {
			t.Errorf("%q of %q: nobody is %t", c.question, c.text, m.Nobody)
		}
	}
}

// TestWhomTheOpeningTellsOf is meant by a pronoun: whoever is named right behind it, and nobody else if that one is never named.
func TestWhomTheOpeningTellsOf(t *testing.T) {
	named := parsed(t, "A girl of 14 has been found near Tarn.\n\nFreya Holm was seen by a crew on Friday.\n\nHer mother, Signe Holm, wept. Signe Holm thanked them. “She is home,” said Signe Holm.")
	if m := talk.Understand(named, talk.Before{}, "did they find her?", phrase); len(m.People) != 1 || m.People[0].Name != "Freya Holm" {
		t.Errorf("%+v", m)
	}
	first := parsed(t, "Anna Farr, 19, sailed into Tarn on Sunday.\n\nLaura Quist, a doctor, had held the record. “Well done,” said Quist. Quist and Farr met.")
	first.Title = "Sailor, 19, sets record" // it names nobody
	if m := talk.Understand(first, talk.Before{}, "when did she come?", phrase); len(m.People) != 1 || m.People[0].Name != "Anna Farr" {
		t.Errorf("%+v", m)
	}
	goat := parsed(t, "A goat that ran from a farm has been caught at Tarn.\n\nA guard, Wesley Oka, had seen it. Ivo Prior, who owns it, was glad.")
	if m := talk.Understand(goat, talk.Before{}, "where did they find him?", phrase); len(m.People) != 0 || len(m.Which) != 0 {
		t.Errorf("%+v", m)
	}
	never := parsed(t, "A man was pulled from his flat at Tarn.\n\nCrews came at noon. Kieran Moss, 34, had seen him.")
	if m := talk.Understand(never, talk.Before{}, "is he in hospital?", phrase); len(m.People) != 0 || m.Nobody || len(talk.Carried(never, m.Question)) != 0 {
		t.Errorf("%+v", m)
	}
}
