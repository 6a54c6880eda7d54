package story_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"lede/briefing"
	"lede/briefing/story"
)

const damage = `The flood in Marlow damaged 140 houses on Friday, the fire service said.
Mayor Iris Dahl said the dam at Kettle Bridge had held.
“The water came faster than the sirens,” Dahl told reporters.
The council opened the gym of the Weir School for those who had to leave.
In 1987 a flood damaged 210 houses in the same valley.`

// clipped is an article's text, the sentences of it that were shown, and what its source has since changed.
func clipped(t testing.TB, shown int, was, is string) (c story.Clipping, now *briefing.Article, found []story.Correction) {
	t.Helper()
	var list []int
	for i := range shown {
		list = append(list, i)
	}
	c, now = story.Clip(parse(t, "one", "", was, 1), list), parse(t, "one", "", is, 1)
	return c, now, c.Corrections(now)
}

func TestWhatItsSourceChangedIsACorrection(t *testing.T) {
	t.Parallel()
	rest := `Mayor Iris Dahl said the dam at Kettle Bridge had held.
“The water came faster than the sirens,” Dahl told reporters.
The council opened the gym of the Weir School for those who had to leave.
In 1987 a flood damaged 210 houses in the same valley.`
	for name, test := range map[string]struct{ is, want string }{
		"nothing":             {damage, "[]"},
		"a figure":            {"The flood in Marlow damaged 190 houses on Friday, the fire service said.\n" + rest, "[140→190]"},
		"other words for it":  {"The fire service said on Friday that the flood in Marlow had damaged 140 houses.\n" + rest, "[]"},
		"only more":           {damage + "\nOn Saturday the fire service counted 23 damaged cars in Marlow.", "[]"},
		"what was not shown":  {"The flood in Marlow damaged 140 houses on Friday, the fire service said.\nMayor Iris Dahl said the dam at Kettle Bridge had held.\n“The water came faster than the sirens,” Dahl told reporters.\nIn 1987 a flood damaged 260 houses in the same valley.", "[]"},
		"what stood there":    {"In 1987 a flood damaged 210 houses in Marlow on a Friday, the fire service said.\n" + rest, "[]"},
		"a name":              {"The flood in Marlow damaged 140 houses on Friday, the fire service said.\nMayor Iris Dahl said the dam at Kettle Mills had held.", "[name]"},
		"a denial":            {"The flood in Marlow damaged 140 houses on Friday, the fire service said.\nMayor Iris Dahl said the dam at Kettle Bridge had not held.", "[name]"},
		"a day of the week":   {"The flood in Marlow damaged 140 houses on Saturday, the fire service said.\n" + rest, "[]"},
		"a quotation":         {"The flood in Marlow damaged 140 houses on Friday, the fire service said.\nMayor Iris Dahl said the dam at Kettle Bridge had held.\n“The water came long before the sirens, faster than anybody,” Dahl told reporters.", "[quote]"},
		"a shortened article": {"The flood in Marlow damaged 140 houses on Friday, the fire service said.", "[]"},
	} {
		c, now, found := clipped(t, 3, damage, test.is)
		var got []string
		for _, f := range found {
			for _, pair := range f.Figures {
				got = append(got, c.Article.At(pair[0].Span)+"→"+now.At(pair[1].Span))
			}
			if f.Quoted {
				got = append(got, "quote")
			}
			if f.Named {
				got = append(got, "name")
			}
		}
		if fmt.Sprint(got) != test.want {
			t.Errorf("%s: %v, want %s (%+v)", name, got, test.want, found)
		}
	}
}

// TestACorrectionIsFoundOnce: after that the clipping has the new sentence, and a further change is found against it.
func TestACorrectionIsFoundOnce(t *testing.T) {
	t.Parallel()
	c, now, found := clipped(t, 2, damage, "The flood in Marlow damaged 190 houses on Friday, the fire service said.\nMayor Iris Dahl said the dam at Kettle Bridge had held.")
	after := c.After(now, found)
	if len(found) != 1 || len(after.Numbers) != 2 || len(after.Corrections(now)) != 0 {
		t.Fatalf("%+v, then %+v", found, after.Corrections(now))
	}
	third := parse(t, "one", "", "The flood in Marlow damaged 230 houses on Friday, the fire service said.", 1)
	again := after.Corrections(third)
	if len(again) != 1 || after.Article.At(again[0].Figures[0][0].Span) != "190" {
		t.Errorf("%+v", again)
	}
}

