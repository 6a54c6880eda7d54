package answer

import (
	"strings"

	"lede/briefing"
	"lede/briefing/answer/index"
	"lede/briefing/answer/rank"
	"lede/briefing/answer/sentence"
	"lede/briefing/question"
	"lede/briefing/words"
)

// Who does what to whom, as far as word order shows.

// clauseLength is about how many words a clause has, opening how many its subject has.
const (
	clauseLength = 12
	opening      = 6
)

// relate weighs how the words of the question stand together in a sentence.
func (s *search) relate(i int, g *rank.Signs) {
	b := &s.Bags[i]
	if v := s.q.Verb; v >= 0 {
		g[rank.VerbMet] = s.m.own[i][v]
		g[rank.VerbUnmet] = rank.One(s.m.own[i][v] < index.KinMet && !s.q.Terms[v].Generic)
	}
	if s.total > 0 {
		g[rank.Opens] = s.share(b.IDs[:min(opening, len(b.IDs))])
		for from := 0; from == 0 || from+clauseLength <= len(b.IDs); from += clauseLength / 3 {
			g[rank.Dense] = max(g[rank.Dense], s.share(b.IDs[from:min(from+clauseLength, len(b.IDs))]))
		}
	}
	g[rank.Beside] = s.beside(i)
	if s.told != nil && s.told[i] { // the phrase that tells it has no words to measure distances from
		g[rank.Dense] = max(g[rank.Dense], g[rank.Same]+g[rank.Group])
		g[rank.Beside] = max(g[rank.Beside], g[rank.Fits]/2)
	}
	g[rank.Sex] = s.Sex(s.q, b)
	if s.q.Kind == briefing.Who && s.q.Verb >= 0 {
		g[rank.Agent] = s.agent(b, s.deed(i))
	}
}

// share returns the share of the question's words, by weight, that the given words meet.
func (s *search) share(ids []int) float64 {
	sum := 0.0
	for t, w := range s.m.weight {
		most := 0.0
		for _, id := range ids {
			most = max(most, s.m.meets[t][id])
		}
		if most >= index.KinMet {
			sum += w * most
		}
	}
	return sum / s.total
}

// beside returns how close the thing asked for stands to the question's main verb, or to its heaviest plain word.
func (s *search) beside(i int) float64 {
	t := s.q.Verb
	if t < 0 || s.q.Terms[t].Generic {
		t = s.heaviest
	}
	if t < 0 || !s.q.Typed() || s.q.Called {
		return 0
	}
	b := &s.Bags[i]
	closest, lastThing, lastMet := 0.0, -100, -100
	for j, id := range b.IDs {
		if s.thing(b, i, j) {
			lastThing = j
			closest = max(closest, near(j-lastMet))
		}
		if s.m.meets[t][id] >= index.KinMet {
			lastMet = j
			closest = max(closest, near(j-lastThing))
		}
	}
	return closest
}

// near is 1 for neighbouring words, and falls with the distance.
func near(distance int) float64 {
	if distance > 3*clauseLength {
		return 0
	}
	return 1 / (1 + float64(max(0, distance-1))/4)
}

// agent returns how well a person stands where the question needs the agent or, for a passive, the patient.
func (s *search) agent(b *index.Bag, verb []float64) float64 {
	most := 0.0
	done := !s.q.Doing || s.q.Fated // asks for the patient
	for j, id := range b.IDs {
		if verb[id] < index.KinMet {
			continue
		}
		passive := b.Word(j+1) == "by" || words.Being(b.Word(j-1)) || b.Word(j-1) == "been"
		from, to := j-8, j
		switch {
		case !done && passive:
			from, to = b.BehindBy(j)
		case done && !passive && !words.Asking().Fated[b.Word(j)]:
			from, to = j+1, j+7
		}
		most = max(most, s.somebody(b, from, to))
	}
	return most
}

// deed returns how well the article's words meet the action of the question: its verb or, if the sentence lacks that, its
// object turned into a verb, as “levelled” is for “scored the equaliser”.
func (s *search) deed(i int) []float64 {
	done := s.m.meets[s.q.Verb]
	if s.m.own[i][s.q.Verb] >= index.KinMet || s.heaviest < 0 {
		return done
	}
	object := s.m.meets[s.heaviest]
	for j, id := range s.Bags[i].IDs {
		if object[id] >= index.KinMet && question.Past(s.Bags[i].Words[j]) {
			return object
		}
	}
	return done
}

// unnamed is the worth of people without a name: “two people” does not say who.
const unnamed = 0.5

// somebody returns how surely a stretch of words names a person, people or a body that the question does not.
func (s *search) somebody(b *index.Bag, from, to int) float64 {
	most := 0.0
	for k := max(0, from); k < min(to, len(b.Words)); k++ {
		w := b.Words[k]
		switch {
		case s.q.Asks(w) || strings.ContainsAny(w.Mark, ".;"):
		case w.Upper && k > 0 && !b.PlaceAt(w.Start) && !words.Asking().When[w.Fold]:
			return 1
		case sentence.SaysWho(w.Fold):
			most = unnamed
		}
	}
	return most
}
