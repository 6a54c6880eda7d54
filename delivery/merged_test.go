package delivery_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"lede/desk"
)

// TestWhatADigestHasToldStaysToldWhenItsSourceIsMergedIntoAnother, and what it has to tell it tells; whether it tells of all sources or of that one, and
// whether the server followed the other already or not.
func TestWhatADigestHasToldStaysToldWhenItsSourceIsMergedIntoAnother(t *testing.T) {
	for _, chosen := range []bool{false, true} {
		for _, also := range []bool{false, true} {
			t.Run(fmt.Sprintf("chosen %t, followed already %t", chosen, also), func(t *testing.T) {
				n := openNewsstand(t)
				reader := "h" // somebody follows the other feed before
				if also {
					reader = "g"
				}
				other, _, err := n.AddSource(t.Context(), reader, desk.Source{Address: strings.Replace(n.url, "/feed", "/other", 1), By: "p"})
				if err != nil {
					t.Fatal(err)
				}
				n.pass(t, time.Hour)
				g := desk.Digest{}
				if chosen {
					g.Sources = []string{n.source.ID}
				}
				g = n.set(t, g)
				n.moved.Store(true)
				var want []string
				for day := range 10 {
					for i := range 3 {
						want = append(want, fmt.Sprintf("d%di%d", day, i))
						n.add(want[len(want)-1])
						n.pass(t, 8*time.Hour)
					}
				}
				n.pass(t, 48*time.Hour)
				if g, err = n.Digest(t.Context(), "g", g.ID); err != nil || chosen && !slices.Equal(g.Sources, []string{other.ID}) || g.Told[n.source.ID] != 0 {
					t.Errorf("the digest has %v, %v, %v", g.Sources, g.Told, err)
				}
				list, err := n.Sources(t.Context(), "g")
				if err != nil || len(list) != 1 || list[0].ID != other.ID {
					t.Errorf("the server follows %+v, %v", list, err)
				}
				count := map[string]int{}
				for _, name := range slices.Concat(n.told()...) {
					count[name]++
				}
				for i, name := range want {
					twice := also && !chosen && i < 21 // it stood in both
					if most := 1; count[name] != most && (!twice || count[name] > 2) {
						t.Errorf("%s was told %d times", name, count[name])
					}
				}
			})
		}
	}
}

// TestWhatStoodInASourceWhenItWasAddedIsNoNewsInTheOneThatItIsMergedInto, for a digest that is set afterwards.
func TestWhatStoodInASourceWhenItWasAddedIsNoNewsInTheOneThatItIsMergedInto(t *testing.T) {
	n := openNewsstand(t)
	if _, _, err := n.AddSource(t.Context(), "h", desk.Source{Address: strings.Replace(n.url, "/feed", "/other", 1), By: "p"}); err != nil {
		t.Fatal(err)
	}
	n.pass(t, time.Hour)
	for _, item := range []string{"before2", "before1"} {
		n.add(item)
		n.pass(t, 4*time.Hour)
	}
	n.follow(t, "late")
	n.moved.Store(true)
	for day := range 8 {
		n.add(fmt.Sprint("day", day))
		n.pass(t, 24*time.Hour)
	}
	list, err := n.Sources(t.Context(), "late")
	if err != nil || len(list) != 1 || list[0].ID == n.source.ID {
		t.Fatalf("it follows %+v, %v", list, err)
	}
	news, err := n.News(t.Context(), "late", desk.Digest{}, n.at)
	if err != nil || len(news.List) != 8 {
		t.Errorf("%d are news, %v", len(news.List), err)
	}
	for _, h := range news.List {
		if !strings.HasPrefix(h.Title, "Story day") {
			t.Errorf("%q is news", h.Title)
		}
	}
}
