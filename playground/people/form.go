package people

import (
	"context"
	"fmt"
	"strings"
	"unicode/utf8"

	"lede/playground/rules"
	"lede/playground/wire"
	"lede/playground/world"
)

// Submit fills in the modal that answered an interaction, sends it, and waits for the first answer.
func (p *Person) Submit(ctx context.Context, interactionID string, fields map[string]string) (*Interaction, error) {
	p.s.Lock()
	asked, ok := p.s.Interactions[interactionID]
	p.s.Unlock()
	if !ok || asked.Modal == nil || asked.Person != p.id {
		return nil, fmt.Errorf("no form was shown in answer to the interaction %q", interactionID)
	}
	who, at, err := p.enter(asked.Place.ID)
	if err != nil {
		return nil, err
	}
	left := map[string]bool{}
	for name := range fields {
		left[name] = true
	}
	filled, err := fillForm(wire.List(asked.Modal, "components"), fields, left)
	if err == nil && len(left) > 0 {
		err = fmt.Errorf("the form has no field %s", strings.Join(sortedKeys(left), ", "))
	}
	if err != nil {
		p.s.Unlock()
		return nil, err
	}
	i := &world.Interaction{Kind: world.ByForm, Place: at, Source: asked.Source, Opener: asked}
	p.s.Open(i, who, wire.Object{"custom_id": asked.Modal["custom_id"], "components": filled})
	p.s.Unlock()
	return p.wait(ctx, i)
}

// fillForm fills in the components of a form, and removes the fields that it used from left.
func fillForm(list []any, fields map[string]string, left map[string]bool) ([]any, error) {
	out := []any{}
	for _, c := range wire.Objects(list) {
		filled := wire.Object{"type": c["type"], "id": c["id"]}
		id := wire.Text(c, "custom_id")
		delete(left, id)
		switch wire.Type(c) {
		case rules.Label:
			inner, err := fillForm([]any{c["component"]}, fields, left)
			if err != nil {
				return nil, err
			}
			filled["component"] = inner[0]
		case rules.ActionRow:
			inner, err := fillForm(wire.List(c, "components"), fields, left)
			if err != nil {
				return nil, err
			}
			filled["components"] = inner
		case rules.TextInput:
			value, given := fields[id]
			if !given {
				value = wire.Text(c, "value")
			}
			if err := typed(c, value); err != nil {
				return nil, err
			}
			filled["custom_id"], filled["value"] = id, value
		case rules.TextDisplay:
		default:
			values := []string{}
			if v := fields[id]; v != "" {
				values = strings.Split(v, ",")
			}
			filled["custom_id"], filled["values"] = id, values
		}
		out = append(out, filled)
	}
	return out, nil
}

// typed checks what was typed into a text input.
func typed(c wire.Object, value string) error {
	required, given := c["required"].(bool)
	n := utf8.RuneCountInString(value)
	name := wire.Text(c, "custom_id")
	switch {
	case n == 0 && (required || !given):
		return fmt.Errorf("the field %q is required", name)
	case n > 0 && n < wire.Int(c, "min_length", 0):
		return fmt.Errorf("the field %q must have at least %d characters", name, wire.Int(c, "min_length", 0))
	case n > wire.Int(c, "max_length", 4000):
		return fmt.Errorf("the field %q must have at most %d characters", name, wire.Int(c, "max_length", 4000))
	}
	return nil
}
