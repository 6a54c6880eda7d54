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
	return beginsAsSign(text) || endsAsSign(text) && laterSigns().MatchString(text)
}

// endsAsSign reports whether laterSigns may match, which costs far more than looking for a word.
func endsAsSign(text string) bool {
	return hasAny(strings.ToLower(text), "|", "/", "©", "copyright", "your inbox", " by our ", "subscribe", "sign up", "foto", "photo", "picture", "image", "ctrl")
}

// The signs that begin with a word of their own, and those whose words come later.
var (
	signs      = pattern.Of(oneOf(firstSigns()))
	laterSigns = pattern.Of(oneOf(signLines(true)))
)

func firstSigns() []string {
	return append(signLines(false), onward+`[^.]{0,100}`, subscribing+`.{0,160}`, mistaken+`.{0,120}`, aged)
}

func oneOf(expressions []string) string { return `^(?i:` + strings.Join(expressions, "|") + `)$` }

//go:embed signs.txt
var signsText string

// signLines returns the expressions of signs.txt that begin with a word, or those that may begin with anything.
func signLines(later bool) (lines []string) {
	for _, line := range expressionsIn(signsText) {
		if anything := strings.HasPrefix(line, ".{") || strings.HasPrefix(line, "[^.]{"); anything == later {
			lines = append(lines, line)
		}
	}
	return lines
}

// expressionsIn returns the lines of a file that are no comments.
func expressionsIn(text string) (lines []string) {
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" && line[0] != '#' {
			lines = append(lines, line)
		}
	}
	return lines
}

// beginsAsSign reports whether signs matches. Only those are tried that begin as the text does: hardly any do.
func beginsAsSign(text string) bool {
	if len(text) < 2 || text[0] >= utf8.RuneSelf || text[1] >= utf8.RuneSelf {
		return signs().MatchString(text)
	}
	fit := signsByFirst()[text[0]]()[text[1]]
	return slices.ContainsFunc(fit, func(sign func() *regexp.Regexp) bool { return sign().MatchString(text) })
}

// row is the signs that begin with one character of ASCII, by the next.
type row [utf8.RuneSelf][]func() *regexp.Regexp

// signsByFirst are the signs that may begin with each two characters of ASCII.
var signsByFirst = sync.OnceValue(func() (rows [utf8.RuneSelf]func() *row) {
	var all []beginning
	for _, expression := range firstSigns() {
		all = append(all, beginningOf(expression))
	}
	for c := range rows {
		rows[c] = sync.OnceValue(func() *row {
			var r row
			for _, b := range all {
				follows := b.after(rune(c))
				for next := range r {
					if follows(rune(next)) {
						r[next] = append(r[next], b.whole)
					}
				}
			}
			return &r
		})
	}
	return rows
})

// beginning is what texts begin with that an expression matches in any case.
type beginning struct {
	whole   func() *regexp.Regexp
	program *syntax.Prog
}

func beginningOf(expression string) beginning {
	tree, err := syntax.Parse(`(?i:`+expression+`)`, syntax.Perl)
	if err == nil {
		var program *syntax.Prog
		if program, err = syntax.Compile(tree.Simplify()); err == nil {
			return beginning{pattern.Of(oneOf([]string{expression})), program}
		}
	}
	panic("signs.txt: " + err.Error()) // as for any other expression that is wrong
}

// after returns which characters may follow one at the beginning. It takes no notice of what lies between characters, such as the end
// of a word, so some fit that do not match.
func (b beginning) after(c rune) (follows func(rune) bool) {
	first, ends := b.steps(uint32(b.program.Start))
	var at []uint32
	for _, inst := range first {
		if inst.MatchRune(c) {
			at = append(at, inst.Out)
		}
	}
	second, over := b.steps(at...)
	return func(next rune) bool {
		return ends || over || slices.ContainsFunc(second, func(inst *syntax.Inst) bool { return inst.MatchRune(next) })
	}
}

// steps returns the instructions for the next character; ends is true if there may be none.
func (b beginning) steps(todo ...uint32) (steps []*syntax.Inst, ends bool) {
	for seen := map[uint32]bool{}; len(todo) > 0; {
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
