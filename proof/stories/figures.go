package main

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"lede/briefing"
	"lede/briefing/story"
)

const (
	figuresFile  = "briefing/story/testdata/figures.txt"
	countedFile  = "briefing/story/testdata/counted.txt"
	measuredFile = "briefing/story/testdata/measured.txt"
	tollsFile    = "briefing/story/testdata/tolls.txt"
	changingFile = "briefing/story/testdata/changing.txt"
)

// reportDifferences prints that of one half of every file like figures.txt.
func reportDifferences(half string, show bool) error {
	for _, file := range []string{figuresFile, countedFile, measuredFile, tollsFile, changingFile} {
		if err := reportFigures(file, half, show); err != nil {
			return err
		}
	}
	return nil
}

// reportFigures prints how many of the differences and corrections found in one half of a file like figures.txt are right.
func reportFigures(file, half string, show bool) error {
	pairs, right, found, there := 0, 0, 0, 0
	err := eachRow(file, func(row []byte) error {
		line := string(row)
		if strings.HasPrefix(line, "#") {
			return nil
		}
		cells := strings.Split(line+" ", "|")
		if len(cells) != 4 {
			return fmt.Errorf("not a line: %s", line)
		}
		head := strings.Fields(cells[0])
		if head[0] != half {
			return nil
		}
		pairs++
		var want []string
		for part := range strings.SplitSeq(cells[3], ";") {
			if part = strings.TrimSpace(part); part != "" {
				want = append(want, part)
			}
		}
		got, err := differing(head[1], strings.TrimSpace(cells[1]), strings.TrimSpace(cells[2]))
		if err != nil {
			return err
		}
		there += len(want)
		found += len(got)
		for _, g := range got {
			if slices.ContainsFunc(want, func(w string) bool { return means(g, w) }) {
				right++
			} else if show {
				fmt.Println("wrong:", g, "in", line)
			}
		}
		if show && len(got) < len(want) {
			fmt.Println("missed:", line, got)
		}
		return nil
	})
	fmt.Printf("differences and corrections, %s, half %s: P %.3f R %.3f; %d pairs, %d found of %d\n", filepath.Base(file), half, part(right, found), part(right, there), pairs, found, there)
	return err
}

// changed stands for a correction of a sentence that tells no figure.
const changed = "changed"

// means reports whether what was found is a wanted pair, of which each figure may be written without what it counts.
func means(found, want string) bool {
	a, b, _ := strings.Cut(plain(found), " ~ ")
	c, d, _ := strings.Cut(plain(want), " ~ ")
	return found == changed || strings.HasPrefix(a, c) && strings.HasPrefix(b, d)
}

// plain returns a pair of figures without words that mean “about”.
func plain(s string) string {
	for _, hedge := range []string{"at least ", "more than ", "some ", "about "} {
		s = strings.ReplaceAll(strings.ToLower(s), hedge, "")
	}
	return s
}

// differing lists what is found in two texts, in the format of figures.txt.
func differing(kind, first, second string) (got []string, err error) {
	a, err := briefing.Parse(first, briefing.Options{Language: "en"})
	if err != nil {
		return nil, err
	}
	b, err := briefing.Parse(second, briefing.Options{Language: "en"})
	if err != nil {
		return nil, err
	}
	if kind == "one" {
		var all []int
		for i := range a.Sentences {
			all = append(all, i)
		}
		for _, c := range story.Clip(a, all).Corrections(b) {
			if len(c.Figures) == 0 {
				got = append(got, changed)
			}
			for _, f := range c.Figures {
				got = append(got, a.At(f[0].Span)+" ~ "+b.At(f[1].Span))
			}
		}
		return got, nil
	}
	for _, d := range story.Differences([]*briefing.Article{a, b}) {
		got = append(got, a.At(d[0].Span)+" ~ "+b.At(d[1].Span))
	}
	return got, nil
}
