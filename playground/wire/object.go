package wire

import "strings"

// Object is any JSON object, as encoding/json decodes it: numbers are float64.
type Object = map[string]any

// Text returns a string field, "" if it has none.
func Text(o Object, field string) string {
	s, _ := o[field].(string)
	return s
}

// Int returns a number field without its fraction, otherwise if it has none.
func Int(o Object, field string, otherwise int) int {
	if f, ok := o[field].(float64); ok {
		return int(f)
	}
	return otherwise
}

// Type returns the "type" of a component, command or option; 0 if it has none.
func Type(v any) int {
	o, _ := v.(Object)
	return Int(o, "type", 0)
}

// List returns the items of a field, none if it is not a list.
func List(o Object, field string) []any {
	l, _ := o[field].([]any)
	return l
}

// Objects returns the objects in a list.
func Objects(list []any) []Object {
	var out []Object
	for _, v := range list {
		if o, ok := v.(Object); ok {
			out = append(out, o)
		}
	}
	return out
}

// Texts returns the strings in a list, never nil.
func Texts(list []any) []string {
	out := []string{}
	for _, v := range list {
		if s, ok := v.(string); ok {
			out = append(out, s)
		}
	}
	return out
}

// Present reports whether a field counts as given: empty text and an empty list do not.
func Present(o Object, field string) bool {
	switch v := o[field].(type) {
	case nil:
		return false
	case string:
		return strings.TrimSpace(v) != ""
	case []any:
		return len(v) > 0
	}
	return true
}

// Walk visits components and the components inside them, in reading order.
func Walk(list []any, visit func(Object)) {
	for _, c := range Objects(list) {
		visit(c)
		Walk(List(c, "components"), visit)
		for _, field := range []string{"accessory", "component"} {
			if o, ok := c[field].(Object); ok {
				Walk([]any{o}, visit)
			}
		}
	}
}
