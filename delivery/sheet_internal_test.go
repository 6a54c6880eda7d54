package delivery

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"lede/briefing"
	"lede/cards"
	"lede/languages"
)

// sheetOf is a digest that tells of some articles.
func sheetOf(marker, before string, articles ...*briefing.Article) (sheet, Telling) {
	day := time.Date(2026, 3, 2, 7, 30, 0, 0, time.UTC)
	s := sheet{language: languages.For("en"), style: cards.Style{More: 1, Due: day, Marker: marker, Before: before, Day: day, Next: day.AddDate(0, 0, 1)}}
	var t Telling
	for i, a := range articles {
		s.stories = append(s.stories, cards.Story{Ref: fmt.Sprint("ref", i), Article: a})
		t.shown = append(t.shown, told{ref: fmt.Sprint("ref", i), article: a, common: true})
	}
	return s, t
}

func direct(t *testing.T, s sheet) string {
	t.Helper()
	b, err := json.Marshal(s.draw().Components)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// TestADrawingThatIsReusedIsTheOneThatWouldBeMade, whatever the articles say: of each server with its own marker and link, and of all that a
// digest depends on.
func TestADrawingThatIsReusedIsTheOneThatWouldBeMade(t *testing.T) {
	sly := cachedArticle(t, "The code is "+strings.Repeat("0", 25)+" today. See https://discord.com/channels/00000000000000000/00000000000000000/00000000000000000 for more.")
	sly.URL = "https://discord.com/channels/000000000000000000/000000000000000000/0000000000000000000"
	plain := cachedArticle(t, "The bridge closes for 14 days. Ferries will run instead, the council said.")
	m := new(Cache)
	for _, articles := range [][]*briefing.Article{{plain}, {sly}, {plain, sly}, {sly, plain}, nil} {
		for _, marker := range []string{"", "aB-_9" + strings.Repeat("x", 20), strings.Repeat("0", 25), strings.Repeat("0", 24) + "1"} {
			for _, before := range []string{"", "https://discord.com/channels/123456789012345678/223456789012345678/3234567890123456789", "https://discord.com/channels/987654321098765432/1/2"} {
				s, told := sheetOf(marker, before, articles...)
				got, shown, err := m.draw(s, told)
				if want := direct(t, s); err != nil || string(got) != want {
					t.Errorf("marker %q, before %q: %s (%v), want %s", marker, before, got, err, want)
				}
				if len(shown) != len(articles) {
					t.Errorf("%d articles, %d shown", len(articles), len(shown))
				}
			}
		}
	}
	// The caller may change what it is given.
	s, told := sheetOf("m", "", plain)
	one, _, _ := m.draw(s, told)
	want := string(one)
	clear(one)
	if again, _, _ := m.draw(s, told); string(again) != want {
		t.Error("a change of one message changed another's")
	}
}

// TestAnotherSheetIsAnotherDrawing: each part of a sheet makes a difference.
func TestAnotherSheetIsAnotherDrawing(t *testing.T) {
	a := cachedArticle(t, "The bridge closes for 14 days. Ferries will run instead, the council said.")
	other := *a
	other.Summary = []int{1}
	other.Site = "Elsewhere"
	changes := map[string]func(*sheet, *Telling){
		"language": func(s *sheet, _ *Telling) { s.language = languages.For("de") },
		"colour":   func(s *sheet, _ *Telling) { s.colour = 0x123456 },
		"More":     func(s *sheet, _ *Telling) { s.style.More = 7 },
		"Due":      func(s *sheet, _ *Telling) { s.style.Due = s.style.Due.Add(time.Minute) },
		"Late":     func(s *sheet, _ *Telling) { s.style.Late = true },
		"stories":  func(s *sheet, _ *Telling) { s.stories = append(s.stories, s.stories...) },
		"article":  func(s *sheet, t *Telling) { s.stories[0].Article, t.shown[0].article = &other, &other },
		"ref":      func(s *sheet, _ *Telling) { s.stories[0].Ref = "another" },
		"since":    func(s *sheet, _ *Telling) { s.stories[0].Before = s.style.Due },
		"others":   func(s *sheet, _ *Telling) { s.stories[0].Others = []cards.Headline{{Title: "T", Site: "S"}} },
		"differ": func(s *sheet, _ *Telling) {
			s.stories[0].Differ = []cards.Differing{{{Words: "14", Site: "A"}, {Words: "40", Site: "B"}}}
		},
		"Role":     func(s *sheet, _ *Telling) { s.style.Role = "5" },
		"Sections": func(s *sheet, _ *Telling) { s.style.Sections = []string{"quotes", "figures"} },
		"Also":     func(s *sheet, _ *Telling) { s.style.Also = "- more" },
		"Passed":   func(s *sheet, _ *Telling) { s.style.Passed = 3 },
		"Gone":     func(s *sheet, _ *Telling) { s.style.Gone = 4 },
		"Marker":   func(s *sheet, _ *Telling) { s.style.Marker = "longer-than-m" },
		"Day":      func(s *sheet, _ *Telling) { s.style.Day = s.style.Day.In(time.FixedZone("", 10*3600)) },
		"no Day":   func(s *sheet, _ *Telling) { s.style.Day = time.Time{} },
		"Next":     func(s *sheet, _ *Telling) { s.style.Next = s.style.Next.Add(time.Hour) },
		"Again":    func(s *sheet, _ *Telling) { s.style.Again = true },
		"Before":   func(s *sheet, _ *Telling) { s.style.Before = "https://discord.com/channels/1/2/3" },
	}
	for f := range reflect.TypeFor[cards.Style]().Fields() {
		if changes[f.Name] == nil {
			t.Errorf("no change of a style's %s is tried", f.Name)
		}
	}
	m := new(Cache)
	first, shown := sheetOf("m", "", a)
	if _, _, err := m.draw(first, shown); err != nil {
		t.Fatal(err)
	}
	for name, change := range changes {
		s, told := sheetOf("m", "", a)
		change(&s, &told)
		want := direct(t, s)
		if got, _, err := m.draw(s, told); err != nil || string(got) != want || want == direct(t, first) {
			t.Errorf("%s: %s (%v), want %s", name, got, err, want)
		}
	}
}

// TestADrawingIsSharedOnlyWhereAllMayReadIt: not that of a server's own article, nor of what is new to one server.
func TestADrawingIsSharedOnlyWhereAllMayReadIt(t *testing.T) {
	a := cachedArticle(t, "The bridge closes for 14 days. Ferries will run instead, the council said.")
	for name, c := range map[string]struct {
		change func(*sheet, *Telling)
		want   bool
	}{
		"of everybody":           {func(*sheet, *Telling) {}, true},
		"of one server":          {func(_ *sheet, told *Telling) { told.shown[0].common = false }, false},
		"of one server, as well": {func(_ *sheet, told *Telling) { told.shown[1].common = false }, false},
		"new to one server":      {func(s *sheet, _ *Telling) { s.stories[1].Before = s.style.Due }, false},
		"without a story":        {func(s *sheet, told *Telling) { s.stories, told.shown = nil, nil }, true},
	} {
		s, told := sheetOf("m", "", a, a)
		c.change(&s, &told)
		if _, ok := s.name(told); ok != c.want {
			t.Errorf("%s: shared %v", name, ok)
		}
	}
}
