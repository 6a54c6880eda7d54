package commands

import (
	"errors"

	"lede/cards"
)

// Problem is an error that is told to the person in these words.
type Problem struct {
	Message string // what is wrong, one sentence
	Hint    string // what to do about it, one sentence; may be empty
	Err     error  // the cause, for the log; may be nil
}

func (p *Problem) Error() string {
	if p.Err != nil {
		return p.Message + ": " + p.Err.Error()
	}
	return p.Message
}

func (p *Problem) Unwrap() error { return p.Err }

// Explain turns any error of a handler into the reply a person sees: a Problem in its own words, anything
// else as an apology with a reference that is also in the log. expected is false for the latter.
func Explain(err error, reference string) (reply Reply, expected bool) {
	var p *Problem
	if errors.As(err, &p) {
		return Reply{Card: cards.Notice(p.Message, p.Hint)}, true
	}
	return Reply{Card: cards.Notice("Something went wrong on our side.", "Please try again; if it happens again, tell the bot’s operator the reference `"+reference+"`.")}, false
}
