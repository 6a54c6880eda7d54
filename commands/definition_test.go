package commands_test

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"lede/commands"
	"lede/desk"
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
