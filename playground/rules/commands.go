package rules

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"lede/playground/wire"
)

// The types of commands and their options.
const (
	ChatCommand    = 1
	userCommand    = 2
	MessageCommand = 3

	optionSub         = 1
	OptionGroup       = 2
	OptionString      = 3
	OptionInteger     = 4
	OptionBoolean     = 5
	OptionUser        = 6
	OptionChannel     = 7
	OptionRole        = 8
	OptionMentionable = 9
	OptionNumber      = 10
	OptionAttachment  = 11
)

// CheckCommands refuses a list that is invalid as all commands of an application or guild.
func CheckCommands(list []wire.Object) error {
	c := checker{}
	names, kinds := map[string]bool{}, map[int]int{}
	for i, o := range list {
		path := fmt.Sprint(i)
		kind := wire.Int(o, "type", ChatCommand)
		kinds[kind]++
		c.command(path, o)
		key := fmt.Sprint(kind, " ", o["name"])
		if names[key] {
			c.add(path, "APPLICATION_COMMANDS_DUPLICATE_NAME", "Application command names must be unique")
		}
		names[key] = true
	}
	if err := c.refusal(); err != nil {
		return err
	}
	for kind, n := range kinds {
		limit := maxContextCommands
		if kind == ChatCommand {
			limit = maxChatCommands
		}
		if n > limit {
			return &Refusal{Status: 400, Code: 30032, Message: "Maximum number of application commands reached"}
		}
	}
	return nil
}

// command checks one command. User and message commands have a name only, with fewer rules.
func (c *checker) command(path string, o wire.Object) {
	c.object(path, o, shapes["command"])
	if kind := wire.Int(o, "type", ChatCommand); kind != ChatCommand {
		if wire.Present(o, "description") || wire.Present(o, "options") {
			c.add(join(path, "description"), "APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION", "Context menu commands cannot have description or options")
		}
		return
	}
	c.slashName(path, o)
	if !wire.Present(o, "description") {
		c.add(join(path, "description"), "BASE_TYPE_REQUIRED", "This field is required")
	}
	c.options(path, o, 0)
	c.contexts(path, o)
	if n := commandLength(o); n > maxCommandText {
		c.add(path, "APPLICATION_COMMAND_TOO_LARGE", fmt.Sprintf("Command exceeds maximum size (%d)", maxCommandText))
	}
}

// slashName checks the name of a slash command or of an option. The table has checked its length.
func (c *checker) slashName(path string, o wire.Object) {
	name := wire.Text(o, "name")
	if name == "" || utf8.RuneCountInString(name) > 32 {
		return
	}
	if !commandName.MatchString(name) || strings.ToLower(name) != name {
		c.add(join(path, "name"), "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid")
	}
}

// contexts checks where a command is shown. Private channels require the user installation.
func (c *checker) contexts(path string, o wire.Object) {
	const privateChannel, userInstall = 2.0, 1.0
	for i, v := range wire.List(o, "contexts") {
		if f, ok := v.(float64); !ok || f < 0 || f > privateChannel {
			c.add(join(join(path, "contexts"), i), "BASE_TYPE_CHOICES", "Value must be one of (0, 1, 2).")
		}
	}
	if slices.Contains(wire.List(o, "contexts"), any(privateChannel)) && !slices.Contains(wire.List(o, "integration_types"), any(userInstall)) {
		c.add(join(path, "contexts"), "APPLICATION_COMMAND_CONTEXT_REQUIRES_USER_INSTALL", "PRIVATE_CHANNEL requires the integration type USER_INSTALL")
	}
}

// options checks the options of a command, group or subcommand against each other; depth 0 is the command.
func (c *checker) options(path string, o wire.Object, depth int) {
	names, subs, optional := map[string]bool{}, 0, false
	list := wire.Objects(wire.List(o, "options"))
	for i, option := range list {
		at := join(join(path, "options"), i)
		c.slashName(at, option)
		if name := wire.Text(option, "name"); names[name] {
			c.add(join(at, "name"), "APPLICATION_COMMAND_OPTIONS_NAME_DUPLICATED", "Option names must be unique")
		} else {
			names[name] = true
		}
		kind := wire.Int(option, "type", 0)
		if kind == optionSub || kind == OptionGroup {
			subs++
			if depth >= 2 || kind == OptionGroup && depth > 0 {
				c.add(join(at, "type"), "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", "Sub-commands cannot be nested this deep")
				continue
			}
			c.options(at, option, depth+1+kind%2) // a subcommand contains only options
			continue
		}
		required, _ := option["required"].(bool)
		if required && optional {
			c.add(at, "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", "Required options must be placed before non-required options")
		}
		optional = optional || !required
		c.plainOption(at, option, kind)
	}
	if subs > 0 && subs < len(list) {
		c.add(join(path, "options"), "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", "Sub-command and sub-command group option types are mutually exclusive to all other types")
	}
}

func (c *checker) plainOption(path string, o wire.Object, kind int) {
	typed := kind == OptionString || kind == OptionInteger || kind == OptionNumber
	complete, _ := o["autocomplete"].(bool)
	if complete && (!typed || wire.Present(o, "choices")) {
		c.add(join(path, "autocomplete"), "APPLICATION_COMMAND_AUTOCOMPLETE_INVALID", "Autocomplete needs a string, integer or number option without choices")
	}
	if wire.Present(o, "choices") && !typed {
		c.add(join(path, "choices"), "APPLICATION_COMMAND_OPTIONS_CHOICES_INVALID", "Choices are only for string, integer and number options")
	}
	if wire.Present(o, "options") {
		c.add(join(path, "options"), "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", "Only sub-commands have options")
	}
	c.choices(path, wire.List(o, "choices"), kind)
}

// choices checks that values have the option's type; kind 0 accepts both strings and numbers.
func (c *checker) choices(path string, list []any, kind int) {
	for i, o := range wire.Objects(list) {
		at := join(join(join(path, "choices"), i), "value")
		switch v := o["value"].(type) {
		case string:
			if kind == OptionInteger || kind == OptionNumber {
				c.add(at, "NUMBER_TYPE_COERCE", "Value is not a number.")
			} else if n := utf8.RuneCountInString(v); n < 1 || n > 100 {
				c.add(at, "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 100 in length.")
			}
		case float64:
			if kind == OptionString {
				c.add(at, "BASE_TYPE_BAD_TYPE", "Could not interpret value as string.")
			}
		case nil: // the table has reported it
		default:
			c.add(at, "BASE_TYPE_BAD_TYPE", "Could not interpret value as string or number.")
		}
	}
}

// commandLength counts the characters of names, descriptions and choices at every depth, which Discord limits to 8000.
func commandLength(o wire.Object) int {
	n := utf8.RuneCountInString(wire.Text(o, "name")) + utf8.RuneCountInString(wire.Text(o, "description"))
	for _, option := range wire.Objects(wire.List(o, "options")) {
		n += commandLength(option)
	}
	for _, choice := range wire.Objects(wire.List(o, "choices")) {
		n += utf8.RuneCountInString(wire.Text(choice, "name")) + utf8.RuneCountInString(wire.Text(choice, "value"))
	}
	return n
}

// CheckChoices refuses an invalid answer to an autocompletion.
func CheckChoices(data wire.Object) error {
	c := checker{}
	c.object("data", data, shapes["choices"])
	c.choices("data", wire.List(data, "choices"), 0)
	return c.refusal()
}
