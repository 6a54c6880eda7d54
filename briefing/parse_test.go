package briefing

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"reflect"
	"strings"
	"testing"
	"time"
)

func TestParseRefuses(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       error
	}{
		{"nothing", "", ErrEmpty},
		{"no words", " \n— “…”\t", ErrEmpty},
		{"broken bytes", "A \xff word", ErrNotUTF8},
		{"too long", strings.Repeat("a", MaxTextBytes+1), ErrTooLong},
	} {
		if _, err := Parse(c.text, Options{}); !errors.Is(err, c.want) {
			t.Errorf("%s: the error is %v, want %v", c.name, err, c.want)
		}
	}
	if _, err := Parse(strings.Repeat("a", MaxTextBytes), Options{}); err != nil {
		t.Errorf("a text of just the longest size: %v", err)
	}
}

func TestParseTakesOverTheOptions(t *testing.T) {
	day := time.Date(2031, 5, 9, 8, 0, 0, 0, time.UTC)
	a, err := Parse("The bridge fell on Tuesday.", Options{ID: "n1", Title: "Bridge falls", URL: "https://example.org/n1", Site: "Example", Published: &day})
	if err != nil {
		t.Fatal(err)
	}
	if a.ID != "n1" || a.Title != "Bridge falls" || a.TitleSource != TitlePublished || a.URL != "https://example.org/n1" || a.Site != "Example" || !a.Published.Equal(day) {
		t.Errorf("the article is %+v", a)
	}
	if len(a.Dates) != 1 || a.Dates[0].Resolved != "2031-05-06" {
		t.Errorf("the dates are %+v, want Tuesday to be 6 May", a.Dates)
	}
}

func TestTheSameTextGivesTheSameArticle(t *testing.T) {
	text, _ := readCase(t, "testdata/articles/council-vote.txt")
	first, err := Parse(text, Options{})
	if err != nil {
		t.Fatal(err)
	}
	for range 20 {
		again, err := Parse(text, Options{})
		if err != nil || !reflect.DeepEqual(first, again) {
			t.Fatalf("another article came out: %v", err)
		}
	}
	if len(first.ID) != 64 {
		t.Errorf("the ID %q is no SHA-256", first.ID)
	}
}

func TestListsAreNeverNull(t *testing.T) {
	a, err := Parse("Photo: Somebody", Options{})
	if err != nil {
		t.Fatal(err)
	}
	b, err := json.Marshal(a)
	if err != nil {
		t.Fatal(err)
	}
	for _, field := range []string{`"paragraphs":[`, `"sentences":[`, `"summary":[`} {
		if !strings.Contains(string(b), field) {
			t.Errorf("%s is missing in %s", field, b)
		}
	}
}

func TestPointsAreAsManyAsWanted(t *testing.T) {
	text, _ := readCase(t, "testdata/articles/chip-maker.txt")
	for _, n := range []int{1, 2, 5} {
		a, err := Parse(text, Options{Points: n})
		if err != nil || len(a.Summary) != n {
			t.Errorf("%d key points, want %d: %v", len(a.Summary), n, err)
		}
	}
}

