package rest

import (
	"bytes"
	"fmt"
	"time"

	"lede/playground/rules"
	"lede/playground/wire"
	"lede/playground/world"
)

// postCallback receives the first answer to an interaction.
func (s *API) postCallback(a *ask) (any, error) {
	i, ok := s.Interactions[a.PathValue("interaction")]
	if !ok || i.Token != a.PathValue("token") {
		return nil, rules.Unknown("interaction", 10062)
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
func (s *API) callBack(i *world.Interaction, a *ask) error {
	if i.Expired || i.Callback == 0 && time.Since(i.At) > s.Waits.Answer {
		return rules.Unknown("interaction", 10062)
	}
	if i.Callback != 0 {
		a.repeats = bytes.Equal(a.json, i.Answer)
		return rules.Acknowledged()
	}
	o, err := a.object()
	if err != nil {
		return err
	}
	kind := wire.Int(o, "type", 0)
	if err := fits(i, kind); err != nil {
		return err
	}
	data, _ := o["data"].(wire.Object)
	if data == nil {
		data = wire.Object{}
	}
	if err := s.firstAnswer(i, kind, data, a.files); err != nil {
		return err
	}
	i.First(kind)
	i.Answer = a.json
	if i.Original != nil {
		a.about = i.Original.ID
	}
	return nil
}

// fits refuses a callback type that an interaction does not accept.
func fits(i *world.Interaction, kind int) error {
	ok := false
	switch kind {
	case world.CallMessage, world.CallDefer:
		ok = i.Kind != world.ByTyping
	case world.CallDeferUpdate, world.CallUpdate:
		ok = (i.Kind == world.ByComponent || i.Kind == world.ByForm) && i.Source != nil
	case world.CallChoices:
		ok = i.Kind == world.ByTyping
	case world.CallModal:
		ok = i.Kind == world.ByCommand || i.Kind == world.ByComponent
	default:
		return rules.Invalid("type", "BASE_TYPE_CHOICES", "Value must be one of (1, 4, 5, 6, 7, 8, 9, 10, 12).")
	}
	if !ok {
		return rules.Invalid("type", "INTERACTION_CALLBACK_TYPE_INVALID", fmt.Sprintf("Type %d cannot answer an interaction of type %d.", kind, i.Kind))
	}
	return nil
}

// firstAnswer carries out a callback. On an error nothing has changed, so the bot can try again.
func (s *API) firstAnswer(i *world.Interaction, kind int, data wire.Object, files []*world.File) error {
	flags := wire.Int(data, "flags", 0)
	switch kind {
	case world.CallMessage:
		m, err := s.respond(i, data, flags, files)
		if err != nil {
			return rules.Within("data", err)
		}
		i.Original, i.Private = m, flags&rules.FlagEphemeral != 0
	case world.CallDefer:
		m := s.Blank(i.Place, s.BotID, flags&rules.FlagEphemeral|rules.FlagLoading)
		s.attribute(m, i)
		s.Add(m, i.Place)
		i.Original, i.Private = m, flags&rules.FlagEphemeral != 0
	case world.CallDeferUpdate:
		i.Original, i.Private, i.Pending = i.Source, i.Source.Only != "", true
	case world.CallUpdate:
		i.Original, i.Private = i.Source, i.Source.Only != ""
		_, err := s.edit(i.Source, &ask{body: data, files: files})
		return rules.Within("data", err)
	case world.CallChoices:
		if err := rules.CheckChoices(data); err != nil {
			return err
		}
		i.Choices = []world.Choice{}
		for _, o := range wire.Objects(wire.List(data, "choices")) {
			i.Choices = append(i.Choices, world.Choice{Name: wire.Text(o, "name"), Value: o["value"]})
		}
	case world.CallModal:
		if err := rules.CheckModal(data); err != nil {
			return err
		}
		data["components"] = world.Numbered(wire.List(data, "components"))
		i.Modal = data
	}
	return nil
}

// respond posts a message in answer to an interaction, which needs no permission in the channel.
func (s *API) respond(i *world.Interaction, data wire.Object, flags int, files []*world.File) (*world.Message, error) {
	flags &= rules.FlagSuppressEmbeds | rules.FlagEphemeral | rules.FlagSilent | rules.FlagComponentsV2
	if err := rules.CheckMessage(data, s.withFiles(data, files), flags); err != nil {
		return nil, err
	}
	m := s.compose(i.Place, data, files, flags)
	s.attribute(m, i)
	s.Add(m, i.Place)
	return m, nil
}

// attribute records on a message the interaction that it answers, and hides an ephemeral message from everybody else.
func (s *API) attribute(m *world.Message, i *world.Interaction) {
	m.Body["application_id"], m.Body["webhook_id"] = s.BotID, s.BotID
	m.Body["interaction_metadata"] = s.metadata(i)
	if i.Kind == world.ByCommand {
		m.Body["type"] = world.TypeSlash
		if i.Target != nil {
			m.Body["type"] = world.TypeContextMenu
			world.AnswerTo(m, i.Target, i.Place)
		}
		m.Body["interaction"] = wire.Object{"id": i.ID, "type": i.Kind, "name": i.Name, "user": s.UserObject(i.Person)}
	}
	if m.Flags&rules.FlagEphemeral != 0 {
		m.Only = i.Person
	}
}

// metadata returns the interaction_metadata of a message.
func (s *API) metadata(i *world.Interaction) wire.Object {
	o := wire.Object{
		"id": i.ID, "type": i.Kind, "user": s.UserObject(i.Person), "authorizing_integration_owners": world.Owners(i.Place),
	}
	switch {
	case i.Kind == world.ByForm && i.Opener != nil:
		o["triggering_interaction_metadata"] = s.metadata(i.Opener)
	case i.Target != nil:
		o["target_message_id"] = i.Target.ID
	case i.Kind == world.ByComponent:
		o["interacted_message_id"] = i.Source.ID
	}
	return o
}

// callbackObject returns the answer to a callback with with_response=true.
func (s *API) callbackObject(i *world.Interaction) wire.Object {
	o := wire.Object{"interaction": wire.Object{
		"id": i.ID, "type": i.Kind, "response_message_ephemeral": i.Private,
		"response_message_loading": i.Callback == world.CallDefer,
	}}
	if i.Original != nil {
		o["interaction"].(wire.Object)["response_message_id"] = i.Original.ID
		o["resource"] = wire.Object{"type": i.Callback, "message": i.Original.Body}
	}
	return o
}
