// Package overlap tells which words of a message an article has, in any form: whether it covers what a question is about, and how much of
// what somebody calls it by.
//
// It refuses to know what else a message means.
package overlap

import (
	"slices"

	"lede/briefing"
	"lede/briefing/words"
	"lede/commands/talk/message"
)

// Covers reports whether a text has every word that says what a question is about, in any form. It returns false for a question
// without such words.
func Covers(text, language, question string) bool {
	has, about := message.Stems(text, language), 0
	for _, t := range message.Words(question) {
		if !message.AboutSomething(t) {
			continue
		}
		if !has[words.FormOf(t.Fold, language).Stem] {
			return false
		}
		about++
	}
	return about > 0
}

// Strange returns the words that say what a question is about and that an article has in no form.
func Strange(a *briefing.Article, question string) (strange []string) {
	has := Stems(a)
	for _, t := range message.Words(question) {
		if message.AboutSomething(t) && !has[words.FormOf(t.Fold, a.Language).Stem] {
			strange = append(strange, t.Fold)
		}
	}
	return strange
}

// Meets counts the words that say what a question is about and that an article has: those in its lead twice.
func Meets(a *briefing.Article, question string) int {
	list := message.Words(question)
	met, _ := Count(a.Title+" "+a.Text, a.Language, list)
	leads, _ := Count(Lead(a), a.Language, list)
	return met + leads
}

// LeadsWith reports whether the lead of an article has one of some words.
func LeadsWith(a *briefing.Article, list []string) bool {
	has := message.Stems(Lead(a), a.Language)
	return slices.ContainsFunc(list, func(word string) bool { return has[words.FormOf(word, a.Language).Stem] })
}

// mostLead is how many sentences at the beginning of an article say what it is about.
const mostLead = 2

// Lead returns the title and the first sentences of an article, without bylines and the like.
func Lead(a *briefing.Article) string {
	lead, n := a.Title, 0
	for i, s := range a.Sentences {
		if n == mostLead {
			break
		}
		if !Heads(a, s) {
			lead += " " + a.SentenceText(i)
			n++
		}
	}
	return lead
}

// TellsOften reports whether one of some words is in at least so many sentences of an article.
func TellsOften(a *briefing.Article, list []string, least int) bool {
	last, told := map[string]int{}, map[string]int{} // by stem: the sentence that had it last, and how many do
	for _, word := range list {
		last[words.FormOf(word, a.Language).Stem] = -1
	}
	for i := range a.Sentences {
		for _, t := range message.InText(a.SentenceText(i)) {
			stem := words.FormOf(t.Fold, a.Language).Stem
			if at, asked := last[stem]; !asked || at == i {
				continue
			}
			last[stem] = i
			if told[stem]++; told[stem] >= least {
				return true
			}
		}
	}
	return false
}

// CoveredBy counts the sentences of an article that have every word that says what a question is about.
func CoveredBy(a *briefing.Article, question string) (n int) {
	if !Covers(a.Text, a.Language, question) {
		return 0
	}
	for i := range a.Sentences {
		if Covers(a.SentenceText(i), a.Language, question) {
			n++
		}
	}
	return n
}

// Count counts the words that say what a question is about, and how many of them a text has.
func Count(text, language string, question []message.Word) (met, about int) {
	has := message.Stems(text, language)
	for _, t := range question {
		if !message.AboutSomething(t) {
			continue
		}
		about++
		if has[words.FormOf(t.Fold, language).Stem] {
			met++
		}
	}
	return met, about
}

// Heads reports whether a sentence is a headline, a byline or the like.
func Heads(a *briefing.Article, s briefing.Sentence) bool {
	return s.Paragraph >= 0 && s.Paragraph < len(a.Paragraphs) && a.Paragraphs[s.Paragraph].Kind != briefing.Body
}

// Stems returns the stems of the words of an article.
func Stems(a *briefing.Article) map[string]bool { return message.Stems(a.Text, a.Language) }
