package contract

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// Limits that the description lacks, or states differently for bots, and those that must hold when it is absent.
const (
	maxContent     = 2000
	maxEmbedText   = 6000 // over all embeds of a message
	maxComponents  = 40   // nested ones counted
	maxDisplayed   = 4000 // over all texts of a message
	maxRows        = 5
	maxCustomID    = 100
	maxCommandText = 8000
	maxNonce       = 25
)

const flagV2 = 1 << 15

// linter collects the errors in one request.
type linter struct {
	wrong []string
}

func (l *linter) add(path, format string, args ...any) {
	l.wrong = append(l.wrong, strings.TrimPrefix(path+": ", ": ")+fmt.Sprintf(format, args...))
}

// length checks the length of a text, in characters; an absent one counts as empty.
func (l *linter) length(path string, o object, field string, low, high int) {
	if n := utf8.RuneCountInString(textOf(o, field)); n < low || n > high {
		l.add(path+"."+field, "%d characters, not %d to %d", n, low, high)
	}
}

// notBlank requires a text to contain more than white space, which Discord strips before it counts.
func (l *linter) notBlank(path string, o object, field string) {
	if strings.TrimSpace(textOf(o, field)) == "" {
		l.add(path+"."+field, "is empty")
	}
}

// lint returns what is wrong with a request by the rules that the description lacks.
func lint(x *exchange) []string {
	l := &linter{}
	if list, ok := x.body.([]any); ok && commandRun.MatchString(x.path) {
		l.commands(list)
		return l.wrong
	}
	o, ok := x.body.(object)
	if !ok {
		return nil
	}
	switch {
	case callbackRun.MatchString(x.path):
		l.callback(o)
	case webhookRun.MatchString(x.path), messageRun.MatchString(x.path):
		l.message("", o, x.method == "PATCH")
	case threadRun.MatchString(x.path):
		l.length("", o, "name", 1, 100)
		if m := thingOf(o, "message"); m != nil {
			l.message("message", m, false)
		}
	case commandRun.MatchString(x.path) && x.method == "POST":
		l.commands([]any{o})
	}
	return l.wrong
}

func (l *linter) callback(o object) {
	data := thingOf(o, "data")
	switch kind := intOf(o, "type"); kind {
	case 4:
		l.message("data", data, false)
	case 7:
		l.message("data", data, true)
	case 8:
		l.choices("data", data, true)
	case 9:
		l.modal("data", data)
	case 5, 6:
		if n := len(data); n > 1 || n == 1 && data["flags"] == nil {
			l.add("data", "a deferral has nothing but flags")
		}
	}
}

// message: an edit may omit what stays as it is, including the flags.
func (l *linter) message(path string, o object, edit bool) {
	l.length(path, o, "content", 0, maxContent)
	l.embeds(path, o)
	l.nonce(path, o)
	v2 := intOf(o, "flags")&flagV2 != 0
	t := &tree{linter: l, ids: map[string]bool{}, numbers: map[int]bool{}}
	for i, c := range thingsOf(o, "components") {
		t.component(fmt.Sprintf("%s.components.%d", path, i), c, "message")
	}
	if v2 {
		for _, field := range []string{"content", "embeds", "poll", "sticker_ids"} {
			if _, given := o[field]; given {
				l.add(path, "%s beside the flag for Components V2", field)
			}
		}
	} else if t.v2 && (!edit || o["flags"] != nil) {
		l.add(path, "components of V2 without the flag for them")
	}
	if !v2 && !t.v2 && len(thingsOf(o, "components")) > maxRows {
		l.add(path, "more than %d rows", maxRows)
	}
	if t.count > maxComponents {
		l.add(path, "%d components, nested ones counted, not at most %d", t.count, maxComponents)
	}
	if t.displayed > maxDisplayed {
		l.add(path, "%d characters of text over all components, not at most %d", t.displayed, maxDisplayed)
	}
	if !edit && isEmpty(o) {
		l.add(path, "the message is empty")
	}
}

func (l *linter) nonce(path string, o object) {
	nonce := o["nonce"]
	if n := utf8.RuneCountInString(fmt.Sprint(nonce)); nonce != nil && n > maxNonce {
		l.add(path+".nonce", "%d characters, not at most %d", n, maxNonce)
	}
	if o["enforce_nonce"] == true && nonce == nil {
		l.add(path, "enforce_nonce without a nonce")
	}
}

// isEmpty reports whether a message shows nothing at all.
func isEmpty(o object) bool {
	for _, field := range []string{"embeds", "components", "attachments", "sticker_ids"} {
		if len(thingsOf(o, field)) > 0 {
			return false
		}
	}
	return strings.TrimSpace(textOf(o, "content")) == "" && o["poll"] == nil
}

func (l *linter) embeds(path string, o object) {
	total := 0
	count := func(o object, fields ...string) {
		for _, f := range fields {
			total += utf8.RuneCountInString(strings.TrimSpace(textOf(o, f)))
		}
	}
	for i, e := range thingsOf(o, "embeds") {
		count(e, "title", "description")
		count(thingOf(e, "footer"), "text")
		count(thingOf(e, "author"), "name")
		for j, f := range thingsOf(e, "fields") {
			count(f, "name", "value")
			at := fmt.Sprintf("%s.embeds.%d.fields.%d", path, i, j)
			l.notBlank(at, f, "name")
			l.notBlank(at, f, "value")
		}
	}
	if total > maxEmbedText {
		l.add(path, "%d characters over all embeds, not at most %d", total, maxEmbedText)
	}
}

