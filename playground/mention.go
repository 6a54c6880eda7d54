package playground

import (
	"regexp"
	"slices"
	"strings"
)

var mentions = regexp.MustCompile(`<@(&|!?)(\d{1,20})>`)

// mention notes on a message whom it calls: of those whom its text names, the ones that allowed_mentions lets through.
// Without that field everybody named is called.
func (s *Server) mention(m *message, sent object, at place) {
	texts := []string{textOf(m.body, "content")}
	walk(listOf(m.body, "components"), func(c object) {
		if typeOf(c) == textDisplay {
			texts = append(texts, textOf(c, "content"))
		}
	})
	called, roles := listOf(m.body, "mentions"), []any{}
	for _, found := range mentions.FindAllStringSubmatch(strings.Join(texts, "\n"), -1) {
		id := found[2]
		switch {
		case found[1] == "&":
			if at.role(id) != nil && allowed(sent, "roles", id) && !slices.Contains(roles, any(id)) {
				roles = append(roles, id)
			}
		case s.known(id) && allowed(sent, "users", id):
			called = appendUser(called, s.userObject(id))
		}
	}
	m.body["mentions"], m.body["mention_roles"] = called, roles
}

// allowed tells whether somebody may be called: by the rule for all of their kind, or by their id.
func allowed(sent object, kind, id string) bool {
	a, given := sent["allowed_mentions"].(object)
	return !given || slices.Contains(listOf(a, "parse"), any(kind)) || slices.Contains(listOf(a, kind), any(id))
}

func appendUser(list []any, user object) []any {
	if slices.ContainsFunc(objects(list), func(o object) bool { return o["id"] == user["id"] }) {
		return list
	}
	return append(slices.Clone(list), user)
}

// known tells whether an id is a person's or the bot's.
func (s *Server) known(id string) bool {
	_, ok := s.world.profile(id)
	return ok || id == s.botID
}

// calls tells whether a message mentions this account by name.
func (m *message) calls(id string) bool {
	return slices.ContainsFunc(objects(listOf(m.body, "mentions")), func(o object) bool { return o["id"] == id })
}
