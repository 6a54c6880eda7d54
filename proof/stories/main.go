// Command stories learns to tell whether two articles are about one event, and measures the result.
package main

import (
	"errors"
	"flag"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"

	"lede/briefing/story"
	"lede/proof/training"
)

func main() {
	var o options
	flag.StringVar(&o.data, "data", "../shared/data", "the folder of the development sets")
	flag.IntVar(&o.folds, "folds", 5, "in how many parts a set is held out")
	flag.IntVar(&o.every, "every", 1, "takes one headline in so many")
	flag.BoolVar(&o.write, "write", false, "write the weights")
	flag.BoolVar(&o.again, "again", false, "write the weights of the second weighing alone, and keep all others")
	flag.BoolVar(&o.unseen, "unseen", false, "measure on what is kept unseen, too")
	flag.BoolVar(&o.stored, "stored", false, "measure our own articles by the stored weights, and nothing else")
	flag.BoolVar(&o.show, "show", false, "show figures that are taken for a difference and are none, and those that are missed")
	frequencies := flag.Bool("frequencies", false, "count how rare words are, anew")
	flag.Parse()
	err := error(nil)
	switch {
	case *frequencies:
		err = countFrequencies(o.data)
	case o.stored:
		err = errors.Join(reportMet(), reportMixed("a"), reportMixed("b"), reportDifferences("a", o.show), reportDifferences("b", false), reportRunning(runningFile, "a", o.show), reportRunning(runningFile, "b", false),
			reportRunning(updatesFile, "a", o.show), reportRunning(updatesFile, "b", false), reportAlone(actsFile, "a", o.show), reportAlone(actsFile, "b", false))
	default:
		err = run(o)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "stories:", err)
		os.Exit(1)
	}
}

// What is learned is shifted so that stories are joined from one mean probability on: the thresholds are set where precision is high
// enough, on the sets whose articles have no dates, have dates, and are headlines.
const (
	join        = 0.57
	undatedJoin = 0.46
	datedJoin   = 0.55
	teasersJoin = 0.8
	titlesJoin  = 0.5
	mixedJoin   = 0.82
	// againJoin is where a week of our own halves a is told at least as precisely as by the first weighing alone.
	againJoin = 0.7
	// datedShare is the weight of a pair of our own articles, relative to one of the many without dates.
	datedShare = 30
	// teaserShare is the weight of a pair of real teasers, relative to one of shortened articles.
	teaserShare = 2
)

func logit(p float64) float64 { return math.Log(p / (1 - p)) }

func run(o options) error {
	s, err := readSets(o)
	if err != nil {
		return err
	}
	if o.again {
		w := *story.Learned()
		w.Again, w.JoinAgain = s.learnAgain(""), againJoin
		return training.Write(weightsFile, weightsHead, w.Numbers())
	}
	updates, err := readUpdates(o.data, false)
	if err != nil {
		return err
	}
	w := s.learnWithout("")
	w.Fresh, w.New = learnFresh(updates, ""), leastFresh
	if o.write {
		return training.Write(weightsFile, weightsHead, w.Numbers())
	}
	fmt.Printf("%-20s in one run, seen:    %v\n", "headlines", scoreOf(s.titles, grouped(s.titles, story.Learned())))
	for _, set := range []struct {
		name string
		of   []*labelled
	}{{"same kind, no dates", s.undated}, {"own, half a", s.dated}, {"teasers, half a", s.short}, {"headlines", s.titles}} {
		fmt.Printf("%-20s held out by topic: %v\n", set.name, s.crossed(set.of, o.folds))
	}
	whole, err := readUpdates(o.data, true)
	if err != nil {
		return err
	}
	reportFresh("updates", updates, updates)
	reportFresh("articles", whole, updates)
	if err := reportDifferences("a", o.show); err != nil {
		return err
	}
	for _, file := range ownFiles {
		if err := reportAlone(file, "a", o.show); err != nil {
			return err
		}
	}
	if o.unseen {
		fmt.Printf("%-20s not seen:          %v\n", "own, dated, half b", scoreOf(s.unseen, grouped(s.unseen, w)))
		if err := reportMet(); err != nil {
			return err
		}
		return reportDifferences("b", false)
	}
	return nil
}

// reportMet measures the stored weights, on articles of which at most half of one set was learned from, and what readers are told.
func reportMet() error {
	for _, set := range []struct{ file, name string }{{datedFile, "own, dated"}, {metFile, "what readers meet"}, {titlesFile, "own headlines"}, {retoldFile, "told in other words"}, {apartFile, "one town, all apart"}, {newsroomsFile, "newsrooms"}, {actorsFile, "one actor"}, {reportsFile, "reports"}, {outletsFile, "outlets"}, {desksFile, "four desks"}, {anglesFile, "four angles"}, {townsFile, "papers of a town"}, {teasersFile, "teasers"}} {
		for _, half := range []string{"a", "b"} {
			all, err := readDated(set.file, half)
			if err != nil {
				return err
			}
			if len(all) == 0 { // a set of one half
				continue
			}
			reportStored(set.name+", "+half, all)
		}
	}
	for _, half := range []string{"a", "b"} {
		week, err := readWeek(half)
		if err != nil {
			return err
		}
		reportStored("all of one week, "+half, week)
	}
	return nil
}

