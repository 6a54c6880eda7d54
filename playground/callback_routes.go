package playground

import (
	"fmt"
	"time"
)

// postCallback takes the first answer to an interaction.
func (s *Server) postCallback(a *ask) (any, error) {
	i, ok := s.interactions[a.PathValue("interaction")]
	if !ok || i.token != a.PathValue("token") {
		return nil, unknown("interaction", 10062)
	}
	if err := s.callBack(i, a); err != nil {
		return nil, err
	}
	if a.URL.Query().Get("with_response") != "true" {
		return nil, nil
	}
	return s.callbackObject(i), nil
}

// callBack answers an interaction for the first time.
func (s *Server) callBack(i *interaction, a *ask) error {
	if i.expired || i.callback == 0 && time.Since(i.at) > answerWithin {
		return unknown("interaction", 10062)
	}
	if i.callback != 0 {
		return acknowledged()
	}
	o, err := a.object()
	if err != nil {
		return err
	}
	kind := intOf(o, "type", 0)
	if err := fits(i, kind); err != nil {
		return err
	}
	data, _ := o["data"].(object)
	if data == nil {
		data = object{}
	}
	if err := s.answer(i, kind, data, a.files); err != nil {
		return err
	}
	i.first(kind)
	return nil
}

// fits tells whether this type of answer may be given to this type of interaction.
func fits(i *interaction, kind int) error {
	ok := false
	switch kind {
	case callMessage, callDefer:
		ok = i.kind != byTyping
	case callDeferUpdate, callUpdate:
		ok = (i.kind == byComponent || i.kind == byForm) && i.source != nil
	case callChoices:
		ok = i.kind == byTyping
	case callModal:
		ok = i.kind == byCommand || i.kind == byComponent
	default:
		return invalid("type", "BASE_TYPE_CHOICES", "Value must be one of (1, 4, 5, 6, 7, 8, 9, 10, 12).")
	}
	if !ok {
		return invalid("type", "INTERACTION_CALLBACK_TYPE_INVALID", fmt.Sprintf("Type %d cannot answer an interaction of type %d.", kind, i.kind))
	}
	return nil
}

// answer does what a first answer asks for. Nothing has changed when it returns an error, so the bot can try again,
// as it can with Discord.
func (s *Server) answer(i *interaction, kind int, data object, files []*file) error {
	flags := intOf(data, "flags", 0)
	switch kind {
	case callMessage:
		m, err := s.respond(i, data, flags, files)
		if err != nil {
			return err
		}
		i.original, i.private = m, flags&flagEphemeral != 0
	case callDefer:
		m := s.blank(i.place, s.botID, flags&flagEphemeral|flagLoading)
		s.attribute(m, i)
		s.add(m, i.place)
		i.original, i.private = m, flags&flagEphemeral != 0
	case callDeferUpdate:
		i.original, i.private, i.pending = i.source, i.source.only != "", true
	case callUpdate:
		i.original, i.private = i.source, i.source.only != ""
		_, err := s.edit(i.source, &ask{body: data, files: files})
		return within("data", err)
	case callChoices:
		c := checker{}
		c.object("data", data, shapes["choices"])
		c.choices("data", listOf(data, "choices"), 0)
		if err := c.refusal(); err != nil {
			return err
		}
		i.choices = []Choice{}
		for _, o := range objects(listOf(data, "choices")) {
			i.choices = append(i.choices, Choice{Name: textOf(o, "name"), Value: o["value"]})
		}
	case callModal:
		if err := checkModal(data); err != nil {
			return err
		}
		data["components"] = numbered(listOf(data, "components"))
		i.modal = data
	}
	return nil
}

// within moves errors of a form one level down, to where the message is in the body.
func within(field string, err error) error {
	if no, ok := err.(*refusal); ok && no.errors != nil {
		return &refusal{status: no.status, code: no.code, message: no.message, errors: object{field: no.errors}}
	}
	return err
}

// respond posts a message in answer to an interaction. Permissions in the channel do not matter for it.
func (s *Server) respond(i *interaction, data object, flags int, files []*file) (*message, error) {
	flags &= flagSuppressEmbeds | flagEphemeral | flagSilent | flagComponentsV2
	if err := checkMessage(data, s.withFiles(data, files), flags); err != nil {
		return nil, within("data", err)
	}
	m := s.blank(i.place, s.botID, flags)
	m.body = s.draw(m.body, data)
	s.enclose(m.body, i.place.ID, files)
	s.mention(m, data, i.place)
	s.attribute(m, i)
	s.add(m, i.place)
	return m, nil
}

// attribute says on a message which interaction it answers, and hides it from everybody else if it is private.
func (s *Server) attribute(m *message, i *interaction) {
	m.body["application_id"], m.body["webhook_id"] = s.botID, s.botID
	m.body["interaction_metadata"] = s.metadata(i)
	if i.kind == byCommand {
		m.body["type"] = typeSlash
		if i.target != nil {
			m.body["type"] = typeContextMenu
			answerTo(m, i.target, i.place)
		}
		m.body["interaction"] = object{"id": i.id, "type": i.kind, "name": i.name, "user": s.userObject(i.person)}
	}
	if m.flags&flagEphemeral != 0 {
		m.only = i.person
	}
}

// metadata is what a message says about the interaction that it answers: who did what, and to which message.
func (s *Server) metadata(i *interaction) object {
	o := object{
		"id": i.id, "type": i.kind, "user": s.userObject(i.person), "authorizing_integration_owners": owners(i.place),
	}
	switch {
	case i.kind == byForm && i.opener != nil:
		o["triggering_interaction_metadata"] = s.metadata(i.opener)
	case i.target != nil:
		o["target_message_id"] = i.target.id
	case i.kind == byComponent:
		o["interacted_message_id"] = i.source.id
	}
	return o
}

// callbackObject is what with_response=true returns, so that a bot learns the id of its message without asking.
func (s *Server) callbackObject(i *interaction) object {
	o := object{"interaction": object{
		"id": i.id, "type": i.kind, "response_message_ephemeral": i.private,
		"response_message_loading": i.callback == callDefer,
	}}
	if i.original != nil {
		o["interaction"].(object)["response_message_id"] = i.original.id
		o["resource"] = object{"type": i.callback, "message": i.original.body}
	}
	return o
}
