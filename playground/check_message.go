package playground

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// The flags of a message.
const (
	flagSuppressEmbeds = 1 << 2
	flagEphemeral      = 1 << 6
	flagLoading        = 1 << 7
	flagSilent         = 1 << 12
	flagComponentsV2   = 1 << 15
)

// checkMessage tells whether Discord accepts this as a message. For an edit, body is the message as it would be
// after it, and sent what the request itself holds.
func checkMessage(sent, body object, flags int) error {
	c := checker{}
	tree := newTree(&c)
	v2 := flags&flagComponentsV2 != 0
	rules := slices.Clone(shapes["message"])
	for i := range rules {
		if rules[i].field == "components" && !v2 {
			rules[i].max, rules[i].place = maxRows, "legacy message"
		}
	}
	c.object("", sent, rules)
	if v2 {
		for _, field := range []string{"content", "embeds", "poll", "sticker_ids"} {
			if present(body, field) {
				c.add(field, "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
					fmt.Sprintf("The '%s' field cannot be used when using MessageFlags.IS_COMPONENTS_V2", field))
			}
		}
		tree.totals()
		checkFiles(&c, sent, body)
	}
	checkEmbeds(&c, sent)
	checkMentions(&c, sent)
	if err := c.refusal(); err != nil {
		return err
	}
	for _, field := range []string{"content", "embeds", "components", "attachments", "poll", "sticker_ids"} {
		if present(body, field) {
			return nil
		}
	}
	return emptyMessage()
}

// checkFiles refuses a component that shows a file which does not come with the message.
func checkFiles(c *checker, sent, body object) {
	names := map[string]bool{}
	for _, o := range objects(listOf(body, "attachments")) {
		names[textOf(o, "filename")] = true
	}
	walk(listOf(sent, "components"), func(o object) {
		shown, ok := o["file"].(object)
		if !ok {
			return
		}
		if name, ok := strings.CutPrefix(textOf(shown, "url"), attachmentScheme); !ok || !names[name] {
			c.add("components", "UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND", fmt.Sprintf("The referenced attachment %q was not found.", textOf(shown, "url")))
		}
	})
}

// checkEmbeds adds up what Discord bounds over all embeds together, counting trimmed text as it does.
func checkEmbeds(c *checker, sent object) {
	total := 0
	count := func(o object, fields ...string) {
		for _, f := range fields {
			total += utf8.RuneCountInString(strings.TrimSpace(textOf(o, f)))
		}
	}
	for i, e := range objects(listOf(sent, "embeds")) {
		before := total
		count(e, "title", "description")
		for _, f := range objects(listOf(e, "fields")) {
			count(f, "name", "value")
		}
		footer, _ := e["footer"].(object)
		author, _ := e["author"].(object)
		count(footer, "text")
		count(author, "name")
		if before == total && e["image"] == nil && e["thumbnail"] == nil {
			c.add(join("embeds", i), "BASE_TYPE_REQUIRED", "This embed is empty")
		}
	}
	if total > maxEmbedText {
		c.add("embeds", "MAX_EMBED_SIZE_EXCEEDED", fmt.Sprintf("Embed size exceeds maximum size of %d", maxEmbedText))
	}
}

// checkMentions refuses to have the same people mentioned by rule and by name, since it would be unclear which holds.
func checkMentions(c *checker, sent object) {
	m, ok := sent["allowed_mentions"].(object)
	if !ok {
		return
	}
	for i, v := range listOf(m, "parse") {
		s, _ := v.(string)
		if !slices.Contains([]string{"users", "roles", "everyone"}, s) {
			c.add(join("allowed_mentions.parse", i), "BASE_TYPE_CHOICES", "Value must be one of ('everyone', 'users', 'roles').")
		} else if present(m, s) {
			c.add("allowed_mentions", "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE", fmt.Sprintf("parse:[%q] and %s: [ids...] are mutually exclusive.", s, s))
		}
	}
	for _, field := range []string{"users", "roles"} {
		for i, v := range listOf(m, field) {
			if !isSnowflake(v) {
				c.add(join("allowed_mentions."+field, i), "NUMBER_TYPE_COERCE", "Value is not snowflake.")
			}
		}
	}
}

// tree watches over what holds for all components of a message or modal together.
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

