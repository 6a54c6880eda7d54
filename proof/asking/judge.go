package main

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"lede/briefing/answer/rank"
	"lede/briefing/logistic"
)

// judgement is the verdict of weights on a question.
type judgement struct {
	*put
	weights *rank.Weights
	ranked  []rank.Ranked
	look    rank.Outlook
	first   int // the index of the first right sentence; -1 if there is none
	verdict rank.Verdict
}

func judge(p *put, w *rank.Weights) *judgement {
	j := &judgement{put: p, weights: w, ranked: w.Rank(&p.weighed), first: -1}
	for n, r := range j.ranked {
		if p.right(r.Sentence) {
			j.first = n
			break
		}
	}
	j.look = rank.NewOutlook(&p.weighed, j.ranked)
	return j
}

// answered and near return the probabilities that the first sentence answers, and that the question is about this article.
func (j *judgement) answered() float64 { return logistic.Chance(j.weights.Answered[:], j.look[:]) }
func (j *judgement) near() float64     { return logistic.Chance(j.weights.Near[:], j.look[:]) }

// decide derives the verdict from these probabilities.
func (j *judgement) decide(answered, near float64) {
	w := *j.weights
	w.Answer, w.Nearest = answered, near
	j.verdict = w.Judge(&j.weighed)
}

// how says in a word how a question went.
func (j *judgement) how() string {
	told := j.verdict.Answered
	switch {
	case j.stray && (told || j.verdict.Near):
		return "stray"
	case j.stray:
		return "rightly silent"
	case len(j.Right) == 0 && told:
		return "answered"
	case len(j.Right) == 0:
		return "rightly refused"
	case told && j.first == 0:
		return "right"
	case told:
		return "wrong"
	case j.first == 0:
		return "refused"
	}
	return "lost"
}

// shown reports whether a right sentence is shown, as an answer or as nearest.
func (j *judgement) shown() bool {
	if j.first < 0 || j.first > 2 || !j.verdict.Answered && !j.verdict.Near {
		return false
	}
	return j.ranked[j.first].Chance >= j.verdict.Least
}

// listed counts the sentences of an answer, and those of them that are right.
func (j *judgement) listed() (all, right int) {
	if !j.verdict.Answered {
		return 0, 0
	}
	for _, r := range j.verdict.Ranked[:min(3, len(j.verdict.Ranked))] {
		if r.Chance < j.verdict.Least {
			break
		}
		all++
		if j.right(r.Sentence) {
			right++
		}
	}
	return all, right
}

func report(out io.Writer, judged []*judgement) {
	bySet := map[string]map[string]int{}
	for _, j := range judged {
		c := bySet[j.name]
		if c == nil {
			c = map[string]int{}
			bySet[j.name] = c
		}
		c[j.how()]++
		if j.first == 0 && !j.stray {
			c["top"]++
		}
		if j.first >= 0 && j.first < 3 && !j.stray {
			c["top three"]++
		}
		if j.shown() && !j.stray {
			c["shown"]++
		}
		if all, right := j.listed(); j.how() == "right" {
			c["listed"] += all
			c["rightly listed"] += right
		}
		if j.stray && j.verdict.Near {
			c["stray near"]++
		}
	}
	fmt.Fprintln(out, "per cent of the answerable: ranked first, among three; first right, wrong, right one shown | of the not said: answered | of others' questions: nearest shown, answered | sentences an answer with a right first, right of them")
	for _, set := range slices.Sorted(maps.Keys(bySet)) {
		c := bySet[set]
		n := c["right"] + c["wrong"] + c["refused"] + c["lost"]
		no, others := c["answered"]+c["rightly refused"], c["stray"]+c["rightly silent"]
		part := func(a, b int) float64 { return 100 * float64(a) / float64(max(1, b)) }
		fmt.Fprintf(out, "%-22s %4d: %3.0f %3.0f; %3.0f %3.0f %3.0f | %3d: %3.0f | %4d: %3.0f %3.0f | %4.2f %3.0f\n", set, n, part(c["top"], n), part(c["top three"], n),
			part(c["right"], n), part(c["wrong"], n), part(c["shown"], n), no, part(c["answered"], no), others, part(c["stray near"], others), part(c["stray"]-c["stray near"], others),
			part(c["listed"], c["right"])/100, part(c["rightly listed"], c["listed"]))
	}
}

// show prints a question if its outcome is one of those in ways.
func (j *judgement) show(out io.Writer, ways string) {
	how := j.how()
	if !slices.Contains(strings.Split(ways, ","), how) {
		return
	}
	fmt.Fprintf(out, "\n%s: %q (%s; answered %.2f, near %.2f)\n", how, j.Q, j.item.ID, j.answered(), j.near())
	for n, r := range j.ranked {
		if n < 2 || n == j.first {
			fmt.Fprintf(out, "  %d %.2f %v %.180q\n", n, r.Chance, j.right(r.Sentence), j.item.article.At(j.item.article.Sentences[r.Sentence].Span))
		}
	}
	if j.first < 0 && len(j.Right) > 0 {
		fmt.Fprintf(out, "  never: %.180q\n", j.item.article.Text[j.Right[0][0]:j.Right[0][1]])
	}
}
