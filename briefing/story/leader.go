package story

import (
	"cmp"
	"slices"
	"strings"

	"lede/briefing"
)

const (
	fullWords   = 600 // length from which more words make an article no fuller
	fullParts   = 5   // quotations and figures that count
	wordsPer    = 25  // words that each of them is worth
	partlyShare = 3   // divisor for an article of which only the beginning is there
)

// Leader returns the article to show for a story: the fullest, and among equals the earliest. It is -1 if there
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

// fullness returns how much an article has, in words.
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

// surelyNew is the chance from which a sentence counts as said by no other article.
const surelyNew = 0.6

// Only returns the sentences of an article that have a figure, a name or a quotation and say what no other article says.
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
