// Package stories tells which of the articles that a server reads are of one event.
//
// Nothing of that is kept but what admins said of two articles: stories follow from the articles that there are, so that every process
// finds the same ones, on every store, and a server's stories hang on nothing that another one reads. It refuses to read an article, or to know
// how a story is shown.
package stories

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"lede/briefing/story"
)

// Article is an article as it is put into a story. Its ID is what the caller knows it by.
type Article = story.Article

// Story is the articles of one event.
type Story struct {
	// ID is the story's name as long as its earliest article is there.
	ID string
	// Articles are the IDs of its articles, in the order given, and Why what put each into it.
	Articles []string
	Why      map[string]story.Why
}

// What an article needs for its words to tell which event it is of.
const (
	leastTerms    = 16
	leastHeadline = 5
)

// surely is how likely an article must be of one event with the one of its story that it is most like. It is more than a story needs that is only
// listed: who is told of one event twice has lost less than who is not told of another.
const surely = 0.9

// judged tells whether an article has enough words to be compared with others.
func judged(s *story.Signature) bool {
	if s.Headline {
		return len(s.Terms) >= leastHeadline
	}
	return len(s.Terms) >= leastTerms
}

// Group puts articles into stories, each into one, in the order of the first article of each. What is too short to be judged is of one
// story with what stands at the same address only, unless an admin said otherwise.
func Group(articles []Article, verdicts []Verdict) []Story {
	var long []Article
	pages := map[uint32]bool{} // of those that are long enough
	for _, a := range articles {
		if judged(&a.Signature) {
			pages[a.Page] = true
		}
	}
	for _, a := range articles {
		known := pages[a.Page] && a.Page != 0
		if known || judged(&a.Signature) || named(verdicts, a.ID) {
			long = append(long, a)
		}
	}
	placed, _ := story.NewWindow(nil).Group(long, heard(verdicts)...)
	at := map[string]story.Placed{}
	for _, p := range placed {
		at[p.ID] = p
	}
	var list []Story
	index := map[string]int{}
	for _, a := range articles {
		p, ok := at[a.ID]
		if ok && !sure(a, p, articles, verdicts) {
			p = story.Placed{ID: a.ID, Story: "a" + a.ID}
		}
		if !ok {
			p.Story = "a" + a.ID
			if a.Page != 0 {
				p.Story = fmt.Sprintf("p%d", a.Page)
			}
		}
		n, there := index[p.Story]
		if !there {
			n = len(list)
			index[p.Story] = n
			list = append(list, Story{ID: p.Story, Why: map[string]story.Why{}})
		}
		list[n].Articles = append(list[n].Articles, a.ID)
		list[n].Why[a.ID] = told(p.Why, a.ID, verdicts)
	}
	return list
}

// sure tells whether an article is surely of the story that it was put into.
func sure(a Article, p story.Placed, all []Article, verdicts []Verdict) bool {
	if p.Why.With == "" || p.Why.Chance >= surely || named(verdicts, a.ID) {
		return true
	}
	return a.Page != 0 && slices.ContainsFunc(all, func(o Article) bool { return o.Page == a.Page && o.ID != a.ID })
}

// told notes that an admin said what put an article into its story.
func told(y story.Why, id string, verdicts []Verdict) story.Why {
	for _, v := range verdicts {
		y.Told = y.Told || v.Same && v.of(Verdict{A: id, B: y.With})
	}
	return y
}

func named(verdicts []Verdict, id string) bool {
	return slices.ContainsFunc(verdicts, func(v Verdict) bool { return v.A == id || v.B == id })
}

func heard(verdicts []Verdict) (out []story.Verdict) {
	for _, v := range verdicts {
		out = append(out, story.Verdict{A: v.A, B: v.B, Same: v.Same})
	}
	slices.SortFunc(out, func(a, b story.Verdict) int { return cmp.Or(strings.Compare(a.A, b.A), strings.Compare(a.B, b.B)) })
	return out
}
