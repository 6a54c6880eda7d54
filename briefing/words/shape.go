package words

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// These functions judge a word by its letters alone.

// Letter reports whether a rune can be part of a word: a letter or a digit.
func Letter(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// ASCII reports whether a word has only ASCII characters.
func ASCII(w string) bool {
	for i := range len(w) {
		if w[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// Capital reports whether a word begins with a capital letter.
func Capital(word string) bool {
	if word != "" && word[0] < utf8.RuneSelf {
		return 'A' <= word[0] && word[0] <= 'Z'
	}
	return rareCapital(word)
}

// rareCapital is Capital for all alphabets.
func rareCapital(word string) bool {
	r, _ := utf8.DecodeRuneInString(word)
	return unicode.IsUpper(r) || unicode.IsTitle(r)
}

// Shouted reports whether a word of at least two letters has capitals only.
func Shouted(word string) bool {
	letters := 0
	for _, r := range word {
		if unicode.IsLower(r) {
			return false
		}
		if unicode.IsLetter(r) {
			letters++
		}
	}
	return letters > 1
}

// Verbal reports whether a word looks like a form of a verb: it ends in "ed" or "ing".
func Verbal(w string) bool { return strings.HasSuffix(w, "ed") || strings.HasSuffix(w, "ing") }

// Adverbial reports whether a word looks like an adverb.
func Adverbial(w string) bool { return len(w) > 4 && strings.HasSuffix(w, "ly") && !inLy(w) }

// inLy reports whether a word ends like an adverb but is a noun, an adjective, a verb or a name.
func inLy(w string) bool {
	switch w {
	case "family", "reply", "supply", "assembly", "monopoly", "anomaly", "bully", "rally", "belly", "italy", "kelly", "emily", "sally", "molly",
		"elderly", "friendly", "unfriendly", "deadly", "costly", "lonely", "lovely", "ugly", "cowardly", "scholarly":
		return true
	}
	return false
}

// AfterHyphen returns the last part of a compound: "vice-president" is a president.
func AfterHyphen(w string) string {
	at := strings.LastIndexByte(w, '-')
	if !ASCII(w) {
		at = strings.LastIndexAny(w, "-‐")
	}
	return w[at+1:]
}

// Straight writes both apostrophes as one, since one text may use either in the same name.
func Straight(s string) string { return strings.ReplaceAll(s, "’", "'") }

// Dash reports whether a mark is a dash.
func Dash(w string) bool { return w == "—" || w == "–" || w == "-" }

// Hyphen reports whether a rune is one of the hyphens.
func Hyphen(r rune) bool { return r == '-' || r == '‐' || r == '‑' }

// Digit reports whether a word begins with a digit.
func Digit(w string) bool { return w != "" && w[0] >= '0' && w[0] <= '9' }

// Initials reports whether a word is made of a letter or two with full stops: "W.", "J.K.".
func Initials(w string) bool {
	if len(w) < 2 || len(w) > 6 || !strings.HasSuffix(w, ".") {
		return false
	}
	return Capital(w) && strings.Count(w, ".")*2 == len(w)
}

// Age reports whether a word is a number of two digits, as ages mostly are.
func Age(w string) bool { return len(w) == 2 && w[0] != '0' && Digit(w) && Digit(w[1:]) }

// Aged reports whether a word tells an age as "19-year-old" does.
func Aged(w string) bool { return strings.HasSuffix(w, "-year-old") }

// Year reports whether a word is a year from 1800 to 2099.
func Year(w string) bool {
	return len(w) == 4 && (w[:2] == "18" || modernYear(w)) && strings.Trim(w, "0123456789") == ""
}

// modernYear reports whether a word of four bytes begins like a year from 1900 to 2099.
func modernYear(w string) bool { return len(w) == 4 && (w[:2] == "19" || w[:2] == "20") }

// Plural reports whether a word ends like a plural.
func Plural(w string) bool {
	return len(w) > 3 && strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss")
}

// Article reports whether a word is "the", "a" or "an".
func Article(w string) bool {
	switch w {
	case "the", "a", "an":
		return true
	}
	return false
}

// Indefinite reports whether a word is "a" or "an".
func Indefinite(w string) bool { return w == "a" || w == "an" }

// OfOrFor reports whether a word is "of" or "for", the prepositions inside names and offices.
func OfOrFor(w string) bool { return w == "of" || w == "for" }

// Being reports whether a word is a form of "to be" that makes a passive with a participle.
func Being(w string) bool {
	switch w {
	case "is", "was", "are", "were":
		return true
	}
	return false
}

// Relative reports whether a word is a relative pronoun.
func Relative(w string) bool {
	switch w {
	case "who", "which", "that", "whose":
		return true
	}
	return false
}

// Apostrophe reports whether a mark is an apostrophe.
func Apostrophe(w string) bool { return w == "’" || w == "'" }

// YearsOld reports whether a word gives a person's age: "35-year-old".
func YearsOld(w string) bool { return Digit(w) && strings.HasSuffix(w, "year-old") }

// Unquoted returns a quotation without its marks.
func Unquoted(quote string) string { return strings.Trim(quote, "“”\"‘’'«»„‚ ") }

// LastRune returns the last rune of a word.
func LastRune(s string) rune {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}

// TitleCase reports whether the first and all longer words of a title have a capital.
func TitleCase(title []string) bool {
	for i, w := range title {
		if !Capital(w) && !Digit(w) && (i == 0 || len(w) > 4) {
			return false
		}
	}
	return true
}

// TellsTime reports whether a word may be part of a phrase such as "Two days ago" or "On the last Friday in May".
func (v *Vocabulary) TellsTime(w string) bool {
	if _, counts := v.Cardinals[w]; counts || w == "ago" {
		return true
	}
	if _, day := v.Weekdays[w]; day {
		return true
	}
	for _, set := range []Set{v.Times, v.Durations, v.Periods, v.Ordinals, v.Prepositions, v.Articles} {
		if set[w] {
			return true
		}
	}
	return false
}

// PartyMark reports whether a word stands for a party and a state, "D-Ohio".
func PartyMark(w string) bool {
	return len(w) > 3 && w[1] == '-' && strings.ContainsRune("dri", rune(w[0]))
}

// British returns a noun of offices in British spelling.
func British(w string) string {
	if w == "defense" {
		return "defence"
	}
	return w
}

// InCourt reports whether a word says what a lawyer does in court: "Tom Bishop, prosecuting,".
func InCourt(w string) bool { return w == "prosecuting" || w == "defending" || w == "mitigating" }

// Litigant reports whether a word names a side that a lawyer speaks for in court: "Tom Bishop, for the defence,".
func Litigant(w string) bool {
	switch strings.TrimSuffix(w, "s") {
	case "defence", "defense", "prosecution", "crown", "plaintiff", "claimant", "defendant", "appellant", "respondent", "applicant", "petitioner", "accused":
		return true
	}
	return false
}
