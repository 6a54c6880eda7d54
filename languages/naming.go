package languages

import (
	"maps"
	"regexp"
	"slices"
	"strings"
)

const nameKey = ".name"

// mention matches a command, possibly with a subcommand, or an option in backticks.
var mention = regexp.MustCompile("(^|[\\s`“„«(])/([a-z]+(?:-[a-z]+)*)( [a-z-]+)?|`([a-z]+(?:-[a-z]+)*)`")

// naming puts a language's own names of commands and options into its phrases, whose files use the English ones.
func naming(phrases map[string]phrase) {
	options := optionNames(phrases)
	for key, p := range phrases {
		if strings.HasSuffix(key, nameKey) {
			continue
		}
		phrases[key] = p.edited(func(text string) string {
			if !strings.ContainsAny(text, "/`") {
				return text
			}
			return mention.ReplaceAllStringFunc(text, func(m string) string { return named(phrases, options, m) })
		})
	}
}

// optionNames maps the English names of options to a language's own. A name for the option everywhere takes precedence over one
// for the option of one command.
func optionNames(phrases map[string]phrase) map[string]string {
	names := map[string]string{}
	for _, key := range slices.Sorted(maps.Keys(phrases)) {
		path, isName := strings.CutSuffix(key, nameKey)
		if parts := strings.Split(path, "."); isName && (parts[0] == "option" || len(parts) > 2) {
			names[parts[len(parts)-1]] = phrases[key].other
		}
	}
	return names
}

// named replaces a mention by the language's own names.
func named(phrases map[string]phrase, options map[string]string, said string) string {
	m := mention.FindStringSubmatch(said)
	before, command, sub, option := m[1], m[2], strings.TrimPrefix(m[3], " "), m[4]
	if option != "" {
		if own, ok := options[option]; ok {
			return "`" + own + "`"
		}
		return said
	}
	own, ok := ownName(phrases, "command."+command)
	if !ok {
		return said
	}
	name := before + "/" + own
	if sub == "" {
		return name
	}
	if own, ok := ownName(phrases, "command."+command+"."+sub); ok {
		return name + " " + own
	}
	return name + " " + sub
}

// ownName returns the name at a path in the definitions: of a command, a subcommand or an option, which may have the same
// name everywhere.
func ownName(phrases map[string]phrase, path string) (string, bool) {
	if p, ok := phrases[path+nameKey]; ok {
		return p.other, true
	}
	parts := strings.Split(path, ".")
	if len(parts) < 3 { // a command
		return "", false
	}
	p, ok := phrases["option."+parts[len(parts)-1]+nameKey]
	return p.other, ok
}

// Name returns the language's own name at a path in the definitions of the commands, such as "command.digest.set.zone";
// false if it is the English one.
func (l Language) Name(path string) (string, bool) {
	return ownName(l.catalogue().phrases(), path)
}

// Command returns a command as a user of the language types it, without the slash.
func (l Language) Command(name string) string {
	if own, ok := l.Name("command." + name); ok {
		return own
	}
	return name
}
