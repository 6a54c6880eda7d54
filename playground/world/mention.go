package world

import (
	"regexp"
	"slices"
	"strings"

	"lede/playground/rules"
	"lede/playground/wire"
)

// mentions matches mentions of people and, with &, roles.
var mentions = regexp.MustCompile(`<@(&|!?)(\d{1,20})>`)

// Mention lists on a message the people and roles that its text mentions, as far as allowed_mentions permits. Without that field all are
// mentioned.
func (s *State) Mention(m *Message, sent wire.Object, at Place) {
	texts := []string{wire.Text(m.Body, "content")}
	wire.Walk(wire.List(m.Body, "components"), func(c wire.Object) {
		if wire.Type(c) == rules.TextDisplay {
			texts = append(texts, wire.Text(c, "content"))
		}
	})
	called, roles := wire.List(m.Body, "mentions"), []any{}
	for _, found := range mentions.FindAllStringSubmatch(strings.Join(texts, "\n"), -1) {
		id := found[2]
		switch {
		case found[1] == "&":
			if at.Role(id) != nil && allowed(sent, "roles", id) && !slices.Contains(roles, any(id)) {
				roles = append(roles, id)
			}
		case s.known(id) && allowed(sent, "users", id):
			called = AppendUser(called, s.UserObject(id))
		}
	}
	m.Body["mentions"], m.Body["mention_roles"] = called, roles
}

// allowed reports whether allowed_mentions permits mentioning this id, by its kind or by itself.
func allowed(sent wire.Object, kind, id string) bool {
	a, given := sent["allowed_mentions"].(wire.Object)
	return !given || slices.Contains(wire.List(a, "parse"), any(kind)) || slices.Contains(wire.List(a, kind), any(id))
}

// AppendUser adds a user to a copy of a list, unless the list contains it.
func AppendUser(list []any, user wire.Object) []any {
	if slices.ContainsFunc(wire.Objects(list), func(o wire.Object) bool { return o["id"] == user["id"] }) {
		return list
	}
	return append(slices.Clone(list), user)
}

// known reports whether an id belongs to a person or the bot.
func (s *State) known(id string) bool {
	_, ok := s.World.Profile(id)
	return ok || id == s.BotID
}

// calls reports whether a message mentions this account by name.
func (m *Message) calls(id string) bool {
	return slices.ContainsFunc(wire.Objects(wire.List(m.Body, "mentions")), func(o wire.Object) bool { return o["id"] == id })
}
