package talk

import (
	"slices"
	"strings"
	"sync"
	"unicode"

	"lede/briefing"
	"lede/briefing/words"
)

// Plain strips a message of polite phrases and writes out chat spellings: “hey, whos Varga?”
// becomes “who is Varga?”. A follow-up in another language is translated: “und Varga?” becomes “and Varga?”.
func Plain(text string) string { return inEnglish(Own(text), nil) }

// PlainTo is Plain for an article, whose people may be named in lower case.
func PlainTo(a *briefing.Article, text string) string {
	own := Own(text)
	if plain := inEnglish(own, nameWords(everybody(a)...)); plain != own || a.Language != "en" {
		return plain
	}
	return translated(a, own)
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
	return !slices.ContainsFunc(tokens(clause), func(t token) bool { return !Interjected(t.Fold) })
}

// ledTo strips an introduction that asks nothing itself: “can you tell me why?” becomes “why?”, and “no i mean the news” “the news”.
func ledTo(text string) string {
	list := tokens(text)
	said := Joined(list)
	for _, set := range []shape{opening, meant} {
		for _, phrase := range shapes()[set] {
			n := len(strings.Fields(phrase))
			if !strings.HasPrefix(said, phrase+" ") {
				continue
			}
			if rest := list[n:]; set == meant || begins(rest) {
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
	list := tokens(text)
	const asked, all = 3, 5                                                                              // words
	if said := Joined(list[:min(len(list), asked)]); said == "which one is" || said == "which one was" { // of several people
		return "who is" + text[list[2].End:]
	}
	if len(list) <= asked {
		return text
	}
	full, ok := wholes[Joined(list[:asked])]
	switch {
	case !ok, words.Stopword(list[asked].Fold, "en"), slices.ContainsFunc(list, func(t token) bool { return words.Asking().Auxiliaries[t.Fold] }):
		return text // “how much to each family?”, “how much to date has been raised?”
	case len(list) == all && (pointing.has(list[all-1].Fold) || list[all-1].Fold == "it"):
		return full
	}
	return full + text[list[asked-2].End:]
}

// begins reports whether a question may begin with these words: with a question word, or with what it is about after “if”.
func begins(list []token) bool {
	return AsksOf(list[0]) || asking.has(list[0].Fold) || preposed(list)
}

// preposed reports whether a question word follows a preposition: “for how long”.
func preposed(list []token) bool {
	return len(list) > 1 && words.Stopword(list[0].Fold, "en") && words.Asking().QuestionWords[list[1].Fold]
}

// withoutInterjections cuts off interjections at both ends of a text. A text of interjections alone stays whole.
func withoutInterjections(text string) string {
	list := tokens(text)
	from, to := 0, len(list)
	for from < to && (Interjected(list[from].Fold) || from > 0 && list[from].Fold == "there") { // “hi there”
		from++
	}
	question := from < len(list) && AsksOf(list[from])
	idle := func(t token) bool { return Interjected(t.Fold) && !t.Upper && !(question && ending.has(t.Fold)) }
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

// mostQuestions is the maximum number of questions of one message that are answered in turn.
const mostQuestions = 3

// Questions splits a message that asks several questions: “who won? and when is the final?”, “how much is it and who pays?”; nil for any other.
func Questions(text string) (list []string) {
	goesOn := false // whether the previous clause ends in a comma: “when she fell, was she hurt?” is one question
	for _, part := range clauses(text) {
		if Polite(part) {
			continue
		}
		for i, one := range joinedBy(part) {
			one = Own(one)
			bare := withoutLeading(one)
			clause := i == 0 && goesOn && bare == one
			if bare == "" || clause || !begins(tokens(bare)) {
				return nil
			}
			list = append(list, strings.TrimRight(one, " ,;."))
		}
		goesOn = comma(part)
	}
	if len(list) < 2 || len(list) > mostQuestions {
		return nil
	}
	return list
}

// joinedBy splits a clause before each “and” that is followed by a question word, if the part before it is a question by itself.
func joinedBy(clause string) []string {
	list := tokens(clause)
	if len(list) == 0 || !AsksOf(list[0]) {
		return []string{clause}
	}
	for i := 2; i < len(list)-1; i++ {
		own := slices.ContainsFunc(list[1:i], func(t token) bool { return words.Asking().Auxiliaries[t.Fold] || AboutSomething(t) })
		turns := Leading.has(list[i].Fold) && list[i].Fold != "about"
		asks := begins(list[i+1:]) && !words.Asking().Auxiliaries[list[i+1].Fold]
		if own && turns && asks {
			return append([]string{clause[:list[i].Start]}, joinedBy(clause[list[i].Start:])...)
		}
	}
	return []string{clause}
}

// withoutLeading strips from a clause the words with which it turns to something: “and when is it?”
func withoutLeading(clause string) string {
	list := tokens(clause)
	for len(list) > 1 && Leading.has(list[0].Fold) && !AsksOf(list[0]) {
		list = list[1:]
	}
	if len(list) == 0 {
		return ""
	}
	return clause[list[0].Start:]
}

// Polite reports whether a clause asks for nothing.
func Polite(clause string) bool {
	list := tokens(clause)
	switch wishIn(list, marked(clause)) {
	case Greeting, Thanks, Well, Agree:
		return true
	}
	return len(list) == 0 || courteous(clause)
}

// courteous reports whether a clause consists of courtesies: “have a nice day”.
func courteous(clause string) bool {
	list, says := tokens(clause), false
	for _, t := range list {
		if !known().courtesies[t.Fold] && !known().fillers[t.Fold] {
			return false
		}
		says = says || known().courtesies[t.Fold]
	}
	return says && !strings.Contains(clause, "?")
}

// courtesy returns the wish of a message of several courtesies, the one that most needs an answer: thanks; None for any other message.
func courtesy(text string) (found Wish) {
	for _, part := range clauses(text) {
		list := tokens(part)
		w := wishIn(list, marked(part))
		for n := min(len(list), mostThanking); w == None && n > 0; n-- { // “thanks for your help”
			w = wishOf(list[:n])
		}
		switch {
		case w == Thanks && praises(part, list):
			found = Thanks
		case len(list) > 0 && !Polite(part):
			return None
		case w == Thanks, w == Greeting && found != Thanks, (w == Well || w == Agree) && found == None:
			found = w
		}
	}
	return found
}

// praises reports whether a clause that goes with thanks asks for nothing more: “thanks bot, ur the best”.
func praises(clause string, list []token) bool {
	if len(list) > mostPraising || strings.Contains(clause, "?") {
		return false
	}
	return !slices.ContainsFunc(list, func(t token) bool {
		asks := AsksOf(t) && !words.Being(t.Fold)
		turns := Items.has(t.Fold) || Leading.has(t.Fold) || t.Fold == "now"
		return asks || turns || PickIn(t.Fold) != 0 // “next” does as well
	})
}

// mostPraising is the maximum number of words of praise.
const mostPraising = 8

// mostThanking is the maximum number of words of thanks.
const mostThanking = 4

// aside reports whether a clause only says something about the person who asks: “I'm new here”.
func aside(clause string) bool {
	list := tokens(withoutInterjections(clause))
	return len(list) > 0 && known().asides[list[0].Fold] && !strings.HasSuffix(strings.TrimSpace(clause), "?") &&
		!slices.ContainsFunc(list, func(t token) bool { return words.Asking().QuestionWords[t.Fold] })
}

// meaning maps a message, or its beginning, to English.
type meaning struct {
	typed, meant string
	opens        bool // something follows it
}

// meanings holds the entries of abroad.txt, the longest first.
var meanings = sync.OnceValue(func() (list []meaning) {
	for line := range linesOf("abroad.txt") {
		meant, phrases, _ := strings.Cut(line, ": ")
		for phrase := range strings.SplitSeq(phrases, "|") {
			list = append(list, meaning{Joined(tokens(phrase)), meant, strings.Contains(phrase, "…")})
		}
	}
	slices.SortStableFunc(list, func(a, b meaning) int { return len(b.typed) - len(a.typed) })
	return list
})

// inEnglish translates a follow-up in another language; it returns any other message as it is.
func inEnglish(text string, names called) string {
	meant, ok := abroad(text, names)
	if list := tokens(text); !ok && len(list) > 1 && Leading.has(list[0].Fold) { // “und was sagt sie?”
		if meant, ok = abroad(text[list[1].Start:], names); !ok {
			return text
		}
	}
	return meant
}

// abroad translates a whole message in another language; ok is false for any other.
func abroad(text string, names called) (meant string, ok bool) {
	list := tokens(text)
	folded := Joined(list)
	for _, m := range meanings() {
		if folded == m.typed && !m.opens {
			return m.meant + "?", true
		}
		n := len(strings.Fields(m.typed))
		if !m.opens || !strings.HasPrefix(folded, m.typed+" ") || len(list)-n > mostOpened {
			continue
		}
		rest := text[list[n].Start:]
		office := slices.IndexFunc(list[n:], func(t token) bool { return known().offices[t.Fold] != "" })
		if office >= 0 {
			rest = "the " + known().offices[list[n+office].Fold] // “le président du club”
		} else if len(list)-n > 1 && !list[n].Upper && slices.ContainsFunc(list[n:], func(t token) bool { return !names[t.Fold] }) {
			continue // one word in lower case may be a name
		} else if english := inAnyTongue(list[n]); len(list)-n == 1 && !names[list[n].Fold] && english != "" {
			rest = english // “und verletzte?”
		}
		return strings.Replace(m.meant, "…", strings.TrimRight(rest, "?! ."), 1) + "?", true
	}
	return text, false
}

// mostOpened is the maximum number of words of a name after the opening of a message.
const mostOpened = 3

// mostSlips is the maximum number of words of a question that are corrected. More would not be slips.
const mostSlips = 5

// Spelled corrects the words of a question that are not English and may misspell exactly one word of the article.
func Spelled(a *briefing.Article, text string) string {
	if a.Language != "en" {
		return text
	}
	var strange []token
	has := stemsOf(a)
	for _, t := range tokens(text) {
		if len(strange) < mostSlips && !words.Known(t.Fold) && !has[words.FormOf(t.Fold, a.Language).Stem] {
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
	list := tokens(text)
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
	return kin && !l.Callings[noun] || belongings.has(noun)
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
func slipOf(word string, a *briefing.Article, written []token) (meant string) {
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

// RunningOn returns the story of which a message asks how it goes on: “what's new about the bridge?”; "" for none.
func RunningOn(text string) string {
	plain := Plain(text)
	list := tokens(plain)
	said, n := Joined(list), 0
	for _, opening := range shapes()[newness] {
		if strings.HasPrefix(said, opening+" ") {
			n = max(n, len(strings.Fields(opening)))
		}
	}
	if n == 0 {
		return ""
	}
	return plain[list[n].Start:list[len(list)-1].End]
}

// Sought returns what a message looks for in all articles: “any news about the strike?”; "" for none.
func Sought(text string) string {
	list := tokens(Plain(text))
	at := slices.IndexFunc(list, func(t token) bool { return !known().fillers[t.Fold] })
	if at < 0 || at == len(list)-1 {
		return ""
	}
	rest := list[at+1:]
	if named := news.has(list[at].Fold) && concerning.has(rest[0].Fold); !named && !searching.has(list[at].Fold) {
		return ""
	}
	for len(rest) > 1 && LeadIn.has(rest[0].Fold) {
		rest = rest[1:]
	}
	plain := Plain(text)
	return plain[rest[0].Start:rest[len(rest)-1].End]
}
