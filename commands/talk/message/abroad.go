package message

import (
	"slices"
	"strings"
	"sync"
)

// meaning maps a message, or its beginning, to English.
type meaning struct {
	typed, meant string
	words        int  // in what is typed
	opens        bool // something follows it
}

// meanings holds the entries of abroad.txt, the longest first.
var meanings = sync.OnceValue(func() (list []meaning) {
	for line := range linesOf("abroad.txt") {
		meant, phrases, _ := strings.Cut(line, ": ")
		for phrase := range strings.SplitSeq(phrases, "|") {
			typed := Words(phrase)
			list = append(list, meaning{Joined(typed), meant, len(typed), strings.Contains(phrase, "…")})
		}
	}
	slices.SortStableFunc(list, func(a, b meaning) int { return len(b.typed) - len(a.typed) })
	return list
})

// inEnglish translates a follow-up in another language; it returns any other message as it is.
func inEnglish(text string, names Names) string {
	meant, ok := abroad(text, names)
	if list := Words(text); !ok && len(list) > 1 && Leading.Has(list[0].Fold) { // “und was sagt sie?”
		if meant, ok = abroad(text[list[1].Start:], names); !ok {
			return text
		}
	}
	return meant
}

// abroad translates a whole message in another language; ok is false for any other.
func abroad(text string, names Names) (meant string, ok bool) {
	list := Words(text)
	folded := Joined(list)
	for _, m := range meanings() {
		if folded == m.typed && !m.opens {
			return m.meant + "?", true
		}
		n := m.words
		if !m.opens || !strings.HasPrefix(folded, m.typed+" ") || len(list)-n > mostOpened {
			continue
		}
		rest := text[list[n].Start:]
		office := slices.IndexFunc(list[n:], func(t Word) bool { return known().offices[t.Fold] != "" })
		if office >= 0 {
			rest = "the " + known().offices[list[n+office].Fold] // “le président du club”
		} else if len(list)-n > 1 && !list[n].Upper && slices.ContainsFunc(list[n:], func(t Word) bool { return !names[t.Fold] }) {
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
