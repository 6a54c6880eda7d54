package talk

import (
	"slices"
	"strings"
	"unicode"

	"lede/briefing"
	"lede/briefing/words"
)

// Plain is what a message says without what stands around it for politeness' sake, with the spellings of chats written out: “hey, whos Varga?”
// is “who is Varga?”.
func Plain(text string) string {
	parts := clauses(text)
	for len(parts) > 1 && polite(parts[0]) {
		parts = parts[1:]
	}
	for len(parts) > 1 && polite(parts[len(parts)-1]) {
		parts = parts[:len(parts)-1]
	}
	return writtenOut(strings.TrimSpace(strings.Join(parts, "")))
}

// clauses cuts a text behind each sign that ends a sentence or parts one, where a blank follows.
func clauses(text string) (parts []string) {
	start, ended := 0, false
	for i, r := range text {
		switch {
		case strings.ContainsRune(".!?,;…\n", r):
			ended = true
		case unicode.IsSpace(r):
		case ended && unicode.IsSpace(rune(text[i-1])):
			parts = append(parts, text[start:i])
			start, ended = i, false
		default:
			ended = false
		}
	}
	if start < len(text) {
		parts = append(parts, text[start:])
	}
	return parts
}

// polite tells whether a clause asks for nothing.
func polite(clause string) bool {
	list := tokens(clause)
	switch wishIn(list) {
	case Greeting, Thanks, Well:
		return true
	}
	return len(list) == 0
}

// aside tells whether a clause only says something of the person who asks: “I'm new here”.
func aside(clause string) bool {
	list := tokens(clause)
	return len(list) > 0 && known().asides[list[0].fold] && !strings.HasSuffix(strings.TrimSpace(clause), "?") &&
		!slices.ContainsFunc(list, func(t token) bool { return words.Asking().QuestionWords[t.fold] })
}

func writtenOut(text string) string {
	var out strings.Builder
	last := 0
	for i, t := range tokens(text) {
		if meant, ok := known().spellings[t.fold]; ok && (i == 0 || !t.upper) && !strings.ContainsAny(text[t.start:t.end], "'’") {
			out.WriteString(text[last:t.start] + meant)
			last = t.end
		}
	}
	return out.String() + text[last:]
}

// mostSlips is how many words of a question are set right. More would be no slips.
const mostSlips = 5

// Spelled is a question in which a word that English does not have is the one of the article that it may be a slip of, if there is only one.
func Spelled(a *briefing.Article, text string) string {
	if a.Language != "en" {
		return text
	}
	var strange []token
	has := stemsOf(a)
	for _, t := range tokens(text) {
		if len(strange) < mostSlips && !words.Known(t.fold) && !has[words.FormOf(t.fold, a.Language).Stem] {
			strange = append(strange, t)
		}
	}
	if len(strange) == 0 {
		return text
	}
	written := tokensOf(a.Text, len(a.Text))
	var out strings.Builder
	last := 0
	for _, t := range strange {
		if meant := slipOf(t.fold, a, written); meant != "" {
			out.WriteString(text[last:t.start] + meant)
			last = t.end
		}
	}
	return out.String() + text[last:]
}

// slipOf is the one word of an article that a word may be a slip of, "" for none and for several.
func slipOf(word string, a *briefing.Article, written []token) (meant string) {
	stem := ""
	for _, w := range written {
		if !words.Nearly(word, w.fold) {
			continue
		}
		s := words.FormOf(w.fold, a.Language).Stem
		if stem != "" && s != stem {
			return ""
		}
		if stem == "" {
			stem, meant = s, strings.TrimSuffix(strings.TrimSuffix(a.Text[w.start:w.end], "'s"), "’s")
		}
	}
	return meant
}
