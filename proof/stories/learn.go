package main

import (
	"maps"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"lede/briefing/story"
	"lede/desk/stories"
	"lede/proof/training"
)

const (
	weightsFile   = "briefing/story/weights.txt"
	datedFile     = "briefing/story/testdata/dated.txt"
	metFile       = "briefing/story/testdata/met.txt"
	titlesFile    = "briefing/story/testdata/headlines.txt"
	retoldFile    = "briefing/story/testdata/retold.txt"
	apartFile     = "briefing/story/testdata/apart.txt"
	aloneFile     = "briefing/story/testdata/alone.txt"
	teasersFile   = "briefing/story/testdata/teasers.txt"
	actorsFile    = "briefing/story/testdata/actors.txt"
	reportsFile   = "briefing/story/testdata/reports.txt"
	actsFile      = "briefing/story/testdata/acts.txt"
	outletsFile   = "briefing/story/testdata/outlets.txt"
	newsroomsFile = "briefing/story/testdata/newsrooms.txt"
	desksFile     = "briefing/story/testdata/desks.txt"
	anglesFile    = "briefing/story/testdata/angles.txt"
	townsFile     = "briefing/story/testdata/towns.txt"
	// others is the number of pairs of articles of two topics per pair that is learned from.
	others = 8
)

// pair is two articles, and whether they report one event.
type pair struct {
	a, b  *labelled
	signs story.Signs
	share float64
}

// dated reports whether both publication dates are known.
func (p pair) dated() bool { return p.a.Published != "" && p.b.Published != "" }

// pairsOf pairs all articles of a set, each with the given weight. All pairs of one topic are used, and a sample of the
// others, which are easy to tell apart.
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

// mixedPairs pairs the title of each article of a set with the texts of the others, as pairsOf does.
func mixedPairs(all []*labelled, share float64) (pairs []pair) {
	for i, a := range titlesOf(all) {
		if !a.signature.Headline {
			continue
		}
		for j, b := range all {
			near := a.Topic == b.Topic || a.Story == b.Story
			if i == j || b.signature.Headline || !near && (7*i+j)%others != 0 {
				continue
			}
			pairs = append(pairs, pair{a, b, story.Compare(&a.signature, &b.signature), share})
		}
	}
	return pairs
}

// learn finds the weights of the signs from pairs; the signs in but have weight 0.
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

// againFiles are the sets of articles whose halves a the second weighing is learned from, as the news of one week.
var againFiles = append([]string{anglesFile, townsFile}, mixedFiles...)

// mixedFiles are the sets of articles whose titles are paired with texts.
var mixedFiles = append([]string{newsroomsFile, actorsFile, reportsFile, desksFile, actsFile}, ownFiles...)

// mixedShare is the weight of such a pair of the many undated texts, relative to one of our own articles.
const mixedShare = 0.1

// learnAgain finds the weights of the second weighing, from a whole week and from the few articles that a server with few sources has. The hours between our own
// articles were chosen by us, so they teach nothing.
func (s sets) learnAgain(topics string) (w story.AgainSigns) {
	kept := slices.DeleteFunc(slices.Clone(s.again), func(l *labelled) bool { return strings.Contains(topics, l.Topic+"\n") })
	examples := examplesAgain(kept)
	for _, few := range places(kept) {
		examples = append(examples, examplesAgain(few)...)
		for _, days := range byDays(few) {
			examples = append(examples, examplesAgain(days)...)
		}
	}
	copy(w[:], training.Fit(examples))
	return w
}

// examplesAgain returns the pairs of articles that make up a window.
func examplesAgain(window []*labelled) (examples []training.Example) {
	var articles []story.Article
	for _, l := range window {
		articles = append(articles, story.Article{ID: l.ID, From: l.Publisher, Signature: l.signature})
	}
	story.Learned().PairsAgain(articles, func(a, b int, signs story.AgainSigns) {
		signs[story.HoursApart] = 0
		examples = append(examples, training.Example{Signs: signs[:], Right: window[a].Story == window[b].Story, Share: 1})
	})
	return examples
}

// places divides articles by what they are about: a town, or a topic, whose numbers are of one town's events.
func places(all []*labelled) [][]*labelled {
	return divided(all, func(l *labelled) string { return strings.TrimRight(l.Topic, "0123456789") })
}

// byDays divides articles by pairs of days.
func byDays(all []*labelled) [][]*labelled {
	return divided(all, func(l *labelled) string {
		at, _ := time.Parse(time.RFC3339, l.Published) // as we wrote it
		return strconv.Itoa(at.YearDay() / 2)
	})
}

// divided divides articles into those of one name.
func divided(all []*labelled, name func(*labelled) string) [][]*labelled {
	parts := map[string][]*labelled{}
	for _, l := range all {
		parts[name(l)] = append(parts[name(l)], l)
	}
	var list [][]*labelled
	for _, n := range slices.Sorted(maps.Keys(parts)) {
		list = append(list, parts[n])
	}
	return list
}

// crowdParts is the number of parts into which the topics are divided: the probabilities in one are learned from the others, as for new
// articles.
const crowdParts = 3

// learnCrowd finds the weight of features that few surrounding articles share, from all topics but those given. Our own sets are too few of a kind.
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

// without returns the pairs that belong to none of the given topics.
func without(all []pair, topics string) []pair {
	return slices.DeleteFunc(slices.Clone(all), func(p pair) bool {
		return strings.Contains(topics, p.a.Topic+"\n") || strings.Contains(topics, p.b.Topic+"\n")
	})
}

// folds divides the topics of a set into n folds.
func folds(all []*labelled, n int) map[string]int {
	fold := map[string]int{}
	for _, l := range all {
		if _, ok := fold[l.Topic]; !ok {
			fold[l.Topic] = len(fold) % n
		}
	}
	return fold
}

// grouped groups articles as the program does, and returns the group of each.
func grouped(all []*labelled, w *story.Weights) []int {
	var articles []story.Article
	for _, l := range all {
		articles = append(articles, story.Article{ID: l.ID, From: l.Publisher, Signature: l.signature})
	}
	placed := w.Group(articles)
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

// toldOf groups articles as shown to readers, and returns the story of each.
func toldOf(all []*labelled) []int {
	var articles []stories.Article
	number := map[string]int{}
	for i, l := range all {
		articles = append(articles, stories.Article{ID: l.ID, From: l.Publisher, Signature: l.signature})
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

// weightsHead is the comment at the top of the weights file.
const weightsHead = "How much each sign counts, and from which mean chance on stories are joined. Made by: go run ./proof/stories -write"
