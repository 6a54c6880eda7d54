package page

import (
	_ "embed"
	"regexp"
	"regexp/syntax"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"lede/pattern"
)

// isSign reports whether a short text is part of no article: a label, a picture credit, or a call to the reader.
func isSign(text string) bool {
	return signsFor(text).MatchString(text) || endsAsSign(text) && laterSigns().MatchString(text)
}

// endsAsSign reports whether laterSigns may match, which costs far more than looking for a word.
func endsAsSign(text string) bool {
	return strings.ContainsAny(text, "|/©") || hasAny(strings.ToLower(text), "copyright", "your inbox", " by our ")
}

// The signs that begin with a word of their own, and those whose words come later.
var (
	signs      = pattern.Of(oneOf(firstSigns()))
	laterSigns = pattern.Of(oneOf(signLines(true)))
)

func firstSigns() []string {
	return append(signLines(false), onward+`[^.]{0,100}`, subscribing+`.{0,160}`)
}

func oneOf(expressions []string) string { return `^(?i:` + strings.Join(expressions, "|") + `)$` }

//go:embed signs.txt
var signsText string

// signLines returns the expressions of signs.txt that begin with a word, or those that may begin with anything.
func signLines(later bool) (lines []string) {
	for line := range strings.Lines(signsText) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		if anything := strings.HasPrefix(line, ".{") || strings.HasPrefix(line, "[^.]{"); anything == later {
			lines = append(lines, line)
		}
	}
	return lines
}

// signsFor returns signs, without those that do not begin as a text does: hardly any do, and each would be tried.
func signsFor(text string) *regexp.Regexp {
	if text == "" || text[0] >= utf8.RuneSelf {
		return signs()
	}
	return signsByFirst()[text[0]]()
}

// signsByFirst are the signs that may begin with each character of ASCII.
var signsByFirst = sync.OnceValue(func() (by [utf8.RuneSelf]func() *regexp.Regexp) {
	var all []func(rune) bool
	for _, expression := range firstSigns() {
		all = append(all, beginnings(expression))
	}
	for c := range by {
		var fit []string
		for n, expression := range firstSigns() {
			if all[n](rune(c)) {
				fit = append(fit, expression)
			}
		}
		if by[c] = pattern.Of(oneOf(fit)); len(fit) == 0 {
			by[c] = pattern.Of(`$a`) // matches nothing
		}
	}
	return by
})

// beginnings returns whether a text that an expression matches, in any case, may begin with a character.
func beginnings(expression string) func(rune) bool {
	tree, err := syntax.Parse(`(?i:`+expression+`)`, syntax.Perl)
	if err != nil {
		return func(rune) bool { return true } // which signs finds out
	}
	program, err := syntax.Compile(tree.Simplify())
	if err != nil {
		return func(rune) bool { return true }
	}
	var first []*syntax.Inst
	anything := false
	seen := make([]bool, len(program.Inst))
	for todo := []uint32{uint32(program.Start)}; len(todo) > 0; {
		at := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if seen[at] {
			continue
		}
		seen[at] = true
		switch inst := &program.Inst[at]; inst.Op {
		case syntax.InstAlt, syntax.InstAltMatch:
			todo = append(todo, inst.Out, inst.Arg)
		case syntax.InstCapture, syntax.InstEmptyWidth, syntax.InstNop:
			todo = append(todo, inst.Out)
		case syntax.InstMatch:
			anything = true
		case syntax.InstFail:
		default:
			first = append(first, inst)
		}
	}
	return func(c rune) bool {
		return anything || slices.ContainsFunc(first, func(inst *syntax.Inst) bool { return inst.MatchRune(c) })
	}
}
