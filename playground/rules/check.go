package rules

import (
	"fmt"
	"math"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"lede/playground/wire"
)

// checker compares a body with the tables of shapes.go and components.go. It collects all errors, as Discord does.
type checker struct {
	form
	// inspect is called for each component after the comparison with its table. May be nil.
	inspect func(path, place string, kind int, c wire.Object)
}

// join builds the path of an error, such as components.0.label.
func join(path string, key any) string {
	if path == "" {
		return fmt.Sprint(key)
	}
	return fmt.Sprint(path, ".", key)
}

// object compares an object with a shape.
func (c *checker) object(path string, o wire.Object, rules []rule) {
	for _, r := range rules {
		v := o[r.field]
		if v != nil {
			c.value(join(path, r.field), v, r)
		} else if r.need {
			c.add(join(path, r.field), "BASE_TYPE_REQUIRED", "This field is required")
		}
	}
}

// bounds returns the number that the minimum and maximum of a rule apply to, and whether it is a "length" or a "value"; unit is "" if there
// is none. right is false when the value is of the wrong type.
func bounds(v any, r rule) (n int, unit string, right bool) {
	switch r.kind {
	case text, link:
		s, ok := v.(string)
		return utf8.RuneCountInString(strings.TrimSpace(s)), "length", ok
	case list:
		l, ok := v.([]any)
		return len(l), "length", ok
	case integer:
		f, ok := v.(float64)
		return int(max(math.MinInt32, min(f, math.MaxInt32*2))), "value", ok && f == math.Trunc(f)
	}
	return 0, "", true
}

// wants maps a kind to the error code and message for a value of the wrong type.
var wants = map[kind][2]string{
	text:       {"BASE_TYPE_BAD_TYPE", "Could not interpret value as string."},
	link:       {"BASE_TYPE_BAD_TYPE", "Could not interpret value as string."},
	list:       {"LIST_TYPE_CONVERT", "Only iterables may be used in a ListType"},
	integer:    {"NUMBER_TYPE_COERCE", "Value is not int."},
	number:     {"NUMBER_TYPE_COERCE", "Value is not a number."},
	truth:      {"BOOLEAN_TYPE_CONVERT", "Must be either true or false."},
	thing:      {"MODEL_TYPE_CONVERT", "Only dictionaries may be used in a ModelType"},
	stamp:      {"DATE_TIME_TYPE_PARSE", "Could not parse value. Should be ISO8601."},
	permission: {"BITWISE_TYPE_COERCE", "Value is not a bitfield."},
	nonce:      {"BASE_TYPE_BAD_TYPE", "Could not interpret value as string or integer."},
}

// value checks the type of a field, then its bounds, then what is inside.
func (c *checker) value(path string, v any, r rule) {
	n, unit, right := bounds(v, r)
	if !right || !rightType(v, r.kind) {
		c.add(path, wants[r.kind][0], wants[r.kind][1])
		return
	}
	if unit != "" && !r.allows(n) {
		c.outOfBounds(path, unit, r)
		return
	}
	switch r.kind {
	case nonce:
		if utf8.RuneCountInString(fmt.Sprint(v)) > r.max {
			c.outOfBounds(path, "length", r)
		}
	case link:
		c.address(path, v.(string))
	case thing:
		c.item(path, v, r)
	case list:
		for i, item := range v.([]any) {
			c.item(join(path, i), item, r)
		}
	}
}

// allows reports whether a number, or a length, is within the bounds. No field of Discord's accepts a negative one.
func (r rule) allows(n int) bool {
	return n >= max(r.min, 0) && (r.max == 0 || n <= r.max)
}

func (c *checker) outOfBounds(path, unit string, r rule) {
	code, words := "BASE_TYPE_BAD_LENGTH", fmt.Sprintf("Must be between %d and %d in length.", r.min, r.max)
	switch {
	case unit == "value":
		code, words = "NUMBER_TYPE_MAX", fmt.Sprintf("int value should be between %d and %d.", r.min, r.max)
	case r.min == 0:
		code, words = "BASE_TYPE_MAX_LENGTH", fmt.Sprintf("Must be %d or fewer in length.", r.max)
	}
	c.add(path, code, words)
}

func rightType(v any, k kind) bool {
	ok := true
	switch k {
	case truth:
		_, ok = v.(bool)
	case number:
		_, ok = v.(float64)
	case thing:
		_, ok = v.(wire.Object)
	case stamp:
		s, isText := v.(string)
		_, err := time.Parse(time.RFC3339, s)
		ok = isText && err == nil
	case permission:
		if s, isText := v.(string); isText {
			_, err := strconv.ParseUint(s, 10, 63)
			return err == nil
		}
		f, isNumber := v.(float64)
		ok = isNumber && f >= 0
	case nonce:
		_, isText := v.(string)
		_, isNumber := v.(float64)
		ok = isText || isNumber
	}
	return ok
}

// item checks an item of a list, or an object in a field.
func (c *checker) item(path string, v any, r rule) {
	switch {
	case r.place != "":
		c.component(path, v, r.place)
	case r.shape != "":
		o, ok := v.(wire.Object)
		if !ok {
			c.add(path, wants[thing][0], wants[thing][1])
			return
		}
		c.object(path, o, shapes[r.shape])
	}
}

// address checks an address that a bot links to or shows: a web page, its own upload, or something in Discord.
func (c *checker) address(path, s string) {
	u, err := url.Parse(s)
	if err != nil {
		c.add(path, "URL_TYPE_INVALID_URL", "Not a well formed URL.")
		return
	}
	needsHost, known := schemes[u.Scheme]
	switch {
	case known && (u.Host != "" || !needsHost):
	case u.Scheme != "":
		c.add(path, "URL_TYPE_INVALID_SCHEME", fmt.Sprintf("Scheme %q is not supported. Scheme must be one of ('http', 'https').", u.Scheme))
	default:
		c.add(path, "URL_TYPE_INVALID_URL", "Not a well formed URL.")
	}
}

// schemes maps the valid schemes of an address to whether they require a host.
var schemes = map[string]bool{"http": true, "https": true, "attachment": true, "discord": false}

// component checks that a component is allowed in this place, and compares it with its table.
func (c *checker) component(path string, v any, place string) {
	o, ok := v.(wire.Object)
	if !ok {
		c.add(path, wants[thing][0], wants[thing][1])
		return
	}
	t := wire.Type(o)
	if !slices.Contains(places[place], t) {
		allowed := strings.Trim(strings.ReplaceAll(fmt.Sprint(places[place]), " ", ", "), "[]")
		c.add(join(path, "type"), "UNION_TYPE_CHOICES", fmt.Sprintf("Value of field \"type\" must be one of (%s).", allowed))
		return
	}
	rules := components[t]
	if t == ActionRow && place == "modal" {
		rules = []rule{{field: "components", kind: list, min: 1, max: 1, need: true, place: "modal row"}}
	}
	c.object(path, o, rules)
	if c.inspect != nil {
		c.inspect(path, place, t, o)
	}
}

// NotAList refuses the value at a path, "" for the whole body, that should be a list.
func NotAList(path string) error { return Invalid(path, wants[list][0], wants[list][1]) }

// NotAnObject refuses the value at a path, "" for the whole body, that should be an object.
func NotAnObject(path string) error { return Invalid(path, wants[thing][0], wants[thing][1]) }

// NotATime refuses the value at a path that should be a time.
func NotATime(path string) error { return Invalid(path, wants[stamp][0], wants[stamp][1]) }
