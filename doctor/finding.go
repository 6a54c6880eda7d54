package doctor

import (
	"strings"
	"unicode"

	"lede/languages"
	"lede/problem"
)

// Status is the outcome of a check.
type Status string

// The outcomes of a check.
const (
	OK   Status = "ok"
	Warn Status = "warn" // Lede runs, but not as well as it could, or it is not known whether
	Fail Status = "fail" // Lede would not run, or would lose something
	Skip Status = "skip" // not made, because what it needs failed
)

// Finding is what one check found, in words. Its JSON format is stable: see docs/operating.md.
type Finding struct {
	Check  string `json:"check"`
	Status Status `json:"status"`
	Found  string `json:"found"`
	Fix    string `json:"fix,omitempty"` // of a failure or warning
}

// finding is the one place where the result of a check, its message and its hint become words.
func finding(check string, status Status, found error) Finding {
	l := languages.Language{}
	_, fix, _ := l.Explain(found, nil)
	return Finding{check, status, l.Clause(found, nil), fix}
}

func good(check string, found *problem.Problem) Finding    { return finding(check, OK, found) }
func warning(check string, found *problem.Problem) Finding { return finding(check, Warn, found) }
func failure(check string, found *problem.Problem) Finding { return finding(check, Fail, found) }

// skipped returns findings for checks that cannot be made for a common reason.
func skipped(why *problem.Problem, checks ...string) []Finding {
	var list []Finding
	for _, check := range checks {
		list = append(list, finding(check, Skip, problem.New("doctor.skipped").Because(why)))
	}
	return list
}

// tidy removes characters that could manipulate a terminal: the names of bots and servers come from strangers.
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
