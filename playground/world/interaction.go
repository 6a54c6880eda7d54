package world

import (
	"slices"
	"time"

	"lede/playground/rules"
	"lede/playground/wire"
)

// The types of interaction.
const (
	ByCommand   = 2
	ByComponent = 3
	ByTyping    = 4
	ByForm      = 5
)

// The types of callback.
const (
	CallMessage     = 4
	CallDefer       = 5
	CallDeferUpdate = 6
	CallUpdate      = 7
	CallChoices     = 8
	CallModal       = 9
)

const keptAsked = 1000 // interactions

// Interaction is what a person did, and how the bot has answered it so far. Its times are real: moving the clock makes no bot slower.
type Interaction struct {
	ID, Token string
	Kind      int
	Name      string // of the command, with its subcommands
	Person    string
	Place     Place
	At        time.Time
	Answered  chan struct{} // closed by the first answer
	Callback  int           // its callback type, 0 before
	Answer    []byte        // its full JSON
	Private   bool          // the first answer is, or will be, ephemeral
	Expired   bool          // the person was told that no answer came
	Original  *Message      // the target of @original
	Source    *Message      // for a component: the message that it belongs to
	Target    *Message      // for a message command: the message that it was used on
	Opener    *Interaction  // for a form: the interaction that it answered
	Modal     wire.Object
	Choices   []Choice
	Pending   bool     // a deferred update that has not arrived yet
	Aside     *Message // arrived in place of a deferred update
}

// Choice is a suggestion that a bot offers while a person types.
type Choice struct {
	Name  string `json:"name"`
	Value any    `json:"value"`
}

// Open creates an interaction and passes it to the bot.
func (s *State) Open(i *Interaction, who *Profile, data wire.Object) {
	i.ID, i.Token, i.At = s.IDs.Next(), "play-"+Secret(16), time.Now()
	i.Person, i.Answered = who.ID, make(chan struct{})
	s.forget(i.At)
	s.Interactions[i.ID], s.asked = i, append(s.asked, i)
	o := s.interactionObject(i, who, data)
	if s.Post != nil {
		s.Post(i, o)
		return
	}
	s.Hear(Event{Name: "INTERACTION_CREATE", Data: o, Guild: i.Place.GuildID()})
}

// WithToken returns the interaction of a token, or nil. Bots may still act on recent interactions.
func (s *State) WithToken(token string) *Interaction {
	for _, i := range slices.Backward(s.asked) {
		if i.Token == token {
			return i
		}
	}
	return nil
}

// forget drops the oldest interactions: those whose tokens are useless, and of too many those for which nothing more is to come.
func (s *State) forget(now time.Time) {
	if len(s.asked) == 0 || len(s.asked) < keptAsked && now.Sub(s.asked[0].At) <= s.Waits.Token {
		return
	}
	more := len(s.asked) - keptAsked + 1
	s.asked = slices.DeleteFunc(s.asked, func(i *Interaction) bool {
		age := now.Sub(i.At)
		drop := age > s.Waits.Token || more > 0 && age > s.Waits.Answer && !i.Thinking()
		if drop {
			more--
			delete(s.Interactions, i.ID)
		}
		return drop
	})
}

// Thinking reports whether the bot has promised an answer that has not come.
func (i *Interaction) Thinking() bool {
	return i.Pending || i.Original != nil && i.Original.Flags&rules.FlagLoading != 0
}

// interactionObject returns the event. It has a member in a guild and a user in a direct message, never both: bots tell the two apart by that.
func (s *State) interactionObject(i *Interaction, who *Profile, data wire.Object) wire.Object {
	o := wire.Object{
		"id": i.ID, "application_id": s.BotID, "type": i.Kind, "token": i.Token, "version": 1, "data": data,
		"channel_id": i.Place.ID, "channel": s.ChannelObject(i.Place), "locale": who.Locale, "entitlements": []any{},
		"app_permissions": FormatPermissions(s.BotPermissions(i.Place)), "attachment_size_limit": rules.MaxBody,
		"authorizing_integration_owners": Owners(i.Place),
	}
	if g := i.Place.Guild; g != nil {
		o["guild_id"], o["guild_locale"], o["context"] = g.ID, "en-US", 0
		o["guild"] = wire.Object{"id": g.ID, "locale": "en-US", "features": []any{}}
		o["member"] = MemberObject(g, who)
	} else {
		o["user"], o["context"] = UserObject(who), 1
	}
	if i.Source != nil {
		o["message"] = i.Source.Body
	}
	return o
}

// Owners says that the bot was installed by a guild, or in a direct message by nobody in particular.
func Owners(at Place) wire.Object {
	if at.Guild == nil {
		return wire.Object{"0": "0"}
	}
	return wire.Object{"0": at.Guild.ID}
}

// First records the first answer, by its callback type.
func (i *Interaction) First(callback int) {
	i.Callback = callback
	close(i.Answered)
}
