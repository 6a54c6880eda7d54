package main

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"lede/briefing"
	"lede/source"
)

// readField reads the questions of the articles and pages that were labelled by hand, whose right sentences are given by a pattern.
func readField(folder string) ([]*item, error) {
	b, err := os.ReadFile(filepath.Join(folder, "gold.json"))
	if err != nil {
		return nil, err
	}
	var gold []struct {
		ID, File  string
		Questions [][2]*string
	}
	if err := json.Unmarshal(b, &gold); err != nil {
		return nil, fmt.Errorf("%s: %w", folder, err)
	}
	var items []*item
	for _, g := range gold {
		packed, err := os.ReadFile(filepath.Join(folder, g.File))
		if err != nil {
			return nil, err
		}
		z, err := gzip.NewReader(bytes.NewReader(packed))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", g.File, err)
		}
		text, err := io.ReadAll(z)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", g.File, err)
		}
		i := &item{Set: "field", ID: g.ID, name: "field"}
		if i.article, err = source.Read(bytes.NewReader(text), strings.TrimSuffix(g.File, ".gz"), briefing.Options{}); err != nil {
			return nil, fmt.Errorf("%s: %w", g.File, err)
		}
		for _, q := range g.Questions {
			if err := i.ask(*q[0], q[1]); err != nil {
				return nil, fmt.Errorf("%s: %w", g.File, err)
			}
		}
		items = append(items, i)
	}
	return items, nil
}

// ask adds a question. Its right sentences match the pattern; without a pattern the article does not say.
func (i *item) ask(question string, pattern *string) error {
	q := asked{Q: question}
	if pattern != nil {
		fits, err := regexp.Compile(plain(*pattern))
		if err != nil {
			return err
		}
		for _, s := range i.article.Sentences {
			if fits.MatchString(plain(i.article.At(s.Span))) {
				q.Right = append(q.Right, [2]int{s.Start, s.End})
			}
		}
		if len(q.Right) == 0 {
			return nil // lost in extracting the text from the page, which is not tested here
		}
	}
	i.Questions = append(i.Questions, q)
	return nil
}

// plain straightens quotation marks and collapses white space.
func plain(s string) string {
	s = strings.NewReplacer("’", "'", "‘", "'", "“", `"`, "”", `"`).Replace(s)
	return strings.Join(strings.Fields(s), " ")
}