// TestSharedArticles checks the promise of verbatim spans on articles that are kept beside the project.
func TestSharedArticles(t *testing.T) {
	const path = "../../shared/articles/ukraine-talks.txt"
	b, err := os.ReadFile(path)
	if err != nil {
		t.Skipf("the article %s is not here: %v", path, err)
	}
	a, err := Parse(string(b), Options{})
	if err != nil {
		t.Fatal(err)
	}
	checkSpans(t, a)
	if len(a.People) != 11 || len(a.Quotes) != 15 || len(a.Developments) != 5 || a.Byline == nil {
		t.Errorf("%d people, %d quotations, %d developments, byline %v", len(a.People), len(a.Quotes), len(a.Developments), a.Byline)
	}
	for _, q := range a.Quotes {
		if q.Speaker == "" {
			t.Errorf("nobody says %s", a.At(q.Span))
		}
	}
	for _, p := range a.People {
		if p.Role == "" {
			t.Errorf("%s has no role", p.Name)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, text := range hostileTexts(200) {
		f.Add(text)
	}
	f.Add("“A” said B. \"C\" «D» „E“ ‘F’ 'G' “H")
	f.Add("By A B\n\nIn brief:\n• One man was killed on 3 May, C D, the mayor, said.\n1. $3.5bn (€3bn)\r\n\u2028end")
	f.Add("İstanbul’da ǅ \u0301 10\u00a0km ½ ٣ 中文。“引用。”他说。")
	f.Fuzz(func(t *testing.T, text string) {
		a, err := Parse(text, Options{})
		if err != nil {
			return
		}
		checkSpans(t, a)
	})
}

// BenchmarkParse reads an article of about 550 words.
func BenchmarkParse(b *testing.B) {
	var text strings.Builder
	for _, name := range []string{"council-vote", "chip-maker", "relay-final"} {
		t, err := os.ReadFile("testdata/articles/" + name + ".txt")
		if err != nil {
			b.Fatal(err)
		}
		text.Write(t)
		text.WriteByte('\n')
	}
	for b.Loop() {
		if _, err := Parse(text.String(), Options{}); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(len(strings.Fields(text.String()))), "words")
}

// BenchmarkLength shows that time grows in proportion to length: the speeds are alike.
func BenchmarkLength(b *testing.B) {
	text, err := os.ReadFile("testdata/articles/river-flood.txt")
	if err != nil {
		b.Fatal(err)
	}
	for _, times := range []int{1, 10, 100, 1000} {
		long := strings.Repeat(string(text)+"\n", times)
		b.Run(fmt.Sprintf("%dkB", len(long)/1000), func(b *testing.B) {
			b.SetBytes(int64(len(long)))
			for b.Loop() {
				if _, err := Parse(long, Options{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func TestAHeadlineIsToldFromTheStory(t *testing.T) {
	for text, want := range map[string]string{
		"# Bridge falls\n\nThe bridge of Eastwick fell on Tuesday.": "Bridge falls",
		"Bridge falls\n\nThe bridge of Eastwick fell on Tuesday.":   "Bridge falls",
	} {
		a, err := Parse(text, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if a.Title != want || a.TitleSource != TitlePublished || a.Paragraphs[0].Kind != Heading {
			t.Errorf("%q: title %q, %s, first paragraph %s", text, a.Title, a.TitleSource, a.Paragraphs[0].Kind)
		}
	}
	a, err := Parse("The bridge fell on Tuesday.\nNobody was hurt.", Options{Title: "The bridge fell on Tuesday."})
	if err != nil || a.Paragraphs[0].Kind != Heading {
		t.Errorf("a title that the text repeats: %v, %v", a, err)
	}
}

// TestTextsWithoutCase reads texts in small letters only, and in capitals only.
func TestTextsWithoutCase(t *testing.T) {
	const story = "The council met on Monday in the old hall. It voted to close the bridge for 14 weeks. " +
		"The clerk, who had counted twice, called it final. Buses may still cross until the end of May."
	for name, text := range map[string]string{"small": strings.ToLower(story), "loud": strings.ToUpper(story)} {
		a, err := Parse(text, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if len(a.Sentences) != 4 || len(a.Summary) != 3 || a.Summary[0] != 0 || len(a.Figures) != 1 {
			t.Errorf("%s: %d sentences, key points %v, figures %v", name, len(a.Sentences), a.Summary, a.Figures)
		}
	}
}

// TestThePageIsNoNews: a page's words to its readers are in neither title nor key points.
func TestThePageIsNoNews(t *testing.T) {
	a, err := Parse("Thanks for reading the Post's blog on the flood in Pell. We will be back at eight in the morning.\n"+
		"Sign up for our letter to hear from us every day of the week.\n"+
		"The river rose by two metres in the night and took the old bridge with it.\n"+
		"Nobody was hurt when it fell, the fire service told reporters on Monday.", Options{})
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(a.Title, "The river rose") || len(a.Summary) != 2 {
		t.Errorf("title %q, key points %v", a.Title, a.Summary)
	}
}

// TestAGreetingIsNoKeyPoint, nor what a page says of itself, leads to or asks; and a greeting is no development.
func TestAGreetingIsNoKeyPoint(t *testing.T) {
	const news = "The dam above Marl gave way at dawn on Tuesday, and 30 people were pulled from the mud, the army said."
	for _, page := range []string{
		"Hello, all, on a day of floods. I'm Tess Arno, and I will be here until six in the evening.",
		"We'll be bringing you the latest from the valley of Marl all day long.",
		"Our coverage of the flood goes on through the night in the valley.",
		"Here's what we know so far about the flood.",
		"That's it from the newsroom for today, and we are off to bed.",
		"Read more of the story at: https://example.org/marl",
		"Good evening from the valley. You can reach the two of us at the usual place.",
	} {
		a, err := Parse(page+"\n\n"+news+"\n\nThe army sent four helicopters to the valley on Tuesday.", Options{})
		if err != nil {
			t.Fatal(err)
		}
		if len(a.Summary) != 2 || !strings.HasPrefix(a.SentenceText(a.Summary[0]), "The dam") {
			t.Errorf("%s: %v", page, a.Summary)
		}
	}
	a, err := Parse("Marl live\n\n14:05\n\nArmy sends help\n\nThe army sent four helicopters to the valley.\n\n12:30\n\nDam fails\n\n"+news+"\n\n11:00\n\nGood morning\n\nThanks for joining us. We are here all day for you.", Options{})
	if err != nil {
		t.Fatal(err)
	}
	if len(a.Developments) != 2 {
		t.Errorf("developments: %+v", a.Developments)
	}
}

// TestAHostMayTellTheNews before the first question.
func TestAHostMayTellTheNews(t *testing.T) {
	a, err := Parse("HOST: The city of Lorrain has run out of road salt. What happened?\n\nANN LEE: The mine in Ohio flooded in the spring.\n\nHOST: It is a cold week in the town. Who pays?\n\nANN LEE: The county pays for most of it.", Options{Points: 9})
	if err != nil {
		t.Fatal(err)
	}
	told := ""
	for _, s := range a.Summary {
		told += a.SentenceText(s)
	}
	if !strings.Contains(told, "run out of road salt") || strings.Contains(told, "a cold week") || strings.Contains(told, "?") {
		t.Errorf("key points: %s", told)
	}
}

// TestWhoAsksSaysNoKeyPoint: neither the question of an interview nor the remark before it is news, whatever the label.
func TestWhoAsksSaysNoKeyPoint(t *testing.T) {
	for _, labels := range [][2]string{{"Q:", "A:"}, {"Question:", "Answer:"}, {"TO:", "LA:"}, {"Post:", "Aske:"}, {"Post:", "Lena Aske:"}} {
		a, err := Parse("Rower Lena Aske on her last race\n\nLena Aske won four medals and spoke to Tom Orr in Marl.\n\n"+
			labels[0]+" You broke two ribs last year in the race at Holm. How did you train?\n\n"+labels[1]+" I swam for three months and did not touch an oar.\n\n"+
			labels[0]+" Tell us what comes next for you and the club.\n\n"+labels[1]+" I will coach the youth team in Marl and sleep until nine.\n\n"+
			labels[0]+" And then?\n\n"+labels[1]+" Then I will sail.\n\n"+labels[0]+" With whom?\n\n"+labels[1]+" With nobody.", Options{Points: 9})
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range a.Summary {
			if line := a.SentenceText(s); strings.HasPrefix(line, "You broke") || strings.HasPrefix(line, "Tell us") {
				t.Errorf("%v: %s", labels, line)
			}
		}
		said := 0
		for _, q := range a.Quotes {
			if q.Speaker == "Lena Aske" {
				said++
			}
		}
		if said != 4 {
			t.Errorf("%v: she says %d sentences", labels, said)
		}
	}
}

// TestWhatAPageRepeatsIsShownOnce, whether below its headline or in large letters beside the text. An answer that is given twice is no copy.
func TestWhatAPageRepeatsIsShownOnce(t *testing.T) {
	t.Parallel()
	const lede = "Ferry fares to the islands will rise by ten per cent in April, the operator said on Monday."
	const quote = "“We held prices for three years and can hold them no longer,” said Ewan Strachan, its managing director."
	a, err := Parse("Ferry fares to rise\n\n"+lede+"\n\n"+quote+"\n\n"+lede+" The operator carried 640,000 passengers last year.\n\n"+quote+
		" Islanders keep a discount of a third. “No.” That was all he said of the council’s plan to freeze the fares. “No.” It was his answer to the shopkeepers too.", Options{Points: 9})
	if err != nil {
		t.Fatal(err)
	}
	shown := map[string]int{}
	for _, s := range a.Summary {
		shown[a.SentenceText(s)]++
	}
	for _, q := range a.Quotes {
		shown[q.Of(a.Text)]++
	}
	if shown[lede] != 1 || shown[quote] != 1 || shown["“We held prices for three years and can hold them no longer,”"] != 1 || shown["“No.”"] != 2 {
		t.Errorf("shown so often: %v", shown)
	}
	if n := len(a.People[0].Quotes); n == 0 || a.Quotes[a.People[0].Quotes[0]].Speaker != "Ewan Strachan" {
		t.Errorf("the speaker has %d quotations", n)
	}
}
