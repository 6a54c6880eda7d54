package record

import (
	"encoding/json"
	"regexp"
	"strconv"
	"strings"
	"sync"

	"lede/pattern"
	"lede/problem"
)

// In the first version of the ledger's lines and of digests, reasons were English sentences. formerReasons maps the sentences that Lede
// wrote, with gaps for the variable parts, to the codes that say the same now.
var formerReasons = []struct{ sentence, code string }{
	{"an admin changed the digest before it was posted", "desk.changed-before"},
	{"an admin paused the digest before it was posted", "desk.paused-before"},
	{"an admin removed the digest before it was posted", "desk.removed-before"},
	{"an admin changed the digest while it was being posted", "desk.changed-during"},
	{"an admin paused the digest while it was being posted", "desk.paused-during"},
	{"an admin removed the digest while it was being posted", "desk.removed-during"},
	{"an admin changed the digest while it was being posted, and it did not arrive", "desk.changed-not-arrived"},
	{"an admin paused the digest while it was being posted, and it did not arrive", "desk.paused-not-arrived"},
	{"an admin removed the digest while it was being posted, and it did not arrive", "desk.removed-not-arrived"},
	{"an admin removed the digest before Discord had published it", "desk.removed-unpublished"},
	{"Discord had not published it when the next digest was posted", "desk.displaced"},

	{"An admin paused it.", "commands.paused-by-admin"},
	{"It was paused when it was exported.", "commands.paused-in-file"},
	{"Its channel in the file is none of this server that I can see. Choose one with `/digest edit`, then `/digest resume`.", "commands.paused-away"},

	{"it could not be sent within the grace", "delivery.too-late"},
	{"it could not be sent within the grace, and neither could {n} before it", "delivery.too-late-as-others"},
	{"it could not be sent within the grace, and neither could {n} or more before it", "delivery.too-late-as-more"},
	{"the one before it was still to be sent", "delivery.one-before"},
	{"the one before it was still to be sent, and neither could {n} before it", "delivery.one-before-as-others"},
	{"the one before it was still to be sent, and neither could {n} or more before it", "delivery.one-before-as-more"},
	{"there was nothing new", "delivery.nothing-new"},
	{"Discord's answer was lost, and it was found in the channel", "delivery.found"},
	{"it is not known whether an earlier attempt arrived; allow me “Read Message History” and I can look", "delivery.unclear-unseen"},
	{"it is not known whether an earlier attempt arrived", "delivery.unclear"},
	{"Its timetable can no longer be read: {cause}. Choose a `time` and a `zone` anew with `/digest edit`.", "delivery.timetable-lost"},
	{"Its timetable has no further run. Choose another `time` with `/digest edit`.", "delivery.timetable-over"},

	{"The message is not in the form that Discord wants; please tell the bot's operator.", "bot.message-malformed"},
	{"Discord could not be reached.", "bot.unreachable"},
	{"Discord asks to wait before posting again.", "bot.asked-to-wait"},
	{"Discord asks to wait before posting in <#{channel}> again.", "bot.asked-to-wait-in"},
	{"Something between the bot and Discord refused the message, not Discord itself.", "bot.intercepted"},
	{"Discord had a fault of its own, so the message may or may not have been posted.", "bot.discord-faulty"},
	{"Discord's answer was lost, so the message may or may not have been posted.", "bot.answer-lost"},
	{"Discord did not open the direct message.", "bot.direct-unopened"},
	{"Discord did not say whether the message was published.", "bot.publishing-unclear"},
	{"Discord has refused too many of the bot's requests, so it posts nothing for some minutes.", "bot.too-many-refused"},
	{"Discord does not accept the bot's token any more: its operator has to renew it.", "bot.token-refused"},
	{"The bot's store does not say whether there is room for another message.", "bot.budget-unknown"},
	{"The bot has more messages to send at this moment than Discord accepts.", "bot.budget-spent"},
	{"I may not see <#{channel}>: allow “View Channel” there.", "bot.may-not-see"},
	{"I may not send messages in <#{channel}>: allow “Send Messages” (in a forum “Create Posts”, in a thread “Send Messages in Threads”) there.", "bot.may-not-send"},
	{"I may not post in the forum <#{channel}>: allow “Create Posts” there.", "bot.may-not-post-in-forum"},
	{"The forum <#{channel}> wants a tag on every post, which I do not set: switch that off in its settings, or choose another channel.", "bot.tag-required"},
	{"The message in <#{channel}> was deleted before I could publish it.", "bot.message-deleted"},
	{"<#{channel}> is not the kind of channel that it was: choose it again, or another one.", "bot.channel-changed"},
	{"The channel <#{channel}> does not exist any more: choose another one.", "bot.channel-gone"},
	{"Discord does not accept the message, which is a fault of the bot: please tell its operator.", "bot.message-refused"},
	{"I could not post in <#{channel}>: {cause}.", "bot.refused"},
}

