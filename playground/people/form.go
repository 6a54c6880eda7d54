package people

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"lede/playground/rules"
	"lede/playground/wire"
	"lede/playground/world"
)

// Submit fills in the modal that answered an interaction, sends it, and waits for the first answer. Several values of a
// select are separated by commas. The files go to the form's file uploads, each to the first that has room.
func (p *Person) Submit(ctx context.Context, interactionID string, fields map[string]string, files ...Upload) (*Interaction, error) {
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
	f := form{fields: fields, files: files, left: map[string]bool{}, found: newResolver(p.s, at)}
	for name := range fields {
		f.left[name] = true
	}
	data := wire.Object{"custom_id": asked.Modal["custom_id"]}
	data["components"], err = f.fill(wire.List(asked.Modal, "components"))
	switch {
	case err != nil:
	case len(f.left) > 0:
		err = fmt.Errorf("the form has no field %s", strings.Join(sortedKeys(f.left), ", "))
	case len(f.files) > 0:
		err = fmt.Errorf("the form has no room for %d files", len(f.files))
	}
	if err != nil {
		p.s.Unlock()
		return nil, err
	}
	f.found.writeTo(data)
	i := &world.Interaction{Kind: world.ByForm, Place: at, Source: asked.Source, Opener: asked}
	p.s.Open(i, who, data)
	p.s.Unlock()
	return p.wait(ctx, i)
}

// form holds what a person fills in. Values that were used are removed from files and left.
type form struct {
	fields map[string]string
	files  []Upload
	left   map[string]bool // names of fields
	found  *resolver
}

// fill fills in the components of a form.
func (f *form) fill(list []any) ([]any, error) {
	out := []any{}
	for _, c := range wire.Objects(list) {
		filled, err := f.component(c)
		if err != nil {
			return nil, err
		}
		out = append(out, filled)
	}
	return out, nil
}

func (f *form) component(c wire.Object) (filled wire.Object, err error) {
	filled = wire.Object{"type": c["type"], "id": c["id"]}
	id := wire.Text(c, "custom_id")
	value, given := f.fields[id]
	delete(f.left, id)
	switch wire.Type(c) {
	case rules.Label:
		var inner []any
		if inner, err = f.fill([]any{c["component"]}); err == nil {
			filled["component"] = inner[0]
		}
		return filled, err
	case rules.ActionRow:
		filled["components"], err = f.fill(wire.List(c, "components"))
		return filled, err
	case rules.TextDisplay:
		return filled, nil
	}
	filled["custom_id"] = id
	switch wire.Type(c) {
	case rules.TextInput:
		if !given {
			value = wire.Text(c, "value")
		}
		filled["value"] = value
		return filled, typed(c, value)
	case rules.FileUpload:
		filled["values"], err = f.upload(c)
		return filled, err
	}
	values := []string{}
	if value != "" {
		values = strings.Split(value, ",")
	} else if !given {
		values = chosenAtFirst(c)
	}
	if wire.Type(c) == rules.RadioGroup {
		filled["value"] = nil
		if len(values) > 0 {
			filled["value"] = values[0]
		}
	} else {
		filled["values"] = values
	}
	return filled, f.pick(c, values)
}

// required reports whether a field has to be filled in; Discord's default is yes.
func required(c wire.Object) bool {
	must, said := c["required"].(bool)
	return must || !said
}

// chosenAtFirst returns the options that the bot preselected.
func chosenAtFirst(c wire.Object) []string {
	values := []string{}
	for _, o := range wire.Objects(wire.List(c, "default_values")) {
		values = append(values, wire.Text(o, "id"))
	}
	for _, o := range wire.Objects(wire.List(c, "options")) {
		if on, _ := o["default"].(bool); on {
			values = append(values, wire.Text(o, "value"))
		}
	}
	return values
}

// pick checks what was chosen in a select or a radio group.
func (f *form) pick(c wire.Object, values []string) error {
	id, isOption := wire.Text(c, "custom_id"), func(v string) bool {
		return slices.ContainsFunc(wire.Objects(wire.List(c, "options")), func(o wire.Object) bool { return o["value"] == v })
	}
	switch kind := wire.Type(c); {
	case len(values) == 0 && required(c):
		return fmt.Errorf("the field %q is required", id)
	case len(values) == 0:
		return nil
	case kind == rules.RadioGroup && (len(values) > 1 || !isOption(values[0])):
		return fmt.Errorf("the field %q has no option %q", id, strings.Join(values, ","))
	case kind == rules.RadioGroup:
		return nil
	}
	return choose(f.found, c, values, wire.Object{})
}

// upload takes the files that a file upload has room for.
func (f *form) upload(c wire.Object) ([]string, error) {
	ids, n := []string{}, min(len(f.files), wire.Int(c, "max_values", 1))
	for _, u := range f.files[:n] {
		ids = append(ids, f.found.upload(u))
	}
	f.files = f.files[n:]
	if len(ids) == 0 && required(c) || len(ids) > 0 && len(ids) < wire.Int(c, "min_values", 1) {
		return nil, fmt.Errorf("the field %q needs a file", wire.Text(c, "custom_id"))
	}
	return ids, nil
}

// typed checks what was typed into a text input.
func typed(c wire.Object, value string) error {
	n := utf8.RuneCountInString(value)
	name := wire.Text(c, "custom_id")
	switch {
	case n == 0 && required(c):
		return fmt.Errorf("the field %q is required", name)
	case n > 0 && n < wire.Int(c, "min_length", 0):
		return fmt.Errorf("the field %q must have at least %d characters", name, wire.Int(c, "min_length", 0))
	case n > wire.Int(c, "max_length", 4000):
		return fmt.Errorf("the field %q must have at most %d characters", name, wire.Int(c, "max_length", 4000))
	}
	return nil
}
