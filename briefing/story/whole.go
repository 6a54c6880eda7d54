package story

import "math"

// Headlines of one event need not share a word: one names the ship, one the port, a third both. So two groups of headlines are also compared
// as wholes: by all their words, each weighed by how few of the articles around have it.

// whole is the words of a group's headlines, each headline counting equally. The weights are integers, so that their sum does not depend
// on the order.
type whole struct {
	words   map[uint32]int64
	squares int64
}

const (
	// assumed is the number of articles that the rarity of a word in general news stands for.
	assumed = 1000
	// wholeUnit is the length of one headline's vector.
	wholeUnit = 1 << 12
	// usualLikeness is how alike two groups of headlines are that are as likely one event as their chances say, and wholeCounts how much
	// more likeness counts.
	usualLikeness = 0.155
	wholeCounts   = 0.8
)

// rarity returns how rare a term is among the headlines around; more headlines can make it rarer.
func (r *around) rarity(t uint32) float64 {
	before := assumed * math.Exp(-float64(t&255)/12)
	return math.Log(float64(assumed+r.articles) / (before + float64(max(1, r.with[t>>8]))))
}

// wholeOf returns that of some headlines. Texts have enough words to be compared one by one.
func (r *around) wholeOf(prints ...*print) whole {
	sum := whole{words: map[uint32]int64{}}
	for _, p := range prints {
		if p.few {
			one := r.headline(p)
			sum.add(&one)
		}
	}
	return sum
}

func (r *around) headline(p *print) whole {
	terms := p.termsOf()
	one, rare, squares := whole{words: make(map[uint32]int64, len(terms))}, make([]float64, len(terms)), 0.0
	for i, t := range terms {
		rare[i] = r.rarity(t)
		squares += rare[i] * rare[i]
	}
	for i, t := range terms {
		n := int64(math.Round(wholeUnit * rare[i] / math.Sqrt(squares)))
		one.words[t>>8] = n
		one.squares += n * n
	}
	return one
}

// likeness returns the cosine of two.
func (w *whole) likeness(o *whole) float64 {
	if w.squares == 0 || o.squares == 0 {
		return 0
	}
	return float64(w.dot(o)) / math.Sqrt(float64(w.squares)*float64(o.squares))
}

func (w *whole) dot(o *whole) (dot int64) {
	if len(w.words) > len(o.words) {
		w, o = o, w
	}
	for word, n := range w.words {
		dot += n * o.words[word]
	}
	return dot
}

func (w *whole) add(o *whole) {
	w.squares += o.squares + 2*w.dot(o)
	for word, n := range o.words {
		w.words[word] += n
	}
}

// likely returns the mean chance of two groups, adjusted for headlines by how alike they are as wholes.
func likely(mean float64, p, q *print, a, b *whole) float64 {
	if !p.few || !q.few {
		return mean
	}
	return mean + wholeCounts*(a.likeness(b)-usualLikeness)
}
