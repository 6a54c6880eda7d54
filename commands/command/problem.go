package command

import (
	"context"
	"errors"
	"maps"
	"strings"

	"lede/briefing"
	"lede/cards"
	"lede/cards/markup"
	"lede/desk"
	"lede/languages"
	"lede/problem"
)

// plainErrors are the errors shown to people although the packages they come from return plain errors, not problems.
var plainErrors = []struct {
	err  error
	told *problem.Problem
}{
	{briefing.ErrEmpty, problem.New("commands.text-empty")},
	{briefing.ErrTooLong, problem.New("commands.text-too-long")},
	{briefing.ErrNotUTF8, problem.New("commands.text-not-utf8")},
	{briefing.ErrTooFine, problem.New("commands.text-too-fine")},
	{desk.ErrUncertain, problem.New("commands.store-uncertain")},
	{desk.ErrFull, problem.New("commands.store-full")},
	{desk.ErrRefused, problem.New("commands.store-refused")},
	{desk.ErrUnavailable, problem.New("commands.store-unavailable")},
	{context.DeadlineExceeded, problem.New("commands.too-long")},
}

// Unfinished is the error of typed input that could not be used. The text of a form must not be lost: it is kept, and Form reopens the
// form; text that could not be kept is given back.
type Unfinished struct {
	Form     cards.Link
	Back     []File
	Mistakes []Mistake // in what was typed; none if Err is another error
	Meant    []cards.Nearly
	Err      error // that other error
}

// Nearly makes the error of a mistyped option offer a button for each value that may have been meant, as long as everything typed fits
// into a button.
func Nearly(wrong error, in Input, option string, values ...string) error {
	var meant []cards.Nearly
	for _, value := range values {
		options := maps.Clone(in.Options)
		maps.DeleteFunc(options, func(name, value string) bool { return value == "" || name == "value" })
		options[option] = value
		to := cards.Link{Command: in.Command, Sub: in.Sub, Options: options}
		if _, fits := cards.ParseLink(to.String()); fits && value != "" {
			meant = append(meant, cards.Nearly{Value: value, To: to})
		}
	}
	if len(meant) == 0 {
		return wrong
	}
	return &Unfinished{Err: wrong, Meant: meant}
}

// Error does not repeat the mistakes: what the person typed does not belong in the log.
func (u *Unfinished) Error() string {
	if u.Err == nil {
		return "what was typed could not be used"
	}
	return "what was typed could not be used: " + u.Err.Error()
}

func (u *Unfinished) Unwrap() error { return u.Err }

// explain says what is wrong with the form.
func (u *Unfinished) explain(l languages.Language) (message, hint string) {
	var messages, hints []string
	for _, m := range u.Mistakes {
		message, hint, _ := l.Explain(m.Problem, markup.Escape)
		messages, hints = append(messages, message), append(hints, hint)
	}
	return strings.Join(messages, " "), strings.Join(hints, " ")
}

// card says what is wrong with the form and how to continue with what was typed.
func (u *Unfinished) card(l languages.Language, message, hint string) Reply {
	if len(u.Back) > 0 {
		return Reply{Card: cards.File(message, Join(hint, l.Text("command.article.given-back")), u.Back[0].Name), Files: u.Back}
	}
	return Reply{Card: cards.Unfinished(l, message, hint, u.Form, u.Meant...)}
}

// Told is an error with the locale and colour in which to show it.
type Told struct {
	Locale string // "" for the locale of the person who sees it
	Colour int    // the server's, 0 for none
	Err    error
}

func (t *Told) Error() string { return t.Err.Error() }

// Unwrap returns the error itself.
func (t *Told) Unwrap() error { return t.Err }

// Explain turns any error of a handler into the reply that a person sees: a problem in its own words, anything else as an apology with
// a reference that is also in the log. expected is false for the latter.
func Explain(l languages.Language, err error, reference string) (reply Reply, expected bool) {
	told := new(Told)
	if errors.As(err, &told) && told.Locale != "" {
		l = languages.For(told.Locale)
	}
	message, hint, expected := words(l, err, reference)
	reply = Reply{Card: cards.Notice(message, hint)}
	var u *Unfinished
	if errors.As(err, &u) {
		reply = u.card(l, message, hint)
	}
	reply.Card = cards.Coloured(reply.Card, told.Colour)
	return reply, expected
}

func words(l languages.Language, err error, reference string) (message, hint string, expected bool) {
	var u *Unfinished
	if errors.As(err, &u) && len(u.Mistakes) > 0 {
		message, hint = u.explain(l)
		return message, hint, true
	}
	if message, hint, ok := l.Explain(err, markup.Escape); ok {
		return shortened(message), shortened(hint), true
	}
	for _, e := range plainErrors {
		if errors.Is(err, e.err) {
			message, hint, _ := l.Explain(e.told, markup.Escape)
			return message, hint, true
		}
	}
	return l.Text("command.failed"), l.Text("command.failed-hint", "reference", reference), false
}

// maxExplained is the maximum number of characters shown of a message, and of a hint: they may contain what strangers wrote.
const maxExplained = 1000

func shortened(s string) string {
	if len(s) <= maxExplained {
		return s
	}
	return markup.Label(s, maxExplained)
}

// Join joins sentences and leaves out empty ones.
func Join(sentences ...string) string {
	var list []string
	for _, s := range sentences {
		if s != "" {
			list = append(list, s)
		}
	}
	return strings.Join(list, " ")
}