func (l *linter) choices(path string, o object, must bool) {
	list, ok := o["choices"].([]any)
	if !ok && must {
		l.add(path, "an answer to typing has a list of choices, if an empty one")
	}
	if len(list) > 25 {
		l.add(path, "%d choices, not at most 25", len(list))
	}
	for i, c := range thingsOf(o, "choices") {
		at := fmt.Sprintf("%s.choices.%d", path, i)
		l.length(at, c, "name", 1, 100)
		l.notBlank(at, c, "name")
		if _, isText := c["value"].(string); isText {
			l.length(at, c, "value", 1, 100)
		} else if _, isNumber := c["value"].(float64); !isNumber {
			l.add(at, "the value is neither text nor a number")
		}
	}
}

func (l *linter) modal(path string, o object) {
	l.length(path, o, "title", 1, 45)
	l.length(path, o, "custom_id", 1, maxCustomID)
	list := thingsOf(o, "components")
	if len(list) < 1 || len(list) > maxRows {
		l.add(path, "%d components in a form, not 1 to %d", len(list), maxRows)
	}
	t := &tree{linter: l, ids: map[string]bool{}, numbers: map[int]bool{}}
	for i, c := range list {
		t.component(fmt.Sprintf("%s.components.%d", path, i), c, "modal")
	}
}

// slashName is Discord's pattern for the names of commands and options.
var slashName = regexp.MustCompile(`^[-_'\p{L}\p{N}\p{Devanagari}\p{Thai}]{1,32}$`)

// commands checks all commands of one scope, or a new one.
func (l *linter) commands(list []any) {
	names, kinds := map[string]bool{}, map[int]int{}
	for i, v := range list {
		o, _ := v.(object)
		at := fmt.Sprint(i)
		kind := max(intOf(o, "type"), 1)
		key := fmt.Sprint(kind, textOf(o, "name"))
		if names[key] {
			l.add(at, "two commands are called %s", textOf(o, "name"))
		}
		names[key] = true
		if kinds[kind]++; kind == 1 && kinds[kind] == 101 || kind != 1 && kinds[kind] == 16 {
			l.add(at, "too many commands of type %d", kind)
		}
		if kind != 1 {
			if textOf(o, "description") != "" || len(thingsOf(o, "options")) > 0 {
				l.add(at, "a command of a menu has no description and no options")
			}
			continue
		}
		l.named(at, o)
		l.options(at, o, 0)
		if n := textSize(o); n > maxCommandText {
			l.add(at, "%d characters of names, descriptions and choices, not at most %d", n, maxCommandText)
		}
		contexts, _ := o["contexts"].([]any)
		kindsOf, _ := o["integration_types"].([]any)
		if slices.Contains(contexts, any(2.0)) && !slices.Contains(kindsOf, any(1.0)) {
			l.add(at, "shown in private channels without being installable by people")
		}
	}
}

func (l *linter) named(path string, o object) {
	name := textOf(o, "name")
	if !slashName.MatchString(name) || name != strings.ToLower(name) {
		l.add(path, "%q is no name for a command or an option", name)
	}
	l.length(path, o, "description", 1, 100)
}

// options: depth counts the enclosing subcommands.
func (l *linter) options(path string, o object, depth int) {
	names, subs, optional := map[string]bool{}, 0, false
	list := thingsOf(o, "options")
	if len(list) > 25 {
		l.add(path, "%d options, not at most 25", len(list))
	}
	for i, option := range list {
		at := fmt.Sprintf("%s.options.%d", path, i)
		l.named(at, option)
		if name := textOf(option, "name"); names[name] {
			l.add(at, "two options are called %s", name)
		} else {
			names[name] = true
		}
		kind := intOf(option, "type")
		if kind == 1 || kind == 2 {
			subs++
			if kind == 2 && depth > 0 || depth > 1 {
				l.add(at, "subcommands this deep")
			}
			l.options(at, option, depth+3-kind)
			continue
		}
		required := option["required"] == true
		if required && optional {
			l.add(at, "a required option after one that is not")
		}
		optional = optional || !required
		l.option(at, option, kind)
	}
	if subs > 0 && subs < len(list) {
		l.add(path, "subcommands beside other options")
	}
}

func (l *linter) option(path string, o object, kind int) {
	typed := kind == 3 || kind == 4 || kind == 10
	if o["autocomplete"] == true && (!typed || len(thingsOf(o, "choices")) > 0) {
		l.add(path, "autocomplete needs text or a number, and no choices")
	}
	if len(thingsOf(o, "choices")) > 0 && !typed {
		l.add(path, "choices need text or a number")
	}
	for _, pair := range [][2]string{{"min_value", "max_value"}, {"min_length", "max_length"}} {
		low, hasLow := o[pair[0]].(float64)
		high, hasHigh := o[pair[1]].(float64)
		if hasLow && hasHigh && low > high {
			l.add(path, "%s is more than %s", pair[0], pair[1])
		}
	}
	l.choices(path, o, false)
}

// textSize counts as Discord does: the longest translation of each text.
func textSize(o object) int {
	n := 0
	for _, field := range []string{"name", "description"} {
		longest := utf8.RuneCountInString(textOf(o, field))
		for _, v := range thingOf(o, field+"_localizations") {
			s, _ := v.(string)
			longest = max(longest, utf8.RuneCountInString(s))
		}
		n += longest
	}
	n += utf8.RuneCountInString(textOf(o, "value"))
	for _, inner := range append(thingsOf(o, "options"), thingsOf(o, "choices")...) {
		n += textSize(inner)
	}
	return n
}
