package people

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"unicode/utf8"

	"lede/playground/rules"
	"lede/playground/wire"
)

// option converts a value to what Discord sends for the option, or refuses it.
func (r *resolver) option(d wire.Object, v any) (any, error) {
	if wire.Int(d, "type", 0) == rules.OptionAttachment {
		u, ok := v.(Upload)
		if !ok {
			return nil, errors.New("an attachment is given as an Upload")
		}
		return r.upload(u), nil
	}
	id := fmt.Sprint(v)
	switch wire.Int(d, "type", 0) {
	case rules.OptionString:
		n := utf8.RuneCountInString(id)
		if n < wire.Int(d, "min_length", 0) || n > wire.Int(d, "max_length", 6000) {
			return nil, fmt.Errorf("%d characters are too few or too many", n)
		}
		return id, oneOf(d, id)
	case rules.OptionInteger, rules.OptionNumber:
		return numberValue(d, id)
	case rules.OptionBoolean:
		b, err := strconv.ParseBool(id)
		if err != nil {
			return nil, fmt.Errorf("%q is neither true nor false", id)
		}
		return b, nil
	case rules.OptionUser:
		return id, r.user(id)
	case rules.OptionRole:
		return id, r.role(id)
	case rules.OptionMentionable:
		return id, r.mentionable(id)
	case rules.OptionChannel:
		return id, r.channel(id, wire.List(d, "channel_types"))
	}
	return nil, errors.New("there is nothing of this kind in the playground")
}

// numberValue parses a number, because the page sends text only.
func numberValue(d wire.Object, typed string) (any, error) {
	f, err := strconv.ParseFloat(typed, 64)
	if err != nil || math.IsNaN(f) || math.IsInf(f, 0) {
		return nil, fmt.Errorf("%q is no number", typed)
	}
	if wire.Int(d, "type", 0) == rules.OptionInteger && f != math.Trunc(f) {
		return nil, fmt.Errorf("%q is no whole number", typed)
	}
	if low, ok := d["min_value"].(float64); ok && f < low {
		return nil, fmt.Errorf("%v is less than %v", f, low)
	}
	if high, ok := d["max_value"].(float64); ok && f > high {
		return nil, fmt.Errorf("%v is more than %v", f, high)
	}
	return f, oneOf(d, f)
}

// oneOf refuses a value that is not among the choices of an option that has some.
func oneOf(d wire.Object, v any) error {
	choices := wire.Objects(wire.List(d, "choices"))
	if len(choices) > 0 && !slices.ContainsFunc(choices, func(c wire.Object) bool { return c["value"] == v }) {
		return fmt.Errorf("%v is none of its choices", v)
	}
	return nil
}

// Upload is a file, as the value of an option of type attachment, or for a form.
type Upload struct {
	Filename    string
	ContentType string
	Data        []byte
}
