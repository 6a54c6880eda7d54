package main

import (
	"fmt"
	"path/filepath"
	"strings"

	"lede/briefing"
	"lede/briefing/story"
)

const (
	runningFile = "briefing/story/testdata/running.txt"
	updatesFile = "briefing/story/testdata/updates.txt"
)

// retelling is a day's article on a running event, and which of its lines are new.
type retelling struct {
	event string
	lines []string
	fresh []bool
}

// readRunning reads the days of one half of a file like runningFile, in order.
func readRunning(file, half string) (days []retelling, err error) {
	last := ""
	return days, eachRow(file, func(row []byte) error {
		line := string(row)
		if strings.HasPrefix(line, "#") {
			return nil
		}
		cells := strings.SplitN(line, " | ", 3)
		head := strings.Fields(cells[0])
		if len(cells) != 3 || len(head) != 3 {
			return fmt.Errorf("not a line: %s", line)
		}
		if head[0] != half {
			return nil
		}
		if cells[0] != last {
			days = append(days, retelling{event: head[1]})
			last = cells[0]
		}
		day := &days[len(days)-1]
		day.lines, day.fresh = append(day.lines, cells[2]), append(day.fresh, cells[1] == "new")
		return nil
	})
}

// reportRunning prints how well the sentences of one half of a file like runningFile that say something new are told from those that retell.
func reportRunning(file, half string, show bool) error {
	days, err := readRunning(file, half)
	if err != nil {
		return err
	}
	known := map[string]*story.Known{}
	right, said, there := 0, 0, 0
	for _, day := range days {
		a, err := briefing.Parse(strings.Join(day.lines, "\n"), briefing.Options{Language: "en"})
		if err != nil {
			return err
		}
		k := known[day.event]
		if k == nil {
			k = story.NewKnown()
			known[day.event] = k
			k.Add(a)
			continue
		}
		called := map[string]bool{}
		for _, i := range k.New(a) {
			called[a.SentenceText(i)] = true
		}
		for i, line := range day.lines {
			if day.fresh[i] {
				there++
			}
			if called[line] {
				said++
			}
			if called[line] && day.fresh[i] {
				right++
			} else if show && called[line] != day.fresh[i] {
				fmt.Println("new", day.fresh[i], "taken for", called[line], line)
			}
		}
		k.Add(a)
	}
	fmt.Printf("new sentences, %s, half %s: P %.3f R %.3f of %d\n", filepath.Base(file), half, part(right, said), part(right, there), there)
	return nil
}
