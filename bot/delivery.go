package bot

import (
	"errors"
	"net/http"
	"slices"

	"lede/bot/rest"
	"lede/cards"
	"lede/delivery"
)

// passing are the codes of refusals that pass by themselves, whatever their status: write limits of a channel or server,
// slow mode, overload, a feature that is switched off for a while, Cloudflare in between.
var passing = []int{20016, 20022, 20028, 20029, 40004, 40006, 40062, 40333, 130000}

// maySend names the permission to post, as Discord's settings do. A refusal does not say which kind of channel it is about.
const maySend = "“Send Messages” (in a forum “Create Posts”, in a thread “Send Messages in Threads”)"

// judge turns the end of an attempt into a Result.
func judge(channel, id string, err error) delivery.Result {
	var r *rest.Refusal
	var s *rest.Silence
	switch {
	case err == nil && id != "":
		return delivery.Result{Outcome: delivery.Sent, MessageID: id}
	case errors.As(err, &s) && !s.Written:
		return delivery.Result{Outcome: delivery.Retry, Reason: "Discord could not be reached."}
	case errors.As(err, &r) && (r.Status == http.StatusTooManyRequests || slices.Contains(passing, r.Code)):
		return delivery.Result{Outcome: delivery.Retry, After: r.After, Code: r.Code, Reason: "Discord asks to wait before posting again."}
	case errors.As(err, &r) && r.Status == http.StatusUnauthorized: // the operator's to mend, not the admin's
		return delivery.Result{Outcome: delivery.Retry, Code: r.Code, Reason: reason(channel, r)}
	case errors.As(err, &r) && r.Foreign && r.Status >= 400 && r.Status < 500: // it says nothing about the channel
		return delivery.Result{Outcome: delivery.Retry, After: r.After, Reason: "Something between the bot and Discord refused the message, not Discord itself."}
	case errors.As(err, &r) && r.Status >= 400 && r.Status < 500:
		return delivery.Result{Outcome: delivery.Refused, Code: r.Code, Reason: reason(channel, r)}
	case errors.As(err, &r):
		return delivery.Result{Outcome: delivery.Ambiguous, After: r.After, Code: r.Code, Reason: "Discord had a fault of its own, so the message may or may not have been posted."}
	}
	return delivery.Result{Outcome: delivery.Ambiguous, Reason: "Discord's answer was lost, so the message may or may not have been posted."}
}

// reason is one sentence for an admin: the cause and the way out.
func reason(channel string, r *rest.Refusal) string {
	place := "<#" + channel + ">"
	if channel == "" {
		place = "direct messages"
	}
	switch {
	case r.Code == rest.CodeMissingAccess:
		return "I may not see " + place + ": allow “View Channel” there."
	case r.Code == rest.CodeMissingPermission:
		return "I may not send messages in " + place + ": allow " + maySend + " there."
	case r.Code == rest.CodeTagRequired:
		return "The forum " + place + " wants a tag on every post, which I do not set: switch that off in its settings, or choose another channel."
	case r.Code == rest.CodeUnknownMessage:
		return "The message in " + place + " was deleted before I could publish it."
	case r.Code == rest.CodeWrongChannel || r.Code == rest.CodeNoText:
		return place + " is not the kind of channel that it was: choose it again, or another one."
	case r.Code == rest.CodeUnknownChannel || r.Code == 0 && r.Status == http.StatusNotFound:
		return "The channel " + place + " does not exist any more: choose another one."
	case r.Status == http.StatusUnauthorized:
		return "Discord does not accept the bot's token any more: its operator has to renew it."
	case r.Code == 0 && r.Status == http.StatusForbidden:
		return "I may not post in " + place + ": allow “View Channel” and " + maySend + " there."
	case r.Code == rest.CodeInvalidForm || r.Status == http.StatusBadRequest && r.Message == "":
		return "Discord does not accept the message, which is a fault of the bot: please tell its operator."
	}
	said := *r
	said.Message = cards.Escape(r.Message) // it may not be Discord's
	return "I could not post in " + place + ": " + said.Error() + "."
}
