package cards

import (
	"encoding/json"
	"strconv"
	"strings"
	"testing"
	"time"

	"lede/briefing"
	"lede/cards/markup"
	"lede/languages"

	"github.com/bwmarrin/discordgo"
)

var english = languages.For("en")

// drawn is all that a card says, with its buttons.
func drawn(t *testing.T, c Card) string {
	t.Helper()
	b, err := json.Marshal(c.Components)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// TestHowManyCharactersOfANameAreShown in each place. A longer name is cut, and the ellipsis takes the place of one character.
func TestHowManyCharactersOfANameAreShown(t *testing.T) {
	a := articleOf("One.")
	for place, c := range map[string]struct {
		most int
		draw func(name string) string
	}{
		"a question": {300, func(name string) string {
			return drawn(t, Answer(english, a, "r", briefing.Answer{Question: name}, Ways{}))
		}},
		"a question of several": {300, func(name string) string {
			return drawn(t, Answers(english, a, "r", []briefing.Answer{{Question: name}}))
		}},
		"a question above the views": {300, func(name string) string { return drawn(t, Views(english, a, "r", name)) }},
		"the site of an article":     {60, func(name string) string { return head(english, &briefing.Article{Title: "T", Site: name}, "S") }},
		"its author": {60, func(name string) string {
			return head(english, &briefing.Article{Title: "T", Byline: &briefing.Byline{Name: name}}, "S")
		}},
		"its title":             {240, func(name string) string { return TitleLink(english, name, "") }},
		"the site below a card": {60, func(name string) string { return foot(english, &briefing.Article{Title: "T", Site: name}) }},
		"a title in a digest": {150, func(name string) string {
			return chapterHead(english, Chapter{Article: &briefing.Article{Title: name}})
		}},
		"a title of what is also": {100, func(name string) string { lines, _ := Also(english, []Headline{{Title: name}}); return lines }},
		"its site": {50, func(name string) string {
			lines, _ := Also(english, []Headline{{Title: "T", Site: name}})
			return lines
		}},
		"a story's site":          {60, func(name string) string { return Story{Article: &briefing.Article{Site: name}}.from(english) }},
		"another site":            {60, func(name string) string { return Story{Others: []Headline{{Site: name}}}.others(english) }},
		"what two articles share": {60, func(name string) string { return Reason{With: "W", Shared: []string{name}}.text(english) }},
		"what an article is like": {100, func(name string) string { return Reason{With: name}.text(english) }},
		"a replaced title":        {240, func(name string) string { return drawn(t, ArticleAdded(english, Headline{Title: "T"}, name)) }},
		"a button of what was meant": {80, func(name string) string {
			return drawn(t, Unfinished(english, "No.", "", Link{}, Nearly{Value: name, To: Link{Command: "zone"}}))
		}},
		"a rule of a filter": {240, func(name string) string {
			return drawn(t, WhyHere(english, Why{Headline: Headline{Ref: "r", Title: "T"}, Source: "S", Rule: name}))
		}},
		"a filter": {240, func(name string) string {
			return drawn(t, WhyHere(english, Why{Headline: Headline{Ref: "r", Title: "T"}, Source: "S", Filter: name}))
		}},
		"a source": {60, func(name string) string {
			return drawn(t, WhyHere(english, Why{Headline: Headline{Ref: "r", Title: "T"}, Source: name}))
		}},
		"a page's own words": {3800, func(name string) string {
			p := NewPage(english)
			p.Say(name)
			return drawn(t, p.Close(""))
		}},
	} {
		for n, want := range map[int]int{c.most: c.most, c.most + 1: c.most - 1} {
			if got := strings.Count(c.draw(strings.Repeat("ж", n)), "ж"); got != want {
				t.Errorf("%s of %d characters: %d are shown, want %d", place, n, got, want)
			}
		}
	}
}

// TestHowManyOfAListAreShown, and that the others are counted.
func TestHowManyOfAListAreShown(t *testing.T) {
	sentences := make([]string, 9)
	for i := range sentences {
		sentences[i] = "Жук" + strconv.Itoa(i) + "."
	}
	a := articleOf(sentences...)
	var evidence []briefing.Evidence
	var all []int
	var sites []Headline
	for i, s := range a.Sentences {
		evidence = append(evidence, briefing.Evidence{Span: s.Span, Text: a.At(s.Span)})
		all, sites = append(all, i), append(sites, Headline{Site: a.At(s.Span)})
	}
	for list, c := range map[string]struct {
		most int
		draw func(n int) string
	}{
		"sentences that answer one of several questions": {2, func(n int) string {
			return drawn(t, Answers(english, a, "r", []briefing.Answer{{Answered: true, Sentences: evidence[:n]}}))
		}},
		"sentences near to one of several questions": {1, func(n int) string {
			return drawn(t, Answers(english, a, "r", []briefing.Answer{{Nearest: evidence[:n]}}))
		}},
		"sentences of a development": {4, func(n int) string {
			text, _ := developmentText(english, a, briefing.Development{Sentences: all[:n]})
			return text
		}},
		"sites that report the same": {3, func(n int) string { return Story{Others: sites[:n]}.others(english) }},
	} {
		for n := 1; n < len(sentences); n++ {
			text := c.draw(n)
			if got := strings.Count(text, "Жук"); got != min(n, c.most) {
				t.Errorf("%s: %d of %d are shown\n%s", list, got, n, text)
			}
		}
	}
}

// TestHowLongADigestTakesToRead: 220 words a minute, rounded, and never nothing.
func TestHowLongADigestTakesToRead(t *testing.T) {
	for words, want := range map[int]int{0: 1, 220: 1, 329: 1, 330: 2, 549: 2, 550: 3} {
		text := strings.Repeat("a ", words)
		half := discordgo.TextDisplay{Content: text[:len(text)/4*2]}
		if got := minutes([]discordgo.MessageComponent{half, discordgo.Section{Components: []discordgo.MessageComponent{discordgo.TextDisplay{Content: text[len(half.Content):]}}}}); got != want {
			t.Errorf("%d words take %d minutes", words, got)
		}
	}
}

// TestADigestOfAServerIsDrawnFromThatOfAll: it has the server's marker and its link, each once and where it belongs.
func TestADigestOfAServerIsDrawnFromThatOfAll(t *testing.T) {
	own := Style{Marker: "aZ09", Before: "https://discord.com/channels/1907/2938/4856", Day: time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)}
	if blank := own.Unowned(); blank.Marker != "0000" || blank.Before != "https://discord.com/channels/0000/0000/0000" || !blank.Day.Equal(own.Day) {
		t.Errorf("%+v", blank)
	}
	draw := func(s Style) string {
		return drawn(t, Digest(english, []Story{{Ref: "r", Article: articleOf("One.", "Two.")}}, s))
	}
	if got := string(own.Owned([]byte(draw(own.Unowned())))); got != draw(own) || got == draw(own.Unowned()) {
		t.Errorf("%s, want %s", got, draw(own))
	}
	if got := string(own.Owned([]byte("[]"))); got != "[]" {
		t.Error(got)
	}
}

