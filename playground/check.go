package playground

import (
	"fmt"
	"math"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// checker compares a body with the tables of limits.go.
type checker struct {
	form
	// inspect is called for each component once it was compared with its table.
	inspect func(path, place string, kind int, c object)
}

// join makes the path under which an error is reported: a form's errors are nested as the form is.
func join(path string, key any) string {
	if path == "" {
		return fmt.Sprint(key)
	}
	return fmt.Sprint(path, ".", key)
}

// object compares an object with a shape.
func (c *checker) object(path string, o object, rules []rule) {
	for _, r := range rules {
		v := o[r.field]
		if v != nil {
			c.value(join(path, r.field), v, r)
		} else if r.need {
			c.add(join(path, r.field), "BASE_TYPE_REQUIRED", "This field is required")
		}
	}
}

// bounds returns a value as its minimum and maximum count it, in what, and whether it can be counted at all.
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

// value checks one field: its type first, for a bound means nothing on the wrong type.
func (c *checker) value(path string, v any, r rule) {
	n, unit, right := bounds(v, r)
	if !right || !rightType(v, r.kind) {
		c.add(path, wants[r.kind][0], wants[r.kind][1])
		return
	}
	if unit != "" && (n < r.min || r.max > 0 && n > r.max || r.kind == integer && n < 0) {
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
		_, ok = v.(object)
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

// item goes one level down. Discord reports all that is wrong at once, and so do we.
func (c *checker) item(path string, v any, r rule) {
	switch {
	case r.place != "":
		c.component(path, v, r.place)
	case r.shape != "":
		o, ok := v.(object)
		if !ok {
			c.add(path, wants[thing][0], wants[thing][1])
			return
		}
		c.object(path, o, shapes[r.shape])
	}
}

// address accepts what a bot may link to or show: the web, and its own uploads.
func (c *checker) address(path, s string) {
	u, err := url.Parse(s)
	switch {
	case err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != "":
	case err == nil && u.Scheme == "attachment" && u.Host != "":
	case err == nil && u.Scheme == "discord":
	case err == nil && u.Scheme != "":
		c.add(path, "URL_TYPE_INVALID_SCHEME", fmt.Sprintf("Scheme %q is not supported. Scheme must be one of ('http', 'https').", u.Scheme))
	default:
		c.add(path, "URL_TYPE_INVALID_URL", "Not a well formed URL.")
	}
}

func typeOf(v any) int {
	o, _ := v.(object)
	f, _ := o["type"].(float64)
	return int(f)
}

// component compares a component with its table, if it may stand in this place at all.
func (c *checker) component(path string, v any, place string) {
	o, ok := v.(object)
	if !ok {
		c.add(path, wants[thing][0], wants[thing][1])
		return
	}
	t := typeOf(o)
	if !slices.Contains(places[place], t) {
		allowed := strings.Trim(strings.ReplaceAll(fmt.Sprint(places[place]), " ", ", "), "[]")
		c.add(join(path, "type"), "UNION_TYPE_CHOICES", fmt.Sprintf("Value of field \"type\" must be one of (%s).", allowed))
		return
	}
	rules := components[t]
	if t == actionRow && place == "modal" {
		rules = []rule{{field: "components", kind: list, min: 1, max: 1, need: true, place: "modal row"}}
	}
	c.object(path, o, rules)
	if c.inspect != nil {
		c.inspect(path, place, t, o)
	}
}

// listOf is a field's items, none when it is no list.
func listOf(o object, field string) []any {
	l, _ := o[field].([]any)
	return l
}

// textOf, intOf and objects read a field of a body that may hold anything; what is of the wrong type was reported by
// the table and counts as absent here, so that no check has to fear it.
func textOf(o object, field string) string {
	s, _ := o[field].(string)
	return s
}

func intOf(o object, field string, otherwise int) int {
	if f, ok := o[field].(float64); ok {
		return int(f)
	}
	return otherwise
}

// present tells whether a field counts as given: empty text and an empty list do not.
func present(o object, field string) bool {
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

func objects(l []any) []object {
	var out []object
	for _, v := range l {
		if o, ok := v.(object); ok {
			out = append(out, o)
		}
	}
	return out
}

func isSnowflake(v any) bool {
	s, ok := v.(string)
	return ok && regexp.MustCompile(`^\d{1,20}$`).MatchString(s)
}
