package playground

import (
	"encoding/json"
	"time"
)

// The types of interaction.
const (
	byCommand   = 2
	byComponent = 3
	byTyping    = 4
	byForm      = 5
)

// The types of callback.
const (
	callMessage     = 4
	callDefer       = 5
	callDeferUpdate = 6
	callUpdate      = 7
	callChoices     = 8
	callModal       = 9
)

const (
	answerWithin = 3 * time.Second  // after which a person is told that the application did not respond
	tokenLasts   = 15 * time.Minute // for edits and follow-ups
	keptAsked    = 1000
)

// interaction is what a person did, and what has become of it. Its times are real ones: a moved clock makes no
// bot slower.
type interaction struct {
	id, token string
	kind      int
	name      string // of the command, with its subcommands
	person    string
	place     place
	at        time.Time
	answered  chan struct{} // closed by the first answer
	callback  int           // the type of it, 0 before
	private   bool          // the first answer was, or is going to be, ephemeral
	expired   bool          // the person was told that there is no answer
	original  *message      // what @original means
	source    *message      // whose component was used
	target    *message      // on which a command of the menu “Apps” was used
	opener    *interaction  // for a form: what it was the answer to
	modal     object
	choices   []Choice
	pending   bool // a deferred update that has not come yet
}

// Interaction is how the bot has answered so far what a person did.
type Interaction struct {
	ID        string          `json:"id"`
	Deferred  bool            `json:"deferred"`          // the bot is thinking
	TimedOut  bool            `json:"timed_out"`         // "The application did not respond"
	Ephemeral bool            `json:"ephemeral"`         // the answer is for this person alone
	Updated   bool            `json:"updated"`           // the answer changes the message whose button or select was used
	Message   *Message        `json:"message,omitempty"` // the answer, also while it is loading
	Modal     json.RawMessage `json:"modal,omitempty"`   // the form that the bot wants filled in
	Choices   []Choice        `json:"choices,omitempty"` // what completes the option
}

// Choice is something that a bot offers while a person types.
type Choice struct {
	Name  string `json:"name"`
	Value any    `json:"value"`
}

// Text is all that can be read in the answer.
func (i *Interaction) Text() string { return i.Message.Text() }

func (i *interaction) view() *Interaction {
	v := &Interaction{
		ID: i.id, TimedOut: i.expired, Ephemeral: i.private, Choices: i.choices,
		Updated:  i.callback == callUpdate || i.callback == callDeferUpdate,
		Deferred: i.pending || i.original != nil && i.original.flags&flagLoading != 0,
	}
	if i.original != nil {
		v.Message = i.original.view()
	}
	if i.modal != nil {
		v.Modal, _ = json.Marshal(i.modal) // decoded JSON
	}
	return v
}

// open makes an interaction and hands it to the bot. The server is locked.
func (s *Server) open(i *interaction, who *Profile, data object) {
	i.id, i.token, i.at = s.ids.next(), "play-"+secret(16), time.Now()
	i.person, i.answered = who.ID, make(chan struct{})
	for id, x := range s.interactions {
		if time.Since(x.at) > tokenLasts || len(s.interactions) >= keptAsked && time.Since(x.at) > answerWithin {
			delete(s.interactions, id)
		}
	}
	s.interactions[i.id] = i
	o := s.interactionObject(i, who, data)
	if s.poster != nil {
		s.post(i, o)
		return
	}
	s.dispatch(event{name: "INTERACTION_CREATE", data: o, guild: i.place.guildID()})
}

// interactionObject is the event. In a guild it has a member and in a direct message a user, never both: bots tell
// the two apart by it.
func (s *Server) interactionObject(i *interaction, who *Profile, data object) object {
	o := object{
		"id": i.id, "application_id": s.botID, "type": i.kind, "token": i.token, "version": 1, "data": data,
		"channel_id": i.place.ID, "channel": s.channelObject(i.place), "locale": who.Locale, "entitlements": []any{},
		"app_permissions": bits(s.botPermissions(i.place)), "attachment_size_limit": maxBody,
		"authorizing_integration_owners": owners(i.place),
	}
	if g := i.place.guild; g != nil {
		o["guild_id"], o["guild_locale"], o["context"] = g.ID, "en-US", 0
		o["guild"] = object{"id": g.ID, "locale": "en-US", "features": []any{}}
		o["member"] = memberObject(g, who)
	} else {
		o["user"], o["context"] = userObject(who), 1
	}
	if i.source != nil {
		o["message"] = i.source.body
	}
	return o
}

// owners says that the bot was installed by a guild, or for a direct message by nobody in particular.
func owners(at place) object {
	if at.guild == nil {
		return object{"0": "0"}
	}
	return object{"0": at.guild.ID}
}

// first notes the first answer. The server is locked.
func (i *interaction) first(callback int) {
	i.callback = callback
	close(i.answered)
}
