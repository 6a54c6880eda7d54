package languages

import (
	"errors"
	"reflect"
	"strings"
	"unicode"
	"unicode/utf8"

	"lede/problem"
)

// The files have the message and the hint of a problem as clauses, without capital and full stop, so that they can
// stand alone as sentences, after each other in a line of a terminal, or within another problem's words in the gap
// {cause}.
const (
	messageKey  = ".message"
	hintKey     = ".hint"
	terminalKey = ".terminal"
)

// Explain says a problem as a message and a hint of whole sentences; the hint may be "". ok is false when err is no problem
// with words. escape, which may be nil, makes the values that fill the gaps harmless where they are shown.
func (l Language) Explain(err error, escape func(string) string) (message, hint string, ok bool) {
	var p *problem.Problem
	if !errors.As(err, &p) || !l.Has(key(p)+messageKey) {
		return "", "", false
	}
	return l.sentence(p, messageKey, escape), l.sentence(p, hintKey, escape), true
}

// Clause says what is wrong within another sentence: the message alone, without capital and full stop. Of
// an error that is no problem with words it is the error's own text.
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

// Line says an error in one line for a terminal: what is wrong, a colon, and what to do. An error that is no problem with
// words is its own text. Errors that were joined are one line each.
func (l Language) Line(err error) string {
	if list := joined(err); list != nil {
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

// joined are the errors that errors.Join put together. Those that fmt.Errorf put together are one sentence.
func joined(err error) []error {
	several, ok := err.(interface{ Unwrap() []error })
	if !ok || reflect.TypeOf(err) != reflect.TypeOf(errors.Join(err)) {
		return nil
	}
	return several.Unwrap()
}

func key(p *problem.Problem) string { return "problem." + p.Code }

// inTerminal is the key's variant for a terminal, when there is one.
func (l Language) inTerminal(key string) string {
	if l.Has(key + terminalKey) {
		return key + terminalKey
	}
	return key
}

func (l Language) arguments(p *problem.Problem, escape func(string) string) values {
	v := values{args: p.Args}
	if p.Err != nil {
		v.cause = l.Clause(p.Err, nil) // escaped with the other values, where it is put in
	}
	return v
}

// sentence makes a clause of the files one. A message that begins with a value, such as a name, keeps its first letter.
func (l Language) sentence(p *problem.Problem, part string, escape func(string) string) string {
	found, _, ok := l.phrase(key(p) + part)
	if !ok {
		return ""
	}
	text := l.say(key(p)+part, l.arguments(p, escape), escape)
	if part == hintKey || !strings.HasPrefix(found[other], "{") {
		first, size := utf8.DecodeRuneInString(text)
		text = string(unicode.ToUpper(first)) + text[size:]
	}
	if !strings.HasSuffix(text, ".") && !strings.HasSuffix(text, "?") && !strings.HasSuffix(text, "!") {
		text += "."
	}
	return text
}
