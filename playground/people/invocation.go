package people

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"lede/playground/rules"
	"lede/playground/wire"
	"lede/playground/world"
)

// invocation is a command as a person fills it in.
type invocation struct {
	command  wire.Object
	path     []wire.Object // the group and subcommand that were named
	options  []any         // filled in
	focused  string        // the option being typed, "" when the command is sent
	resolved *resolver
}

// usable reports whether a command is shown to a person in a place.
func usable(c wire.Object, who *world.Profile, at world.Place) bool {
	const inGuilds, withBot = 0.0, 1.0
	context := inGuilds
	if at.Guild == nil {
		context = withBot
		if allowed, given := c["dm_permission"].(bool); given && !allowed {
			return false
		}
	}
	if contexts, given := c["contexts"].([]any); given && !slices.Contains(contexts, any(context)) {
		return false
	}
	if guild := wire.Text(c, "guild_id"); guild != "" && guild != at.GuildID() {
		return false
	}
	if need, given := c["default_member_permissions"].(string); given && at.Guild != nil && !who.Admin {
		n, _ := strconv.ParseInt(need, 10, 64) // checked when it was registered
		// 0 means administrators only.
		return n != 0 && world.PermissionsOf(who)&n == n
	}
	return true
}

// find looks up a command by name, with its group and subcommand.
func (p *Person) find(command string, who *world.Profile, at world.Place) (*invocation, error) {
	words := strings.Fields(strings.TrimPrefix(command, "/"))
	if len(words) == 0 {
		return nil, errors.New("no command was named")
	}
	var c wire.Object
	for _, x := range p.s.Commands {
		if x["name"] == words[0] && wire.Int(x, "type", rules.ChatCommand) == rules.ChatCommand && usable(x, who, at) {
			c = x
		}
	}
	if c == nil {
		return nil, fmt.Errorf("%s is shown no command /%s here", who.Name, words[0])
	}
	inv := &invocation{command: c, resolved: newResolver(p.s, at)}
	inside := c
	for _, word := range words[1:] {
		list := wire.Objects(wire.List(inside, "options"))
		i := slices.IndexFunc(list, func(o wire.Object) bool { return o["name"] == word && wire.Int(o, "type", 0) <= rules.OptionGroup })
		if i < 0 {
			return nil, fmt.Errorf("the command /%s has no subcommand %s", words[0], word)
		}
		inside = list[i]
		inv.path = append(inv.path, inside)
	}
	if list := wire.Objects(wire.List(inside, "options")); len(list) > 0 && wire.Int(list[0], "type", 0) <= rules.OptionGroup {
		return nil, fmt.Errorf("the command /%s needs a subcommand", strings.Join(words, " "))
	}
	return inv, nil
}

func (inv *invocation) definitions() []wire.Object {
	inside := inv.command
	if n := len(inv.path); n > 0 {
		inside = inv.path[n-1]
	}
	return wire.Objects(wire.List(inside, "options"))
}

// fill gives the options their values, in the order of the definition.
func (inv *invocation) fill(values map[string]any) error {
	left := maps.Clone(values)
	for _, d := range inv.definitions() {
		name := wire.Text(d, "name")
		v, given := left[name]
		delete(left, name)
		if name == inv.focused {
			if complete, _ := d["autocomplete"].(bool); !complete {
				return fmt.Errorf("the option %s does not complete", name)
			}
			if v == nil {
				v = ""
			}
			// A focused option is sent as typed, whatever its type.
			inv.options = append(inv.options, wire.Object{"name": name, "type": d["type"], "value": fmt.Sprint(v), "focused": true})
			continue
		}
		if !given || v == nil {
			if required, _ := d["required"].(bool); required && inv.focused == "" {
				return fmt.Errorf("the option %s is required", name)
			}
			continue
		}
		v, err := inv.resolved.option(d, v)
		if err != nil {
			return fmt.Errorf("the option %s: %w", name, err)
		}
		inv.options = append(inv.options, wire.Object{"name": name, "type": d["type"], "value": v})
	}
	if len(left) > 0 {
		return fmt.Errorf("the command has no option %s", strings.Join(sortedKeys(left), ", "))
	}
	if inv.focused != "" && !slices.ContainsFunc(wire.Objects(inv.options), func(o wire.Object) bool { return o["focused"] == true }) {
		return fmt.Errorf("the command has no option %s", inv.focused)
	}
	return nil
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

// data returns the data of the interaction.
func (inv *invocation) data() wire.Object {
	options := inv.options
	for _, sub := range slices.Backward(inv.path) {
		if options == nil {
			options = []any{}
		}
		options = []any{wire.Object{"name": sub["name"], "type": sub["type"], "options": options}}
	}
	data := wire.Object{"id": inv.command["id"], "name": inv.command["name"], "type": rules.ChatCommand}
	if len(options) > 0 {
		data["options"] = options
	}
	if g := wire.Text(inv.command, "guild_id"); g != "" {
		data["guild_id"] = g
	}
	inv.resolved.writeTo(data)
	return data
}
