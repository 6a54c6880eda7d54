package main

import (
	"runtime"
	"slices"
	"strings"
	"sync"

	"lede/briefing/story"
	"lede/desk/stories"
	"lede/proof/training"
)

const (
	weightsFile = "briefing/story/weights.txt"
	datedFile   = "briefing/story/testdata/dated.txt"
	metFile     = "briefing/story/testdata/met.txt"
	titlesFile  = "briefing/story/testdata/headlines.txt"
	retoldFile  = "briefing/story/testdata/retold.txt"
	apartFile   = "briefing/story/testdata/apart.txt"
	aloneFile   = "briefing/story/testdata/alone.txt"
	teasersFile = "briefing/story/testdata/teasers.txt"
	// others is how many pairs of articles of two topics there are for each that is learned from.
	others = 8
)

// pair is two articles, and whether they tell of one event.
type pair struct {
	a, b  *labelled
	signs story.Signs
	share float64
}

// dated reports whether it is known when both were published.
func (p pair) dated() bool { return p.a.Published != "" && p.b.Published != "" }

// pairsOf pairs all articles of a set, each of which counts for so much. All pairs of one topic count, and of the
// others, which are easy to tell apart, one in so many.
func pairsOf(all []*labelled, share float64) []pair {
	rows := make([][]pair, len(all))
	var wait sync.WaitGroup
	next := make(chan int)
	for range runtime.GOMAXPROCS(0) {
		wait.Go(func() {
			for i := range next {
				for j := i + 1; j < len(all); j++ {
					a, b := all[i], all[j]
					if a.Topic != b.Topic && a.Story != b.Story && (7*i+j)%others != 0 {
						continue
					}
					signs := story.Compare(&a.signature, &b.signature)
					rows[i] = append(rows[i], pair{a, b, signs, share})
				}
			}
		})
	}
	for i := range all {
		next <- i
	}
	close(next)
	wait.Wait()
	return slices.Concat(rows...)
}

// learn finds the weights of the signs from pairs, but for some signs, which weigh nothing.
func learn(pairs []pair, but ...int) (w story.Signs) {
	var examples []training.Example
	for i := range pairs {
		p := &pairs[i]
		for _, sign := range but {
			p.signs[sign] = 0
		}
		examples = append(examples, training.Example{Signs: p.signs[:], Right: p.a.Story == p.b.Story, Share: p.share})
	}
	copy(w[:], training.Fit(examples))
	return w
}

// crowdParts is into how many parts the topics are dealt out: the chances in one are those learned from the others, as they will be of
// articles that nobody has learned from.
const crowdParts = 3

// learnCrowd finds how much it counts what few around two articles have, from the articles of all topics but some. Our own are too few of a kind.
func (s sets) learnCrowd(topics string) (w story.CrowdSigns) {
	kept := slices.DeleteFunc(slices.Clone(s.undated), func(l *labelled) bool { return strings.Contains(topics, l.Topic+"\n") })
	fold := folds(kept, crowdParts)
	var examples []training.Example
	for which := range crowdParts {
		out := topics
		var part []*labelled
		var signatures []story.Signature
		for _, l := range kept {
			if fold[l.Topic] == which {
				out += l.Topic + "\n"
				part, signatures = append(part, l), append(signatures, l.signature)
			}
		}
		others := s.learnTexts(out)
		others.Neighbours(signatures, func(a, b int, signs story.CrowdSigns) {
			examples = append(examples, training.Example{Signs: signs[:], Right: part[a].Story == part[b].Story, Share: 1})
		})
	}
	copy(w[:], training.Fit(examples))
	return w
}

// without are the pairs that are of none of some topics.
func without(all []pair, topics string) []pair {
	return slices.DeleteFunc(slices.Clone(all), func(p pair) bool {
		return strings.Contains(topics, p.a.Topic+"\n") || strings.Contains(topics, p.b.Topic+"\n")
	})
}

// folds deals the topics of a set out.
func folds(all []*labelled, n int) map[string]int {
	fold := map[string]int{}
	for _, l := range all {
		if _, ok := fold[l.Topic]; !ok {
			fold[l.Topic] = len(fold) % n
		}
	}
	return fold
}

// grouped puts articles together as the program does, and says in which group each is.
func grouped(all []*labelled, w *story.Weights) []int {
	var articles []story.Article
	for _, l := range all {
		articles = append(articles, story.Article{ID: l.ID, Signature: l.signature})
	}
	placed, _ := story.NewWindow(w).Group(articles)
	number := map[string]int{}
	found := make([]int, len(all))
	for i, p := range placed {
		if _, ok := number[p.Story]; !ok {
			number[p.Story] = len(number)
		}
		found[i] = number[p.Story]
	}
	return found
}

// toldOf puts articles together as readers are told, and says in which story each is.
func toldOf(all []*labelled) []int {
	var articles []stories.Article
	number := map[string]int{}
	for i, l := range all {
		articles = append(articles, stories.Article{ID: l.ID, Signature: l.signature})
		number[l.ID] = i
	}
	found := make([]int, len(all))
	for n, s := range stories.Group(articles, nil) {
		for _, id := range s.Articles {
			found[number[id]] = n
		}
	}
	return found
}

// weightsHead says at the top of the weights what they are.
const weightsHead = "How much each sign counts, and from which mean chance on stories are joined. Made by: go run ./proof/stories -write"
