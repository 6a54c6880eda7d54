package story_test

import (
	"bufio"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"lede/briefing"
	"lede/briefing/story"
)

// firstDay is where the hours of dated.txt begin.
var firstDay = time.Date(2026, time.March, 2, 0, 0, 0, 0, time.UTC)

// parse parses an article published some hours after the first day; less than 0 for no date.
func parse(t testing.TB, id, title, text string, hours int) *briefing.Article {
	t.Helper()
	o := briefing.Options{ID: id, Title: title, Language: "en"}
	if hours >= 0 {
		at := firstDay.Add(time.Duration(hours) * time.Hour)
		o.Published = &at
	}
	a, err := briefing.Parse(text, o)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// TestASignatureNeedsTheBareArticleOnly: skipping the costly parts changes no signature.
func TestASignatureNeedsTheBareArticleOnly(t *testing.T) {
	files, err := filepath.Glob("../testdata/articles/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("%d articles, %v", len(files), err)
	}
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		whole, err := briefing.Parse(string(text), briefing.Options{})
		if err != nil {
			t.Fatal(err)
		}
		bare, err := briefing.Parse(string(text), briefing.Options{Bare: true})
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(story.Sign(whole), story.Sign(bare)) {
			t.Errorf("%s: another signature", name)
		}
		if bare.Summary != nil || bare.Quotes != nil {
			t.Errorf("%s: more than the bare article", name)
		}
	}
}

