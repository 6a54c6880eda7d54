package story

import (
	"cmp"
	"slices"
	"strings"

	"lede/briefing"
)

const (
	fullWords   = 600 // beyond which an article is no fuller for being longer
	fullParts   = 5   // quotations and figures that count
	wordsPer    = 25  // words that each of them is worth
	partlyShare = 3   // an article of which only the beginning is there counts for so much less
)

// Leader is the article of a story that is shown for it: the fullest, and among those as full the earliest. It is -1 where there
// is none.
func Leader(articles []*briefing.Article) int {
	if len(articles) == 0 {
		return -1
	}
	order := make([]int, len(articles))
	for i := range order {
		order[i] = i
	}
	return slices.MinFunc(order, func(i, j int) int {
		a, b := articles[i], articles[j]
		return cmp.Or(cmp.Compare(fullness(b), fullness(a)), cmp.Compare(publishedAt(a), publishedAt(b)), strings.Compare(a.ID, b.ID))
	})
}

// fullness is how much an article tells, in words.
func fullness(a *briefing.Article) int {
	n := 0
	for _, s := range a.Sentences {
		if s.Paragraph >= len(a.Paragraphs) || a.Paragraphs[s.Paragraph].Kind == briefing.Body {
			n += len(strings.Fields(a.At(s.Span)))
		}
	}
	spoken := 0
	for _, q := range a.Quotes {
		if q.Speaker != "" {
			spoken++
		}
	}
	n = min(n, fullWords) + wordsPer*(min(spoken, fullParts)+min(len(a.Figures), fullParts))
	if a.Partly {
		n /= partlyShare
	}
	return n
}

func publishedAt(a *briefing.Article) int64 {
	if a.Published == nil {
		return 0
	}
	return a.Published.Unix()
}

// surelyNew is the chance from which a sentence says what no other article does.
const surelyNew = 0.6

// Only lists the sentences of an article that tell a figure, a name or a quotation and say what none of the others says.
func Only(a *briefing.Article, others []*briefing.Article) (sentences []int) {
	k := NewKnown()
	for _, o := range others {
		k.Add(o)
	}
	for _, i := range k.New(a) {
		signs := k.Weigh(a, i)
		tells := signs[FreshNames] > 0 || signs[FreshNumbers] > 0 || signs[FreshQuoted] > 0
		if tells && k.Chance(a, i) >= surelyNew {
			sentences = append(sentences, i)
		}
	}
	return sentences
}
