package playground

import (
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// invocation is a command as somebody fills it in.
type invocation struct {
	command  object
	path     []object // the group and subcommand that were named
	options  []any    // filled in
	focused  string   // the option that is being typed, "" when the command is sent
	resolved resolution
}

// resolution is what ids in options stand for, by kind and id.
type resolution object

func (r resolution) put(kind, id string, v any) {
	of, ok := r[kind].(object)
	if !ok {
		of = object{}
		r[kind] = of
	}
	of[id] = v
}

// usable tells whether somebody is shown this command here.
func usable(c object, who *Profile, at place) bool {
	const inGuilds, withBot = 0.0, 1.0
	context := inGuilds
	if at.guild == nil {
		context = withBot
		if allowed, given := c["dm_permission"].(bool); given && !allowed {
			return false
		}
	}
	if contexts, given := c["contexts"].([]any); given && !slices.Contains(contexts, any(context)) {
		return false
	}
	if guild := textOf(c, "guild_id"); guild != "" && guild != at.guildID() {
		return false
	}
	if need, given := c["default_member_permissions"].(string); given && at.guild != nil && !who.Admin {
		n, _ := strconv.ParseInt(need, 10, 64) // checked when it was registered
		// Needing nothing means that only administrators are let in.
		return n != 0 && permissionsOf(who)&n == n
	}
	return true
}

// find looks a command up by the words that somebody types.
func (s *Server) find(command string, who *Profile, at place) (*invocation, error) {
	words := strings.Fields(strings.TrimPrefix(command, "/"))
	if len(words) == 0 {
		return nil, errors.New("no command was named")
	}
	var c object
	for _, x := range s.commands {
		if x["name"] == words[0] && intOf(x, "type", chatCommand) == chatCommand && usable(x, who, at) {
			c = x
		}
	}
	if c == nil {
		return nil, fmt.Errorf("%s is shown no command /%s here", who.Name, words[0])
	}
	inv := &invocation{command: c, resolved: resolution{}}
	inside := c
	for _, word := range words[1:] {
		list := objects(listOf(inside, "options"))
		i := slices.IndexFunc(list, func(o object) bool { return o["name"] == word && intOf(o, "type", 0) <= optionGroup })
		if i < 0 {
			return nil, fmt.Errorf("the command /%s has no subcommand %s", words[0], word)
		}
		inside = list[i]
		inv.path = append(inv.path, inside)
	}
	if list := objects(listOf(inside, "options")); len(list) > 0 && intOf(list[0], "type", 0) <= optionGroup {
		return nil, fmt.Errorf("the command /%s needs a subcommand", strings.Join(words, " "))
	}
	return inv, nil
}

func (inv *invocation) definitions() []object {
	inside := inv.command
	if n := len(inv.path); n > 0 {
		inside = inv.path[n-1]
	}
	return objects(listOf(inside, "options"))
}

// fill gives the options their values, in the order of the definition.
func (inv *invocation) fill(s *Server, at place, values map[string]any) error {
	left := maps.Clone(values)
	for _, d := range inv.definitions() {
		name := textOf(d, "name")
		v, given := left[name]
		delete(left, name)
		if name == inv.focused {
			if complete, _ := d["autocomplete"].(bool); !complete {
				return fmt.Errorf("the option %s does not complete", name)
			}
			if v == nil {
				v = ""
			}
			// What is being typed is sent as it is, whatever it will be in the end.
			inv.options = append(inv.options, object{"name": name, "type": d["type"], "value": fmt.Sprint(v), "focused": true})
			continue
		}
		if !given || v == nil {
			if required, _ := d["required"].(bool); required && inv.focused == "" {
				return fmt.Errorf("the option %s is required", name)
			}
			continue
		}
		v, err := s.optionValue(inv.resolved, at, d, v)
		if err != nil {
			return fmt.Errorf("the option %s: %w", name, err)
		}
		inv.options = append(inv.options, object{"name": name, "type": d["type"], "value": v})
	}
	if len(left) > 0 {
		return fmt.Errorf("the command has no option %s", strings.Join(sortedKeys(left), ", "))
	}
	if inv.focused != "" && !slices.ContainsFunc(objects(inv.options), func(o object) bool { return o["focused"] == true }) {
		return fmt.Errorf("the command has no option %s", inv.focused)
	}
	return nil
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

// data is the invocation as the bot gets it.
func (inv *invocation) data() object {
	options := inv.options
	for _, sub := range slices.Backward(inv.path) {
		if options == nil {
			options = []any{}
		}
		options = []any{object{"name": sub["name"], "type": sub["type"], "options": options}}
	}
	data := object{"id": inv.command["id"], "name": inv.command["name"], "type": chatCommand}
	if len(options) > 0 {
		data["options"] = options
	}
	if g := textOf(inv.command, "guild_id"); g != "" {
		data["guild_id"] = g
	}
	if len(inv.resolved) > 0 {
		data["resolved"] = object(inv.resolved)
	}
	return data
}

// optionValue turns what was given into what Discord sends for this option, or refuses it.
func (s *Server) optionValue(r resolution, at place, d object, v any) (any, error) {
	id := fmt.Sprint(v)
	switch intOf(d, "type", 0) {
	case optionString:
		n := utf8.RuneCountInString(id)
		if n < intOf(d, "min_length", 0) || n > intOf(d, "max_length", 6000) {
			return nil, fmt.Errorf("%d characters are too few or too many", n)
		}
		return id, oneOf(d, id)
	case optionInteger, optionNumber:
		return numberValue(d, id)
	case optionBoolean:
		b, err := strconv.ParseBool(id)
		if err != nil {
			return nil, fmt.Errorf("%q is neither true nor false", id)
		}
		return b, nil
	case optionUser:
		return id, s.resolveUser(r, id, at)
	case optionRole:
		return id, s.resolveRole(r, id, at)
	case optionMentionable:
		return id, s.resolveMentionable(r, id, at)
	case optionChannel:
		return id, s.resolveChannel(r, id, at, listOf(d, "channel_types"))
	case optionAttachment:
		u, ok := v.(Upload)
		if !ok {
			return nil, errors.New("an attachment is given as an Upload")
		}
		f := &file{name: u.Filename, kind: u.ContentType, data: u.Data}
		o, _ := s.keepFiles(at.ID, []*file{f})[0].(object)
		o["ephemeral"] = true
		r.put("attachments", f.id, o)
		return f.id, nil
	}
	return nil, errors.New("there is nothing of this kind in the playground")
}

// numberValue accepts whatever is written as a number, since the page has nothing but text.
func numberValue(d object, typed string) (any, error) {
	f, err := strconv.ParseFloat(typed, 64)
	if err != nil || math.IsNaN(f) || math.IsInf(f, 0) {
		return nil, fmt.Errorf("%q is no number", typed)
	}
	if intOf(d, "type", 0) == optionInteger && f != math.Trunc(f) {
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

// oneOf holds a value against the choices of an option, if it has any.
func oneOf(d object, v any) error {
	choices := objects(listOf(d, "choices"))
	if len(choices) > 0 && !slices.ContainsFunc(choices, func(c object) bool { return c["value"] == v }) {
		return fmt.Errorf("%v is none of its choices", v)
	}
	return nil
}

func (s *Server) resolveUser(r resolution, id string, at place) error {
	p, ok := s.world.profile(id)
	if !ok {
		return fmt.Errorf("there is no person with the id %q", id)
	}
	r.put("users", id, userObject(p))
	if at.guild != nil {
		m := memberObject(at.guild, p)
		for _, field := range []string{"user", "deaf", "mute"} {
			delete(m, field)
		}
		r.put("members", id, m)
	}
	return nil
}

// resolveChannel lets nobody choose a channel of another guild, nor of a type that was not asked for.
func (s *Server) resolveChannel(r resolution, id string, at place, types []any) error {
	p, ok := s.world.place(id)
	if !ok || p.guild == nil || p.guildID() != at.guildID() {
		return fmt.Errorf("there is no channel with the id %q here", id)
	}
	if len(types) > 0 && !slices.Contains(types, any(float64(p.Type))) {
		return fmt.Errorf("the channel #%s is not of the type wanted", p.Name)
	}
	o := s.channelObject(p)
	delete(o, "permission_overwrites")
	o["permissions"] = bits(everyones)
	r.put("channels", id, o)
	return nil
}
