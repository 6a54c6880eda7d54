package summary

import (
	"math"
	"slices"
	"strings"
	"unicode"

	"lede/briefing/cast"
	"lede/briefing/developments"
	"lede/briefing/text"
	"lede/briefing/words"
)

// How key points are chosen. Editors put the news first, so for the few points of a briefing the position of a sentence counts most; next
// comes what the article keeps returning to; and a sentence that repeats another counts for less. The more of an article is asked for, the
// less its beginning decides: a third of it is a shorter article, which has to cover the whole subject. Going further would need an
// understanding of the text, which Lede does not have.

// weights holds how much each property of a sentence counts towards its being a key point.
type weights struct {
	lead     float64 // standing early; it falls with the distance from the beginning
	central  float64 // being about what the article is about, averaged over its words
	coverage float64 // containing much of what the article is about
	echo     float64 // subtracted for repeating a key point already chosen
	leaning  float64 // subtracted for opening with a word that only the sentence before explains
	quoted   float64 // subtracted for being a quotation from end to end
	news     float64 // being the first sentence, if it stands by itself
	intro    float64 // introducing a person whom the article mentions often
}

// The weights, set on development articles, for a small and for a large share of the sentences; between the two shares they are
// interpolated linearly. A briefing whose length is left to Lede always begins with the news.
var (
	fewPoints  = weights{lead: 0.3, central: 1, echo: 0.25, leaning: 0.2, quoted: 0.15, news: 1, intro: 0.2}
	manyPoints = weights{lead: 0.1, central: 1, coverage: 5, echo: 0.05}
)

const (
	fewShare  = 0.2
	manyShare = 0.35
	leadFall  = 12.0 // the number of sentences over which the lead falls to a third
)

// weightsFor returns the weights for the given number of points and sentences.
func weightsFor(points, sentences int) weights {
	share := float64(points) / float64(max(1, sentences))
	many := min(1, max(0, (share-fewShare)/(manyShare-fewShare)))
	mix := func(few, all float64) float64 { return few*(1-many) + all*many }
	f, m := fewPoints, manyPoints
	return weights{
		mix(f.lead, m.lead), mix(f.central, m.central), mix(f.coverage, m.coverage),
		mix(f.echo, m.echo), mix(f.leaning, m.leaning), mix(f.quoted, m.quoted), mix(f.news, m.news), mix(f.intro, m.intro),
	}
}

// mostCandidates bounds how many sentences are weighed against each other: a book is not a news article.
const mostCandidates = 600

// keyPoint is a sentence that may become a key point.
type keyPoint struct {
	sentence int
	words    []weighed
	norm     float64 // the norm of words, for the cosine
	score    float64
}

// weighed is the number of a word and its weight in a sentence.
type weighed struct {
	word   int
	weight float64
}

// chooser chooses the key points of one article.
type chooser struct {
	*cast.Cast
	beside *developments.Aside
}

// KeyPoints returns the sentences that are the key points of an article, in reading order. points is how many are wanted; 0 chooses by
// length. Headings, bylines, captions and announcements are excluded, and so is what stands beside the main story and what is listed as
// developments.
func KeyPoints(c *cast.Cast, beside *developments.Aside, listed []developments.Development, points int) []int {
	chooser := &chooser{c, beside}
	candidates := chooser.candidates(listed)
	sectioned := len(candidates) < 2 && len(beside.Events) > 1 && beside.Events[0].Heading >= 0
	var chosen []int
	if beside.Whole || sectioned {
		chosen = chooser.ofEvents(points, candidates)
	} else {
		chosen = chooser.best(points, candidates)
	}
	slices.Sort(chosen)
	return chosen
}

// best chooses the best of the candidates one after another.
func (c *chooser) best(points int, candidates []keyPoint) []int {
	weigh := fewPoints
	if points > 0 {
		weigh = weightsFor(points, len(candidates))
	} else {
		points = pointsFor(len(c.Tokens))
	}
	chosen, chosenWords := []int{}, make([]float64, c.weigh(candidates, weigh))
	for len(chosen) < points && len(candidates) > 0 {
		at := 0
		for i := range candidates {
			if candidates[i].score > candidates[at].score {
				at = i
			}
		}
		best := candidates[at]
		chosen = append(chosen, best.sentence)
		candidates = slices.Delete(candidates, at, at+1)
		for _, w := range best.words {
			chosenWords[w.word] = w.weight
		}
		for i := range candidates {
			candidates[i].score -= weigh.echo * candidates[i].cosine(chosenWords, best.norm)
		}
		for _, w := range best.words {
			chosenWords[w.word] = 0
		}
	}
	return chosen
}