// totals are known only when all components have been seen.
func (t *tree) totals() {
	if t.count > maxComponents {
		t.c.add("components", "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED", fmt.Sprintf("The total number of components cannot exceed %d", maxComponents))
	}
	if t.displayed > maxDisplayed {
		t.c.add("components", "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED", fmt.Sprintf("The sum of all component text cannot exceed %d", maxDisplayed))
	}
}

func (t *tree) inspect(path, place string, kind int, o object) {
	t.count++
	if id := textOf(o, "custom_id"); id != "" {
		if t.ids[id] {
			t.c.add(join(path, "custom_id"), "COMPONENT_CUSTOM_ID_DUPLICATED", "Component custom id cannot be duplicated")
		}
		t.ids[id] = true
	}
	if id := intOf(o, "id", 0); id != 0 {
		if t.numbers[id] {
			t.c.add(join(path, "id"), "COMPONENT_ID_DUPLICATED", "Component id cannot be duplicated")
		}
		t.numbers[id] = true
	}
	switch kind {
	case actionRow:
		t.row(path, o)
	case button:
		t.button(path, o)
	case textDisplay:
		t.displayed += utf8.RuneCountInString(textOf(o, "content"))
	case textInput:
		t.input(path, place, o)
	case stringSelect:
		t.options(path, o)
	}
	if low, high := intOf(o, "min_values", 1), intOf(o, "max_values", 25); low > high {
		t.c.add(join(path, "min_values"), "NUMBER_TYPE_MAX", "min_values cannot be more than max_values.")
	}
}

// row: a select takes the whole width of a row.
func (t *tree) row(path string, o object) {
	inside := objects(listOf(o, "components"))
	if len(inside) > 1 && slices.ContainsFunc(inside, func(c object) bool { k := typeOf(c); return k >= stringSelect && k <= channelSelect }) {
		t.c.add(join(path, "components"), "COMPONENT_LAYOUT_WIDTH_EXCEEDED", "The specified component exceeds the maximum width")
	}
}

// button: the style decides which fields it needs and which it must not have.
func (t *tree) button(path string, o object) {
	const linkStyle, premiumStyle = 5, 6
	forbid := func(field string) {
		if present(o, field) {
			t.c.add(join(path, field), "BUTTON_COMPONENT_INVALID_FIELD", fmt.Sprintf("A button of this style cannot have a %s", field))
		}
	}
	want := func(field string) {
		if !present(o, field) {
			t.c.add(join(path, field), "BASE_TYPE_REQUIRED", "This field is required")
		}
	}
	switch intOf(o, "style", 0) {
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

// input: its label stands in the Label around it, or in the older layout in the input itself, and never twice.
func (t *tree) input(path, place string, o object) {
	if place == "label" && present(o, "label") {
		t.c.add(join(path, "label"), "TEXT_INPUT_LABEL_IN_LABEL", "A text input inside a label cannot have a label of its own")
	}
	if place == "modal row" && !present(o, "label") {
		t.c.add(join(path, "label"), "BASE_TYPE_REQUIRED", "This field is required")
	}
	low, high := intOf(o, "min_length", 0), intOf(o, "max_length", 4000)
	if low > high {
		t.c.add(join(path, "min_length"), "NUMBER_TYPE_MAX", "min_length cannot be more than max_length.")
	}
	if n := utf8.RuneCountInString(textOf(o, "value")); n > high {
		t.c.add(join(path, "value"), "BASE_TYPE_MAX_LENGTH", fmt.Sprintf("Must be %d or fewer in length.", high))
	}
}

func (t *tree) options(path string, o object) {
	values, chosen := map[string]bool{}, 0
	options := objects(listOf(o, "options"))
	for i, option := range options {
		v := textOf(option, "value")
		if values[v] {
			t.c.add(join(join(path, "options"), join(fmt.Sprint(i), "value")), "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", "The specified option value is already used")
		}
		values[v] = true
		if on, _ := option["default"].(bool); on {
			chosen++
		}
	}
	if limit := intOf(o, "max_values", 1); limit > len(options) {
		t.c.add(join(path, "max_values"), "NUMBER_TYPE_MAX", "max_values cannot be more than the number of options.")
	} else if chosen > limit {
		t.c.add(join(path, "options"), "SELECT_COMPONENT_TOO_MANY_DEFAULTS", "More options are chosen by default than may be chosen")
	}
}

// checkModal tells whether Discord shows this as a form.
func checkModal(data object) error {
	c := checker{}
	newTree(&c)
	c.object("data", data, shapes["modal"])
	return c.refusal()
}
