package main

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"time"

	"lede/briefing"
	"lede/briefing/story"
)

// labelled is an article whose story is known.
type labelled struct {
	ID, Text, Title, URL, Site, Publisher, Published, Story, Topic string
	Time                                                           int64

	article   *briefing.Article
	signature story.Signature
}

// ownFiles are the sets of articles that we wrote; their halves a are learned from.
var ownFiles = []string{aloneFile, retoldFile, metFile, datedFile, apartFile}

// teasersOf returns articles as a feed of teasers shows them: each its title and its first sentence.
func teasersOf(all []*labelled) (teasers []*labelled) {
	for _, l := range all {
		if l.article == nil || l.signature.Headline {
			continue
		}
		t := *l
		t.ID, t.Text = l.ID+"-teaser", l.article.At(l.article.Sentences[0].Span)
		teasers = append(teasers, &t)
	}
	signAll(teasers)
	return teasers
}

// titlesOf returns the articles as a feed without texts shows them, in the same order.
func titlesOf(all []*labelled) (titles []*labelled) {
	for _, l := range all {
		t := *l
		t.ID, t.Text = l.ID+"-title", l.Title
		titles = append(titles, &t)
	}
	signAll(titles)
	return titles
}

// readDated reads the articles of one half of a file in the format of dated.txt, and computes their signs; those without a text are headlines.
func readDated(file, half string) ([]*labelled, error) {
	var all []*labelled
	set := strings.TrimSuffix(filepath.Base(file), ".txt")
	first := time.Date(2026, time.March, 2, 0, 0, 0, 0, time.UTC)
	err := eachRow(file, func(row []byte) error {
		line := string(row)
		if strings.HasPrefix(line, "#") {
			return nil
		}
		cells := strings.SplitN(line, " | ", 3)
		head := strings.Fields(cells[0])
		if len(cells) == 2 {
			cells = append(cells, cells[1])
		}
		if len(cells) != 3 || len(head) != 5 {
			return fmt.Errorf("not a line: %s", line)
		}
		hours, err := strconv.Atoi(head[3])
		if err != nil || head[0] != half {
			return err
		}
		id := fmt.Sprintf("%s-%s%d", set, head[0], len(all))
		all = append(all, &labelled{ID: id, Title: cells[1], Text: cells[2], Publisher: head[4], Topic: set + "-" + head[1], Story: set + "-" + head[1] + head[2],
			Published: first.Add(time.Duration(hours) * time.Hour).Format(time.RFC3339)})
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	signAll(all)
	return all, nil
}

// readWeek reads one half of all that the second weighing is learned from, as the news of one week.
func readWeek(half string) (week []*labelled, err error) {
	for _, file := range againFiles {
		all, err := readDated(file, half)
		if err != nil {
			return nil, err
		}
		week = append(week, all...)
	}
	return week, nil
}

// readLabelled reads the articles of a file and computes their signs.
func readLabelled(file string) ([]*labelled, error) {
	var all []*labelled
	err := eachRow(file, func(row []byte) error {
		l := &labelled{}
		if err := json.Unmarshal(row, l); err != nil {
			return err
		}
		all = append(all, l)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	signAll(all)
	return all, nil
}

// signAll computes the signs of articles, on all cores.
func signAll(all []*labelled) {
	var wait sync.WaitGroup
	next := make(chan *labelled)
	for range runtime.GOMAXPROCS(0) {
		wait.Go(func() {
			for l := range next {
				o := briefing.Options{ID: l.ID, Title: l.Title, URL: l.URL, Site: l.Publisher}
				if l.Time != 0 {
					at := time.Unix(l.Time, 0)
					o.Published = &at
				}
				if l.Published != "" {
					at, err := time.Parse(time.RFC3339, l.Published)
					if err == nil {
						o.Published = &at
					}
				}
				if a, err := briefing.Parse(l.Text, o); err == nil {
					l.article, l.signature = a, story.Sign(a)
				}
			}
		})
	}
	for _, l := range all {
		next <- l
	}
	close(next)
	wait.Wait()
}
