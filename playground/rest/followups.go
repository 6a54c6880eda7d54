package rest

import (
	"net/http"
	"time"

	"lede/playground/rules"
	"lede/playground/wire"
	"lede/playground/world"
)

// held returns the interaction with the token of a route.
func (s *API) held(a *ask) (*world.Interaction, error) {
	if a.PathValue("application") != s.BotID {
		return nil, rules.Unknown("Webhook", 10015)
	}
	if i := s.WithToken(a.PathValue("token")); i != nil {
		if i.Callback == 0 {
			return nil, rules.Unknown("Webhook", 10015) // an interaction has no webhook before its first answer
		}
		if time.Since(i.At) <= s.Waits.Token {
			return i, nil
		}
	}
	return nil, &rules.Refusal{Status: http.StatusUnauthorized, Code: 50027, Message: "Invalid Webhook Token"}
}

// answeredBy returns a message of this interaction: the original, or a follow-up.
func (s *API) answeredBy(a *ask) (*world.Interaction, *world.Message, error) {
	i, err := s.held(a)
	if err != nil {
		return nil, nil, err
	}
	id := a.PathValue("message")
	if id == "@original" {
		if i.Original == nil {
			return nil, nil, rules.Unknown("Message", 10008)
		}
		id = i.Original.ID
	}
	m, ok := s.Message(id)
	if !ok {
		return nil, nil, rules.Unknown("Message", 10008)
	}
	meta, _ := m.Body["interaction_metadata"].(wire.Object)
	if m != i.Original && wire.Text(meta, "id") != i.ID {
		return nil, nil, rules.Unknown("Message", 10008)
	}
	return i, m, nil
}

func (s *API) getFollowUp(a *ask) (any, error) {
	_, m, err := s.answeredBy(a)
	if err != nil {
		return nil, err
	}
	return m.Body, nil
}

// patchFollowUp edits an answer, or completes a deferred one.
func (s *API) patchFollowUp(a *ask) (any, error) {
	i, m, err := s.answeredBy(a)
	if err != nil {
		return nil, err
	}
	body, err := s.edit(m, a)
	if err == nil && m == i.Original {
		i.Pending = false
	}
	return body, err
}

func (s *API) deleteFollowUp(a *ask) (any, error) {
	i, m, err := s.answeredBy(a)
	if err != nil {
		return nil, err
	}
	s.Remove(m)
	if m == i.Original {
		i.Original, i.Pending = nil, false
	}
	return nil, nil
}

// postFollowUp posts a follow-up message, or completes a deferred answer.
func (s *API) postFollowUp(a *ask) (any, error) {
	i, err := s.held(a)
	if err != nil {
		return nil, err
	}
	if i.Original != nil && i.Original.Flags&rules.FlagLoading != 0 {
		return s.edit(i.Original, a)
	}
	data, err := a.object()
	if err != nil {
		return nil, err
	}
	m, err := s.respond(i, data, wire.Int(data, "flags", 0), a.files)
	if err != nil {
		return nil, err
	}
	a.about = m.ID
	if i.Pending {
		i.Pending, i.Aside = false, m
	}
	return m.Body, nil
}
