package contract

import (
	"encoding/json"
	"fmt"
	"strings"
)

// This file corrects what the description omits or states differently from Discord's documentation.

// permissionsAsText: a command's permissions are text in the documentation and a number in the description, and
// Discord accepts both.
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

// formErrors: the code of an error in a field is a word, as the documentation shows, and not a number; and
// an object may have errors besides those of its fields.
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

// noRoom forbids fields that the description does not know: a misspelt one would be silently ignored.
func noRoom(doc any) {
	each(doc, func(o object) {
		_, closed := o["additionalProperties"]
		if _, ok := o["properties"].(object); ok && !closed && o["type"] == "object" {
			o["additionalProperties"] = false
		}
	})
}

// unionsByType turns a union of schemas that differ in their type into one that looks at the type first, so
// that an error is reported for the schema that was meant and not for all.
func unionsByType(doc, root any) {
	each(doc, func(o object) {
		for _, key := range []string{"oneOf", "anyOf"} {
			list, ok := o[key].([]any)
			if !ok || len(list) < 2 {
				continue
			}
			if cases, ok := casesOf(list, root); ok {
				delete(o, key)
				o[byTypeKeyword] = cases
			}
		}
	})
}

// casesOf returns the schema of each type, by reference.
func casesOf(list []any, root any) (object, bool) {
	cases := object{}
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
			if cases[fmt.Sprint(t)] != nil {
				return nil, false
			}
			cases[fmt.Sprint(t)] = branch["$ref"]
		}
	}
	return cases, true
}

// typesOf returns the values that a schema allows for its type.
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
	out := constantsOf(t)
	return out, len(out) > 0
}

// wholeNumbers gathers the integers that a schema allows, as an enum or a union of constants, under one keyword.
func wholeNumbers(doc any) {
	each(doc, func(o object) {
		for _, key := range []string{"enum", "oneOf", "const"} {
			if list, ok := wholeOf(o, key); ok {
				delete(o, key)
				o[wholeKeyword] = list
				return
			}
		}
	})
}

func wholeOf(o object, key string) ([]string, bool) {
	values, _ := o[key].([]any)
	switch key {
	case "const":
		values = []any{o[key]}
	case "oneOf":
		values = constantsOf(o)
	}
	var out []string
	for _, v := range values {
		n, ok := v.(json.Number)
		if !ok || o["type"] != "integer" {
			return nil, false
		}
		out = append(out, n.String())
	}
	return out, len(out) > 0
}

// constantsOf returns the values of a union of constants, if it is nothing else.
func constantsOf(o object) []any {
	var out []any
	for _, one := range thingsOf(o, "oneOf") {
		v, ok := one["const"]
		if !ok {
			return nil
		}
		out = append(out, v)
	}
	return out
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

// each calls f for every object of a document, innermost first.
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
