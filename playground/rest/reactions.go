package rest

import (
	"net/http"
	"slices"

	"lede/playground/rules"
	"lede/playground/world"
)

// reaction returns the message and the emoji of a route.
func (s *API) reaction(a *ask) (*world.Message, world.Place, string, error) {
	m, p, err := s.spoken(a)
	if err != nil {
		return nil, p, "", err
	}
	emoji := a.PathValue("emoji")
	if !world.IsEmoji(emoji) {
		return nil, p, "", &rules.Refusal{Status: http.StatusBadRequest, Code: 10014, Message: "Unknown Emoji"}
	}
	return m, p, emoji, nil
}

// putReaction needs Read Message History, and Add Reactions if nobody else has used the emoji on the message, as in Discord.
func (s *API) putReaction(a *ask) (any, error) {
	m, p, emoji, err := s.reaction(a)
	if err != nil {
		return nil, err
	}
	may, first := s.BotPermissions(p), len(m.Reacted(emoji)) == 0
	switch {
	case may&world.PermissionReadHistory == 0, first && may&world.PermissionAddReactions == 0:
		return nil, rules.MissingPermissions()
	case first && m.Reactions() >= world.MostReactions:
		return nil, &rules.Refusal{Status: http.StatusBadRequest, Code: 30010, Message: "Maximum number of reactions reached (20)"}
	}
	s.React(m, p, emoji, s.BotID)
	return nil, nil
}

// deleteReaction removes the bot's own reaction, which needs no permission, or another user's.
func (s *API) deleteReaction(a *ask) (any, error) {
	m, p, emoji, err := s.reaction(a)
	if err != nil {
		return nil, err
	}
	who := a.PathValue("user")
	if who == "@me" {
		who = s.BotID
	}
	if who != s.BotID && s.BotPermissions(p)&world.PermissionManageMessages == 0 {
		return nil, rules.MissingPermissions()
	}
	s.Unreact(m, p, emoji, who)
	return nil, nil
}

// clearReactions removes the reactions with one emoji, or all if the route names none.
func (s *API) clearReactions(a *ask) (any, error) {
	m, p, err := s.spoken(a)
	emoji := ""
	if err == nil && a.PathValue("emoji") != "" {
		m, p, emoji, err = s.reaction(a)
	}
	if err != nil {
		return nil, err
	}
	if s.BotPermissions(p)&world.PermissionManageMessages == 0 {
		return nil, rules.MissingPermissions()
	}
	s.ClearReactions(m, p, emoji)
	return nil, nil
}

// getReactions lists the users who have reacted with an emoji, by id.
func (s *API) getReactions(a *ask) (any, error) {
	m, _, emoji, err := s.reaction(a)
	if err != nil {
		return nil, err
	}
	q := a.URL.Query()
	limit, err := limitOf(q, 1)
	if err != nil {
		return nil, err
	}
	if q.Get("limit") == "" {
		limit = 25
	}
	ids := slices.Clone(m.Reacted(emoji))
	slices.SortFunc(ids, func(a, b string) int {
		if older(a, b) {
			return -1
		}
		return 1
	})
	users := []any{}
	for _, id := range ids {
		if after := q.Get("after"); (after == "" || older(after, id)) && len(users) < limit {
			users = append(users, s.UserObject(id))
		}
	}
	return users, nil
}
