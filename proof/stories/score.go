package main

import (
	"fmt"
)

// score says how well articles were grouped.
type score struct {
	articles, stories, found     int
	pairP, pairR, cubedP, cubedR float64
	wrong, wrongKind             int
}

func (s score) cubedF() float64 { return 2 * s.cubedP * s.cubedR / (s.cubedP + s.cubedR) }

func (s score) String() string {
	return fmt.Sprintf("%4d articles of %d stories in %d: pairs P %.3f R %.3f; B³ F %.3f; %d wrong pairs, %d of a kind",
		s.articles, s.stories, s.found, s.pairP, s.pairR, s.cubedF(), s.wrong, s.wrongKind)
}

// scoreOf compares the groups found with the known ones.
func scoreOf(all []*labelled, found []int) score {
	type both struct {
		known string
		found int
	}
	type kind struct {
		topic string
		found int
	}
	joint, known, guessed, kinds := map[both]int{}, map[string]int{}, map[int]int{}, map[kind]int{}
	for i, l := range all {
		joint[both{l.Story, found[i]}]++
		known[l.Story]++
		guessed[found[i]]++
		kinds[kind{l.Topic, found[i]}]++
	}
	pairs := func(n int) int { return n * (n - 1) / 2 }
	right, told, there, same := 0, 0, 0, 0
	for _, n := range joint {
		right += pairs(n)
	}
	for _, n := range guessed {
		told += pairs(n)
	}
	for _, n := range known {
		there += pairs(n)
	}
	for _, n := range kinds {
		same += pairs(n)
	}
	s := score{articles: len(all), stories: len(known), found: len(guessed), wrong: told - right, wrongKind: same - right}
	s.pairP, s.pairR = part(right, told), part(right, there)
	for i, l := range all {
		j := float64(joint[both{l.Story, found[i]}])
		s.cubedP += j / float64(guessed[found[i]]) / float64(len(all))
		s.cubedR += j / float64(known[l.Story]) / float64(len(all))
	}
	return s
}

func part(n, of int) float64 {
	if of == 0 {
		return 1
	}
	return float64(n) / float64(of)
}
