package story

import (
	"slices"
	"strings"

	"lede/briefing"
	"lede/briefing/story/wording"
	"lede/briefing/text"
)

// Two newsrooms tell one event in words of their own, but not what somebody said of it. So a signature keeps a run of words of each long quotation.

const (
	runWords = 12
	// leastTelling is how rare the words of a run are together at least: “it is what it is and that is that” is nobody's own.
	leastTelling = 14
	// saidWithin is how many seconds apart two articles that quote the same report one event.
	saidWithin = 48 * 60 * 60
)

// saidIn returns hashes of runs of words of the first long quotations.
func saidIn(a *briefing.Article) (said []uint32) {
	for _, quotation := range text.Quotations(a.Text, a.Paragraphs) {
		if run := runOf(a, quotation); run != 0 && !slices.Contains(said, run) {
			said = append(said, run)
		}
		if len(said) == mostSaid {
			break
		}
	}
	slices.Sort(said)
	return said
}

// runOf returns the hash of a telling run of words of a quotation, 0 if there is none. Of several it is the least hash, which a longer or shorter cut of the
// quotation most likely has too.
func runOf(a *briefing.Article, quotation text.Span) (least uint32) {
	var said []string
	var rarity []float64
	for _, t := range text.Tokenise(a.Text, quotation) {
		if !t.Word() {
			continue
		}
		rare := 0.0
		if stem := wording.Stem(t, a.Language); stem != "" {
			rare = wording.Rarity(stem)
		}
		said, rarity = append(said, t.Lower), append(rarity, rare)
	}
	for i := 0; i+runWords <= len(said); i++ {
		if sum(rarity[i:i+runWords]) < leastTelling {
			continue
		}
		if run := hash24(strings.Join(said[i:i+runWords], " "))<<8 | 1; least == 0 || run < least {
			least = run
		}
	}
	return least
}

// quoteAlike reports whether two articles quote the same words and name somebody or something in common: what everybody says of every accident has no
// name in common but that of its speaker.
func quoteAlike(a, b *print) bool {
	apart := max(a.published-b.published, b.published-a.published)
	tooLate := dated(a, b) && apart > saidWithin
	if tooLate || a.roundup || b.roundup || foreign(a, b) {
		return false
	}
	quoted := false
	eachShared(a.saidOf(), b.saidOf(), func(uint32, uint32) { quoted = true })
	if !quoted {
		return false
	}
	var s Signs
	compareNames(&s, a, b)
	return s[NameRarest] > 0
}
