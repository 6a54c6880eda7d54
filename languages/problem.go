package languages

import (
	"errors"
	"strings"
	"unicode"
	"unicode/utf8"

	"lede/problem"
)

// The files hold the message and the hint of a problem as clauses, without capital and full stop, so that they can
// become sentences of their own, be joined in a line of a terminal, or be put into the words of the problem they
// caused, in the gaps {cause} and {hint}. They are Markdown: a star is written \\* in the file, and shown as * in a terminal.
const (
	messageKey  = ".message"
	hintKey     = ".hint"
	terminalKey = ".terminal"

	causeGap = "cause"
	hintGap  = "hint"
)

// Explain returns a problem's message and hint as whole sentences; the hint may be "". ok is false if err is not a problem
// with words. escape is applied to the values in the gaps; nil means that the sentences are shown as plain text.
func (l Language) Explain(err error, escape func(string) string) (message, hint string, ok bool) {
	var p *problem.Problem
	if !errors.As(err, &p) || !l.Has(key(p)+messageKey) {
		return "", "", false
	}
	return l.sentence(p, messageKey, escape), l.sentence(p, hintKey, escape), true
}

// Clause returns a problem's message for use within a sentence, without capital and full stop. For any other error
// it returns the error's own text.
func (l Language) Clause(err error, escape func(string) string) string {
	var p *problem.Problem
	if !errors.As(err, &p) || !l.Has(key(p)+messageKey) {
		if escape == nil {
			return err.Error()
		}
		return escape(err.Error())
	}
	return l.say(key(p)+messageKey, l.arguments(p, escape), escape)
}

// Line formats an error for one line of a terminal: what is wrong, a colon, and what to do. An error that is not a problem with
// words keeps its own text. Errors joined by errors.Join get a line each.
func (l Language) Line(err error) string {
	if list := joined(err); len(list) > 0 {
		var lines []string
		for _, e := range list {
			lines = append(lines, l.Line(e))
		}
		return strings.Join(lines, "\n")
	}
	var p *problem.Problem
	if !errors.As(err, &p) || !l.Has(key(p)+messageKey) {
		return err.Error()
	}
	line := l.say(l.inTerminal(key(p)+messageKey), l.arguments(p, nil), nil)
	if hint := l.inTerminal(key(p) + hintKey); l.Has(hint) {
		line += ": " + l.say(hint, l.arguments(p, nil), nil)
	}
	return line
}

// joined returns the errors joined by errors.Join. An error that wraps several by %w says more than they do, and stays whole.
func joined(err error) []error {
	j, ok := err.(interface{ Unwrap() []error })
	if !ok || errors.Join(j.Unwrap()...).Error() != err.Error() {
		return nil
	}
	return j.Unwrap()
}

func key(p *problem.Problem) string { return "problem." + p.Code }

// inTerminal returns the key's variant for a terminal, if there is one.
func (l Language) inTerminal(key string) string {
	if l.Has(key + terminalKey) {
		return key + terminalKey
	}
	return key
}

func (l Language) arguments(p *problem.Problem, escape func(string) string) values {
	v := values{args: p.Args, plain: escape == nil}
	if p.Err == nil {
		return v
	}
	v.cause = l.Clause(p.Err, nil) // it is escaped with the other values, when it is filled in
	var cause *problem.Problem
	if errors.As(p.Err, &cause) && l.Has(key(cause)+hintKey) {
		v.hint = l.say(key(cause)+hintKey, l.arguments(cause, nil), nil)
	}
	return v
}

// beginsWithName reports whether a message begins with a value, such as the name of a setting, which keeps its first letter.
func (l Language) beginsWithName(p *problem.Problem) bool {
	pattern, _, _ := l.phrase(key(p) + messageKey)
	gap, isGap := strings.CutPrefix(pattern.other, "{")
	var cause *problem.Problem
	if strings.HasPrefix(gap, causeGap+"}") && errors.As(p.Err, &cause) {
		return l.beginsWithName(cause)
	}
	return isGap
}

// sentence turns a clause of the files into a sentence.
func (l Language) sentence(p *problem.Problem, part string, escape func(string) string) string {
	text := l.say(key(p)+part, l.arguments(p, escape), escape)
	if text == "" || !l.Has(key(p)+part) {
		return ""
	}
	if part == hintKey || !l.beginsWithName(p) {
		text = capital(text)
	}
	if !strings.HasSuffix(text, ".") && !strings.HasSuffix(text, "?") && !strings.HasSuffix(text, "!") {
		text += "."
	}
	return text
}

// capital capitalises a sentence, in Spanish after its opening mark.
func capital(text string) string {
	opening := text[:len(text)-len(strings.TrimLeft(text, "¿¡"))]
	first, size := utf8.DecodeRuneInString(text[len(opening):])
	return opening + string(unicode.ToUpper(first)) + text[len(opening)+size:]
}
