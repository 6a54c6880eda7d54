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
	if len(text) < 2 || text[0] >= utf8.RuneSelf || text[1] >= utf8.RuneSelf {
		return signs()
	}
	return signsByFirst()[text[0]]()[text[1]]()
}

// row is the signs that may follow one character of ASCII, by the next.
type row [utf8.RuneSelf]func() *regexp.Regexp

// signsByFirst are the signs that may begin with each two characters of ASCII. Most pairs share their expression with many.
var signsByFirst = sync.OnceValue(func() (rows [utf8.RuneSelf]func() *row) {
	var all []beginning
	for _, expression := range firstSigns() {
		all = append(all, beginningOf(expression))
	}
	for c := range rows {
		rows[c] = sync.OnceValue(func() *row {
			made := map[string]func() *regexp.Regexp{"": pattern.Of(`$a`)} // matches nothing
			var r row
			for next := range r {
				var fit []string
				for _, b := range all {
					if b.fits(rune(c), rune(next)) {
						fit = append(fit, b.expression)
					}
				}
				key := strings.Join(fit, "\n")
				if made[key] == nil {
					made[key] = pattern.Of(oneOf(fit))
				}
				r[next] = made[key]
			}
			return &r
		})
	}
	return rows
})

// beginning is what texts begin with that an expression matches in any case.
type beginning struct {
	expression string
	program    *syntax.Prog
}

func beginningOf(expression string) beginning {
	tree, err := syntax.Parse(`(?i:`+expression+`)`, syntax.Perl)
	if err == nil {
		var program *syntax.Prog
		if program, err = syntax.Compile(tree.Simplify()); err == nil {
			return beginning{expression, program}
		}
	}
	panic("signs.txt: " + err.Error()) // as for any other expression that is wrong
}

// fits reports whether a text may begin with these characters. It takes no notice of what lies between characters, such as the end of
// a word, so some texts fit that do not match.
func (b beginning) fits(characters ...rune) bool {
	at := []uint32{uint32(b.program.Start)}
	for _, c := range characters {
		steps, ends := b.steps(at)
		if ends {
			return true
		}
		at = at[:0]
		for _, inst := range steps {
			if inst.MatchRune(c) {
				at = append(at, inst.Out)
			}
		}
	}
	return len(at) > 0
}

// steps returns the instructions for the next character; ends is true if there may be none.
func (b beginning) steps(todo []uint32) (steps []*syntax.Inst, ends bool) {
	seen := map[uint32]bool{}
	for todo = slices.Clone(todo); len(todo) > 0; {
		at := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if seen[at] {
			continue
		}
		seen[at] = true
		switch inst := &b.program.Inst[at]; inst.Op {
		case syntax.InstAlt, syntax.InstAltMatch:
			todo = append(todo, inst.Out, inst.Arg)
		case syntax.InstCapture, syntax.InstEmptyWidth, syntax.InstNop:
			todo = append(todo, inst.Out)
		case syntax.InstMatch:
			ends = true
		case syntax.InstFail:
		default:
			steps = append(steps, inst)
		}
	}
	return steps, ends
}
