package said

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"lede/briefing/words"
)

// A headline quotes only a few words. Their speaker is named before a colon, "Sanders: Clinton has to ‘get away from
// it’", or by the article when it quotes the same words.

// longestHeadline is how long a headline may be, in bytes.
const longestHeadline = 150

// headlines finds speakers for the quotations of the headline that have none yet.
func (a *attribution) headlines(found []Speaker) {
	if len(a.Paragraphs) < 2 || a.Paragraphs[0].End-a.Paragraphs[0].Start > longestHeadline {
		return
	}
	var texts []string
	for i, q := range a.quotes {
		if a.Sentences[q.Sentence].Paragraph > 0 {
			return
		}
		if found[i].found() {
			continue
		}
		if found[i] = a.besideHeadline(q); !found[i].found() {
			if texts == nil {
				texts = a.texts()
			}
			found[i] = repeated(i, texts, found)
		}
	}
}

// besideHeadline returns the person who is named before or behind a quotation of the headline.
func (a *attribution) besideHeadline(q Quotation) Speaker {
	if who := a.beforeHeadline(q); who.found() {
		return who
	}
	return a.behindHeadline(q)
}

// behindHeadline returns the person whose name follows a colon behind a quotation that opens the headline: “‘We lost it’: Ann Rowe on the storm”,
// “‘I lost it’: Ann Rowe”. Other words in quotation marks are as often said of that person: “‘A true friend’: Ann Rowe”.
func (a *attribution) behindHeadline(q Quotation) Speaker {
	first, limit := a.First[q.Sentence], a.First[q.Sentence+1]
	colon := a.TokenAt(q.End, first, limit)
	if a.TokenAt(q.Start, first, limit) > first+1 || colon+1 >= limit || a.Lower(colon) != ":" {
		return nobody
	}
	n := a.NameStartingAt(colon + 1)
	if !a.IsPerson(n) {
		return nobody
	}
	switch to := a.Names[n].To; {
	case to < limit && a.Lower(to) == "on", to >= limit && a.ofOneself(first, colon):
		return a.named(n, 0.75)
	}
	return nobody
}

// ofOneself reports whether one of the tokens is a word for oneself.
func (a *attribution) ofOneself(from, to int) bool {
	for i := from; i < to; i++ {
		if a.Words.FirstPersons[a.Lower(i)] {
			return true
		}
	}
	return false
}

// beforeHeadline returns the person whose name and a colon begin the sentence of a quotation. A title may stand in marks
// there as well, “Dunham: Her Top Five ‘Late Hour’ Moments”, so the quotation must read like a sentence.
func (a *attribution) beforeHeadline(q Quotation) Speaker {
	first, limit := a.First[q.Sentence], a.First[q.Sentence+1]
	from := a.TokenAt(q.Start, first, limit)
	for colon := first + 1; colon < from; colon++ {
		if a.Lower(colon) != ":" {
			continue
		}
		n := a.NameEndingAt(colon-1, first)
		if a.IsPerson(n) && a.nameBehindTitle(first, colon) == n && a.sentenceLike(from, a.TokenAt(q.End, from, limit)) {
			return a.named(n, 0.75)
		}
		return nobody
	}
	return nobody
}

// sentenceLike reports whether the tokens have at least two words, one of them in lower case or a function word.
func (a *attribution) sentenceLike(from, to int) bool {
	all, small := 0, 0
	for i := from; i < to; i++ {
		if !a.Tokens[i].Word() {
			continue
		}
		all++
		if !words.Capital(a.Word(i)) || a.Words.Grammar(a.Lower(i)) {
			small++
		}
	}
	return all > 1 && small > 0
}

// repeated returns the speaker who says the words of quotation i again later in the article, whatever their case and
// closing marks; nobody if two people do. A single word may be in scare quotes, so it must make up a whole quotation.
func repeated(i int, texts []string, found []Speaker) Speaker {
	headline, who := texts[i], nobody
	several := strings.Contains(headline, " ")
	for j := i + 1; j < len(found); j++ {
		if !found[j].found() {
			continue
		}
		if body := texts[j]; body != headline && (!several || !holdsWords(body, headline)) {
			continue
		}
		if who.found() && who.Name != found[j].Name {
			return nobody
		}
		who = found[j]
	}
	who.Confidence *= 0.9
	return who
}

// holdsWords reports whether a text contains a phrase as whole words: "a no" is not in "in a note".
func holdsWords(in, part string) bool {
	for from := 0; ; {
		at := strings.Index(in[from:], part)
		if at < 0 {
			return false
		}
		from += at
		before, _ := utf8.DecodeLastRuneInString(in[:from])
		behind, _ := utf8.DecodeRuneInString(in[from+len(part):])
		if !unicode.IsLetter(before) && !unicode.IsLetter(behind) {
			return true
		}
		from++
	}
}

// texts returns the words of the quotations in lower case, without closing marks.
func (a *attribution) texts() []string {
	all := make([]string, len(a.quotes))
	for i, q := range a.quotes {
		all[i] = strings.TrimRight(words.Straight(strings.ToLower(words.Unquoted(a.At(q.Span)))), ".,!?;: ")
	}
	return all
}
