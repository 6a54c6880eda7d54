package commands_test

import (
	"strings"
	"testing"

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
