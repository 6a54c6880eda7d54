package playground

import (
	"net/http"
	"time"
)

// This file answers what a bot does with the token of an interaction after its first answer.

// held is the interaction of a token.
func (s *Server) held(a *ask) (*interaction, error) {
	if a.PathValue("application") != s.botID {
		return nil, unknown("Webhook", 10015)
	}
	for _, i := range s.interactions {
		if i.token != a.PathValue("token") {
			continue
		}
		if i.callback == 0 {
			return nil, unknown("Webhook", 10015) // an interaction has no webhook before its first answer
		}
		if time.Since(i.at) > tokenLasts {
			break
		}
		return i, nil
	}
	return nil, &refusal{status: http.StatusUnauthorized, code: 50027, message: "Invalid Webhook Token"}
}

// answeredBy is a message of this interaction: the original, or a follow-up.
func (s *Server) answeredBy(a *ask) (*interaction, *message, error) {
	i, err := s.held(a)
	if err != nil {
		return nil, nil, err
	}
	id := a.PathValue("message")
	if id == "@original" {
		if i.original == nil {
			return nil, nil, unknown("Message", 10008)
		}
		id = i.original.id
	}
	m, ok := s.message(id)
	if !ok {
		return nil, nil, unknown("Message", 10008)
	}
	meta, _ := m.body["interaction_metadata"].(object)
	if m != i.original && textOf(meta, "id") != i.id {
		return nil, nil, unknown("Message", 10008)
	}
	return i, m, nil
}

func (s *Server) getFollowUp(a *ask) (any, error) {
	_, m, err := s.answeredBy(a)
	if err != nil {
		return nil, err
	}
	return m.body, nil
}

// patchFollowUp changes an answer; for one that was deferred this is the answer.
func (s *Server) patchFollowUp(a *ask) (any, error) {
	i, m, err := s.answeredBy(a)
	if err != nil {
		return nil, err
	}
	body, err := s.edit(m, a)
	if err == nil && m == i.original {
		i.pending = false
	}
	return body, err
}

func (s *Server) deleteFollowUp(a *ask) (any, error) {
	i, m, err := s.answeredBy(a)
	if err != nil {
		return nil, err
	}
	s.remove(m)
	if m == i.original {
		i.original, i.pending = nil, false
	}
	return nil, nil
}

// postFollowUp says something more. After a deferral it is the answer that was promised.
func (s *Server) postFollowUp(a *ask) (any, error) {
	i, err := s.held(a)
	if err != nil {
		return nil, err
	}
	if i.original != nil && i.original.flags&flagLoading != 0 {
		return s.edit(i.original, a)
	}
	data, err := a.object()
	if err != nil {
		return nil, err
	}
	m, err := s.respond(i, data, intOf(data, "flags", 0), a.files)
	if no, ok := err.(*refusal); ok && no.errors != nil {
		// Here the message is the whole body.
		inner, _ := no.errors["data"].(object)
		return nil, &refusal{status: no.status, code: no.code, message: no.message, errors: inner}
	}
	if err != nil {
		return nil, err
	}
	return m.body, nil
}
