package message

import (
	"slices"
	"strings"
	"unicode"

	"lede/briefing/words"
)

// Plain strips a message of polite phrases and writes out chat spellings: “hey, whos Varga?”
// becomes “who is Varga?”. A follow-up in another language is translated: “und Varga?” becomes “and Varga?”.
func Plain(text string) string { return inEnglish(Own(text), nil) }

// PlainTo is Plain for a question to an article: names are those in it, which people may write in lower case. A question in another language
// to an article in English is translated word by word.
func PlainTo(text string, names Names, language, article string) string {
	own := Own(text)
	if plain := inEnglish(own, names); plain != own || language != "en" {
		return plain
	}
	return translated(own, names, article)
}

// Own is Plain without translation.
func Own(text string) string {
	parts := clauses(text)
	for len(parts) > 1 && (Polite(parts[0]) || aside(parts[0])) {
		parts = parts[1:]
	}
	for len(parts) > 1 && Polite(parts[len(parts)-1]) {
		parts = parts[:len(parts)-1]
	}
	return words.TopicLast(whole(ledTo(withoutInterjections(words.WrittenOut(strings.TrimSpace(together(parts)))))))
}

// together joins clauses, without those that ask for nothing: “and who, pray, is she?” becomes “and who is she?”.
func together(parts []string) string {
	var out strings.Builder
	for i, part := range parts {
		between := i > 0 && i < len(parts)-1 && comma(parts[i-1]) && comma(part)
		if between && (Polite(part) || onlyInterjected(part)) {
			said := strings.TrimRight(out.String(), " ,") + " "
			out.Reset()
			out.WriteString(said)
			continue
		}
		out.WriteString(part)
	}
	return out.String()
}

// comma reports whether a clause ends in a comma.
func comma(clause string) bool { return strings.HasSuffix(strings.TrimSpace(clause), ",") }

func onlyInterjected(clause string) bool {
	return !slices.ContainsFunc(Words(clause), func(t Word) bool { return !Interjected(t.Fold) })
}

// ledTo strips an introduction that asks nothing itself: “can you tell me why?” becomes “why?”, and “no i mean the news” “the news”.
func ledTo(text string) string {
	list := Words(text)
	said := Joined(list)
	for _, set := range []Set{opening, meant} {
		for _, phrase := range sets()[set] {
			if !strings.HasPrefix(said, phrase+" ") {
				continue
			}
			if rest := list[len(strings.Fields(phrase)):]; set == meant || begins(rest) {
				return text[rest[0].Start:]
			}
		}
	}
	return text
}

// wholes maps questions without a verb to their full form.
var wholes = map[string]string{"how much to": "how much will it cost", "how long to": "how long will it take"}

// whole adds the verb that a question omits: “how much to fix it?” becomes “how much will it cost?”, and with an object of its own
// “how much will it cost to fix the roof?”
func whole(text string) string {
	list := Words(text)
	const asked, all = 3, 5                                                                              // words
	if said := Joined(list[:min(len(list), asked)]); said == "which one is" || said == "which one was" { // of several people
		return "who is" + text[list[2].End:]
	}
	if len(list) <= asked {
		return text
	}
	full, ok := wholes[Joined(list[:asked])]
	switch {
	case !ok, words.Stopword(list[asked].Fold, "en"), slices.ContainsFunc(list, func(t Word) bool { return words.Asking().Auxiliaries[t.Fold] }):
		return text // “how much to each family?”, “how much to date has been raised?”
	case len(list) == all && (Pointing.Has(list[all-1].Fold) || list[all-1].Fold == "it"):
		return full
	}
	return full + text[list[asked-2].End:]
}

// begins reports whether a question may begin with these words: with a question word, or with what it is about after “if”.
func begins(list []Word) bool {
	return AsksOf(list[0]) || asking.Has(list[0].Fold) || preposed(list)
}

// preposed reports whether a question word follows a preposition: “for how long”.
func preposed(list []Word) bool {
	return len(list) > 1 && words.Stopword(list[0].Fold, "en") && words.Asking().QuestionWords[list[1].Fold]
}

// withoutInterjections cuts off interjections at both ends of a text. A text of interjections alone stays whole.
func withoutInterjections(text string) string {
	list := Words(text)
	from, to := 0, len(list)
	for from < to && (Interjected(list[from].Fold) || from > 0 && list[from].Fold == "there") { // “hi there”
		from++
	}
	question := from < len(list) && AsksOf(list[from])
	idle := func(t Word) bool { return Interjected(t.Fold) && !t.Upper && !(question && ending.Has(t.Fold)) }
	for to > from && idle(list[to-1]) {
		to--
	}
	switch {
	case from == to:
		return text
	case to < len(list):
		return text[list[from].Start:list[to-1].End] + strings.TrimLeft(text[list[len(list)-1].End:], " ,;.…")
	}
	return text[list[from].Start:]
}

// clauses splits a text after each punctuation mark that ends or divides a sentence and is followed by a space.
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
