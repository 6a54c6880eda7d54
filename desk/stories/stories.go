// Package stories decides which of the articles that a server reads are about one event.
//
// Only what admins said about two articles is stored: stories follow from the articles there are, so that every process finds the same
// ones, on every store, and a server's stories depend on nothing that another server reads. It refuses to read an article, or to know
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

// Article is an article as it is put into a story. Its ID is the caller's name for it.
type Article = story.Article

// Story is the articles of one event.
type Story struct {
	// ID is the story's name as long as its earliest article is there.
	ID string
	// Articles are the IDs of its articles, in the order given, and Why what put each into it.
	Articles []string
	Why      map[string]story.Why
}

// What an article needs so that its words show which event it is about: more if the time of its publication is unknown.
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

// surely is the probability that an article and the most similar one of its story are about one event, judged by their own words, that
// Lede requires before it says so to readers. Place does not require it, since surrounding articles may decide where the words do not;
// but around few articles there is little evidence, and a wrong “also reported by” is untrue, while one event told twice is only dull.
const surely = 0.35

// Group groups articles into stories to show to readers, each article into one, in the order of the first article of each. Stories of which the reader was
// told all are left out.
func Group(articles []Article, verdicts []Verdict) []Story {
	var list []Story
	index, placed, fresh := map[string]int{}, Place(articles, verdicts), map[string]bool{}
	for i := range placed {
		p := &placed[i]
		if !sure(articles[i], *p, articles, verdicts) {
			*p = story.Placed{ID: p.ID, Story: "a" + p.ID}
		}
		fresh[p.Story] = fresh[p.Story] || !articles[i].Told
	}
	for _, p := range placed {
		if !fresh[p.Story] {
			continue
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

// wordy reports whether an article that is too short to be judged has enough words to be recognised.
func wordy(a Article) bool { return len(a.Pairs) >= story.LeastCopied }

// Place finds the story of each article, in the order given. An article too short to be judged belongs to the story of the article at
// the same address, else of one with the same words, unless an admin said otherwise.
func Place(articles []Article, verdicts []Verdict) []story.Placed {
	var long []Article
	var at []int               // index of each article in long
	pages := map[uint32]bool{} // of those that are long enough
	seen := map[uint32]int{}   // how many articles are at each
	for _, a := range articles {
		seen[a.Page]++
		if judged(&a.Signature) {
			pages[a.Page] = true
		}
	}
	out := make([]story.Placed, len(articles))
	spoken := map[string]bool{} // stories of short articles that an admin has judged
	for i, a := range articles {
		if judged(&a.Signature) {
			continue
		}
		out[i] = story.Placed{ID: a.ID, Story: shortStory(a, seen[a.Page] > 1)}
		if named(verdicts, a.ID) {
			spoken[out[i].Story] = true
		}
	}
	for i, a := range articles {
		known := pages[a.Page] && a.Page != 0
		a.Told = a.Told && !named(verdicts, a.ID) // what an admin said may lead to any other
		if known || judged(&a.Signature) || spoken[out[i].Story] {
			long, at = append(long, a), append(at, i)
		}
	}
	for n, p := range story.Learned().Group(long, heard(verdicts)...) {
		out[at[n]] = p
	}
	return out
}

// shortStory returns the story of an article that is too short to be judged; met reports whether another article is at its address.
func shortStory(a Article, met bool) string {
	switch {
	case a.Page != 0 && (met || !wordy(a)):
		return fmt.Sprintf("p%d", a.Page)
	case wordy(a): // who has the same words has copied them
		return fmt.Sprintf("c%x", sha256.Sum256(fmt.Append(nil, a.Language, a.Pairs)))
	}
	return "a" + a.ID
}

// sure reports whether an article surely belongs to its story. Headlines about one event need not share a word.
func sure(a Article, p story.Placed, all []Article, verdicts []Verdict) bool {
	if p.Why.With == "" || p.Why.Chance >= surely || a.Headline || named(same(verdicts), a.ID) {
		return true
	}
	return a.Page != 0 && slices.ContainsFunc(all, func(o Article) bool { return o.Page == a.Page && o.ID != a.ID })
}

// told records that an admin said what put an article into its story.
func told(y story.Why, id string, verdicts []Verdict) story.Why {
	for _, v := range verdicts {
		y.Told = y.Told || v.Same && v.of(Verdict{A: id, B: y.With})
	}
	return y
}

func named(verdicts []Verdict, id string) bool {
	return slices.ContainsFunc(verdicts, func(v Verdict) bool { return v.A == id || v.B == id })
}

// same returns the verdicts that two articles are about one event.
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
