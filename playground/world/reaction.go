package world

import (
	"cmp"
	"maps"
	"slices"
	"unicode"
	"unicode/utf8"

	"lede/playground/wire"
)

// MostReactions is the maximum number of different reactions of a message.
const MostReactions = 20

// Reaction is one emoji under a message, and the ids of those who put it there, in order.
type Reaction struct {
	Emoji  string
	People []string
}

// IsEmoji reports whether a text looks like a Unicode emoji. The playground has no others.
func IsEmoji(text string) bool {
	const longest = 64 // bytes; a family has 25
	pictured := false
	for _, r := range text {
		if unicode.IsLetter(r) || unicode.IsSpace(r) {
			return false
		}
		pictured = pictured || r >= 0x203C || r == 0xA9 || r == 0xAE
	}
	return pictured && len(text) <= longest && utf8.ValidString(text)
}

// Reacted returns the ids of those who reacted with an emoji, or nil.
func (m *Message) Reacted(emoji string) []string {
	for _, r := range m.reactions {
		if r.Emoji == emoji {
			return r.People
		}
	}
	return nil
}

// Reactions returns how many different reactions a message has.
func (m *Message) Reactions() int { return len(m.reactions) }

// React adds a reaction to a message; repeating it changes nothing.
func (s *State) React(m *Message, p Place, emoji, who string) {
	people := m.Reacted(emoji)
	if slices.Contains(people, who) {
		return
	}
	s.setReaction(m, emoji, append(slices.Clone(people), who))
	data := wire.Object{"message_author_id": m.Author, "burst": false, "type": 0}
	if profile, ok := s.World.Profile(who); ok && p.Guild != nil {
		data["member"] = MemberObject(p.Guild, profile)
	}
	s.tellReaction("MESSAGE_REACTION_ADD", m, p, emoji, who, data)
}

// Unreact removes a reaction.
func (s *State) Unreact(m *Message, p Place, emoji, who string) {
	people := m.Reacted(emoji)
	if !slices.Contains(people, who) {
		return
	}
	s.setReaction(m, emoji, slices.DeleteFunc(slices.Clone(people), func(x string) bool { return x == who }))
	s.tellReaction("MESSAGE_REACTION_REMOVE", m, p, emoji, who, wire.Object{"burst": false, "type": 0})
}

// ClearReactions removes all reactions with an emoji, or all reactions if it is "".
func (s *State) ClearReactions(m *Message, p Place, emoji string) {
	name := "MESSAGE_REACTION_REMOVE_ALL"
	if emoji == "" {
		m.reactions = nil
		s.redrawReactions(m)
	} else {
		name = "MESSAGE_REACTION_REMOVE_EMOJI"
		s.setReaction(m, emoji, nil)
	}
	s.tellReaction(name, m, p, emoji, "", wire.Object{})
}

func (s *State) setReaction(m *Message, emoji string, people []string) {
	at := slices.IndexFunc(m.reactions, func(r Reaction) bool { return r.Emoji == emoji })
	switch {
	case at < 0 && len(people) > 0:
		m.reactions = append(m.reactions, Reaction{emoji, people})
	case at >= 0 && len(people) == 0:
		m.reactions = slices.Delete(slices.Clone(m.reactions), at, at+1)
	case at >= 0:
		m.reactions = slices.Clone(m.reactions)
		m.reactions[at].People = people
	}
	s.redrawReactions(m)
}

// redrawReactions writes the reactions into the message as the bot sees them. A message without any omits the field.
func (s *State) redrawReactions(m *Message) {
	body := maps.Clone(m.Body)
	delete(body, "reactions")
	list := []any{}
	for _, r := range m.reactions {
		list = append(list, wire.Object{
			"emoji": emojiObject(r.Emoji), "count": len(r.People), "count_details": wire.Object{"burst": 0, "normal": len(r.People)},
			"me": slices.Contains(r.People, s.BotID), "me_burst": false, "burst_colors": []any{},
		})
	}
	if len(list) > 0 {
		body["reactions"] = list
	}
	m.Body = body
}

func emojiObject(emoji string) wire.Object { return wire.Object{"id": nil, "name": emoji} }

// tellReaction redraws the message on the page and sends the event.
func (s *State) tellReaction(name string, m *Message, p Place, emoji, who string, data wire.Object) {
	s.Publish(Update{Kind: "message", Channel: m.Channel, Message: m, Only: cmp.Or(m.Only, p.WithID())})
	data["channel_id"], data["message_id"] = m.Channel, m.ID
	intent := intentDirectReactions
	if p.Guild != nil {
		data["guild_id"], intent = p.Guild.ID, intentGuildReactions
	}
	if emoji != "" {
		data["emoji"] = emojiObject(emoji)
	}
	if who != "" {
		data["user_id"] = who
	}
	s.Hear(Event{Name: name, Data: data, Intent: intent, Guild: p.GuildID()})
}
