package doctor

import (
	"strings"
	"unicode"

	"lede/languages"
	"lede/problem"
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

// Finding is what one check found, in words. Its JSON is a promise: docs/operating.md.
type Finding struct {
	Check  string `json:"check"`
	Status Status `json:"status"`
	Found  string `json:"found"`
	Fix    string `json:"fix,omitempty"` // of a failure or warning
}

// finding is the one place where what a check found, its message and its hint, becomes words.
func finding(check string, status Status, found error) Finding {
	l := languages.Language{}
	_, fix, _ := l.Explain(found, nil)
	return Finding{check, status, l.Clause(found, nil), fix}
}

func good(check string, found *problem.Problem) Finding    { return finding(check, OK, found) }
func warning(check string, found *problem.Problem) Finding { return finding(check, Warn, found) }
func failure(check string, found *problem.Problem) Finding { return finding(check, Fail, found) }

// skipped are checks that cannot be made for one and the same reason.
func skipped(why *problem.Problem, checks ...string) []Finding {
	var list []Finding
	for _, check := range checks {
		list = append(list, finding(check, Skip, problem.New("doctor.skipped").Because(why)))
	}
	return list
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
