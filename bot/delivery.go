package bot

import (
	"errors"
	"net/http"
	"slices"

	"lede/cards"
	"lede/delivery"
)

// passing are the codes of refusals that pass by themselves, whatever status they come with: write limits of a
// channel or server, slow mode, overload, a feature that is switched off for a while, Cloudflare in between.
var passing = []int{20016, 20022, 20028, 20029, 40004, 40006, 40062, 40333, 130000}

// maySend is what posting takes, by the names of Discord's settings: a refusal does not say which kind of channel it is about.
const maySend = "“Send Messages” (in a forum “Create Posts”, in a thread “Send Messages in Threads”)"

// judge turns the end of an attempt into a Delivery.
func judge(channel, id string, err error) delivery.Result {
	var r *refusal
	var s *silence
	switch {
	case err == nil && id != "":
		return delivery.Result{Outcome: delivery.Sent, MessageID: id}
	case errors.As(err, &s) && !s.written:
		return delivery.Result{Outcome: delivery.Retry, Reason: "Discord could not be reached."}
	case errors.As(err, &r) && (r.status == http.StatusTooManyRequests || slices.Contains(passing, r.code)):
		return delivery.Result{Outcome: delivery.Retry, After: r.after, Code: r.code, Reason: "Discord asks to wait before posting again."}
	case errors.As(err, &r) && r.status == http.StatusUnauthorized: // the operator's to mend, not the admin's
		return delivery.Result{Outcome: delivery.Retry, Code: r.code, Reason: reason(channel, r)}
	case errors.As(err, &r) && r.foreign && r.status >= 400 && r.status < 500: // it says nothing about the channel
		return delivery.Result{Outcome: delivery.Retry, After: r.after, Reason: "Something between the bot and Discord refused the message, not Discord itself."}
	case errors.As(err, &r) && r.status >= 400 && r.status < 500:
		return delivery.Result{Outcome: delivery.Refused, Code: r.code, Reason: reason(channel, r)}
	case errors.As(err, &r):
		return delivery.Result{Outcome: delivery.Ambiguous, After: r.after, Code: r.code, Reason: "Discord had a fault of its own, so the message may or may not have been posted."}
	}
	return delivery.Result{Outcome: delivery.Ambiguous, Reason: "Discord's answer was lost, so the message may or may not have been posted."}
}

// reason is one sentence for an admin: the cause and the way out.
func reason(channel string, r *refusal) string {
	place := "<#" + channel + ">"
	if channel == "" {
		place = "direct messages"
	}
	switch {
	case r.code == codeMissingAccess:
		return "I may not see " + place + ": allow “View Channel” there."
	case r.code == codeMissingPermission:
		return "I may not send messages in " + place + ": allow " + maySend + " there."
	case r.code == codeTagRequired:
		return "The forum " + place + " wants a tag on every post, which I do not set: switch that off in its settings, or choose another channel."
	case r.code == codeUnknownMessage:
		return "The message in " + place + " was deleted before I could publish it."
	case r.code == codeWrongChannel || r.code == codeNoText:
		return place + " is not the kind of channel that it was: choose it again, or another one."
	case r.code == codeUnknownChannel || r.code == 0 && r.status == http.StatusNotFound:
		return "The channel " + place + " does not exist any more: choose another one."
	case r.status == http.StatusUnauthorized:
		return "Discord does not accept the bot's token any more: its operator has to renew it."
	case r.code == 0 && r.status == http.StatusForbidden:
		return "I may not post in " + place + ": allow “View Channel” and " + maySend + " there."
	case r.code == codeInvalidForm || r.status == http.StatusBadRequest && r.message == "":
		return "Discord does not accept the message, which is a fault of the bot: please tell its operator."
	}
	said := *r
	said.message = cards.Escape(r.message) // the words of whoever answers in Discord's name
	return "I could not post in " + place + ": " + said.Error() + "."
}
