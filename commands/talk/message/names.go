package message

import "lede/briefing/words"

// Names is a set of words by which people are called.
type Names map[string]bool

// Has reports whether a word is one of the names. A common word in lower case is not.
func (n Names) Has(t Word) bool { return n[t.Fold] && (t.Upper || !words.Lexicon().Common[t.Fold]) }
