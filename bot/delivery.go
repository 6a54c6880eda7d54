package bot

import (
	"errors"
	"net/http"
	"slices"

	"lede/delivery"
	"lede/problem"
)

// passing are the codes of refusals that pass by themselves, whatever status they come with: write limits of a
// channel or server, slow mode, overload, a feature that is switched off for a while, Cloudflare in between.
var passing = []int{20016, 20022, 20028, 20029, 40004, 40006, 40062, 40333, 130000}

// judge turns the end of an attempt into a Result.
func judge(channel, id string, err error) delivery.Result {
	var r *refusal
	var s *silence
	switch {
	case err == nil && id != "":
		return delivery.Result{Outcome: delivery.Sent, MessageID: id}
	case errors.As(err, &s) && !s.written:
		return delivery.Result{Outcome: delivery.Retry, Reason: problem.New("bot.unreachable")}
	case errors.As(err, &r) && (r.status == http.StatusTooManyRequests || slices.Contains(passing, r.code)):
		return delivery.Result{Outcome: delivery.Retry, After: r.after, Code: r.code, Reason: problem.New("bot.asked-to-wait")}
	case errors.As(err, &r) && r.status == http.StatusUnauthorized: // the operator's to mend, not the admin's
		return delivery.Result{Outcome: delivery.Retry, Code: r.code, Reason: reason(channel, r)}
	case errors.As(err, &r) && r.foreign && r.status >= 400 && r.status < 500: // it says nothing about the channel
		return delivery.Result{Outcome: delivery.Retry, After: r.after, Reason: problem.New("bot.intercepted")}
	case errors.As(err, &r) && r.status >= 400 && r.status < 500:
		return delivery.Result{Outcome: delivery.Refused, Code: r.code, Reason: reason(channel, r)}
	case errors.As(err, &r):
		return delivery.Result{Outcome: delivery.Ambiguous, After: r.after, Code: r.code, Reason: problem.New("bot.discord-faulty")}
	}
	return delivery.Result{Outcome: delivery.Ambiguous, Reason: problem.New("bot.answer-lost")}
}

// reason is why Discord refused a message, for an admin; channel is "" for a direct message.
func reason(channel string, r *refusal) *problem.Problem {
	if channel == "" {
		return problem.New("bot.direct-refused", "said", r)
	}
	return reasonIn(r, "channel", channel)
}

func reasonIn(r *refusal, place ...any) *problem.Problem {
	switch {
	case r.code == codeMissingAccess:
		return problem.New("bot.may-not-see", place...)
	case r.code == codeMissingPermission:
		return problem.New("bot.may-not-send", place...)
	case r.code == codeTagRequired:
		return problem.New("bot.tag-required", place...)
	case r.code == codeUnknownMessage:
		return problem.New("bot.message-deleted", place...)
	case r.code == codeWrongChannel || r.code == codeNoText:
		return problem.New("bot.channel-changed", place...)
	case r.code == codeUnknownChannel || r.code == 0 && r.status == http.StatusNotFound:
		return problem.New("bot.channel-gone", place...)
	case r.status == http.StatusUnauthorized:
		return problem.New("bot.token-refused")
	case r.code == 0 && r.status == http.StatusForbidden:
		return problem.New("bot.may-not-post", place...)
	case r.code == codeInvalidForm || r.status == http.StatusBadRequest && r.message == "":
		return problem.New("bot.message-refused")
	}
	return problem.New("bot.refused", place...).With("said", r)
}