// mostItems is how many stories of a column become key points unless more are asked for.
const mostItems = 10

// ofEvents takes the first sentence of each story of a column of briefs, or of each section, as a key point, after the little that stands
// before them.
func (c *chooser) ofEvents(points int, before []keyPoint) []int {
	if points <= 0 {
		points = mostItems
	}
	if c.beside.Whole {
		before = nil
	}
	chosen := []int{}
	for _, k := range before[:min(len(before), points)] {
		chosen = append(chosen, k.sentence)
	}
	for _, e := range c.beside.Events {
		if len(chosen) >= points {
			break
		}
		if s := c.firstTelling(e.Paragraphs); s >= 0 {
			chosen = append(chosen, s)
		}
	}
	return chosen
}

// firstTelling returns the first sentence of the paragraphs that can stand alone, or failing that their first; -1 if they have none.
func (c *chooser) firstTelling(paragraphs []int) int {
	first := -1
	for _, p := range paragraphs {
		for s := range c.SentencesOf(p) {
			if c.tellsSomething(s) {
				return s
			}
			if first < 0 {
				first = s
			}
		}
	}
	return first
}

// pointsFor returns how many key points suit an article of the given number of tokens.
func pointsFor(tokens int) int {
	return min(5, max(3, 3+tokens/300))
}

// candidates returns the sentences of the main story that may become key points. A sentence that is there twice, as the lines under a headline
// often are, is one of them once.
func (c *chooser) candidates(beside []developments.Development) []keyPoint {
	listed := map[int]bool{}
	for _, other := range beside {
		for _, s := range other.Sentences {
			listed[s] = true
		}
	}
	var all []keyPoint
	var fallback []int
	told := map[string]bool{}
	for s := range c.Sentences {
		if len(all) >= mostCandidates {
			break
		}
		p := c.Sentences[s].Paragraph
		if p < len(c.Paragraphs) && c.Paragraphs[p].Kind != text.Body || c.beside.Has(p) || listed[s] {
			continue
		}
		if told[c.SentenceText(s)] {
			continue
		}
		told[c.SentenceText(s)] = true
		fallback = append(fallback, s)
		if c.tellsSomething(s) {
			all = append(all, keyPoint{sentence: s})
		}
	}
	if len(all) == 0 {
		for _, s := range fallback[:min(len(fallback), 7)] {
			all = append(all, keyPoint{sentence: s})
		}
	}
	return all
}

// tellsSomething reports whether a sentence can stand alone as a key point.
func (c *chooser) tellsSomething(s int) bool {
	if c.Asked(s) || !c.fullSentence(s) || c.countsPeople(s) {
		return false
	}
	if c.OfPage(s) || c.admits(s) {
		return false
	}
	if tokens := c.SentenceTokens(s); len(tokens) <= shortestNews && c.leans(tokens) {
		return false // "It is still up there."
	}
	line := c.SentenceText(s)
	return !strings.HasSuffix(line, ":") && (upperFirst(line) || !c.English || c.Small)
}

// fullSentence reports whether a sentence is neither a fragment, as in headings and tables, nor endless.
func (c *chooser) fullSentence(s int) bool {
	small, count := 0, 0
	for _, t := range c.SentenceTokens(s) {
		if t.Word() || t.Kind == text.NumberToken {
			count++
			if t.Word() && (c.Loud || !words.Capital(c.At(t.Span))) {
				small++
			}
		}
	}
	told := small >= 3 || small == 2 && slices.ContainsFunc(c.SentenceTokens(s), c.happens)
	return told && count >= 5 && count <= 90
}

// happens reports whether a token is a verb that says what happened.
func (c *chooser) happens(t text.Token) bool {
	return c.Words.EventVerbs[t.Lower] || c.Words.PastForms[t.Lower]
}

