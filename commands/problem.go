package commands

import (
	"context"
	"errors"
	"strings"

	"lede/briefing"
	"lede/cards"
	"lede/desk"
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

// sentences are what people are told of the errors that are nobody's fault, or their own.
var sentences = []struct {
	err           error
	message, hint string
}{
	{desk.ErrNothingToRead, "There is no article to read here yet.", "An admin can add one with `/article add`. In a direct message, Lede answers about the article you last opened on a server."},
	{desk.ErrNoSuchArticle, "There is no such article here, or not any more.", "`/headlines` lists those there are."},
	{desk.ErrShelfFull, "This server keeps as many articles as it can.", "Remove one with `/article remove` and add this one again."},
	{desk.ErrTooLarge, "This article is too large to be kept.", "Add the part that matters."},
	{desk.ErrNotYours, "This article was given to every server by the bot’s operator and cannot be removed here.", ""},
	{desk.ErrNoDigest, "There is no such digest, or not any more.", "`/digest show` lists those there are."},
	{desk.ErrDigestsFull, "This server has as many digests as it can.", "Remove one with `/digest remove`, or change one with `/digest edit`."},
	{desk.ErrNoDraft, "What you typed is not kept any more: it was used, or was an hour old, or you have typed something else since.", "Start again with `/article add`."},
	{desk.ErrNewer, "This server’s data was written by a newer Lede than the one that is running.", "Tell the bot’s operator to update it."},
	{briefing.ErrEmpty, "There are no words in this text.", "Paste the article itself."},
	{briefing.ErrTooLong, "This text is too long.", "Add the part that matters."},
	{briefing.ErrNotUTF8, "This text is not valid UTF-8.", "Save it as UTF-8 and try again."},
	{desk.ErrUncertain, "My memory stopped answering, so I cannot tell whether this could be saved.", "Look in a minute whether it was, and try again if not."},
	{desk.ErrUnavailable, "My memory does not answer at the moment, so nothing could be looked up or saved.", "Please try again in a minute."},
	{context.DeadlineExceeded, "That took too long, so I stopped.", "Please try again in a minute."},
}

// unfinished is the error of a form whose text could not be used and must not be lost: it is kept, and form opens the
// form again, or where it could not be kept it is given back.
type unfinished struct {
	form cards.Link
	back []File
	err  error // may be nil
}

func (u *unfinished) Error() string {
	if u.err == nil {
		return "what was typed could not be used"
	}
	return "what was typed could not be used: " + u.err.Error()
}

func (u *unfinished) Unwrap() error { return u.err }

// card says what is wrong with the form and how to go on with what was typed.
func (u *unfinished) card(message, hint string) Reply {
	if len(u.back) > 0 {
		return Reply{Card: cards.File(message, strings.TrimSpace(hint+" I could not keep what you typed: here it is, as a file that `/article add` takes."), u.back[0].Name), Files: u.back}
	}
	return Reply{Card: cards.Unfinished(message, hint, u.form)}
}

// Explain turns any error of a handler into the reply a person sees: a known one in its own words, anything
// else as an apology with a reference that is also in the log. expected is false for the latter.
func Explain(err error, reference string) (reply Reply, expected bool) {
	message, hint, expected := words(err, reference)
	var u *unfinished
	if errors.As(err, &u) {
		return u.card(message, hint), expected
	}
	return Reply{Card: cards.Notice(message, hint)}, expected
}

func words(err error, reference string) (message, hint string, expected bool) {
	var p *Problem
	if errors.As(err, &p) {
		return p.Message, p.Hint, true
	}
	for _, s := range sentences {
		if errors.Is(err, s.err) {
			return s.message, s.hint, true
		}
	}
	return "Something went wrong on our side.", "Please try again; if it happens again, tell the bot’s operator the reference `" + reference + "`.", false
}
