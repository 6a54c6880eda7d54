package contract

import (
	"fmt"
	"slices"
	"unicode/utf8"
)

// The types of components.
const (
	actionRow     = 1
	button        = 2
	stringSelect  = 3
	textInput     = 4
	channelSelect = 8
	section       = 9
	textDisplay   = 10
	thumbnail     = 11
	gallery       = 12
	fileDisplay   = 13
	separator     = 14
	container     = 17
	label         = 18
	fileUpload    = 19
)

// within lists which components are allowed where.
var within = map[string][]int{
	"message":   {actionRow, section, textDisplay, gallery, fileDisplay, separator, container},
	"container": {actionRow, section, textDisplay, gallery, fileDisplay, separator},
	"row":       {button, stringSelect, 5, 6, 7, channelSelect},
	"section":   {textDisplay},
	"accessory": {button, thumbnail},
	"modal":     {actionRow, textDisplay, label},
	"label":     {stringSelect, textInput, 5, 6, 7, channelSelect, fileUpload, 21, 22, 23},
	"old row":   {textInput},
}

// tree holds all components of one message or form.
type tree struct {
	*linter
	ids       map[string]bool
	numbers   map[int]bool
	count     int
	displayed int
	v2        bool // a component at the top requires the flag
}

func (t *tree) component(path string, o object, place string) {
	kind := intOf(o, "type")
	t.count++
	if !slices.Contains(within[place], kind) {
		t.add(path, "a component of type %d does not belong into a %s", kind, place)
		return
	}
	t.v2 = t.v2 || place == "message" && kind != actionRow
	t.identify(path, o, kind)
	switch kind {
	case actionRow:
		t.row(path, o, place)
	case button:
		t.button(path, o)
	case stringSelect:
		t.selection(path, o)
	case textInput:
		t.input(path, o, place)
	case section:
		t.inner(path, o, "section", 1, 3)
		if accessory := thingOf(o, "accessory"); accessory == nil {
			t.add(path, "a section needs an accessory")
		} else {
			t.component(path+".accessory", accessory, "accessory")
		}
	case textDisplay:
		t.notBlank(path, o, "content")
		t.length(path, o, "content", 1, maxDisplayed)
		t.displayed += utf8.RuneCountInString(textOf(o, "content"))
	case container:
		t.inner(path, o, "container", 1, maxComponents)
	case label:
		t.length(path, o, "label", 1, 45)
		t.length(path, o, "description", 0, 100)
		t.component(path+".component", thingOf(o, "component"), "label")
	}
}

// identify checks that ids are unique, and that interactive components have custom ids.
func (t *tree) identify(path string, o object, kind int) {
	if n := intOf(o, "id"); n != 0 {
		if t.numbers[n] {
			t.add(path, "the id %d stands twice", n)
		}
		t.numbers[n] = true
	}
	id := textOf(o, "custom_id")
	if id != "" && t.ids[id] {
		t.add(path, "the custom id %q stands twice", id)
	}
	t.ids[id] = true
	if kind >= stringSelect && kind <= channelSelect || kind == fileUpload {
		t.length(path, o, "custom_id", 1, maxCustomID)
	}
}

func (t *tree) inner(path string, o object, place string, low, high int) {
	list := thingsOf(o, "components")
	if len(list) < low || len(list) > high {
		t.add(path, "%d components in a %s, not %d to %d", len(list), place, low, high)
	}
	for i, c := range list {
		t.component(fmt.Sprintf("%s.components.%d", path, i), c, place)
	}
}

// row: five buttons, or one select, which takes the full width.
func (t *tree) row(path string, o object, place string) {
	if place == "modal" {
		t.inner(path, o, "old row", 1, 1)
		return
	}
	t.inner(path, o, "row", 1, 5)
	list := thingsOf(o, "components")
	if len(list) > 1 && slices.ContainsFunc(list, func(c object) bool { return intOf(c, "type") != button }) {
		t.add(path, "a select shares its row")
	}
}

// button: the style decides which fields it needs.
func (t *tree) button(path string, o object) {
	const linkStyle, premiumStyle = 5, 6
	t.length(path, o, "label", 0, 80)
	style := intOf(o, "style")
	if style < 1 || style > premiumStyle {
		t.add(path, "no style of a button")
	}
	if style != premiumStyle && textOf(o, "label") == "" && o["emoji"] == nil {
		t.add(path, "a button without label and emoji")
	}
	if style == linkStyle {
		t.length(path, o, "url", 1, 512)
		if webAddress(o["url"]) != nil {
			t.add(path, "%q is not a web address", textOf(o, "url"))
		}
		t.length(path, o, "custom_id", 0, 0)
		return
	}
	if style != premiumStyle {
		t.length(path, o, "custom_id", 1, maxCustomID)
		t.length(path, o, "url", 0, 0)
	}
}

func (t *tree) selection(path string, o object) {
	t.length(path, o, "placeholder", 0, 150)
	list := thingsOf(o, "options")
	if len(list) < 1 || len(list) > 25 {
		t.add(path, "%d options in a select, not 1 to 25", len(list))
	}
	values, chosen := map[string]bool{}, 0
	for i, option := range list {
		at := fmt.Sprintf("%s.options.%d", path, i)
		t.length(at, option, "label", 1, 100)
		t.notBlank(at, option, "label")
		t.length(at, option, "value", 1, 100)
		t.length(at, option, "description", 0, 100)
		if v := textOf(option, "value"); values[v] {
			t.add(at, "the value %q stands twice", v)
		} else {
			values[v] = true
		}
		if option["default"] == true {
			chosen++
		}
	}
	high := 1
	if o["max_values"] != nil {
		high = intOf(o, "max_values")
	}
	if low := intOf(o, "min_values"); o["min_values"] != nil && low > high || high > max(len(list), 1) {
		t.add(path, "min_values and max_values do not fit %d options", len(list))
	}
	if chosen > high {
		t.add(path, "%d options are chosen from the start, of which at most %d may be", chosen, high)
	}
}

// input: its label is the surrounding one, or in the older layout its own.
func (t *tree) input(path string, o object, place string) {
	if place == "label" {
		t.length(path, o, "label", 0, 0)
	} else {
		t.length(path, o, "label", 1, 45)
	}
	t.length(path, o, "placeholder", 0, 100)
	high := 4000
	if o["max_length"] != nil {
		high = intOf(o, "max_length")
	}
	if high < 1 || high > 4000 || intOf(o, "min_length") > high {
		t.add(path, "min_length and max_length do not fit each other")
	}
	t.length(path, o, "value", 0, high)
}
