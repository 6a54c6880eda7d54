package briefing

import (
	"errors"
	"runtime"
	"strings"
	"testing"
)

// hostileTexts are shapes of text that make careless code slow or wrong, each repeated to about size bytes.
func hostileTexts(size int) map[string]string {
	shapes := map[string]string{
		"one paragraph":         "The minister said that nothing would change before the winter. ",
		"opening marks":         "“",
		"closing marks":         "” ",
		"straight marks":        "\" ",
		"marks around words":    "\"yes\" ",
		"single marks":          " 'a",
		"single in brackets":    "('a",
		"typographic singles":   " ‘a",
		"capitals":              "Abc ",
		"capital letters":       "ABC",
		"initials":              "A. ",
		"no spaces":             "word",
		"full stops":            ".",
		"stops and letters":     "a.",
		"new people":            "",
		"one surname":           "",
		"commas":                "Ann Lee, ",
		"colons":                "Ann Lee said: “No.” ",
		"pronouns":              "He said “no” and she said “yes”. ",
		"lines":                 "In brief:\n",
		"list":                  "In brief:\nA bridge fell in Rome.\n",
		"bullets":               "• ",
		"descriptions":          "The French president said “no” to his defence minister. ",
		"numbers":               "1,",
		"digits":                "9",
		"number words":          "twenty hundred thousand ",
		"of":                    "Bank of the ",
		"hyphens":               "a-",
		"apostrophes":           "a’",
		"brackets":              "((",
		"spaces":                "a      ",
		"combining":             "e\u0301",
		"titles":                "Prime Minister President Mr. ",
		"said":                  "said ",
		"weekdays":              "On Monday 3 men fell, ",
		"quotes without a stop": "“Abc, ” ",
		"women and he":          "Ann Lee met Eva Roe, he said “No” ",
		"wanting":               "he wants he hopes ",
		"phrases":               "in a ",
		"role at the end":       "Abc Abc Abc Abc Abc Abc Abc Abc Abc Abc President ",
		"quotes over and over":  "“a” ",
		"unclosed each line":    "“Nobody knows why this happened\n",
		"whole-quote sentences": "“Nobody knows why. ” ",
	}
	var people, family strings.Builder
	for i := 0; people.Len() < size; i++ {
		people.WriteString("Mr " + letters(i) + " " + letters(i*7+3) + " said so. ")
		family.WriteString("John " + letters(i) + " Smith met Mr Smith. ")
	}
	texts := map[string]string{"new people": people.String(), "one surname": family.String()}
	for name, shape := range shapes {
		if shape != "" {
			texts[name] = strings.Repeat(shape, size/len(shape)+1) + "End."
		}
	}
	return texts
}

// letters makes a capitalised word of a number, another for each.
func letters(n int) string {
	word := []byte{byte('A' + n%26)}
	for n = n / 26; n > 0; n /= 26 {
		word = append(word, byte('a'+n%26))
	}
	return string(append(word, "orv"...))
}

// TestHostileTextsAreParsed also bounds the work: eight times the text may take little more than eight times the memory.
func TestHostileTextsAreParsed(t *testing.T) {
	small, large := hostileTexts(4_000), hostileTexts(32_000)
	for name := range small {
		t.Run(name, func(t *testing.T) {
			before, after := allocated(t, small[name]), allocated(t, large[name])
			if after > before*12 {
				t.Errorf("%d bytes allocated for the text, %d for eight times the text", before, after)
			}
		})
	}
}

// allocated parses a text, checks the article and returns how many bytes that took.
func allocated(t *testing.T, text string) uint64 {
	t.Helper()
	a, err := Parse(text, Options{})
	if errors.Is(err, ErrEmpty) {
		return 0
	}
	if err != nil {
		t.Fatal(err)
	}
	checkSpans(t, a)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	if _, err := Parse(text, Options{}); err != nil {
		t.Fatal(err)
	}
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}
