package filter

import (
	"strings"

	"lede/problem"
)

// Query is what somebody searches for: words and phrases, all of which must occur.
type Query struct {
	terms []phrase
}

const (
	maxQuery = 200 // bytes
	maxTerms = 12
)

// ReadQuery reads what was typed: words with spaces between them, or phrases in quotation marks. A star at the end of a word lets it go on.
func ReadQuery(typed string) (Query, error) {
	if len(typed) > maxQuery {
		return Query{}, problem.New("filter.query-long", "most", maxQuery)
	}
	var q Query
	quoted := false
	for part := range strings.SplitSeq(strings.Map(straightQuote, typed), `"`) {
		list := strings.Fields(part)
		if quoted {
			list = []string{part}
		}
		for _, one := range list {
			if p := phraseOf(one); !p.empty() {
				q.terms = append(q.terms, p)
			}
		}
		quoted = !quoted
	}
	if len(q.terms) == 0 || len(q.terms) > maxTerms {
		return Query{}, problem.New("filter.query-none", "most", maxTerms)
	}
	return q, nil
}

// straightQuote makes quotation marks of any kind the plain one.
func straightQuote(r rune) rune {
	if strings.ContainsRune("“”„«»", r) {
		return '"'
	}
	return r
}

// Found reports whether a text has all that is searched for, and how well: what the title has counts most.
func (q Query) Found(title, text string) (score int, found bool) {
	head, body := readItem(Item{Title: title}), readItem(Item{Text: text})
	for _, t := range q.terms {
		inTitle, inText := t.among(head), t.among(body)
		if !inTitle && !inText {
			return 0, false
		}
		if inTitle {
			score += 4
		}
		if inText {
			score++
		}
	}
	return score, true
}

// Best is the one of some sentences that has most of what is searched for; -1 when none has any.
func (q Query) Best(sentences []string) int {
	best, most := -1, 0
	for i, s := range sentences {
		r, n := readItem(Item{Text: s}), 0
		for _, t := range q.terms {
			if t.among(r) {
				n++
			}
		}
		if n > most {
			best, most = i, n
		}
	}
	return best
}

// among reports whether a phrase stands in what was read.
func (p phrase) among(r readable) bool {
	if p.dense != "" {
		return strings.Contains(r.whole, p.dense)
	}
	return p.in(r.tokens, true)
}
