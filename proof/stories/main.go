// Stories learns how articles of one event are told from those of two, and measures it.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"lede/briefing/story"
)

func main() {
	data := flag.String("data", "../shared/data", "the folder of the development sets")
	frequencies := flag.Bool("frequencies", false, "count how rare words are, anew")
	write := flag.Bool("write", false, "write the weights")
	set := flag.String("set", "ecb headlines", "sets")
	every := flag.Int("every", 1, "one headline in so many")
	shift := flag.Float64("shift", 0, "shift")
	flag.Parse()
	var err error
	if *frequencies {
		err = countFrequencies(*data)
	} else {
		err = run(*data, *set, *every, *shift, *write)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "stories:", err)
		os.Exit(1)
	}
}

func run(data, set string, every int, shift float64, write bool) error {
	w := &story.Weights{}
	if set != "headlines" {
		ecb, err := readLabelled(filepath.Join(data, "stories/ecb-train.jsonl"))
		if err != nil {
			return err
		}
		pairs := pairsOf(ecb, 8)
		w.Texts = learn(pairs)
		for i, n := range story.SignNames {
			fmt.Printf("%s %.2f; ", n, w.Texts[i])
		}
		fmt.Println()
		for _, join := range []float64{0.4, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75} {
			crossed(ecb, pairs, join, shift, false)
		}
	}
	if set != "ecb" {
		all, err := readLabelled(filepath.Join(data, "stories/headlines-dev.jsonl"))
		if err != nil {
			return err
		}
		var some []*labelled
		for i, l := range all {
			if l.Topic = l.Story; i%every == 0 {
				some = append(some, l)
			}
		}
		pairs := pairsOf(some, 8)
		w.Titles = learn(pairs)
		for i, n := range story.SignNames {
			fmt.Printf("%s %.2f; ", n, w.Titles[i])
		}
		fmt.Println()
		for _, join := range []float64{0.3, 0.4, 0.5, 0.6, 0.7} {
			crossed(some, pairs, join, shift, true)
		}
	}
	w.Join = 0.6
	if write {
		return writeWeights(w)
	}
	return nil
}

// crossed prints how well each half is put together by what was learned from the other.
func crossed(all []*labelled, pairs []pair, join, shift float64, titles bool) {
	for way := range 2 {
		half := halves(all, way)
		var both []*labelled
		var found []int
		for which := range 2 {
			s := learn(slices.DeleteFunc(slices.Clone(pairs), func(p pair) bool { return half[p.a.Topic] == which || half[p.b.Topic] == which }))
			s[story.Always] += shift
			w := &story.Weights{Texts: s, Titles: s, Join: join}
			test := inHalf(all, half, which)
			for i, f := range grouped(test, w) {
				both = append(both, test[i])
				found = append(found, 2*f+which)
			}
		}
		fmt.Println(join, way, scoreOf(both, found))
	}
}
