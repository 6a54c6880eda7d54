package contract

import (
	"bytes"
	_ "embed"
	"fmt"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// gateway describes the events that a bot with Lede's intents may receive, after Discord's documentation: the
// description of the API has none.
//
//go:embed gateway.json
var gateway []byte

const gatewayAt = base + "gateway.json"

func gatewaySchemas() (*schemas, error) {
	s := newSchemas()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(gateway))
	if err != nil {
		return nil, fmt.Errorf("reading gateway.json: %w", err)
	}
	if err := s.compiler.AddResource(gatewayAt, doc); err != nil {
		return nil, fmt.Errorf("reading gateway.json: %w", err)
	}
	return s, nil
}

// likeREST maps events to the schemas of route answers that their data extends.
var likeREST = map[string]string{
	"MESSAGE_CREATE": "MessageResponse",
	"MESSAGE_UPDATE": "MessageResponse",
	"CHANNEL_CREATE": "GuildChannelResponse",
	"CHANNEL_UPDATE": "GuildChannelResponse",
	"CHANNEL_DELETE": "GuildChannelResponse",
	"THREAD_CREATE":  "ThreadResponse",
}

// event checks the payload of an event.
func (c *Contract) event(name string, raw []byte) []string {
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(raw))
	if err != nil {
		return []string{"the event is no JSON: " + err.Error()}
	}
	o, _ := v.(object)
	var out []string
	if textOf(o, "t") != name {
		out = append(out, fmt.Sprintf("the event is called %q", textOf(o, "t")))
	}
	out = append(out, c.events.compare(gatewayAt+"#/$defs/payload", v)...)
	data := o["d"]
	out = append(out, c.events.compare(gatewayAt+"#/$defs/"+name, data)...)
	if c.spec == nil {
		return out
	}
	if schema, ok := likeREST[name]; ok {
		out = append(out, c.spec.compare(open+"#/components/schemas/"+schema, data)...)
	}
	if m := thingOf(thingOf(o, "d"), "message"); name == "INTERACTION_CREATE" && m != nil {
		for _, w := range c.spec.compare(open+"#/components/schemas/MessageResponse", any(m)) {
			out = append(out, "message "+w)
		}
	}
	return out
}
