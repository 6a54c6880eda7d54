package stories_test

import (
	"fmt"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"lede/briefing"
	"lede/briefing/story"
	"lede/desk/stories"
	"lede/store"
	"lede/store/boltkv"
	"lede/store/kvtest"
	"lede/store/rediskv"
)

// dozen returns reports of one fire by twelve sources.
func dozen(t *testing.T) (all []stories.Article) {
	t.Helper()
	for i := range 12 {
		at := time.Date(2026, time.March, 2, 6+i, 0, 0, 0, time.UTC)
		text := []string{mill, again}[i%2] + fmt.Sprintf("\nOur reporter counted %d fire engines at the gate.", 20+i)
		a, err := briefing.Parse(text, briefing.Options{ID: fmt.Sprintf("n%02d", i), URL: fmt.Sprintf("https://s%d.example/mill", i), Published: &at})
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, stories.Article{ID: a.ID, Signature: story.Sign(a)})
	}
	return all
}

func together(list []stories.Story, a, b string) bool {
	return slices.ContainsFunc(list, func(s stories.Story) bool { return slices.Contains(s.Articles, a) && slices.Contains(s.Articles, b) })
}

// TestTheLastVerdictCounts on every store, however often admins change their minds and however many speak at once.
func TestTheLastVerdictCounts(t *testing.T) {
	news := dozen(t)
	first, last := news[0].ID, news[11].ID
	for name, open := range map[string]func() (store.KV, error){
		"file":  func() (store.KV, error) { return boltkv.Open(filepath.Join(t.TempDir(), "lede.db"), nil) },
		"redis": func() (store.KV, error) { return rediskv.Open(t.Context(), kvtest.StartRedis(t), rediskv.Options{}) },
	} {
		kv, err := open()
		if err != nil {
			t.Fatal(err)
		}
		defer kv.Close()
		j := stories.New(kv)
		for n, one := range []bool{false, true, false} {
			a, b := first, last
			if n == 1 {
				a, b = b, a
			}
			if err := j.Judge(t.Context(), "g", a, b, one); err != nil {
				t.Fatal(err)
			}
			said, err := j.Verdicts(t.Context(), "g")
			if err != nil || len(said) != 1 {
				t.Fatalf("%s: %v, %v", name, said, err)
			}
			list := stories.Group(news, said)
			told := 0
			for _, s := range list {
				told += len(s.Articles)
			}
			if together(list, first, last) != one || told != len(news) || one && len(list) != 1 || !one && len(list) != 2 {
				t.Errorf("%s: told that they are one %v: %v", name, one, parts(list))
			}
		}
		var admins sync.WaitGroup
		for i := range 20 {
			admins.Go(func() {
				if err := j.Judge(t.Context(), "g", fmt.Sprintf("x%d", i/2*2), fmt.Sprintf("y%d", i/2*2), i%2 == 0); err != nil {
					t.Error(err)
				}
			})
		}
		admins.Wait()
		if said, err := j.Verdicts(t.Context(), "g"); err != nil || len(said) != 11 {
			t.Errorf("%s: of ten pairs and one, %d are remembered: %v", name, len(said), err)
		}
	}
}

// TestAStoryOutlivesItsSources: what is left of a story stays one whichever source is gone, and a verdict on one that is gone changes nothing.
func TestAStoryOutlivesItsSources(t *testing.T) {
	news := dozen(t)
	whole := stories.Group(news, nil)
	if len(whole) != 1 {
		t.Fatalf("%v", parts(whole))
	}
	for gone := range news {
		left := slices.Delete(slices.Clone(news), gone, gone+1)
		list := stories.Group(left, []stories.Verdict{{A: news[gone].ID, B: left[0].ID}})
		if len(list) != 1 || (list[0].ID == whole[0].ID) != (gone > 0) {
			t.Errorf("without %s: %v, %s of %s", news[gone].ID, parts(list), list[0].ID, whole[0].ID)
		}
	}
}

// TestAPageThatGrowsIsOneStory: a live page comes every hour with more above what was there, and its figures are corrected and corrected back.
func TestAPageThatGrowsIsOneStory(t *testing.T) {
	var page []stories.Article
	text := mill
	for hour := range 12 {
		at := time.Date(2026, time.March, 2, 6+hour, 0, 0, 0, time.UTC)
		text = fmt.Sprintf("Update %d: the fire service now speaks of %d dead in the mill; shares of its owner fell by %d per cent.\n", hour, 10+hour%2, hour) + text
		a, err := briefing.Parse(text, briefing.Options{ID: fmt.Sprintf("p%02d", hour), Title: fmt.Sprintf("Mill fire: what we know at %d", 6+hour), URL: "https://live.example/mill", Published: &at})
		if err != nil {
			t.Fatal(err)
		}
		page = append(page, stories.Article{ID: a.ID, Signature: story.Sign(a)})
	}
	if list := stories.Group(page, nil); len(list) != 1 {
		t.Errorf("%v", parts(list))
	}
	if list := stories.Group(page, []stories.Verdict{{A: "p00", B: "p11"}}); together(list, "p00", "p11") {
		t.Errorf("told that they are two: %v", parts(list))
	}
}

// TestAVerdictOnOneCopyLeavesTheOthersTogether: that a brief is not of one story with a report does not part it from its copies, which the report is
// not of one story with either; that it is not of one with a copy parts these two.
func TestAVerdictOnOneCopyLeavesTheOthersTogether(t *testing.T) {
	brief := "The tram of Harwick stops at Weir Street from Friday on, the works said."
	list := []stories.Article{article(t, "one", brief), article(t, "two", brief), article(t, "three", brief), article(t, "mill", mill)}
	if got := stories.Group(list, []stories.Verdict{{A: "one", B: "mill"}}); len(got) != 2 || len(got[0].Articles) != 3 {
		t.Errorf("%v", parts(got))
	}
	if got := stories.Group(list, []stories.Verdict{{A: "one", B: "two"}}); together(got, "one", "two") {
		t.Errorf("%v", parts(got))
	}
}