func reportStored(name string, all []*labelled) {
	fmt.Printf("%-20s weights as kept:   %v\n", name, scoreOf(all, grouped(all, story.Learned())))
	fmt.Printf("%-20s as readers see it: %v\n", "", scoreOf(all, toldOf(all)))
}

// options holds the flags.
type options struct {
	data                string
	folds, every        int
	write, unseen, show bool
	stored, again       bool
}

// sets holds the articles to learn from and to measure on, with their pairs.
type sets struct {
	undated, dated, unseen, titles []*labelled
	short                          []*labelled // feeds of teasers
	again                          []*labelled // what the second weighing is learned from
	texts, teasers, headlines      []pair
	mixed                          []pair // of a title and a text
}

func readSets(o options) (s sets, err error) {
	if s.undated, err = readLabelled(filepath.Join(o.data, "stories/ecb-train.jsonl")); err != nil {
		return s, err
	}
	for _, file := range ownFiles {
		half, err := readDated(file, "a")
		if err != nil {
			return s, err
		}
		s.dated = append(s.dated, half...)
	}
	if s.again, err = readWeek("a"); err != nil {
		return s, err
	}
	for _, file := range mixedFiles {
		half, err := readDated(file, "a")
		if err != nil {
			return s, err
		}
		s.mixed = append(s.mixed, mixedPairs(half, 1)...)
	}
	s.mixed = append(s.mixed, mixedPairs(s.undated, mixedShare)...)
	if s.short, err = readDated(teasersFile, "a"); err != nil {
		return s, err
	}
	if s.unseen, err = readDated(datedFile, "b"); err != nil {
		return s, err
	}
	all, err := readLabelled(filepath.Join(o.data, "stories/headlines-dev.jsonl"))
	for i, l := range all {
		if l.Topic = l.Story; i%o.every == 0 {
			s.titles = append(s.titles, l)
		}
	}
	s.teasers = append(pairsOf(teasersOf(s.dated), 1), pairsOf(s.short, teaserShare)...)
	s.texts = append(pairsOf(s.undated, 1), pairsOf(s.dated, datedShare)...)
	s.headlines = pairsOf(s.titles, 1)
	return s, err
}

// learnWithout learns from all pairs except those of some topics.
func (s sets) learnWithout(topics string) *story.Weights {
	w := s.learnTexts(topics)
	w.Titles, w.Crowd, w.Join = learn(without(s.headlines, topics), story.HoursApart), s.learnCrowd(topics), join
	w.Mixed = learn(without(s.mixed, topics), story.HoursApart)
	w.Again, w.JoinAgain = s.learnAgain(topics), againJoin
	w.Crowd[0] += logit(join) - logit(undatedJoin)
	w.Dated[story.Always] += (logit(undatedJoin) - logit(datedJoin)) / w.Crowd[1]
	w.Teasers[story.Always] += (logit(undatedJoin) - logit(teasersJoin)) / w.Crowd[1]
	w.Titles[story.Always] += logit(join) - logit(titlesJoin)
	w.Mixed[story.Always] += logit(join) - logit(mixedJoin)
	return w
}

// learnTexts learns from the pairs of texts except those of some topics. Our own articles copy only phrases, in which two events of one kind
// are reported, so they teach nothing about copies.
func (s sets) learnTexts(topics string) *story.Weights {
	kept := without(s.texts, topics)
	undated := slices.DeleteFunc(slices.Clone(kept), pair.dated)
	return &story.Weights{Texts: learn(undated), Dated: learn(kept, story.Copied, story.HoursApart), Teasers: learn(without(s.teasers, topics), story.Copied)}
}

// crossed groups the articles of each fold by what was learned from the others, and scores all of them.
func (s sets) crossed(all []*labelled, parts int) score {
	fold := folds(all, parts)
	var both []*labelled
	var found []int
	for which := range parts {
		out := ""
		for topic, f := range fold {
			if f == which {
				out += topic + "\n"
			}
		}
		test := slices.DeleteFunc(slices.Clone(all), func(l *labelled) bool { return fold[l.Topic] != which })
		for i, f := range grouped(test, s.learnWithout(out)) {
			both = append(both, test[i])
			found = append(found, parts*f+which)
		}
	}
	return scoreOf(both, found)
}
