// Command asking learns which sentences answer a question, and when an article does not say. It reads the questions beside it, which name
// articles of the development sets by id and right answers by their offsets, and those of the answer package's tests. Run it at the root
// of the module:
//
//	go run ./proof/asking            what is reached, each article judged by weights that were learned from the others
//	go run ./proof/asking -write     the same, and writes briefing/answer/rank/weights.txt
//	go run ./proof/asking -ranking   the same, but writes only what ranks the sentences, and keeps what decides whether the first answers
//	go run ./proof/asking -unseen    what is reached on the half that nothing is learned from
//	go run ./proof/asking -unseen -stored   the same by the weights that are in the file, and not by ones learned anew
//	go run ./proof/asking -show wrong,refused,answered,stray
package main

import (
	"flag"
	"fmt"
	"os"
	"slices"

	"lede/briefing/answer/rank"
	"lede/briefing/logistic"
	"lede/proof/training"
)

const (
	folds       = 8
	weightsFile = "briefing/answer/rank/weights.txt"
	// hollowShare is the weight of a question whose answer was removed, relative to one that the article really does not answer.
	hollowShare = 0.5
	// The error rates allowed when the thresholds are set.
	allowAnswered = 0.14 // of the questions that the article does not answer, the share that may be answered
	allowStray    = 0.10 // of the questions that belong to another article, the share that may be shown nearest sentences
)

func main() {
	var o options
	flag.StringVar(&o.data, "data", "../shared/data", "folder of the development sets")
	flag.BoolVar(&o.unseen, "unseen", false, "judge by the half that nothing is learned from")
	flag.BoolVar(&o.stored, "stored", false, "judge by the weights in "+weightsFile)
	flag.BoolVar(&o.write, "write", false, "write "+weightsFile)
	flag.BoolVar(&o.ranking, "ranking", false, "write the weights of sentences to "+weightsFile+" and keep the others")
	flag.StringVar(&o.show, "show", "", "print the questions that went so: wrong, refused, lost, answered, stray")
	flag.Parse()
	if err := run(o); err != nil {
		fmt.Fprintln(os.Stderr, "asking:", err)
		os.Exit(1)
	}
}

// options are the flags.
type options struct {
	data, show                     string
	unseen, stored, write, ranking bool
}

func run(o options) error {
	seen, kept, err := readAll(o.data)
	if err != nil {
		return err
	}
	if o.stored {
		if o.unseen {
			seen = kept
		}
		return judgeAsStored(seen, o.show)
	}
	var judged []*judgement
	for f := range folds {
		var train, test []*put
		for n, p := range seen {
			if fold := seen[n].fold; fold == f {
				test = append(test, p)
			} else {
				train = append(train, p)
			}
		}
		w := learn(train)
		judged = append(judged, judgeAll(test, w)...)
	}
	w := learn(seen)
	w.Answer, w.Nearest = thresholds(judged)
	if o.unseen {
		judged = judgeAll(kept, w)
	}
	tell(judged, w, o.show)
	if o.ranking {
		kept, err := readWeights()
		if err != nil {
			return err
		}
		kept.Sentence, kept.Typed = w.Sentence, w.Typed
		return training.Write(weightsFile, weightsHead, kept.Numbers())
	}
	if o.write {
		return training.Write(weightsFile, weightsHead, w.Numbers())
	}
	return nil
}

// judgeAsStored judges questions by the weights in the file.
func judgeAsStored(puts []*put, show string) error {
	w, err := readWeights()
	if err != nil {
		return err
	}
	tell(judgeAll(puts, w), w, show)
	return nil
}

// readWeights reads the weights in the file.
func readWeights() (*rank.Weights, error) {
	file, err := os.ReadFile(weightsFile)
	if err != nil {
		return nil, err
	}
	w := &rank.Weights{}
	logistic.Read(string(file), w.Numbers())
	return w, nil
}

// judgeAll judges all questions except those whose answer was removed.
func judgeAll(puts []*put, w *rank.Weights) (judged []*judgement) {
	for _, p := range puts {
		if !p.hollow {
			judged = append(judged, judge(p, w))
		}
	}
	return judged
}

// tell prints the results with the thresholds of some weights.
func tell(judged []*judgement, w *rank.Weights, show string) {
	for _, j := range judged {
		j.decide(w.Answer, w.Nearest)
	}
	report(os.Stdout, judged)
	for _, j := range judged {
		j.show(os.Stdout, show)
	}
}

// learn fits all weights to questions: first those for sentences, then those for what the ranking says about the question. The latter use rankings
// by weights that were learned from other articles, as when a real question is answered.
func learn(puts []*put) *rank.Weights {
	w := ranker(puts)
	var answered, near []training.Example
	for f := range folds {
		var others []*put
		for _, p := range puts {
			if p.fold != f {
				others = append(others, p)
			}
		}
		if len(others) == len(puts) {
			continue
		}
		apart := ranker(others)
		for _, p := range puts {
			if p.fold != f {
				continue
			}
			j := judge(p, apart)
			switch {
			case p.hollow:
				answered = append(answered, training.Example{Signs: j.look[:], Right: false, Share: hollowShare})
				continue
			case !p.stray:
				answered = append(answered, training.Example{Signs: j.look[:], Right: j.first == 0, Share: 1})
			}
			if p.stray || len(p.Right) > 0 {
				near = append(near, training.Example{Signs: j.look[:], Right: !p.stray, Share: 1})
			}
		}
	}
	copy(w.Answered[:], training.Fit(answered))
	copy(w.Near[:], training.Fit(near))
	return w
}

// ranker learns which sentences are right.
func ranker(puts []*put) *rank.Weights {
	w := &rank.Weights{}
	var all, typed []training.Example
	for _, p := range puts {
		for _, s := range p.weighed.Sentences {
			if p.stray || p.hollow {
				continue
			}
			e := training.Example{Signs: s.Signs[:], Right: p.right(s.Sentence), Share: 1}
			all = append(all, e)
			if p.weighed.Typed {
				typed = append(typed, e)
			}
		}
	}
	copy(w.Sentence[:], training.Fit(all))
	copy(w.Typed[:], training.Fit(typed))
	return w
}

// thresholds sets the probabilities above which sentences are shown, so that no more questions than allowed are answered wrongly.
func thresholds(judged []*judgement) (answered, near float64) {
	var no, unanswered []float64
	for _, j := range judged {
		if j.stray || len(j.Right) > 0 {
			continue
		}
		j.decide(0, 0)
		if !j.verdict.Answered {
			no = append(no, 0) // ruled out, whatever the threshold
			continue
		}
		no = append(no, j.answered())
	}
	answered = exceededBy(no, allowAnswered, len(no))
	strays := 0
	for _, j := range judged {
		if !j.stray {
			continue
		}
		strays++
		if j.answered() < answered {
			unanswered = append(unanswered, j.near())
		}
	}
	return answered, exceededBy(unanswered, allowStray, strays)
}

// exceededBy returns the threshold that at most a given part of all chances exceeds.
func exceededBy(chances []float64, part float64, all int) float64 {
	slices.Sort(chances)
	return chances[max(0, len(chances)-1-int(part*float64(all)))]
}

// weightsHead is the comment at the top of the weights file.
const weightsHead = "How much each sign counts, and from which chance on sentences are shown. Made by: go run ./proof/asking, with -write or -ranking"
