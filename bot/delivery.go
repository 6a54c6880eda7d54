package bot

import (
	"errors"
	"net/http"
	"slices"

	"lede/bot/rest"
	"lede/delivery"
	"lede/problem"
)

// passing are the codes of refusals that pass by themselves, whatever their status: write limits of a channel or server,
// slow mode, overload, a feature that is switched off for a while, Cloudflare in between.
var passing = []int{20016, 20022, 20028, 20029, 40004, 40006, 40062, 40333, 130000}

// judge turns the end of an attempt into a Result.
func judge(channel, id string, err error) delivery.Result {
	var r *rest.Refusal
	var s *rest.Silence
	switch {
	case err == nil && id != "":
		return delivery.Result{Outcome: delivery.Sent, MessageID: id}
	case errors.As(err, &s) && !s.Written:
		return delivery.Result{Outcome: delivery.Retry, Reason: problem.New("bot.unreachable")}
	case errors.As(err, &r) && (r.Status == http.StatusTooManyRequests || slices.Contains(passing, r.Code)):
		return delivery.Result{Outcome: delivery.Retry, After: r.After, Code: r.Code, Reason: problem.New("bot.asked-to-wait")}
	case errors.As(err, &r) && r.Status == http.StatusUnauthorized: // the operator's to mend, not the admin's
		return delivery.Result{Outcome: delivery.Retry, Code: r.Code, Reason: reason(channel, r)}
	case errors.As(err, &r) && r.Foreign: // it says nothing about the channel, nor whether Discord has the message
		return delivery.Result{Outcome: delivery.Ambiguous, After: r.After, Reason: problem.New("bot.intercepted")}
	case errors.As(err, &r) && r.Status >= 400 && r.Status < 500 && r.Status != http.StatusRequestTimeout:
		return delivery.Result{Outcome: delivery.Refused, Code: r.Code, Reason: reason(channel, r)}
	case errors.As(err, &r):
		return delivery.Result{Outcome: delivery.Ambiguous, After: r.After, Code: r.Code, Reason: problem.New("bot.discord-faulty")}
	}
	return delivery.Result{Outcome: delivery.Ambiguous, Reason: problem.New("bot.answer-lost")}
}

// reason is why Discord refused a message, for an admin; channel is "" for a direct message.
func reason(channel string, r *rest.Refusal) *problem.Problem {
	if channel == "" {
		return problem.New("bot.direct-refused", "said", r)
	}
	return reasonIn(r, "channel", channel)
}

func reasonIn(r *rest.Refusal, place ...any) *problem.Problem {
	switch {
	case r.Code == rest.CodeMissingAccess:
		return problem.New("bot.may-not-see", place...)
	case r.Code == rest.CodeMissingPermission:
		return problem.New("bot.may-not-send", place...)
	case r.Code == rest.CodeTagRequired:
		return problem.New("bot.tag-required", place...)
	case r.Code == rest.CodeUnknownMessage:
		return problem.New("bot.message-deleted", place...)
	case r.Code == rest.CodeWrongChannel || r.Code == rest.CodeNoText:
		return problem.New("bot.channel-changed", place...)
	case r.Code == rest.CodeUnknownChannel || r.Code == 0 && r.Status == http.StatusNotFound:
		return problem.New("bot.channel-gone", place...)
	case r.Status == http.StatusUnauthorized:
		return problem.New("bot.token-refused")
	case r.Code == 0 && r.Status == http.StatusForbidden:
		return problem.New("bot.may-not-post", place...)
	case r.Code == rest.CodeInvalidForm || r.Status == http.StatusBadRequest && r.Message == "":
		return problem.New("bot.message-refused")
	}
	return problem.New("bot.refused", place...).With("said", r)
}
