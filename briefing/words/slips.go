package words

import "lede/problem"

// Nearly reports whether two folded words are the same word with a typing mistake, or two spellings of a name.
func Nearly(a, b string) bool {
	const shortest, longest = 5, 63 // bytes
	la, lb := len(a), len(b)
	allowed := 1
	if min(la, lb) >= 8 {
		allowed = 2
	}
	if min(la, lb) < shortest || max(la, lb) > longest || a[0] != b[0] {
		return false
	}
	return problem.Slips([]byte(a), []byte(b), allowed) <= allowed
}
