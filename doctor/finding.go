package doctor

import (
	"fmt"
	"strings"
	"unicode"
)

// Status is how a check ended.
type Status string

// The ends of a check.
const (
	OK   Status = "ok"
	Warn Status = "warn" // Lede runs, but not as well as it could, or it is not known whether
	Fail Status = "fail" // Lede would not run, or would lose something
	Skip Status = "skip" // not made, because what it needs failed
)

// Finding is what one check found. Its JSON is a promise: docs/operating.md.
type Finding struct {
	Check  string `json:"check"`
	Status Status `json:"status"`
	Found  string `json:"found"`
	Fix    string `json:"fix,omitempty"` // of a failure or warning
}

func good(check, found string, args ...any) Finding {
	return Finding{check, OK, fmt.Sprintf(found, args...), ""}
}

func warning(check, fix, found string, args ...any) Finding {
	return Finding{check, Warn, fmt.Sprintf(found, args...), fix}
}

func failure(check, fix, found string, args ...any) Finding {
	return Finding{check, Fail, fmt.Sprintf(found, args...), fix}
}

// skipped are checks that cannot be made for one and the same reason.
func skipped(why string, checks ...string) []Finding {
	var list []Finding
	for _, check := range checks {
		list = append(list, Finding{check, Skip, "not checked: " + why, ""})
	}
	return list
}

// split takes one of Lede's sentences, “what and where: what to do”, apart.
func split(sentence string) (found, fix string) {
	at := strings.LastIndex(sentence, ": ")
	if at < 0 {
		return sentence, ""
	}
	return sentence[:at], order(sentence[at+2:])
}

// order makes a sentence of its own of what stood behind a colon.
func order(s string) string {
	if s == "" {
		return ""
	}
	return strings.ToUpper(s[:1]) + s[1:] + "."
}

// tidy takes out what could play tricks on a terminal: a bot and a server have their names from strangers.
func tidy(list []Finding) []Finding {
	clean := func(s string) string {
		return strings.Map(func(r rune) rune {
			if !unicode.IsPrint(r) {
				return ' '
			}
			return r
		}, s)
	}
	for i, f := range list {
		list[i].Check, list[i].Found, list[i].Fix = clean(f.Check), clean(f.Found), clean(f.Fix)
	}
	return list
}
