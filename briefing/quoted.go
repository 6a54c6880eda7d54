package briefing

import "strings"

// Quoted returns the quotations grouped by speaker, in the order in which the speakers first speak. Then follow those whose speaker is
// unknown, and then words in quotation marks that quote nobody. A sentence that is shown whole is listed once.
func (a *Article) Quoted() []int {
	var speakers []string
	by, whole := map[string][]int{}, map[int]bool{}
	var unclear, apart []int
	for i, q := range a.Quotes {
		inside := a.needsSentence(q)
		switch {
		case whole[q.Sentence]:
			continue
		case q.Apart():
			apart = append(apart, i)
			continue
		case q.Speaker == "":
			unclear = append(unclear, i)
		default:
			if by[q.Speaker] == nil {
				speakers = append(speakers, q.Speaker)
			}
			by[q.Speaker] = append(by[q.Speaker], i)
		}
		whole[q.Sentence] = inside
	}
	list := make([]int, 0, len(a.Quotes))
	for _, name := range speakers {
		list = append(list, by[name]...)
	}
	list = append(list, unclear...)
	for _, i := range apart {
		q := a.Quotes[i]
		inside := a.needsSentence(q)
		if !inside || !whole[q.Sentence] {
			list = append(list, i)
		}
		whole[q.Sentence] = whole[q.Sentence] || inside
	}
	return list
}

const (
	fewWords     = 5   // say little without the sentence around them
	longSentence = 400 // bytes; a longer sentence is not shown for the sake of a few words in it
)

// needsSentence reports whether a quotation means little by itself: it is a fragment, only a few words, or ends with a comma because the
// reporter's sentence goes on; or Lede, which names few speakers in other languages than English, names none, and the sentence may.
func (a *Article) needsSentence(q Quote) bool {
	words := a.At(q.Span)
	if s := a.SentenceText(q.Sentence); len(s) > longSentence || !strings.Contains(s, words) {
		return false
	}
	goesOn := strings.HasSuffix(strings.TrimRight(words, "\"'”’»“ "), ",")
	foreign := a.Language != "" && a.Language != "en"
	unread := foreign && q.Speaker == ""
	return q.Partial || goesOn || unread || len(strings.Fields(words)) < fewWords
}

// QuoteText returns quotation i as readers see it: its own words, or the whole sentence if they would mean little without it.
func (a *Article) QuoteText(i int) string {
	q := a.Quotes[i]
	if a.needsSentence(q) {
		return a.SentenceText(q.Sentence)
	}
	return a.At(q.Span)
}
