package talk

import (
	"strings"

	"lede/briefing"
	"lede/briefing/words"
	"lede/commands/talk/message"
	"lede/commands/talk/overlap"
)

// PlainTo is Plain for an article, whose people may be named in lower case.
func PlainTo(a *briefing.Article, text string) string {
	text = message.PlainTo(text, nameWords(everybody(a)...), a.Language, a.Text)
	if list := message.Words(text); len(list) == 2 && told.Has(list[0].Fold) && list[1].Fold == "who" { // “says who?”
		return "who said that"
	}
	return text
}

// mostSlips is the maximum number of words of a question that are corrected. More would not be slips.
const mostSlips = 5

// Spelled corrects the words of a question that are not English and may misspell exactly one word of the article.
func Spelled(a *briefing.Article, text string) string {
	if a.Language != "en" {
		return text
	}
	var strange []message.Word
	has := overlap.Stems(a)
	for _, t := range message.Words(text) {
		if len(strange) < mostSlips && !words.Known(t.Fold) && !has[words.FormOf(t.Fold, a.Language).Stem] {
			strange = append(strange, t)
		}
	}
	if len(strange) == 0 {
		return text
	}
	written := message.InText(a.Text)
	var out strings.Builder
	last := 0
	for _, t := range strange {
		meant := slipOf(t.Fold, a, written)
		if meant == "" {
			meant = slipOfForms(t.Fold)
		}
		if meant != "" {
			out.WriteString(text[last:t.Start] + meant)
			last = t.End
		}
	}
	return out.String() + text[last:]
}

// Owned sets the apostrophe that a message leaves out before what is somebody's: “the victims daughter” becomes “the victim's daughter”.
func Owned(text string) string {
	list := message.Words(text)
	for i := len(list) - 2; i > 0; i-- {
		owner, several := strings.CutSuffix(list[i].Fold, "s")
		person := beingNoun(owner) && !beingNoun(list[i].Fold)
		theirs := list[i-1].Fold == "the" || words.Asking().Owners[list[i-1].Fold]
		if several && person && theirs && owned(list[i+1].Fold) {
			text = text[:list[i].End-1] + "'s" + text[list[i].End:]
		}
	}
	return text
}

// owned reports whether a noun is for what each person has one of: kin, a name.
func owned(noun string) bool {
	l := words.Lexicon()
	kin := l.FemaleRoles[noun] || l.MaleRoles[noun]
	return kin && !l.Callings[noun] || belongings.Has(noun)
}

// slipOfForms returns the one question word or the like that a word may misspell: “abotu”; "" for none or several.
func slipOfForms(word string) (meant string) {
	asks := words.Asking()
	for _, forms := range []map[string]bool{asks.QuestionWords, asks.About, asks.Saying, asks.Auxiliaries} {
		for form := range forms {
			switch {
			case form == meant || !words.Nearly(word, form):
			case meant != "":
				return ""
			default:
				meant = form
			}
		}
	}
	return meant
}

// slipOf returns the one word of an article that a word may misspell, "" for none or several.
func slipOf(word string, a *briefing.Article, written []message.Word) (meant string) {
	stem := ""
	for _, w := range written {
		if !words.Nearly(word, w.Fold) {
			continue
		}
		s := words.FormOf(w.Fold, a.Language).Stem
		if stem != "" && s != stem {
			return ""
		}
		if stem == "" {
			stem, meant = s, strings.TrimSuffix(strings.TrimSuffix(a.Text[w.Start:w.End], "'s"), "’s")
		}
	}
	return meant
}
