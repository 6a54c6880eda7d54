// Package stories tells which of the articles that a server reads are of one event.
//
// Nothing of that is kept but what admins said of two articles: stories follow from the articles that there are, so that every process
// finds the same ones, on every store, and a server's stories hang on nothing that another one reads. It refuses to read an article, or to know
// how a story is shown.
package stories

import (
	"cmp"
	"crypto/sha256"
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

// What an article needs for its words to tell which event it is of: more where it is not known when it was published.
const (
	leastTerms    = 8
	leastUndated  = 16
	leastHeadline = 3
)

// judged reports whether an article has enough words to be compared with others.
func judged(s *story.Signature) bool {
	switch {
	case s.Headline:
		return len(s.Terms) >= leastHeadline
	case s.Published.IsZero():
		return len(s.Terms) >= leastUndated
	}
	return len(s.Terms) >= leastTerms
}

// surely is how likely an article must be of one event with the one of its story that it is most like, by their own words, for Lede to say so to
// readers. Place asks for no such thing, since those around may tell where the words do not; but around few articles there is little to go by, and
// “also reported by” of another event is untrue, while one event told twice is only dull.
const surely = 0.35

// Group puts articles into stories that readers are told of, each into one, in the order of the first article of each.
func Group(articles []Article, verdicts []Verdict) []Story {
	var list []Story
	index := map[string]int{}
	for i, p := range Place(articles, verdicts) {
		if !sure(articles[i], p, articles, verdicts) {
			p = story.Placed{ID: p.ID, Story: "a" + p.ID}
		}
		n, there := index[p.Story]
		if !there {
			n = len(list)
			index[p.Story] = n
			list = append(list, Story{ID: p.Story, Why: map[string]story.Why{}})
		}
		list[n].Articles = append(list[n].Articles, p.ID)
		list[n].Why[p.ID] = told(p.Why, p.ID, verdicts)
	}
	return list
}

// wordy reports whether an article that is too short to be judged has words enough to be known again.
func wordy(a Article) bool { return len(a.Pairs) >= story.LeastCopied }

// Place finds the story of each article, in the order given. What is too short to be judged is of one story with what stands at the
// same address, else with what has the same words, unless an admin said otherwise.
func Place(articles []Article, verdicts []Verdict) []story.Placed {
	var long []Article
	var at []int               // of each of long
	pages := map[uint32]bool{} // of those that are long enough
	seen := map[uint32]int{}   // how many articles stand at each
	for _, a := range articles {
		seen[a.Page]++
		if judged(&a.Signature) {
			pages[a.Page] = true
		}
	}
	out := make([]story.Placed, len(articles))
	spoken := map[string]bool{} // stories of short articles of which an admin said something
	for i, a := range articles {
		out[i] = story.Placed{ID: a.ID, Story: shortStory(a, seen[a.Page] > 1)}
		if named(verdicts, a.ID) {
			spoken[out[i].Story] = true
		}
	}
	for i, a := range articles {
		known := pages[a.Page] && a.Page != 0
		if known || judged(&a.Signature) || spoken[out[i].Story] {
			long, at = append(long, a), append(at, i)
		}
	}
	placed, _ := story.NewWindow(nil).Group(long, heard(verdicts)...)
	for n, p := range placed {
		out[at[n]] = p
	}
	return out
}

// shortStory is the story of an article that is too short to be judged; met reports whether another one stands at its address.
func shortStory(a Article, met bool) string {
	switch {
	case a.Page != 0 && (met || !wordy(a)):
		return fmt.Sprintf("p%d", a.Page)
	case wordy(a): // who has the same words has copied them
		return fmt.Sprintf("c%x", sha256.Sum256(fmt.Append(nil, a.Language, a.Pairs)))
	}
	return "a" + a.ID
}

// sure reports whether an article is surely of the story that it was put into. Headlines of one event need not have a word in common.
func sure(a Article, p story.Placed, all []Article, verdicts []Verdict) bool {
	if p.Why.With == "" || p.Why.Chance >= surely || a.Headline || named(same(verdicts), a.ID) {
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

// same are the verdicts that two articles are of one event.
func same(verdicts []Verdict) []Verdict {
	return slices.DeleteFunc(slices.Clone(verdicts), func(v Verdict) bool { return !v.Same })
}

func heard(verdicts []Verdict) (out []story.Verdict) {
	for _, v := range verdicts {
		out = append(out, story.Verdict{A: v.A, B: v.B, Same: v.Same})
	}
	slices.SortFunc(out, func(a, b story.Verdict) int { return cmp.Or(strings.Compare(a.A, b.A), strings.Compare(a.B, b.B)) })
	return out
}
