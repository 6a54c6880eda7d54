package words

// Nearly reports whether two folded words are the same word with a typing mistake, or two spellings of a name.
func Nearly(a, b string) bool {
	la, lb := len(a), len(b)
	allowed := 1
	if min(la, lb) >= 8 {
		allowed = 2
	}
	if min(la, lb) < 5 || a[0] != b[0] || la-lb > allowed || lb-la > allowed {
		return false
	}
	return distance(a, b, allowed) <= allowed
}

// distance counts the bytes to insert, delete, replace or swap between a and b. It stops early with a count over limit.
func distance(a, b string, limit int) int {
	var older, before, now [64]int
	if len(a) >= len(now) || len(b) >= len(now) {
		return limit + 1
	}
	for j := 0; j <= len(b); j++ {
		before[j] = j
	}
	for i := 1; i <= len(a); i++ {
		now[0] = i
		least := i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			now[j] = min(before[j]+1, now[j-1]+1, before[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				now[j] = min(now[j], older[j-2]+1)
			}
			least = min(least, now[j])
		}
		if least > limit {
			return least
		}
		older, before = before, now
	}
	return before[len(b)]
}