// longestAdmission is the greatest length, in bytes, of the last line of a review, which says where the work can be seen and at what price.
const longestAdmission = 160

// admits reports whether a sentence stands in such a line.
func (c *chooser) admits(s int) bool {
	p := c.Sentences[s].Paragraph
	if p < 2 || p < len(c.Paragraphs)-1 || len(c.Line(p)) > longestAdmission {
		return false
	}
	for _, t := range c.SentenceTokens(s) {
		if c.Words.Admissions[t.Lower] && !c.Quoted(t.Start) {
			return true
		}
	}
	return false
}

// countsPeople reports whether a sentence says how many people live somewhere, which is not news: "Tolland has a population of 88,000."
func (c *chooser) countsPeople(s int) bool {
	tokens := c.SentenceTokens(s)
	for i := 1; i+2 < len(tokens) && i < 8; i++ {
		if has := tokens[i-1].Lower == "has" || tokens[i-1].Lower == "had"; has && tokens[i].Lower == "a" && tokens[i+1].Lower == "population" {
			return slices.ContainsFunc(tokens[i+2:min(len(tokens), i+8)], func(t text.Token) bool {
				return t.Kind == text.NumberToken || c.Words.Scales[t.Lower] > 0 // "a population of seals" may be the news
			})
		}
	}
	return false
}

// weighWords gives each keyPoint the words of its sentence with their weights, and returns the weight of each word that several sentences
// share, and 0 for the others: what the article is about.
func (c *chooser) weighWords(all []keyPoint) (centre []float64) {
	n := c.newNumbering(all)
	for i := range all {
		all[i].words = n.contentWords(all[i].sentence)
	}
	centre = make([]float64, len(n.in))
	for i := range all {
		for j, w := range all[i].words {
			// A word of one sentence says nothing about the others; one of all says little.
			weight := math.Log(1 + float64(len(all))/float64(n.in[w.word]))
			if w.weight > 1 {
				weight *= 1 + math.Log(w.weight)
			}
			all[i].words[j].weight = weight
			if n.in[w.word] > 1 {
				centre[w.word] += weight
			}
		}
	}
	return centre
}

// weigh sets the score of each keyPoint, and returns how many words they have in total.
func (c *chooser) weigh(all []keyPoint, by weights) (words int) {
	centre := c.weighWords(all)
	introduced := c.introductions()
	whole, norm := 0.0, 0.0
	for _, x := range centre {
		whole, norm = whole+x, norm+x*x
	}
	for i := range all {
		k := &all[i]
		for _, w := range k.words {
			k.norm += w.weight * w.weight
		}
		k.score = by.central*k.cosine(centre, norm) + by.lead*math.Exp(-float64(i)/leadFall)
		if by.coverage > 0 {
			k.score += by.coverage * k.held(centre) / (whole + 1e-9)
		}
		tokens := c.SentenceTokens(k.sentence)
		asks := strings.HasSuffix(c.SentenceText(k.sentence), "?") && !c.OnlyQuoted(k.sentence)
		if asks || i > 0 && (c.leans(tokens) || c.nameless(tokens)) {
			k.score -= by.leaning
		}
		if c.mostlyQuoted(k.sentence) {
			k.score -= by.quoted
		}
		if i == 0 && c.standsAlone(k.sentence) {
			k.score += by.news
		}
		k.score += by.intro * float64(min(introduced[k.sentence], 2))
	}
	return len(centre)
}

// mostlyQuoted reports whether the quotation that a sentence begins in is more than three fifths as long as the sentence.
func (c *chooser) mostlyQuoted(s int) bool {
	at := c.Sentences[s].Span
	m, ok := c.MarkAt(at.Start)
	return ok && c.Marks[m].End-c.Marks[m].Start > (at.End-at.Start)*3/5
}

// The length, in tokens, of a first sentence that tells the news.
const (
	shortestNews = 8
	longestNews  = 60
)

