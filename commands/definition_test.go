package commands_test

import (
	"encoding/json"
	"os"
	"regexp"
	"strings"
	"testing"

	"lede/commands"
	"lede/desk"
	"lede/languages"
	"lede/store"

	"github.com/bwmarrin/discordgo"
)

// TestEveryCommandHasItsWords holds the catalogue to the definitions, both ways.
func TestEveryCommandHasItsWords(t *testing.T) {
	b, err := os.ReadFile("../languages/en/commands.json")
	if err != nil {
		t.Fatal(err)
	}
	var phrases map[string]any
	if err := json.Unmarshal(b, &phrases); err != nil {
		t.Fatal(err)
	}
	shown := map[string]bool{}
	var walk func(path string, options []*discordgo.ApplicationCommandOption)
	walk = func(path string, options []*discordgo.ApplicationCommandOption) {
		for _, o := range options {
			shown[o.Description] = true
			if o.Description == "" || strings.HasPrefix(o.Description, "option.") {
				t.Errorf("%s %s has no description", path, o.Name)
			}
			for _, c := range o.Choices {
				shown[c.Name] = true
				if c.Name == "" || strings.HasPrefix(c.Name, "option.") {
					t.Errorf("%s %s has no name for %v", path, o.Name, c.Value)
				}
			}
			walk(path+" "+o.Name, o.Options)
		}
	}
	for _, c := range commands.All(desk.New(desk.Options{Store: store.NewMemory(nil)})) {
		if d := c.Definition; d.Type == discordgo.ChatApplicationCommand {
			shown[d.Description] = true
			if d.Description == "" || strings.HasPrefix(d.Description, "command.") {
				t.Errorf("/%s has no description", d.Name)
			}
			walk("/"+d.Name, d.Options)
		}
	}
	for key, phrase := range phrases {
		isDescription := strings.HasPrefix(key, "command.") && strings.HasSuffix(key, ".description") || strings.HasPrefix(key, "option.")
		if text, _ := phrase.(string); isDescription && !shown[text] {
			t.Errorf("no command shows %q", key)
		}
	}
}

// localized is one level of definitions: what stands beside each other, by the English name.
type localized struct {
	name, description, path string
	names, descriptions     map[discordgo.Locale]string
	children                []localized
}

func localizedCommand(d *discordgo.ApplicationCommand) localized {
	c := localized{name: d.Name, description: d.Description, path: "/" + d.Name}
	if d.NameLocalizations != nil {
		c.names = *d.NameLocalizations
	}
	if d.DescriptionLocalizations != nil {
		c.descriptions = *d.DescriptionLocalizations
	}
	c.children = localizedOptions(d.Options, c.path)
	return c
}

func localizedOptions(options []*discordgo.ApplicationCommandOption, path string) (list []localized) {
	for _, o := range options {
		own := path + " " + o.Name
		list = append(list, localized{
			name: o.Name, description: o.Description, path: own, names: o.NameLocalizations, descriptions: o.DescriptionLocalizations,
			children: localizedOptions(o.Options, own),
		})
	}
	return list
}

// TestEveryLanguageNamesEveryCommand holds the names to Discord's rules: a pattern, lengths, and that no name is another's.
func TestEveryLanguageNamesEveryCommand(t *testing.T) {
	locales := map[discordgo.Locale]string{"de": "de", "fr": "fr", "es-ES": "es", "pt-BR": "pt-BR", "uk": "uk"}
	var all []localized
	for _, c := range commands.All(desk.New(desk.Options{Store: store.NewMemory(nil)})) {
		all = append(all, localizedCommand(c.Definition))
		biggest := 0
		raw, err := json.Marshal(c.Definition)
		if err != nil {
			t.Fatal(err)
		}
		for _, n := range longest(t, raw) {
			biggest += n
		}
		if biggest > 8000 { // Discord's limit, which counts the longest localization of each text
			t.Errorf("/%s has %d characters", c.Definition.Name, biggest)
		}
	}
	for locale, tag := range locales {
		if languages.For(tag).Tag() == tag {
			distinct(t, locale, all)
		}
	}
}

// distinct checks one level and those below it in one language.
func distinct(t *testing.T, locale discordgo.Locale, level []localized) {
	t.Helper()
	taken := map[string]string{}
	for _, o := range level {
		taken[o.name] = o.path
	}
	for _, o := range level {
		name, message := o.names[locale], o.description == ""
		switch {
		case name == "":
			t.Errorf("%s: %s has no name", locale, o.path)
		case message && len([]rune(name)) > 32 || !message && (!localName.MatchString(name) || strings.ToLower(name) != name):
			t.Errorf("%s: %s is called %q, which Discord does not take", locale, o.path, name)
		case taken[name] != "" && taken[name] != o.path:
			t.Errorf("%s: %s and %s are both called %q", locale, o.path, taken[name], name)
		}
		taken[name] = o.path
		if n := len([]rune(o.descriptions[locale])); !message && (n < 1 || n > 100) {
			t.Errorf("%s: %s has a description of %d characters", locale, o.path, n)
		}
		distinct(t, locale, o.children)
	}
}

var localName = regexp.MustCompile(`^[-_'\p{L}\p{N}]{1,32}$`)

// longest are the lengths that Discord counts: of each name, description and choice the longest of all languages.
func longest(t *testing.T, raw []byte) (lengths []int) {
	t.Helper()
	var v any
	if err := json.Unmarshal(raw, &v); err != nil {
		t.Fatal(err)
	}
	var walk func(any)
	walk = func(v any) {
		switch v := v.(type) {
		case []any:
			for _, e := range v {
				walk(e)
			}
		case map[string]any:
			for _, field := range []string{"name", "description", "value"} {
				text, _ := v[field].(string)
				n := len([]rune(text))
				others, _ := v[field+"_localizations"].(map[string]any)
				for _, other := range others {
					text, _ := other.(string)
					n = max(n, len([]rune(text)))
				}
				lengths = append(lengths, n)
			}
			walk(v["options"])
			walk(v["choices"])
		}
	}
	walk(v)
	return lengths
}
