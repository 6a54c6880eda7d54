// Package strict reads JSON that people write or edit: anything that does not belong there is a problem that names its place.
//
// It refuses unknown fields and repeated ones, values of other types and lists without end, and takes no more memory than the value it
// reads into.
package strict

import (
	"bytes"
	"encoding"
	"encoding/json"
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"time"

	"lede/problem"
)

// MaxEntries is how many entries any list may have.
const MaxEntries = 1000

// Fill decodes JSON that is known to be valid into what v points to.
func Fill(raw json.RawMessage, v any) error { return fill(raw, "", reflect.ValueOf(v).Elem()) }

// fill decodes JSON that is known to be valid into v, and names the place of anything that does not belong there. null counts as
// absent. It reads lists and objects piece by piece: a file of a million empty entries costs no memory.
func fill(raw json.RawMessage, path string, v reflect.Value) error {
	switch raw = bytes.TrimSpace(raw); {
	case string(raw) == "null":
		return nil
	case v.Kind() == reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		return fill(raw, path, v.Elem())
	case v.Addr().Type().Implements(reflect.TypeFor[encoding.TextUnmarshaler]()) && v.Type() != reflect.TypeFor[time.Time]():
		return fillText(raw, path, v.Addr().Interface().(encoding.TextUnmarshaler))
	case v.Kind() == reflect.Struct && v.Type() != reflect.TypeFor[time.Time]():
		return fillObject(raw, path, v)
	case v.Kind() == reflect.Slice && v.Type() != reflect.TypeFor[json.RawMessage]():
		return fillList(raw, path, v)
	}
	if json.Unmarshal(raw, v.Addr().Interface()) != nil {
		switch v.Interface().(type) {
		case bool:
			return problem.New("desk.file-no-bool", "path", path)
		case int:
			return problem.New("desk.file-no-number", "path", path)
		case time.Time:
			return problem.New("desk.file-no-instant", "path", path)
		}
		return problem.New("desk.file-no-text", "path", path)
	}
	return nil
}

// fillText reads a value that is written as text, and passes on the value's own error.
func fillText(raw json.RawMessage, path string, v encoding.TextUnmarshaler) error {
	var text string
	if json.Unmarshal(raw, &text) != nil {
		return problem.New("desk.file-no-text", "path", path)
	}
	if err := v.UnmarshalText([]byte(text)); err != nil {
		return problem.New("desk.file-wrong", "path", path).Because(err)
	}
	return nil
}

func fillObject(raw json.RawMessage, path string, v reflect.Value) error {
	if raw[0] != '{' {
		return problem.New("desk.file-no-object", "path", path)
	}
	fields, names := map[string]reflect.Value{}, []string{}
	for i := range v.NumField() {
		name, _, _ := strings.Cut(v.Type().Field(i).Tag.Get("json"), ",")
		if name != "" {
			fields[name], names = v.Field(i), append(names, name)
		}
	}
	given := map[string]bool{}
	return pieces(raw, func(name string, _ int, piece json.RawMessage) error {
		at := name
		if path != "" {
			at = path + "." + name
		}
		field, ok := fields[name]
		if !ok {
			return problem.New("desk.file-unknown-field", "path", Brief(at), "fields", strings.Join(names, ", "))
		}
		if given[name] { // the first would be lost in silence
			return problem.New("desk.file-field-twice", "path", at)
		}
		given[name] = true
		return fill(piece, at, field)
	})
}

func fillList(raw json.RawMessage, path string, v reflect.Value) error {
	if raw[0] != '[' {
		return problem.New("desk.file-no-list", "path", path)
	}
	v.Set(reflect.MakeSlice(v.Type(), 0, 0)) // an empty list is not an absent one
	return pieces(raw, func(_ string, n int, piece json.RawMessage) error {
		if n == MaxEntries {
			return problem.New("desk.file-long-list", "path", path, "most", strconv.Itoa(MaxEntries))
		}
		one := reflect.New(v.Type().Elem()).Elem()
		if err := fill(piece, fmt.Sprintf("%s[%d]", path, n), one); err != nil {
			return err
		}
		v.Set(reflect.Append(v, one))
		return nil
	})
}

// Once returns an error for the first field that an object has twice, for valid JSON that is decoded by other means: one of the two would be
// silently lost. As in encoding/json, letter case is ignored.
func Once(raw json.RawMessage) error {
	given := map[string]bool{}
	return pieces(raw, func(name string, _ int, _ json.RawMessage) error {
		folded := strings.ToLower(name)
		if given[folded] {
			return problem.New("desk.file-field-twice", "path", Brief(name))
		}
		given[folded] = true
		return nil
	})
}

// pieces passes one field of an object or one entry of a list after the other to visit, until visit fails. Since the JSON is known to be valid,
// it finds where each ends by strings and brackets alone: a decoder would read an entry several times at every depth.
func pieces(raw json.RawMessage, visit func(name string, n int, piece json.RawMessage) error) error {
	raw = bytes.TrimSpace(raw)
	if len(raw) < len("{}") || raw[0] != '{' && raw[0] != '[' {
		return nil // a value without pieces
	}
	object := raw[0] == '{'
	rest := bytes.TrimSpace(raw[1 : len(raw)-1])
	for n := 0; len(rest) > 0; n++ {
		name := ""
		if object {
			end := textEnd(rest)
			if err := json.Unmarshal(rest[:end], &name); err != nil {
				return err
			}
			_, rest, _ = bytes.Cut(rest[end:], []byte(":"))
		}
		end := pieceEnd(rest)
		if err := visit(name, n, bytes.TrimSpace(rest[:end])); err != nil {
			return err
		}
		rest = bytes.TrimSpace(rest[min(end+1, len(rest)):])
	}
	return nil
}

// pieceEnd returns where the comma is that ends the first of some pieces, or where all of them end.
func pieceEnd(raw []byte) int {
	deep := 0
	for i := 0; i < len(raw); i++ {
		switch raw[i] {
		case '"':
			i += textEnd(raw[i:]) - 1
		case '{', '[':
			deep++
		case '}', ']':
			deep--
		case ',':
			if deep == 0 {
				return i
			}
		}
	}
	return len(raw)
}

// textEnd returns where the text ends that begins here: behind the first quotation mark that is not escaped.
func textEnd(raw []byte) int {
	for i := 1; i < len(raw); i++ {
		at := bytes.IndexAny(raw[i:], `"\\`)
		if at < 0 {
			break
		}
		if i += at; raw[i] == '"' {
			return i + 1
		}
		i++ // what is escaped
	}
	return len(raw)
}

// Brief keeps a stranger's words short enough to be shown.
func Brief(s string) string {
	const most = 60
	if len(s) > most {
		s = strings.ToValidUTF8(s[:most], "") + "…"
	}
	return s
}