// formerForms are the sentences as expressions that capture what is in their gaps.
var formerForms = sync.OnceValue(func() []*regexp.Regexp {
	number, gap := regexp.MustCompile(`\\\{n\\\}`), regexp.MustCompile(`\\\{(\w+)\\\}`)
	var list []*regexp.Regexp
	for _, f := range formerReasons {
		form := number.ReplaceAllString(regexp.QuoteMeta(f.sentence), `(?P<n>\d+)`)
		list = append(list, regexp.MustCompile(`^(?s)`+gap.ReplaceAllString(form, `(?P<$1>.*)`)+`$`))
	}
	return list
})

// escaped matches the backslashes that kept Discord's words from being taken for Markdown. They are now added when a reason is drawn.
var escaped = pattern.Of(`\\([[:punct:]])`)

// formerReason returns the problem that replaces a sentence; a sentence that is not Lede's is kept unchanged.
func formerReason(sentence string) *problem.Problem {
	for i, form := range formerForms() {
		found := form.FindStringSubmatch(sentence)
		if found == nil {
			continue
		}
		p := problem.New(formerReasons[i].code)
		for g, name := range form.SubexpNames() {
			value := escaped().ReplaceAllString(found[g], "$1")
			switch name {
			case "": // the whole sentence
			case "cause":
				p = p.Because(problem.New("desk.said", "text", value))
			case "n":
				n, _ := strconv.Atoi(value) // digits, as the form has it
				p = p.With(name, n)
			default:
				p = p.With(name, value)
			}
		}
		return p
	}
	text := strings.TrimSuffix(escaped().ReplaceAllString(sentence, "$1"), ".")
	return problem.New("desk.said", "text", text)
}

// ReasonOfEntry turns the reason of a line of the ledger into a code with its arguments.
func ReasonOfEntry(data json.RawMessage) (json.RawMessage, error) { return withCodes(data, "reason") }

// ReasonsOfDigest does the same for a digest.
func ReasonsOfDigest(data json.RawMessage) (json.RawMessage, error) {
	return withCodes(data, "paused", "trouble")
}

// withCodes replaces the sentences in some fields of a record.
func withCodes(data json.RawMessage, fields ...string) (json.RawMessage, error) {
	var all map[string]json.RawMessage
	if err := json.Unmarshal(data, &all); err != nil {
		return nil, err
	}
	changed := false
	for _, field := range fields {
		var sentence string
		if json.Unmarshal(all[field], &sentence) != nil {
			continue // absent, or no sentence
		}
		changed = true
		delete(all, field)
		if sentence == "" {
			continue
		}
		code, err := json.Marshal(formerReason(sentence))
		if err != nil {
			return nil, err
		}
		all[field] = code
	}
	if !changed {
		return data, nil
	}
	return json.Marshal(all)
}

// ChannelOfEntry gives a line of the ledger its channel. At first a guild had one digest for each channel, which had
// the channel's id.
func ChannelOfEntry(data json.RawMessage) (json.RawMessage, error) {
	var entry map[string]json.RawMessage
	if err := json.Unmarshal(data, &entry); err != nil {
		return nil, err
	}
	if _, given := entry["channel"]; given || entry == nil {
		return data, nil
	}
	entry["channel"] = entry["digest"]
	return json.Marshal(entry)
}
