package posts

import (
	"errors"
	"net/http"
	"strconv"

	"lede/bot/rest"
	"lede/delivery"
	"lede/problem"
)

// judge turns the outcome of an attempt into a Result.
func judge(channel, id string, err error) delivery.Result {
	var r *rest.Refusal
	var s *rest.Silence
	switch {
	case err == nil && id != "":
		return delivery.Result{Outcome: delivery.Sent, MessageID: id}
	case errors.As(err, &s) && !s.Written:
		return delivery.Result{Outcome: delivery.Retry, Reason: problem.New("bot.unreachable")}
	case errors.As(err, &r):
		return judgeAnswer(channel, r)
	}
	return delivery.Result{Outcome: delivery.Ambiguous, Reason: problem.New("bot.answer-lost")}
}

// judgeAnswer does so for an answer other than success. Only one of Discord's codes refuses a message: an answer without one
// may be from something in between, which says nothing about the channel, nor whether Discord has the message.
func judgeAnswer(channel string, r *rest.Refusal) delivery.Result {
	d := delivery.Result{Outcome: delivery.Ambiguous, After: r.After, Code: r.Code}
	switch {
	case r.Status == http.StatusTooManyRequests:
		d.Outcome, d.Reason = delivery.Retry, problem.New("bot.asked-to-wait")
	case r.Foreign:
		d.Reason = problem.New("bot.intercepted")
	case r.Anonymous():
		d.Reason = problem.New("bot.no-code", "status", strconv.Itoa(r.Status))
	case r.Status == http.StatusRequestTimeout, r.Status < 400, r.Status >= 500:
		d.Reason = problem.New("bot.discord-faulty")
	case r.Passes(), r.OfBot(), r.Status == http.StatusUnauthorized: // the last two are the operator's to mend, not the admin's
		d.Outcome, d.Reason = delivery.Retry, reason(channel, r)
	case r.Moderated():
		d.Outcome, d.Reason = delivery.Held, reason(channel, r)
	default:
		d.Outcome, d.Reason = delivery.Refused, reason(channel, r)
	}
	return d
}

// reason returns why Discord refused a message, for an admin; channel is "" for a direct message.
func reason(channel string, r *rest.Refusal) *problem.Problem {
	switch {
	case r.Status == http.StatusUnauthorized:
		return problem.New("bot.token-refused")
	case r.OfBot():
		return problem.New("bot.held-back")
	case r.Passes() && r.Code != rest.CodeThreadsFull && r.Code != rest.CodeNewsThreadsFull:
		return problem.New("bot.asked-to-wait")
	case channel == "" && (r.Code == rest.CodeNotThisPerson || r.Code == rest.CodeNoCommonServer):
		return problem.New("bot.direct-shut")
	case channel == "":
		return problem.New("bot.direct-refused").Because(answered(r))
	}
	return reasonIn(r, "channel", channel)
}

func reasonIn(r *rest.Refusal, place ...any) *problem.Problem {
	switch r.Code {
	case rest.CodeMissingAccess:
		return problem.New("bot.may-not-see", place...)
	case rest.CodeMissingPermission:
		return problem.New("bot.may-not-send", place...)
	case rest.CodeTagRequired:
		return problem.New("bot.tag-required", place...)
	case rest.CodeUnknownMessage:
		return problem.New("bot.message-deleted", place...)
	case rest.CodeWrongChannel, rest.CodeNoText:
		return problem.New("bot.channel-changed", place...)
	case rest.CodeUnknownChannel:
		return problem.New("bot.channel-gone", place...)
	case rest.CodeThreadArchived, rest.CodeThreadLocked:
		return problem.New("bot.thread-closed", place...)
	case rest.CodeThreadsFull, rest.CodeNewsThreadsFull:
		return problem.New("bot.threads-full", place...)
	case rest.CodeAutoMod, rest.CodeAutoModTitle:
		return problem.New("bot.automod", place...)
	case rest.CodeExplicit, rest.CodeHarmfulLink:
		return problem.New("bot.filtered", place...)
	case rest.CodeInvalidForm:
		return problem.New("bot.message-refused")
	}
	return problem.New("bot.refused", place...).Because(answered(r))
}

// answered returns what Discord said. Its numbers are strings: they get looked up elsewhere, so their digits must not be
// grouped.
func answered(r *rest.Refusal) *problem.Problem {
	status, code := strconv.Itoa(r.Status), strconv.Itoa(r.Code)
	switch {
	case r.Message != "" && r.Code != 0:
		return problem.New("bot.answered-words-code", "status", status, "said", r.Message, "code", code)
	case r.Message != "":
		return problem.New("bot.answered-words", "status", status, "said", r.Message)
	case r.Code != 0:
		return problem.New("bot.answered-code", "status", status, "code", code)
	}
	return problem.New("bot.answered", "status", status)
}
