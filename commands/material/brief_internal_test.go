package material

import (
	"strings"
	"testing"
)

// TestPasted: a text is an article by its length, or by a title over its sentences; what people write of themselves or ask is none.
func TestPasted(t *testing.T) {
	one, many := "The light at the old pier is back. ", "The sailors came home. "
	for text, want := range map[string]bool{
		"Harbour light returns\n\n" + one + strings.Repeat(many, 4):                                          true,
		"Harbour light returns\n" + one + one + one:                                                          true,
		"Harbour light returns\n" + one + "It was dark for eleven weeks, as the harbour office says. " + one: true,
		"Harbour light returns\n" + many + many + many:                                                       false, // hardly an article
		one + strings.Repeat(many, 4):                                                                        false,
		"Harbour light returns\n\n" + one + one + "Who put it there, and when will it go? " + one:            false,
		"Harbour light returns\n\n" + one + one + one + "\nwhat does that mean?":                             false,
		"hi there, a question.\n" + one + one + one + one:                                                    false,
		"Harbour: light returns, boats follow\n" + one + one + one + one:                                     true,
		"that's wrong\n" + one + one + one + one:                                                             false,
		"I paste you this:\n" + one + one + one + one:                                                        false,
		"as I said yesterday,\n" + one + one + one + one:                                                     false,
		"Harbour light returns\n\n" + one + one + strings.Repeat("and the sea ", 6) + "rose":                 false,
		strings.Repeat(many, 14):                                                                             true,
		"港の灯台が復活\n" + strings.Repeat("古い桟橋の灯台が戻ってきた。", 3):                                                    true, // no spaces behind its stops
		"港の灯台が復活\n" + strings.Repeat("古い桟橋の灯台が戻ってきた。", 3) + "それはいつ？":                                         false,
		"عاد ضوء الميناء\n" + strings.Repeat("عاد الضوء عند الرصيف القديم. ", 4) + "متى حدث ذلك؟":            false,
		strings.Repeat("the sailors of the village came home by night ", 6) + ". " + one:                     false, // over 300 bytes, two sentences
		strings.Repeat("the sailors of the village came home by night ", 14) + ". " + one:                    true,
		strings.Repeat("the sailors of the village came home by night ", 14) + ".":                           false,
	} {
		if got := pasted(text); got != want {
			t.Errorf("%v for %d bytes, %q", got, len(text), text)
		}
	}
}

// FuzzPasted: whatever people paste, it is an article or a question, and no fault.
func FuzzPasted(f *testing.F) {
	long := strings.Repeat("The light is back. The sailors came home. ", 40)
	f.Add(long)
	f.Add(long + "\xff")
	f.Add(long + "\xe2\x80")
	f.Fuzz(func(_ *testing.T, text string) { pasted(text) })
}
