package words

import (
	"strings"
	"sync"
)

// spellings maps chat spellings to the words they mean.
var spellings = sync.OnceValue(func() map[string]string {
	meant := map[string]string{}
	for _, line := range lines("asking/spellings") {
		short, long, _ := strings.Cut(line, ": ")
		meant[short] = long
	}
	return meant
})

// WrittenOut returns a message with chat spellings written out: “whos varga” becomes “who is varga”.
func WrittenOut(text string) string {
	var out strings.Builder
	last, first, body := 0, true, -1 // body is where the noun of a body ended just before
	for t := range InMessage(text) {
		word := text[t.Start:t.End]
		if body >= 0 && Asking().Guys[t.Fold] && strings.TrimSpace(text[body:t.Start]) == "" { // “the union guy” speaks for the union
			out.WriteString(text[last:body])
			last = t.End
		}
		body = -1
		if Lexicon().Bodies[t.Fold] {
			body = t.End
		}
		meant, ok := spellings()[t.Fold]
		if ok = ok && (first || !t.Upper) && !strings.ContainsAny(word, "'’"); !ok {
			meant, ok = drawnTo(word)
		}
		if ok {
			out.WriteString(text[last:t.Start] + meant)
			last = t.End
		}
		first = false
	}
	return out.String() + text[last:]
}

// drawnTo writes out a question word that is contracted with a verb: “who'd” becomes “who did”. “Who's” is understood as it
// is.
func drawnTo(word string) (meant string, ok bool) {
	at := strings.IndexAny(word, "'’")
	if at < 0 || !Asking().QuestionWords[Fold(word[:at])] {
		return "", false
	}
	verb, ok := map[string]string{"d": "did", "re": "are", "ll": "will", "ve": "have"}[strings.TrimLeft(Fold(word[at:]), "'’")]
	return word[:at] + " " + verb, ok
}
