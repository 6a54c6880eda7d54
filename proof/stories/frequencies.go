package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"lede/briefing/story/wording"
	"lede/briefing/text"
)

// leastFrequent is the minimum number of texts that contain a stem for its rarity to be known.
const leastFrequent = 4

// sentencesFile has single sentences, a fixed number of which count as a text.
const (
	sentencesFile   = "ner-train/train.jsonl"
	sentencesInText = 15
)

// countFrequencies counts in how many texts of the development sets each stem occurs, and writes the resulting rarities. The
// sets that stories are measured on are left out.
func countFrequencies(data string) error {
	texts := 0
	found := map[string]int{}
	count := func(all string) {
		texts++
		seen := map[string]bool{}
		for _, s := range wording.Stems(all, text.Span{End: len(all)}, "en") {
			if !seen[s] {
				seen[s] = true
				found[s]++
			}
		}
	}
	var run []string // of sentences that belong to no article
	for _, file := range []string{"summ/cnndm-dev.jsonl", "summ/bbc-dev.jsonl", "quotes/polnear-dev.jsonl", "quotes/polnear-train100.jsonl", sentencesFile} {
		err := eachRow(filepath.Join(data, file), func(row []byte) error {
			var in struct{ Title, Text string }
			if err := json.Unmarshal(row, &in); err != nil {
				return err
			}
			if file != sentencesFile {
				count(in.Title + "\n" + in.Text)
				return nil
			}
			if run = append(run, in.Text); len(run) == sentencesInText {
				count(strings.Join(run, "\n"))
				run = nil
			}
			return nil
		})
		if err != nil {
			return fmt.Errorf("%s: %w", file, err)
		}
	}
	classes := map[float64][]string{}
	for s, n := range found {
		if n < leastFrequent {
			continue
		}
		rare := math.Round(4*math.Log(float64(texts+1)/(float64(n)+0.5))) / 4
		classes[rare] = append(classes[rare], s)
	}
	var b bytes.Buffer
	fmt.Fprintln(&b, "# How rare the commoner stems of news are: the natural logarithm of one over the share of articles. Made by: go run ./proof/stories -frequencies")
	for _, rare := range slices.Sorted(maps.Keys(classes)) {
		slices.Sort(classes[rare])
		for part := range slices.Chunk(classes[rare], 16) {
			fmt.Fprintf(&b, "%.2f", rare)
			for _, s := range part {
				fmt.Fprint(&b, " ", s)
			}
			fmt.Fprintln(&b)
		}
	}
	return os.WriteFile("briefing/story/wording/frequencies.txt", b.Bytes(), 0o644)
}

// eachRow calls do with each line of a file.
func eachRow(file string, do func([]byte) error) error {
	f, err := os.Open(file)
	if err != nil {
		return err
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 8<<20)
	for lines.Scan() {
		if err := do(lines.Bytes()); err != nil {
			return err
		}
	}
	return lines.Err()
}
