package commands_test

import (
	"strings"
	"testing"

	"lede/commands"
	"lede/commands/command"
	"lede/languages"

	"github.com/bwmarrin/discordgo"
)

// TestHelpShowsWhatAPersonMayUse: nobody is shown what is for admins alone, and in a direct message there is no server to manage.
func TestHelpShowsWhatAPersonMayUse(t *testing.T) {
	d, _ := newDesk(t)
	member := admin("help", "", nil)
	member.Permissions = discordgo.PermissionSendMessages
	direct := admin("help", "", nil)
	direct.Guild = ""
	for name, in := range map[string]string{"a member": run(t, d, member), "in a direct message": run(t, d, direct)} {
		contains(t, in, "/summary", "/data")
		if strings.Contains(in, "/digest") || strings.Contains(in, "/settings") || strings.Contains(in, "For those who") {
			t.Errorf("%s sees what is for admins:\n%s", name, in)
		}
	}
	contains(t, run(t, d, admin("help", "", nil)), "/digest", "/settings")
}

// TestHelpNamesCommandsSoThatTheyCanBePressed, in every language, and nothing has no room.
func TestHelpNamesCommandsSoThatTheyCanBePressed(t *testing.T) {
	d, _ := newDesk(t)
	in := admin("help", "", nil)
	in.IDOf = func(name string) string {
		if name == "who" {
			return "" // Discord has not told it yet
		}
		return "1234567890123456789"
	}
	contains(t, run(t, d, in), "</summary:1234567890123456789> — ", "</digest set:1234567890123456789> — ", "`/who` — ")
	for _, l := range append(languages.Others(), languages.Language{}) {
		in.Locale = l.Tag()
		contains(t, run(t, d, in), "</summary:", "</settings")
	}
	for _, text := range []string{"help", "what can you do?"} {
		reply, err := commands.Direct(d)(t.Context(), command.Message{Channel: "dm", Person: in.Person, IDOf: in.IDOf, Text: text})
		if err != nil {
			t.Fatal(err)
		}
		contains(t, said(t, reply), "</summary:", "</follow")
	}
}