// dated reads one half of dated.txt: the articles, and the story of each.
func dated(t testing.TB, half string) (articles []story.Article, known map[string]string) {
	t.Helper()
	f, err := os.Open("testdata/dated.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	known = map[string]string{}
	for lines := bufio.NewScanner(f); lines.Scan(); {
		cells := strings.SplitN(lines.Text(), " | ", 3)
		head := strings.Fields(cells[0])
		if strings.HasPrefix(lines.Text(), "#") || head[0] != half {
			continue
		}
		hours, err := strconv.Atoi(head[3])
		if err != nil {
			t.Fatal(err)
		}
		id := fmt.Sprint(half, len(articles))
		known[id] = head[1] + head[2]
		articles = append(articles, story.Article{ID: id, Signature: story.Sign(parse(t, id, cells[1], cells[2], hours))})
	}
	return articles, known
}

// together lists the articles of each story, in words.
func together(placed []story.Placed) string {
	groups := map[string][]string{}
	for _, p := range placed {
		groups[p.Story] = append(groups[p.Story], p.ID)
	}
	var all []string
	for name, g := range groups {
		slices.Sort(g)
		all = append(all, name+": "+strings.Join(g, " "))
	}
	slices.Sort(all)
	return strings.Join(all, "\n")
}

func TestOurOwnStoriesAreToldApart(t *testing.T) {
	t.Parallel()
	articles, known := dated(t, "a")
	placed := story.Learned().Group(articles)
	right, found, there := 0, 0, 0
	for i, p := range placed {
		for _, q := range placed[i+1:] {
			same := known[p.ID] == known[q.ID]
			if same {
				there++
			}
			if p.Story == q.Story {
				if found++; same {
					right++
				} else {
					t.Logf("joined: %s (%s) and %s (%s)", p.ID, known[p.ID], q.ID, known[q.ID])
				}
			}
		}
	}
	if found == 0 || float64(right)/float64(found) < 0.98 || float64(right)/float64(there) < 0.8 {
		t.Errorf("%d pairs right of %d found and %d there", right, found, there)
	}
}

func TestTheOrderOfAnHourDoesNotMatter(t *testing.T) {
	t.Parallel()
	articles, _ := dated(t, "a")
	placed := story.Learned().Group(articles)
	want := together(placed)
	random := rand.New(rand.NewPCG(1, 2))
	for range 5 {
		random.Shuffle(len(articles), func(i, j int) { articles[i], articles[j] = articles[j], articles[i] })
		placed := story.Learned().Group(articles)
		for i, p := range placed {
			if p.ID != articles[i].ID {
				t.Fatalf("place %d is of %s, not %s", i, p.ID, articles[i].ID)
			}
		}
		if got := together(placed); got != want {
			t.Fatalf("another order:\n%s\nwas\n%s", got, want)
		}
	}
}

const (
	quake     = "A magnitude 6.1 earthquake struck western Nepal before dawn on Monday, killing at least nine people in Jajarkot district, officials said. Dozens of mud-brick houses collapsed in the village of Ramidanda. Rescuers reached the area on foot because landslides had blocked the road."
	quakeTwo  = "At least nine people were killed when a magnitude 6.1 earthquake struck Jajarkot district in western Nepal on Monday. Mud-brick houses in the village of Ramidanda collapsed, officials said, and landslides blocked the road for rescuers."
	quakePeru = "A magnitude 6.4 earthquake struck southern Peru before dawn on Monday, killing at least seven people in Caravelí district, officials said. Dozens of mud-brick houses collapsed in the town of Chala. Rescuers reached the area on foot because landslides had blocked the road."
)

// place groups articles.
func place(t testing.TB, verdicts []story.Verdict, articles ...*briefing.Article) []story.Placed {
	t.Helper()
	var all []story.Article
	for _, a := range articles {
		all = append(all, story.Article{ID: a.ID, Signature: story.Sign(a)})
	}
	placed := story.Learned().Group(all, verdicts...)
	return placed
}

func TestWhyTellsWhatIsShared(t *testing.T) {
	t.Parallel()
	placed := place(t, nil, parse(t, "one", "", quake, 1), parse(t, "two", "", quakeTwo, 3))
	if placed[0].Story != placed[1].Story {
		t.Fatal("two reports of one earthquake are two stories")
	}
	why := placed[1].Why
	if why.With != "one" || !slices.Contains(why.Places, "Jajarkot district") && !slices.Contains(why.Places, "Nepal") || len(why.Figures) == 0 || why.Chance < 0.5 {
		t.Errorf("%+v", why)
	}
}

func TestTheSameKindElsewhereIsAnotherStory(t *testing.T) {
	t.Parallel()
	// The words are the same except for the place and the numbers, so this is two events and no copy.
	placed := place(t, nil, parse(t, "one", "", quakeTwo, 1), parse(t, "two", "", quakePeru, 3))
	if placed[0].Story == placed[1].Story {
		t.Errorf("an earthquake in Peru is one in Nepal: %+v", placed[1].Why)
	}
}

func TestACopyIsTheSameStory(t *testing.T) {
	t.Parallel()
	placed := place(t, nil, parse(t, "one", "Quake in Nepal", quake, 1), parse(t, "two", "Nine dead", "Agency reports:\n\n"+quake, 30))
	if placed[0].Story != placed[1].Story || !placed[1].Why.Copied {
		t.Errorf("%+v", placed)
	}
}

func TestLanguagesAreNeverJoined(t *testing.T) {
	t.Parallel()
	a, b := parse(t, "one", "", quake, 1), parse(t, "two", "", quake, 1)
	b.Language = "fr"
	if placed := place(t, nil, a, b); placed[0].Story == placed[1].Story {
		t.Error("an article in French was joined with one in English")
	}
}

func TestDaysApartAreTwoStories(t *testing.T) {
	t.Parallel()
	if placed := place(t, nil, parse(t, "one", "", quake, 1), parse(t, "two", "", quakeTwo, 24*30)); placed[0].Story == placed[1].Story {
		t.Error("what was told a month later is the same story")
	}
}

func TestALivePageIsOneStoryHoweverItChanges(t *testing.T) {
	t.Parallel()
	first := parse(t, "one", "Quake in Nepal", quake, 1)
	then := parse(t, "two", "Talks in Geneva", "Ministers met in Geneva to speak about tariffs on steel and cars.", 20)
	for _, a := range []*briefing.Article{first, then} {
		a.URL = "https://www.news.example/live/42?utm_source=feed"
	}
	if placed := place(t, nil, first, then); placed[0].Story != placed[1].Story {
		t.Error("a live page became another story")
	}
}

func TestAdminsHaveTheLastWord(t *testing.T) {
	t.Parallel()
	one, two, peru := parse(t, "one", "", quake, 1), parse(t, "two", "", quakeTwo, 3), parse(t, "peru", "", quakePeru, 4)
	if placed := place(t, []story.Verdict{{A: "one", B: "two"}}, one, two); placed[0].Story == placed[1].Story {
		t.Error("what is not the same was joined")
	}
	if placed := place(t, []story.Verdict{{A: "one", B: "peru", Same: true}}, one, peru); placed[0].Story != placed[1].Story {
		t.Error("what is the same was not joined")
	}
	placed := place(t, []story.Verdict{{A: "one", B: "peru", Same: true}, {A: "two", B: "peru"}}, one, two, peru)
	if placed[0].Story != placed[2].Story || placed[0].Story == placed[1].Story {
		t.Errorf("two verdicts: %s", together(placed))
	}
}

func TestASignatureIsSmallAndReadBack(t *testing.T) {
	t.Parallel()
	var long strings.Builder
	for i := range 400 {
		fmt.Fprintf(&long, "Christophersen Vanderbilthoven%d of Llanfairpwllgwyngyll told reporters on %d March 2025 that %d thousand remarkable windmills%d stood in Upperfordshire%d. ", i, i%28+1, i+2, i, i)
	}
	for _, text := range []string{quake, long.String(), "Scores: 1-0 2-0 3-0 4-0 5-0 6-0 7-0 8-0 9-0. " + long.String(), "Мэр города сказал в понедельник, что мост закрыт.", "Yes."} {
		s := story.Sign(parse(t, "id", "A title", text, 5))
		b, err := s.MarshalBinary()
		if err != nil || len(b) > 1024 {
			t.Errorf("%d bytes, %v", len(b), err)
		}
		var back story.Signature
		if err := back.UnmarshalBinary(b); err != nil || fmt.Sprint(back) != fmt.Sprint(s) {
			t.Errorf("%v: %+v\nwas %+v", err, back, s)
		}
		if err := back.UnmarshalBinary(b[:len(b)-1]); err == nil {
			t.Error("a signature that is cut off was read")
		}
		line, _ := s.MarshalText()
		if err := back.UnmarshalText(line); err != nil {
			t.Error(err)
		}
	}
}

func FuzzSignature(f *testing.F) {
	b, _ := story.Sign(parse(f, "id", "", quake, 1)).MarshalBinary()
	f.Add(b)
	f.Fuzz(func(t *testing.T, b []byte) {
		var s story.Signature
		if s.UnmarshalBinary(b) != nil {
			return
		}
		if again, _ := s.MarshalBinary(); len(again) > 2048 {
			t.Errorf("%d bytes", len(again))
		}
		story.Learned().Group([]story.Article{{ID: "a", Signature: s}, {ID: "b", Signature: s}})
	})
}

// TestARoundUpIsOfNoStory: it has sentences of each of two events, whose articles are put together without it; its copy in another paper is the same.
func TestARoundUpIsOfNoStory(t *testing.T) {
	ferry := "The ferry Nora Lind sank off Tarnholm on Monday evening after it had hit a rock near the lighthouse. Twelve people are missing, the coast guard of Tarnholm said. Divers search the wreck at dawn."
	mayor := "Mayor Ida Brekke of Veldsund resigned on Monday over the money that was spent on the new town hall. The council of Veldsund will elect her successor in March. Brekke had been mayor for nine years."
	both := ferry + "\n\n" + mayor + "\n\nSchools in the north stay closed because of the snow."
	var list []story.Article
	for i, one := range []struct{ title, text string }{
		{"Ferry sinks off Tarnholm, twelve missing", ferry}, {"Twelve missing after ferry Nora Lind sinks", "Divers search the wreck. " + ferry},
		{"Mayor of Veldsund resigns", mayor}, {"Brekke gives up as mayor of Veldsund", "The council will elect another. " + mayor},
		{"Morning briefing: Ferry sinks, mayor resigns", both}, {"Tuesday's news in brief", both},
	} {
		list = append(list, story.Article{ID: strconv.Itoa(i), Signature: story.Sign(parse(t, strconv.Itoa(i), one.title, one.text, i))})
	}
	for _, article := range list { // as the store has it
		b, _ := article.MarshalBinary()
		var kept story.Signature
		if err := kept.UnmarshalBinary(b); err != nil || kept.Roundup != article.Roundup || kept.Headline != article.Headline {
			t.Errorf("%s is kept as %+v, %v", article.ID, kept, err)
		}
	}
	placed := story.Learned().Group(list)
	var stories []string
	for _, p := range placed {
		stories = append(stories, p.Story)
	}
	for _, pair := range [][2]int{{0, 1}, {2, 3}, {4, 5}} {
		if stories[pair[0]] != stories[pair[1]] {
			t.Errorf("%v are apart: %v", pair, stories)
		}
	}
	slices.Sort(stories)
	if n := len(slices.Compact(stories)); n != 3 {
		t.Errorf("%d stories", n)
	}
}
