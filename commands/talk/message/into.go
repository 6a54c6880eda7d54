package message

import (
	"slices"
	"strings"

	"lede/briefing/words"
)

// Into puts a question into the language of an article, word by word, if it is in another one and the glossary has both: of several words for one, it takes that
// which the article has. Any other text stays as it is.
func Into(text, language, article string) string {
	at := slices.IndexFunc(tongues[:], func(tongue string) bool { return strings.HasPrefix(tongue, language) })
	if language == "" || at < 0 || !words.ForeignTo(text, language) {
		return text
	}
	to := translator{glossaries()[tongues[at]], InText(article)}
	list := asEnglish(text)
	var out []string
	for i := 0; i < len(list); {
		said, n := to.at(list, i)
		if said != "" {
			out = append(out, said)
		}
		i += n
	}
	return strings.Join(out, " ") + "?"
}

// asEnglish returns the words of a message in English, as far as the glossary has them.
func asEnglish(text string) (list []Word) {
	tongue := Tongue(text)
	if tongue == "" {
		return Words(text)
	}
	g, own := glossaries()[tongue], Words(text)
	for i := 0; i < len(own); {
		english, n := g.at(own, i)
		if n == 0 {
			list = append(list, own[i])
		} else {
			list = append(list, Words(english)...)
		}
		i += max(n, 1)
	}
	return list
}

// translator puts English into the language of an article.
type translator struct {
	glossary
	article []Word
}

// at returns the words for the English ones that begin at from, and how many these are. What is not known stays as it is, unless it says nothing.
func (t translator) at(list []Word, from int) (said string, n int) {
	for n = min(mostPhrase, len(list)-from); n > 0; n-- {
		if forms := t.said[Joined(list[from:from+n])]; len(forms) > 0 {
			return t.written(forms), n
		}
	}
	word := list[from].Fold
	switch {
	case list[from].Upper && from > 0, !words.Known(word): // a name
		return word, 1
	case words.Stopword(word, "en"):
		return "", 1
	}
	if forms := t.kin(word); len(forms) > 0 {
		return t.written(forms), 1
	}
	return word, 1
}

// kin returns the words for what means about the same as an English word.
func (t translator) kin(word string) (forms []string) {
	of := words.FormOf(word, "en")
	for english, own := range t.said {
		told := words.FormOf(english, "en")
		if of.Stem == told.Stem || !of.Apart(told) && of.Kinship(told) <= words.CloseMeaning {
			forms = append(forms, own...)
		}
	}
	slices.Sort(forms)
	return forms
}

// written returns that of some forms which the article has, else the first.
func (t translator) written(forms []string) string {
	for _, form := range forms {
		begin, open := strings.CutSuffix(form, "*")
		for _, w := range t.article {
			if w.Fold == form || open && strings.HasPrefix(w.Fold, begin) {
				return w.Fold
			}
		}
	}
	return strings.TrimSuffix(forms[0], "*")
}
