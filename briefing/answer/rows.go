package answer

import (
	"slices"
	"strconv"

	"lede/briefing"
	"lede/briefing/answer/index"
	"lede/briefing/question"
	"lede/briefing/words"
)

// Rows of tables answer without a verb: “Iqbal Rahman (Labour) 8,499” says how many votes Labour got, and “1 Ruth Adeyemi 1:59.02” who won.

// table is some rows in a row; header is the line above them, -1 without one.
// falls is true if the figures of its rows fall from the first on.
type table struct {
	first, last, header int
	falls               bool
}

// tables finds the tables of the article, and the lines that are lists of results.
func (x *Index) tables() (found []table) {
	for i := 0; i < len(x.Bags); i++ {
		if x.Bags[i].Lists() {
			found = append(found, table{i, i, -1, false})
			continue
		}
		t := table{i, i - 1, i - 1, true}
		for t.last+1 < len(x.Bags) && x.Bags[t.last+1].Row() && x.Bags[t.last+1].Ranked() == x.Bags[i].Ranked() {
			t.last++
			rises := t.last > i && x.Bags[t.last].Amount() >= x.Bags[t.last-1].Amount()
			t.falls = t.falls && !rises && !x.Bags[t.last].ScoreLine()
		}
		if t.last > t.first || t.last == t.first && x.Bags[i].ScoreLine() {
			if t.header >= 0 && !x.heads(t.header) {
				t.header = -1
			}
			found = append(found, t)
		}
		i = max(i, t.last)
	}
	return found
}

// rows matches what a question asks with the rows that tell it.
func (s *search) rows() {
	if s.q.Kind != briefing.HowMany && s.q.Kind != briefing.Who {
		return
	}
	found := s.tables()
	for _, t := range found {
		if s.q.Kind == briefing.Who && len(found) > 1 && !s.asksOf(t) {
			continue // of which table is not clear
		}
		for i := t.first; i <= t.last; i++ {
			if s.q.Kind == briefing.HowMany && s.tallies(t, i) || s.q.Kind == briefing.Who && s.comes(t, i) {
				s.tellRow(i)
			}
		}
	}
}

// asksOf reports whether a question has a word of a table's header, or of a list of results.
func (s *search) asksOf(in table) bool {
	for t, term := range s.q.Terms {
		listed := in.first == in.last && s.m.own[in.first][t] >= index.GroupMet
		if placeOf(term) == 0 && (listed || s.headed(in, t)) {
			return true
		}
	}
	return false
}

// tellRow records that a row answers.
func (s *search) tellRow(i int) {
	if s.rowed == nil {
		s.rowed = make([]bool, len(s.Bags))
	}
	s.rowed[i] = true
	for t := range s.q.Terms {
		s.tell(i, t, index.SameWord)
	}
}

// tallies reports whether a row has the figure of somebody or something the question names, and the table is of what it counts.
func (s *search) tallies(in table, i int) bool {
	named := false
	for t, term := range s.q.Terms {
		counted := slices.Contains(s.q.Counted, term.Fold) && s.m.where[t] > 0
		switch {
		case term.Generic, words.Asking().Tallies[term.Fold], counted, s.headed(in, t):
		case s.m.own[i][t] >= index.SurelyMet:
			named = true
		default:
			return false
		}
	}
	measured := s.q.Unit == question.Race || s.hasNumber(&s.Bags[i])
	return measured && (named || s.mainResult(i))
}

// mainResult reports whether a line is the result of the match that the article is about, and the question is only the score.
func (s *search) mainResult(i int) bool {
	if s.q.Unit != "score" || i == 0 || !s.Bags[i].ScoreLine() {
		return false
	}
	return !slices.ContainsFunc(s.Bags[i].Words, func(w question.Word) bool {
		return w.Upper && !slices.ContainsFunc(s.Bags[0].Words, func(o question.Word) bool { return o.Fold == w.Fold })
	})
}

// headed reports whether the header of a table has a word of the question.
func (s *search) headed(in table, t int) bool {
	return in.header >= 0 && s.m.own[in.header][t] >= index.GroupMet
}

// comes reports whether a row is that of the place the question asks for, in the table that it asks about.
func (s *search) comes(in table, i int) bool {
	asked := 0
	if len(s.q.Terms) == 1 && slices.Index(rankWords, s.q.Terms[0].Fold) < 0 {
		return false // “who won”: not whoever leads some table
	}
	for t, term := range s.q.Terms {
		switch place := placeOf(term); {
		case place > 0:
			asked = place
		case s.headed(in, t), in.first == in.last && s.m.own[i][t] >= index.GroupMet, term.Generic, term.Faint:
		default:
			return false
		}
	}
	switch {
	case asked == 0:
		return false
	case in.first == in.last:
		return s.Bags[i].Placed(asked) >= 0
	}
	return s.placeIn(in, i) == asked
}

// placeOf returns the place that a word of a question asks for: “third”, or the first for “won”; 0 for none.
func placeOf(term question.Term) int {
	if term.Stem == "win" || term.Fold == "won" || term.Fold == "winner" {
		return 1
	}
	return slices.Index(rankWords, term.Fold) + 1
}

// placeIn returns the place of a row: the number that it begins with or, if the figures of all rows fall, which it is.
func (x *Index) placeIn(in table, i int) int {
	if x.Bags[i].Ranked() {
		place, _ := strconv.Atoi(x.Bags[i].Word(0))
		return place
	}
	if !in.falls {
		return 0
	}
	return i - in.first + 1
}

// headerOf returns the line above the table that a sentence is a row of, -1 if there is none.
func (x *Index) headerOf(i int) int {
	for _, t := range x.tables() {
		if t.first <= i && i <= t.last {
			return t.header
		}
	}
	return -1
}

// heads reports whether a sentence may be the header of a table.
func (x *Index) heads(i int) bool { return x.Bags[i].Heads() && len(x.Bags[i].Quotes) == 0 }
