package main

import (
	"encoding/json"
	"fmt"
	"runtime"
	"sync"
	"time"

	"lede/briefing"
	"lede/briefing/story"
)

// labelled is an article of which it is known what story it belongs to.
type labelled struct {
	ID, Text, Title, URL, Site, Publisher, Published, Story, Topic string
	Time                                                           int64

	article   *briefing.Article
	signature story.Signature
}

// readLabelled reads and signs the articles of a file.
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
	return all, nil
}
