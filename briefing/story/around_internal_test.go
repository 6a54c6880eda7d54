package story

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"lede/briefing"
)

func headlinePrint(t *testing.T, title string, at time.Time) (Signature, print) {
	t.Helper()
	a, err := briefing.Parse(title, briefing.Options{ID: title, Title: title, Language: "en", Published: &at})
	if err != nil {
		t.Fatal(err)
	}
	s := Sign(a)
	if !s.Headline {
		t.Fatalf("%q is taken for no headline", title)
	}
	return s, printOf(&s)
}

var headlineDay = time.Date(2026, time.March, 2, 0, 0, 0, 0, time.UTC)

// TestANameAloneMakesNoStory: two headlines that share only a name are two events, unless many headlines have that name at the
// time.
func TestANameAloneMakesNoStory(t *testing.T) {
	for _, c := range []struct {
		a, b string
		most float64
	}{
		{"Premier Halvorsen opens Brannvik hydro plant", "Premier Halvorsen taken to hospital with chest pains", withOne},
		{"Tram drivers in Veldheim to strike on Friday", "Nurses in Veldheim vote for strike over pay", withTwo},
		{"Fire guts paper mill in Dolany, workers safe", "Dolany paper mill destroyed by blaze, workers safe", 1},
		{"Ex-banker Rolf Demmin jailed for seven years", "Seven years in prison for former banker Demmin", 1},
		{"Marsk Pearl aground off Tarnholm sandbank", "Marsk Pearl aground off Tarnholm sandbank", 1},
	} {
		_, p := headlinePrint(t, c.a, headlineDay)
		_, q := headlinePrint(t, c.b, headlineDay)
		if got := (*around)(nil).most(&p, &q); got != c.most {
			t.Errorf("%q and %q: at most %v, want %v", c.a, c.b, got, c.most)
		}
	}
	var prints []print
	for n := range manyAtOnce {
		_, p := headlinePrint(t, fmt.Sprintf("Halvorsen meets delegation %d", n), headlineDay)
		prints = append(prints, p)
	}
	_, p := headlinePrint(t, "Premier Halvorsen opens Brannvik hydro plant", headlineDay)
	_, q := headlinePrint(t, "Premier Halvorsen taken to hospital with chest pains", headlineDay)
	_, later := headlinePrint(t, "Premier Halvorsen taken to hospital with chest pains", headlineDay.Add(30*time.Hour))
	few, many := aroundOf(prints[2:]), aroundOf(prints)
	if few.many(&p, &q) || !many.many(&p, &q) || many.many(&p, &later) {
		t.Errorf("many at once: %v of too few, %v of enough, %v a day later", few.many(&p, &q), many.many(&p, &q), many.many(&p, &later))
	}
}

// TestHeadlinesOfOneActorAreToldApart: two events are not joined by one name, one town, or a round-up that names both.
func TestHeadlinesOfOneActorAreToldApart(t *testing.T) {
	raw, err := os.ReadFile("testdata/headlines.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, half := range []string{"a", "b"} {
		var articles []Article
		var events []string
		for line := range strings.Lines(string(raw)) {
			head, title, ok := strings.Cut(strings.TrimSpace(line), " | ")
			cells := strings.Fields(head)
			if !ok || cells[0] != half {
				continue
			}
			hours, err := time.ParseDuration(cells[3] + "h")
			if err != nil {
				t.Fatal(err)
			}
			s, _ := headlinePrint(t, title, headlineDay.Add(hours))
			articles, events = append(articles, Article{ID: fmt.Sprint(half, len(articles)), Signature: s}), append(events, cells[1]+cells[2])
		}
		placed := Learned().Group(articles)
		there, found := 0, 0
		for i := range placed {
			for j := range i {
				same := placed[i].Story == placed[j].Story
				switch {
				case events[i] == events[j]:
					there++
					if same {
						found++
					}
				case same:
					t.Errorf("half %s: %s and %s in one story", half, articles[i].ID, articles[j].ID)
				}
			}
		}
		t.Logf("half %s: %d of %d pairs found", half, found, there)
		if float64(found) < 0.65*float64(there) {
			t.Errorf("half %s: only %d of %d pairs found", half, found, there)
		}
	}
}

// TestAHeadlineIsComparedWithAllOfALargeStory: of a story told by hundreds, each headline meets every other, which is what joins them.
func TestAHeadlineIsComparedWithAllOfALargeStory(t *testing.T) {
	const many = 2*mostAmong + 1
	g := &grouping{weights: Learned()}
	for n := range many {
		s, _ := headlinePrint(t, fmt.Sprintf("Halvorsen resigns over Brannvik dam, says paper %d", n), headlineDay)
		g.articles = append(g.articles, Article{ID: fmt.Sprint(n), Signature: s})
	}
	g.gather()
	if got := len(g.ties()); got != many*(many-1)/2 {
		t.Errorf("%d pairs of %d headlines are compared, want all", got, many)
	}
}
