package main

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"lede/briefing"
	"lede/briefing/logistic"
	"lede/briefing/story"
	"lede/proof/training"
)

// update is what was reported of an event on a day, and what a reader who learns of it then must know.
type update struct{ Event, Date, Update, Background string }

// told is a sentence that follows other updates, and its kind: new, background told in other words, or a sentence
// of the previous update.
type told struct {
	event               string
	signs               story.FreshSigns
	new, retold, repeat bool
}

// leastFresh is the probability from which a sentence is called new.
const leastFresh = 0.44

// readUpdates compares the sentences of each update, of its background and of the previous update to what is known of the event: the updates before and,
// if whole, their background, as articles have it.
func readUpdates(data string, whole bool) (all []told, err error) {
	known, before := map[string]*story.Known{}, map[string]*briefing.Article{}
	err = eachRow(filepath.Join(data, "stories/updates-dev.jsonl"), func(row []byte) error {
		var u update
		if err := json.Unmarshal(row, &u); err != nil {
			return err
		}
		a, err := briefing.Parse(strings.ReplaceAll(u.Update, `\n`, "\n"), briefing.Options{Language: "en"})
		if err != nil {
			return fmt.Errorf("%s %s: %w", u.Event, u.Date, err)
		}
		k, last := known[u.Event], before[u.Event]
		before[u.Event] = a
		if k == nil {
			known[u.Event] = story.NewKnown()
			known[u.Event].Add(a)
			return nil
		}
		put := func(a *briefing.Article, t told) {
			for i := range a.Sentences {
				t.event, t.signs = u.Event, k.Weigh(a, i)
				all = append(all, t)
			}
		}
		put(a, told{new: true})
		put(last, told{repeat: true})
		if b, err := briefing.Parse(strings.ReplaceAll(u.Background, `\n`, "\n"), briefing.Options{Language: "en"}); err == nil {
			put(b, told{retold: true})
			if whole {
				k.Add(b)
			}
		}
		k.Add(a)
		return nil
	})
	return all, err
}

// learnFresh learns from all events but one. Verbatim repetitions are no help.
func learnFresh(all []told, without string) (w story.FreshSigns) {
	var examples []training.Example
	for i := range all {
		if t := &all[i]; t.event != without && !t.repeat {
			examples = append(examples, training.Example{Signs: t.signs[:], Right: t.new, Share: 1})
		}
	}
	copy(w[:], training.Fit(examples))
	return w
}

// reportFresh prints how well sentences of each event are classified by what was learned from the others, compared with a share of unseen words.
func reportFresh(of string, all, from []told) {
	var events []string
	for _, t := range all {
		if !slices.Contains(events, t.event) {
			events = append(events, t.event)
		}
	}
	weights := map[string]story.FreshSigns{}
	for _, e := range events {
		weights[e] = learnFresh(from, e)
	}
	learned := func(t told) bool {
		w := weights[t.event]
		return logistic.Chance(w[:], t.signs[:]) >= leastFresh
	}
	for _, among := range []struct {
		name string
		is   func(told) bool
	}{{"repeated", func(t told) bool { return t.repeat }}, {"retold", func(t told) bool { return t.retold }}} {
		fmt.Printf("new sentences of %s among %-8s ones: learned %s", of, among.name, precision(all, among.is, learned))
		for _, least := range []float64{0.2, 0.35, 0.5} {
			fmt.Printf("; unseen words ≥ %.2f %s", least, precision(all, among.is, func(t told) bool { return t.signs[story.FreshUnseen] >= least }))
		}
		fmt.Println()
	}
}

// precision returns the precision of the sentences called new, measured on those that are new and some that are not, and the recall.
func precision(all []told, among, called func(told) bool) string {
	right, said, there := 0, 0, 0
	for _, t := range all {
		if !t.new && !among(t) {
			continue
		}
		if t.new {
			there++
		}
		if called(t) {
			said++
			if t.new {
				right++
			}
		}
	}
	return fmt.Sprintf("P %.3f R %.3f of %d", part(right, said), part(right, there), there)
}