// TestSentencesSplitByAnotherVersionAreNoCorrection: the words are still there. A change that the source made is one.
func TestSentencesSplitByAnotherVersionAreNoCorrection(t *testing.T) {
	t.Parallel()
	const last = "Mayor Iris Dahl said that the dam had held at Lake St. Anne."
	was := parse(t, "one", "", damage+"\n"+last, 1)
	i := len(was.Sentences) - 1
	if was.SentenceText(i) != last {
		t.Fatalf("the last sentence is %q", was.SentenceText(i))
	}
	for name, parted := range map[string]briefing.Span{
		"in two": {Start: was.Sentences[i].Start, End: was.Sentences[i].End - len(" Anne.")},
		"in one": {Start: was.Sentences[i-1].Start, End: was.Sentences[i].End},
	} {
		other := *was
		other.Sentences = append(append([]briefing.Sentence{}, was.Sentences[:i]...), briefing.Sentence{Span: parted, Paragraph: was.Sentences[i].Paragraph})
		c := story.Clip(&other, []int{i})
		c.Printed = nil // and it did not keep what else was printed
		if found := c.Corrections(parse(t, "one", "", damage+"\n"+last+"\nThe fire service counts on.", 1)); len(found) > 0 {
			t.Errorf("%s: %+v", name, found)
		}
	}
	c := story.Clip(was, []int{i})
	if found := c.Corrections(parse(t, "one", "", damage+"\nMayor Iris Dahl said that the dam had held at Lake St. Mary.", 1)); len(found) != 1 {
		t.Errorf("another name: %+v", found)
	}
}

func TestAClippingIsKeptAsItIs(t *testing.T) {
	t.Parallel()
	c := story.Clip(parse(t, "one", "", damage, 1), []int{2, 0, 2})
	kept, err := json.Marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	var back story.Clipping
	if err := json.Unmarshal(kept, &back); err != nil || !back.Sound() {
		t.Fatalf("%v, %s", err, kept)
	}
	if fmt.Sprint(back.Numbers) != "[0 2]" || back.Article.SentenceText(1) != "“The water came faster than the sirens,” Dahl told reporters." || len(back.Article.Quotes) != 1 || len(back.Article.Figures) != 1 {
		t.Errorf("%s", kept)
	}
	for _, spoilt := range []string{`{}`, `{"article":{"text":"a","sentences":[{"start":0,"end":9}]},"numbers":[1]}`, `{"article":{"text":"a","sentences":[{"start":0,"end":1}],"quotes":[{"start":0,"end":1,"sentence":4}]},"numbers":[1]}`} {
		var c story.Clipping
		if err := json.Unmarshal([]byte(spoilt), &c); err == nil && c.Sound() {
			t.Errorf("%s is sound", spoilt)
		}
	}
}

// FuzzClipping: whatever is kept, and whatever the article becomes, all sentences returned are from one of the two.
func FuzzClipping(f *testing.F) {
	f.Add([]byte(`{"article":{"text":"Ten died.","sentences":[{"start":0,"end":9,"paragraph":0}]},"numbers":[0]}`), damage)
	f.Fuzz(func(t *testing.T, kept []byte, text string) {
		var c story.Clipping
		now, err := briefing.Parse(text, briefing.Options{})
		if err != nil || len(text) > 4000 || json.Unmarshal(kept, &c) != nil || !c.Sound() {
			return
		}
		found := c.Corrections(now)
		for _, one := range found {
			_, _ = c.Article.SentenceText(one.Was), now.SentenceText(one.Is)
		}
		if after := c.After(now, found); !after.Sound() {
			t.Errorf("%+v", after)
		}
	})
}