// TestWhatStandsBesideTheSummaryIsShownWhereThereAreNoDevelopments, by its words.
func TestWhatStandsBesideTheSummaryIsShownWhereThereAreNoDevelopments(t *testing.T) {
	a := articleOf("The mill burned.", "Nobody was hurt.")
	a.Paragraphs = []briefing.Paragraph{{Kind: briefing.Body}, {Kind: briefing.Body}}
	a.Sentences[1].Paragraph, a.Summary = 1, []int{0}
	if text := drawn(t, Developments(english, a, "r", 0)); !strings.Contains(text, "Nobody was hurt") || strings.Contains(text, "The mill burned") {
		t.Error(text)
	}
}

// TestALinkNamesAsManySentencesAsItHasRoomFor, to the character.
func TestALinkNamesAsManySentencesAsItHasRoomFor(t *testing.T) {
	a := articleOf("One.", "Two.")
	bare := len(Link{Command: "context", Options: map[string]string{"article": "", "sentence": citation(a, 0)}}.String()) + len("&from=99")
	for ref, want := range map[int]bool{100 - bare: true, 100 - bare + 1: false} {
		if _, got := contextOf(a, strings.Repeat("r", ref), []int{0}).Options["sentence"]; got != want {
			t.Errorf("beside %d characters a sentence is named: %v", ref, got)
		}
	}
}

