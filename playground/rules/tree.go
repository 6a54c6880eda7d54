package rules

import (
	"fmt"
	"slices"
	"unicode/utf8"

	"lede/playground/wire"
)

// tree checks the components of a message or modal against each other.
type tree struct {
	c         *checker
	ids       map[string]bool // custom ids seen
	numbers   map[int]bool    // ids seen
	count     int
	displayed int
}

func newTree(c *checker) *tree {
	t := &tree{c: c, ids: map[string]bool{}, numbers: map[int]bool{}}
	c.inspect = t.inspect
	return t
}

// totals checks the limits on all components together, after all were inspected.
func (t *tree) totals() {
	if t.count > maxComponents {
		t.c.add("components", "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED", fmt.Sprintf("The total number of components cannot exceed %d", maxComponents))
	}
	if t.displayed > maxDisplayed {
		t.c.add("components", "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED", fmt.Sprintf("The sum of all component text cannot exceed %d", maxDisplayed))
	}
}

func (t *tree) inspect(path, place string, kind int, o wire.Object) {
	t.count++
	if id := wire.Text(o, "custom_id"); id != "" {
		if t.ids[id] {
			t.c.add(join(path, "custom_id"), "COMPONENT_CUSTOM_ID_DUPLICATED", "Component custom id cannot be duplicated")
		}
		t.ids[id] = true
	}
	if id := wire.Int(o, "id", 0); id != 0 {
		if t.numbers[id] {
			t.c.add(join(path, "id"), "COMPONENT_ID_DUPLICATED", "Component id cannot be duplicated")
		}
		t.numbers[id] = true
	}
	switch kind {
	case ActionRow:
		t.row(path, o)
	case Button:
		t.button(path, o)
	case TextDisplay:
		t.displayed += utf8.RuneCountInString(wire.Text(o, "content"))
	case TextInput:
		t.input(path, place, o)
	case StringSelect, RadioGroup:
		t.options(path, o)
	}
	if low, high := wire.Int(o, "min_values", 1), wire.Int(o, "max_values", 25); low > high {
		t.c.add(join(path, "min_values"), "NUMBER_TYPE_MAX", "min_values cannot be more than max_values.")
	}
}

// row: a select takes the full width of a row.
func (t *tree) row(path string, o wire.Object) {
	inside := wire.Objects(wire.List(o, "components"))
	if len(inside) > 1 && slices.ContainsFunc(inside, func(c wire.Object) bool { k := wire.Type(c); return k >= StringSelect && k <= ChannelSelect }) {
		t.c.add(join(path, "components"), "COMPONENT_LAYOUT_WIDTH_EXCEEDED", "The specified component exceeds the maximum width")
	}
}

// button: the style decides which fields are required and which are forbidden.
func (t *tree) button(path string, o wire.Object) {
	const linkStyle, premiumStyle = 5, 6
	forbid := func(field string) {
		if wire.Present(o, field) {
			t.c.add(join(path, field), "BUTTON_COMPONENT_INVALID_FIELD", fmt.Sprintf("A button of this style cannot have a %s", field))
		}
	}
	want := func(field string) {
		if !wire.Present(o, field) {
			t.c.add(join(path, field), "BASE_TYPE_REQUIRED", "This field is required")
		}
	}
	switch wire.Int(o, "style", 0) {
	case linkStyle:
		want("url")
		forbid("custom_id")
	case premiumStyle:
		want("sku_id")
		forbid("custom_id")
		return
	default:
		want("custom_id")
		forbid("url")
	}
	if o["emoji"] == nil {
		want("label")
	}
}

// input: its label belongs to the Label around it, or in the older layout to the input itself, and never to both.
func (t *tree) input(path, place string, o wire.Object) {
	if place == "label" && wire.Present(o, "label") {
		t.c.add(join(path, "label"), "TEXT_INPUT_LABEL_IN_LABEL", "A text input inside a label cannot have a label of its own")
	}
	if place == "modal row" && !wire.Present(o, "label") {
		t.c.add(join(path, "label"), "BASE_TYPE_REQUIRED", "This field is required")
	}
	low, high := wire.Int(o, "min_length", 0), wire.Int(o, "max_length", 4000)
	if low > high {
		t.c.add(join(path, "min_length"), "NUMBER_TYPE_MAX", "min_length cannot be more than max_length.")
	}
	if n := utf8.RuneCountInString(wire.Text(o, "value")); n > high {
		t.c.add(join(path, "value"), "BASE_TYPE_MAX_LENGTH", fmt.Sprintf("Must be %d or fewer in length.", high))
	}
}

func (t *tree) options(path string, o wire.Object) {
	values, chosen := map[string]bool{}, 0
	options := wire.Objects(wire.List(o, "options"))
	for i, option := range options {
		v := wire.Text(option, "value")
		if values[v] {
			t.c.add(join(join(path, "options"), join(fmt.Sprint(i), "value")), "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", "The specified option value is already used")
		}
		values[v] = true
		if on, _ := option["default"].(bool); on {
			chosen++
		}
	}
	if limit := wire.Int(o, "max_values", 1); limit > len(options) {
		t.c.add(join(path, "max_values"), "NUMBER_TYPE_MAX", "max_values cannot be more than the number of options.")
	} else if chosen > limit {
		t.c.add(join(path, "options"), "SELECT_COMPONENT_TOO_MANY_DEFAULTS", "More options are chosen by default than may be chosen")
	}
}

// CheckModal refuses an invalid modal.
func CheckModal(data wire.Object) error {
	c := checker{}
	newTree(&c)
	c.object("data", data, shapes["modal"])
	return c.refusal()
}
