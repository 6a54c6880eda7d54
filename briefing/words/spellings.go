package words

import (
	"strings"
	"sync"
)

// spellings lead from how people spell in a chat to what they mean.
var spellings = sync.OnceValue(func() map[string]string {
	meant := map[string]string{}
	for _, line := range lines("asking/spellings") {
		short, long, _ := strings.Cut(line, ": ")
		meant[short] = long
	}
	return meant
})

// WrittenOut is a message with the spellings of chats written out: “whos varga” is “who is varga”.
func WrittenOut(text string) string {
	var out strings.Builder
	last, first := 0, true
	for t := range InMessage(text) {
		word := text[t.Start:t.End]
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

// drawnTo writes a question word out that has a verb drawn to it: “who'd” is “who did”. That of “who's” is read as it is.
func drawnTo(word string) (meant string, ok bool) {
	at := strings.IndexAny(word, "'’")
	if at < 0 || !Asking().QuestionWords[Fold(word[:at])] {
		return "", false
	}
	verb, ok := map[string]string{"d": "did", "re": "are", "ll": "will", "ve": "have"}[strings.TrimLeft(Fold(word[at:]), "'’")]
	return word[:at] + " " + verb, ok
}