// TestTheEdgesOfADay: a digest is named by the part of the day that it is for.
func TestTheEdgesOfADay(t *testing.T) {
	day := time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)
	for minutes, want := range map[int]string{0: "night", 239: "night", 240: "morning", 719: "morning", 720: "afternoon", 1019: "afternoon", 1020: "evening", 1439: "evening"} {
		if got := edition(english, day.Add(time.Duration(minutes)*time.Minute)); got != english.Text("card.digest."+want, "day", english.Weekday(day)) {
			t.Errorf("after %d minutes: %q, want %s", minutes, got, want)
		}
	}
}

// TestAShortArticleIsShownUpTo1200Bytes, and of a longer one a third.
func TestAShortArticleIsShownUpTo1200Bytes(t *testing.T) {
	for bytes, want := range map[int]int{0: 1200, 3602: 1200, 3603: 1201, 9000: 3000} {
		a := &briefing.Article{Title: "T", Text: strings.Repeat("a", bytes)}
		if got := articlePage(english, a, "S").share; got != want {
			t.Errorf("of %d bytes %d may be shown", bytes, got)
		}
	}
}

// TestTheWordsThatAnswerAreShownLargeUpTo80Characters, also where several questions are answered; where there are none, nothing is.
func TestTheWordsThatAnswerAreShownLargeUpTo80Characters(t *testing.T) {
	for n, want := range map[int]bool{0: false, 1: true, 80: true, 81: false} {
		a := articleOf("It cost " + strings.Repeat("x", n) + ".")
		at := len("It cost ")
		sure := briefing.Answer{Question: "What?", Answered: true, Confidence: 1, Sentences: []briefing.Evidence{{Span: a.Sentences[0].Span, Text: a.Text, Core: &briefing.Span{Start: at, End: at + n}}}}
		for name, card := range map[string]Card{"one": Answer(english, a, "r", sure, Ways{}), "several": Answers(english, a, "r", []briefing.Answer{sure})} {
			if got := strings.Contains(drawn(t, card), `"## `); got != want {
				t.Errorf("%s, %d characters: shown large %v", name, n, got)
			}
		}
	}
}

// TestPassagesMeetWhereTheirNeighboursDo: with one sentence between them, they are one passage.
func TestPassagesMeetWhereTheirNeighboursDo(t *testing.T) {
	a := articleOf("One.", "Two.", "Three.", "Four.", "Five.", "Six.")
	shown := func(sentences ...int) int {
		list := Context(english, a, "r", sentences, 0).Components[0].(discordgo.Container).Components
		n := 0
		for _, part := range list {
			if text, ok := part.(discordgo.TextDisplay); ok && strings.Contains(text.Content, "> ") {
				n++
			}
		}
		return n
	}
	for _, c := range []struct{ second, want int }{{1, 1}, {2, 1}, {3, 2}, {4, 2}} {
		if got := shown(0, c.second); got != c.want {
			t.Errorf("sentences 0 and %d are %d passages", c.second, got)
		}
	}
}

func TestAListOfWhatElseIsNewHasALineForEach(t *testing.T) {
	if lines, n := Also(english, []Headline{{Title: "A"}, {Title: "B"}}); lines != "- A\n- B" || n != 2 {
		t.Errorf("%q, %d", lines, n)
	}
}

// TestTheLinesAboutFurtherItemsHaveTheirRoom in every language.
func TestTheLinesAboutFurtherItemsHaveTheirRoom(t *testing.T) {
	for _, l := range append(languages.Others(), english) {
		for _, key := range []string{moreOfThem, "card.section.points-more"} {
			if line := "\n-# " + l.Text(key, "n", 99); markup.Length(line) > roomForMore {
				t.Errorf("%q takes more than %d characters", line, roomForMore)
			}
		}
	}
}
