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

// plainErrors are the errors that people are told about though they come from rooms that have no problems, only errors.
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

// Unfinished is the error of what was typed and could not be used. The text of a form must not be lost: it is kept, and Form opens the
// form again, or where it could not be kept it is given back.
type Unfinished struct {
	Form     cards.Link
	Back     []File
	Mistakes []Mistake // in what was typed; none when it was another error
	Meant    []cards.Nearly
	Err      error // that other error
}

// Nearly makes the error of a mistyped option lead on with each value that may have been meant, as far as all that was given fits into a button.
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

// Error does not repeat the mistakes: what the person typed is not for the log.
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

// card says what is wrong with the form and how to go on with what was typed.
func (u *Unfinished) card(l languages.Language, message, hint string) Reply {
	if len(u.Back) > 0 {
		return Reply{Card: cards.File(message, Join(hint, l.Text("command.article.given-back")), u.Back[0].Name), Files: u.Back}
	}
	return Reply{Card: cards.Unfinished(l, message, hint, u.Form, u.Meant...)}
}

// Told is an error of which it is known how to tell it.
type Told struct {
	Locale string // "" for the one of whoever is told
	Colour int    // the server's, 0 for none
	Err    error
}

func (t *Told) Error() string { return t.Err.Error() }

// Unwrap returns the error itself.
func (t *Told) Unwrap() error { return t.Err }

// Explain turns any error of a handler into the reply that a person sees: a problem in its own words, anything else as an
// apology with a reference that is also in the log. expected is false for the latter.
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

// maxExplained is how many characters of a message, and of a hint, are shown: what strangers wrote may be in them.
const maxExplained = 1000

func shortened(s string) string {
	if len(s) <= maxExplained {
		return s
	}
	return markup.Label(s, maxExplained)
}

// Join puts sentences after each other; those that are "" are left out.
func Join(sentences ...string) string {
	var list []string
	for _, s := range sentences {
		if s != "" {
			list = append(list, s)
		}
	}
	return strings.Join(list, " ")
}
