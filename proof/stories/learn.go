package main

import (
	"runtime"
	"slices"
	"sync"

	"lede/briefing/story"
	"lede/proof/training"
)

const (
	weightsFile = "briefing/story/weights.txt"
	datedFile   = "briefing/story/testdata/dated.txt"
	// others is how many pairs of articles of two topics there are for each that is learned from.
	others = 8
)

// pair is two articles, and whether they tell of one event.
type pair struct {
	a, b  *labelled
	signs story.Signs
	share float64
}

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

// learn finds the weights of the signs from pairs.
func learn(pairs []pair) (w story.Signs) {
	var examples []training.Example
	for i := range pairs {
		p := &pairs[i]
		examples = append(examples, training.Example{Signs: p.signs[:], Right: p.a.Story == p.b.Story, Share: p.share})
	}
	copy(w[:], training.Fit(examples))
	return w
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

// weightsHead says at the top of the weights what they are.
const weightsHead = "How much each sign counts, and from which mean chance on stories are joined. Made by: go run ./proof/stories -write"