// standsAlone reports whether a first sentence tells the news by itself: it does not refer back, is not a question and is not mostly a
// quotation.
func (c *chooser) standsAlone(s int) bool {
	tokens := c.SentenceTokens(s)
	if len(tokens) < shortestNews || len(tokens) > longestNews || strings.HasSuffix(c.SentenceText(s), "?") {
		return false
	}
	quoted := 0
	for _, t := range tokens {
		if c.Quoted(t.Start) {
			quoted++
		}
	}
	return quoted*3 < len(tokens) && !c.leans(tokens)
}

// mentionedOften is how many mentions make a person one whom the article mentions often.
const mentionedOften = 3

// introductions counts, for each sentence, the people whom it names first and whom the article mentions often.
func (c *chooser) introductions() map[int]int {
	in := map[int]int{}
	for _, p := range c.Persons {
		if m := c.MentionsOf(p); len(m) >= mentionedOften {
			in[m[0].Sentence]++
		}
	}
	return in
}

// numbering numbers the words of an article.
type numbering struct {
	*chooser
	entries []int32   // for each entry of the vocabulary one more than the number of its word, or passedOver
	plain   []int32   // the same for entries taken as words without a plural’s s, and then for those that are no entry without it
	in      []int32   // in how many sentences each word occurs
	at      []int32   // one more than its last index in room
	room    []weighed // the words of one sentence after the other
}

// passedOver marks what is no content word.
const passedOver = -1

// newNumbering makes a numbering for the words of some sentences.
func (c *chooser) newNumbering(all []keyPoint) *numbering {
	tokens := 0
	for _, k := range all {
		tokens += len(c.SentenceTokens(k.sentence))
	}
	all32 := make([]int32, 3*c.Vocabulary.Len())
	return &numbering{
		chooser: c, entries: all32[:c.Vocabulary.Len()], plain: all32[c.Vocabulary.Len():],
		in: make([]int32, 0, tokens/3), at: make([]int32, 0, tokens/3), room: make([]weighed, 0, tokens/2),
	}
}

// number returns the number of a content word; passedOver for other tokens.
func (n *numbering) number(t text.Token) int {
	entry := &n.entries[t.Entry]
	switch {
	case *entry == passedOver:
		return passedOver
	case *entry > 0:
		return int(*entry) - 1
	case !t.Word() && t.Kind != text.NumberToken || len(t.Lower) < 3 || words.Stopword(t.Lower, n.Language):
		*entry = passedOver
		return passedOver
	}
	known := &n.plain[n.singular(t)]
	if *known == 0 {
		n.in, n.at = append(n.in, 0), append(n.at, 0)
		*known = int32(len(n.in))
	}
	*entry = *known
	return int(*known) - 1
}

// singular returns where a word without a plural’s s stands in plain.
func (n *numbering) singular(t text.Token) int {
	one, plural := strings.CutSuffix(t.Lower, "s")
	if !plural {
		return int(t.Entry)
	}
	if entry, ok := n.Vocabulary.Of(one); ok {
		return entry
	}
	return n.Vocabulary.Len() + int(t.Entry)
}

// contentWords counts the content words of a sentence.
func (n *numbering) contentWords(s int) []weighed {
	from := len(n.room)
	for _, t := range n.SentenceTokens(s) {
		number := n.number(t)
		if number == passedOver {
			continue
		}
		if at := int(n.at[number]); at > from {
			n.room[at-1].weight++
			continue
		}
		n.room = append(n.room, weighed{number, 1})
		n.in[number]++
		n.at[number] = int32(len(n.room))
	}
	return slices.Clip(n.room[from:])
}

// cosine returns how much a sentence has in common with weighted words, from 0 to 1.
func (k keyPoint) cosine(others []float64, norm float64) float64 {
	sum := 0.0
	for _, w := range k.words {
		sum += w.weight * others[w.word]
	}
	return sum / (math.Sqrt(k.norm*norm) + 1e-9)
}

// held returns the total of the weights of the words that the sentence has.
func (k keyPoint) held(weights []float64) float64 {
	sum := 0.0
	for _, w := range k.words {
		sum += weights[w.word]
	}
	return sum
}

// upperFirst reports whether the line begins with a capital letter, ignoring marks before it.
func upperFirst(line string) bool {
	for _, r := range line {
		if words.Letter(r) {
			return unicode.IsUpper(r) || unicode.IsDigit(r)
		}
	}
	return false
}
