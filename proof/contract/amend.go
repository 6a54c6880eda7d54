package contract

import "strings"

// This file puts right what the description leaves out or says otherwise than Discord's documentation.

// permissionsAsText: the documentation has a command's permissions as text, the description as a number, and
// Discord takes both.
func permissionsAsText(doc any) {
	each(doc, func(o object) {
		p, ok := thingOf(o, "properties")["default_member_permissions"].(object)
		if !ok {
			return
		}
		list, _ := p["type"].([]any)
		for _, t := range list {
			if t == "integer" {
				o["properties"].(object)["default_member_permissions"] = object{
					"anyOf": []any{p, object{"type": "string", "pattern": "^[0-9]+$"}},
				}
				return
			}
		}
	})
}

// formErrors: what is wrong with a field has a word for its code, as the documentation shows, and not a number; and
// there may be errors of an object beside those of its fields.
func formErrors(doc any) {
	root, _ := doc.(object)
	all := thingOf(thingOf(root, "components"), "schemas")
	if all["ErrorDetails"] == nil {
		return
	}
	text := object{"type": "string", "minLength": 1}
	one := object{"type": "object", "required": []any{"code", "message"}, "properties": object{"code": text, "message": text}}
	all["ErrorDetails"] = object{
		"type":                 "object",
		"properties":           object{"_errors": object{"type": "array", "items": one}},
		"additionalProperties": object{"$ref": "#/components/schemas/ErrorDetails"},
	}
}

// noRoom refuses fields that the description does not know: a misspelt one would do nothing, in silence.
func noRoom(doc any) {
	each(doc, func(o object) {
		_, closed := o["additionalProperties"]
		if _, ok := o["properties"].(object); ok && !closed && o["type"] == "object" {
			o["additionalProperties"] = false
		}
	})
}

// unionsByType turns a choice between schemas that differ in their type into one that looks at the type first, so
// that an error is told of the schema that was meant and not of all.
func unionsByType(doc, root any) {
	each(doc, func(o object) {
		for _, key := range []string{"oneOf", "anyOf"} {
			list, ok := o[key].([]any)
			if !ok || len(list) < 2 {
				continue
			}
			if cases, ok := casesOf(list, root); ok {
				delete(o, key)
				o["allOf"] = cases
			}
		}
	})
}

// casesOf is a list of "if this type, then that schema", and that the type is one of them.
func casesOf(list []any, root any) ([]any, bool) {
	var cases, all []any
	for _, v := range list {
		branch, _ := v.(object)
		target, ok := resolve(root, textOf(branch, "$ref"))
		if !ok {
			return nil, false
		}
		types, ok := typesOf(target, root)
		if !ok {
			return nil, false
		}
		for _, t := range types {
			for _, other := range all {
				if t == other {
					return nil, false
				}
			}
		}
		all = append(all, types...)
		cases = append(cases, object{
			"if":   object{"properties": object{"type": object{"enum": types}}, "required": []any{"type"}},
			"then": object{"$ref": branch["$ref"]},
		})
	}
	return append(cases, object{"type": "object", "required": []any{"type"}, "properties": object{"type": object{"enum": all}}}), true
}

// typesOf are the values that a schema allows for its type.
func typesOf(o object, root any) ([]any, bool) {
	t := thingOf(thingOf(o, "properties"), "type")
	if ref := textOf(t, "$ref"); ref != "" {
		t, _ = resolve(root, ref)
	}
	if v, ok := t["const"]; ok {
		return []any{v}, true
	}
	if list, ok := t["enum"].([]any); ok {
		return list, len(list) > 0
	}
	var out []any
	for _, one := range thingsOf(t, "oneOf") {
		v, ok := one["const"]
		if !ok {
			return nil, false
		}
		out = append(out, v)
	}
	return out, len(out) > 0
}

func resolve(root any, ref string) (object, bool) {
	path, ok := strings.CutPrefix(ref, "#/")
	if !ok {
		return nil, false
	}
	at, _ := root.(object)
	for key := range strings.SplitSeq(path, "/") {
		at = thingOf(at, key)
	}
	return at, at != nil
}

// each calls f for every object of a document, the inner ones last.
func each(v any, f func(object)) {
	switch v := v.(type) {
	case object:
		f(v)
		for _, inner := range v {
			each(inner, f)
		}
	case []any:
		for _, inner := range v {
			each(inner, f)
		}
	}
}
