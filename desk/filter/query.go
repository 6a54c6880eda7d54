package filter

import (
	"strings"

	"lede/problem"
)

// Query is a search: words and phrases, all of which must occur.
type Query struct {
	terms []phrase
}

const (
	maxQuery = 200 // bytes
	maxTerms = 12
)

// ReadQuery parses what was typed: words separated by spaces, or phrases in quotation marks. A star at the end of a word makes it a
// prefix.
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

// straightQuote replaces quotation marks of any kind with the plain one.
func straightQuote(r rune) rune {
	if strings.ContainsRune("“”„«»", r) {
		return '"'
	}
	return r
}

// Found reports whether a text has everything that is searched for, and scores the match: words in the title count most.
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

// Best returns the index of the sentence with most of what is searched for; -1 if none has any.
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
