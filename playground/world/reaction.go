package world

import (
	"cmp"
	"maps"
	"slices"
	"unicode"
	"unicode/utf8"

	"lede/playground/wire"
)

// MostReactions is how many different ones a message may have.
const MostReactions = 20

// Reaction is one emoji under a message, and who has put it there, the first first.
type Reaction struct {
	Emoji  string
	People []string
}

// IsEmoji reports whether a text looks like an emoji of Unicode. There are no others in the playground.
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

// Reacted returns who has reacted with an emoji, or nil.
func (m *Message) Reacted(emoji string) []string {
	for _, r := range m.reactions {
		if r.Emoji == emoji {
			return r.People
		}
	}
	return nil
}

// Reactions is how many different ones a message has.
func (m *Message) Reactions() int { return len(m.reactions) }

// React puts a reaction under a message; once is enough.
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

// Unreact takes a reaction away.
func (s *State) Unreact(m *Message, p Place, emoji, who string) {
	people := m.Reacted(emoji)
	if !slices.Contains(people, who) {
		return
	}
	s.setReaction(m, emoji, slices.DeleteFunc(slices.Clone(people), func(x string) bool { return x == who }))
	s.tellReaction("MESSAGE_REACTION_REMOVE", m, p, emoji, who, wire.Object{"burst": false, "type": 0})
}

// ClearReactions takes away all reactions with an emoji, or all there are when it is "".
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

// redrawReactions writes them into the message as the bot sees them. One that has none says nothing of them.
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

// tellReaction shows the message anew on the page and sends the event.
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