// TestOneNumberChangedIsACorrection: whatever it counts, if the source left the rest of its sentence as it was.
func TestOneNumberChangedIsACorrection(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		before, after string
		figures, said int
	}{
		{"The council meets again on 14 May to decide on the plan.", "The council meets again on 21 May to decide on the plan.", 0, 1},
		{"Carrow beat Dunmere 3-1 in the second leg on Saturday.", "Carrow beat Dunmere 3-2 in the second leg on Saturday.", 0, 1},
		{"The hearing of the brothers begins at 9.30am in the old court.", "The hearing of the brothers begins at 10.30am in the old court.", 0, 1},
		{"The hearing of the brothers begins at 9.30am in the old court.", "The hearing of the brothers begins at 9:30am in the old court.", 0, 0},
		{"The mayor said that 3 of the bridges are closed to cars.", "The mayor said that three of the bridges are closed to cars.", 0, 0},
		{"The mayor said that 3 of the bridges are closed to cars.", "The mayor said that four of the bridges are closed to cars.", 1, 1},
		{"The council meets on 14 May to decide on the plan. The council meets on 21 May to decide on the plan.", "The council meets on 21 May to decide on the plan.", 0, 0},
		{"The council meets on 14 May to decide on the plan.", "The council meets on 14 May to decide on the plan. The council meets on 21 May to decide on the plan.", 0, 0},
		{"The ferry left the harbour of Ostby two hours ago with a tug.", "The ferry left the harbour of Ostby three hours ago with a tug.", 0, 0},
		{"Some 190 people came to the vigil in the square at Harn.", "Some 90 people came to the vigil in the square at Harn.", 1, 1},
		{"Shares in Norfield stood at 41.20 at 10.15 on the exchange.", "Shares in Norfield stood at 40.80 at 11.20 on the exchange.", 0, 0},
		{"Updated 14 May.", "Updated 21 May.", 0, 0},
	} {
		was := parse(t, "a", "", c.before, 0)
		got := story.Clip(was, []int{0}).Corrections(parse(t, "a", "", c.after, 1))
		figures := 0
		for _, one := range got {
			figures += len(one.Figures)
		}
		if len(got) != c.said || figures != c.figures {
			t.Errorf("%s | %s: %+v", c.before, c.after, got)
		}
	}
}

// TestTimeThatGoesOnIsNoCorrection: in every language.
func TestTimeThatGoesOnIsNoCorrection(t *testing.T) {
	t.Parallel()
	for language, said := range map[string]string{
		"en": "The tug left the harbour of Ostby # hours ago with the ferry.",
		"de": "Der Schlepper verließ den Hafen von Ostby vor # Stunden mit der Fähre.",
		"es": "El remolcador salió del puerto de Ostby hace # horas con el barco.",
		"fr": "Le remorqueur a quitté le port de Ostby il y a # heures avec le bateau.",
		"it": "Il rimorchiatore ha lasciato il porto di Ostby # ore fa con la nave.",
		"pt": "O rebocador saiu do porto de Ostby há # horas com o navio.",
	} {
		var both [2]*briefing.Article
		for i, hours := range []string{"2", "3"} {
			a, err := briefing.Parse(strings.ReplaceAll(said, "#", hours), briefing.Options{Language: language})
			if err != nil {
				t.Fatal(err)
			}
			both[i] = a
		}
		if got := story.Clip(both[0], []int{0}).Corrections(both[1]); len(got) > 0 {
			t.Errorf("%s: %+v", language, got)
		}
	}
}

// TestAClippingOfDividedWords: a word divided at the end of a line is whole in the clipping, and what is behind it stands where it says.
func TestAClippingOfDividedWords(t *testing.T) {
	a, err := briefing.Parse("Storm breaks the wall\n\nThe storm broke the wall of the harbour in the nig-\nht and took 40 boats from their places, and “nobody was there to\nsee it go,” said Ann Lowe of the wa-\nter board.\n\nIt had stood for 12 years in the harb-\nour.", briefing.Options{})
	if err != nil {
		t.Fatal(err)
	}
	all := make([]int, len(a.Sentences))
	for i := range all {
		all[i] = i
	}
	c := story.Clip(a, all)
	if !c.Sound() || strings.Contains(c.Article.Text, "-\n") {
		t.Errorf("not sound: %q", c.Article.Text)
	}
	var was, is []string
	for _, f := range a.Figures {
		was = append(was, a.At(f.Span))
	}
	for _, q := range a.Quotes {
		was = append(was, a.At(q.Span))
	}
	for _, f := range c.Article.Figures {
		is = append(is, c.Article.At(f.Span))
	}
	for _, q := range c.Article.Quotes {
		is = append(is, c.Article.At(q.Span))
	}
	unbroken := func(list []string) string { return strings.ReplaceAll(strings.Join(list, "|"), "\n", " ") }
	if len(was) < 3 || unbroken(was) != unbroken(is) {
		t.Errorf("the clipping has %q of %q", is, was)
	}
	if got := c.Corrections(a); len(got) != 0 {
		t.Errorf("nothing was changed: %+v", got)
	}
}
