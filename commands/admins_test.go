package commands_test

import (
	"strings"
	"testing"

	"lede/commands"

	"github.com/bwmarrin/discordgo"
)

// TestAnAdministratorNeedsNoManageServer: Discord's Administrator includes every permission without setting its bit.
func TestAnAdministratorNeedsNoManageServer(t *testing.T) {
	for permissions, allowed := range map[int64]bool{
		discordgo.PermissionManageGuild:    true,
		discordgo.PermissionAdministrator:  true,
		discordgo.PermissionAll:            true,
		0:                                  false,
		discordgo.PermissionManageChannels: false,
		discordgo.PermissionManageMessages: false,
		discordgo.PermissionBanMembers:     false,
		discordgo.PermissionAll &^ (discordgo.PermissionManageGuild | discordgo.PermissionAdministrator): false,
	} {
		d, _ := newDesk(t)
		in := admin("digest", "show", nil)
		in.Permissions = permissions
		if refused := strings.Contains(run(t, d, in), "Only those who may manage this server"); refused == allowed {
			t.Errorf("with the permissions %b: refused is %v", permissions, refused)
		}
	}
}

// TestABotThatIsAdministratorMayPost, whatever else it has.
func TestABotThatIsAdministratorMayPost(t *testing.T) {
	const every = discordgo.PermissionViewChannel | discordgo.PermissionSendMessages | discordgo.PermissionEmbedLinks
	for permissions, allowed := range map[int64]bool{
		discordgo.PermissionAdministrator:         true,
		every:                                     true,
		every &^ discordgo.PermissionViewChannel:  false,
		every &^ discordgo.PermissionSendMessages: false,
		every &^ discordgo.PermissionEmbedLinks:   false,
		0:                                         false,
	} {
		d, _ := newDesk(t)
		in := admin("digest", "set", map[string]string{"time": "7:00", "zone": "UTC"})
		in.AppPermissions = permissions
		if set := strings.Contains(run(t, d, in), "Digest set"); set != allowed {
			t.Errorf("with the permissions %b: set is %v", permissions, set)
		}
	}
}

// TestCompletionsOfAdminsCommandsAreForAdmins: what a server has set is not everybody's to read.
func TestCompletionsOfAdminsCommandsAreForAdmins(t *testing.T) {
	d, _ := newDesk(t, bridge(t))
	if a := run(t, d, admin("digest", "set", map[string]string{"time": "7:00", "zone": "UTC"})); !strings.Contains(a, "Digest set") {
		t.Fatal(a)
	}
	found := 0
	for _, c := range commands.All(d) {
		if c.Definition.DefaultMemberPermissions == nil || c.Complete == nil {
			continue
		}
		for _, sub := range []string{"set", "edit", "show", "remove", "pause", "add"} {
			for _, option := range []string{"digest", "article", "zone", "time"} {
				in := admin(c.Definition.Name, sub, map[string]string{option: ""})
				in.Focused = option
				offered, err := c.Complete(t.Context(), in)
				if err != nil {
					t.Error(err)
				}
				found += len(offered)
				in.Permissions = discordgo.PermissionManageMessages
				if offered, err := c.Complete(t.Context(), in); err != nil || len(offered) > 0 {
					t.Errorf("/%s %s offers a member %v, %v", c.Definition.Name, sub, offered, err)
				}
			}
		}
	}
	if found == 0 {
		t.Error("nothing is offered to an admin")
	}
}
