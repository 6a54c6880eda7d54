package commands_test

import (
	"strings"
	"testing"

	"lede/commands"
	"lede/languages"

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
	const every = discordgo.PermissionViewChannel | discordgo.PermissionSendMessages
	for permissions, allowed := range map[int64]bool{
		discordgo.PermissionAdministrator:         true,
		every:                                     true,
		every &^ discordgo.PermissionViewChannel:  false,
		every &^ discordgo.PermissionSendMessages: false,
		0: false,
	} {
		d, _ := newDesk(t)
		in := admin("digest", "set", map[string]string{"time": "7:00", "zone": "UTC"})
		in.AppPermissionsIn = map[string]int64{in.Channel: permissions}
		if set := strings.Contains(run(t, d, in), "Digest set"); set != allowed {
			t.Errorf("with the permissions %b: set is %v", permissions, set)
		}
	}
}

// TestWhoWasAllowedTheCommandNeedsNoManageServer: the server has said so under “Integrations”.
func TestWhoWasAllowedTheCommandNeedsNoManageServer(t *testing.T) {
	d, _ := newDesk(t)
	in := admin("digest", "set", map[string]string{"time": "7:00", "zone": "UTC"})
	in.Permissions, in.Granted = 0, true
	contains(t, run(t, d, in), "Digest set")
	in = admin("server-data", "export", nil)
	in.Absent = true
	contains(t, run(t, d, in), "I am not in this server")
}

// TestWhatTheBotMayInAnotherChannelIsKnown, since Discord tells it of the channels among the options.
func TestWhatTheBotMayInAnotherChannelIsKnown(t *testing.T) {
	const every = discordgo.PermissionViewChannel | discordgo.PermissionSendMessages
	for name, c := range map[string]struct {
		have map[string]int64
		want string
	}{
		"all":      {map[string]int64{"7": every}, "Digest set"},
		"not all":  {map[string]int64{"7": discordgo.PermissionViewChannel}, "I may not post in <#7>: there I lack Send Messages."},
		"not told": {nil, "I cannot check whether I may post there"},
	} {
		for _, sub := range []string{"set", "edit", "alerts"} {
			d, _ := newDesk(t)
			in := admin("digest", "set", map[string]string{"time": "7:00", "zone": "UTC"})
			run(t, d, in)
			in.Sub, in.Options, in.AppPermissionsIn = sub, map[string]string{"time": "8:00", "zone": "UTC", "channel": "7"}, c.have
			want := strings.Replace(c.want, "Digest set", map[string]string{"set": "Digest set", "edit": "Digest changed", "alerts": "<#7>"}[sub], 1)
			said := run(t, d, in)
			contains(t, said, want)
			if unsure := strings.Contains(said, "I cannot check"); unsure != (c.have == nil) {
				t.Errorf("%s, %s: %s", name, sub, said)
			}
		}
	}
}

// TestWhatTheBotMayHereIsNotGuessed: what Discord has not said is not taken for “nothing”.
func TestWhatTheBotMayHereIsNotGuessed(t *testing.T) {
	for want, have := range map[string]map[string]int64{"I may not post in <#c>": {"c": 0}, "I cannot check whether I may post there": nil} {
		d, _ := newDesk(t)
		in := admin("digest", "set", map[string]string{"time": "7:00", "zone": "UTC"})
		in.Channel, in.AppPermissions, in.AppPermissionsIn = "c", 0, have
		contains(t, run(t, d, in), want)
	}
}

// TestARoleThatNotifiesNobodyIsSaidBeforehand: not everybody may mention it, nor may the bot.
func TestARoleThatNotifiesNobodyIsSaidBeforehand(t *testing.T) {
	const every = discordgo.PermissionViewChannel | discordgo.PermissionSendMessages
	for name, c := range map[string]struct {
		mentionable map[string]bool
		here, there int64
		silent      bool
	}{
		"anybody may mention it":        {map[string]bool{"55": true}, every, every, false},
		"nobody may":                    {map[string]bool{"55": false}, every, every, true},
		"the bot may mention all":       {map[string]bool{"55": false}, every, every | discordgo.PermissionMentionEveryone, false},
		"it may here, and not there":    {map[string]bool{"55": false}, every | discordgo.PermissionMentionEveryone, every, true},
		"the bot is an administrator":   {map[string]bool{"55": false}, every, discordgo.PermissionAdministrator, false},
		"Discord does not tell":         {nil, every, every, false},
		"it is the role of all members": {map[string]bool{"g": false}, every, every, false},
	} {
		for _, sub := range []string{"set", "edit"} {
			d, _ := newDesk(t)
			in := admin("digest", "set", map[string]string{"time": "7:00", "zone": "UTC"})
			run(t, d, in)
			role := "55"
			if c.mentionable != nil && !c.mentionable["55"] {
				for role = range c.mentionable {
				}
			}
			in.Sub, in.Options = sub, map[string]string{"time": "8:00", "zone": "UTC", "channel": "7", "mention": role}
			in.Mentionable, in.AppPermissions, in.AppPermissionsIn = c.mentionable, c.here, map[string]int64{"7": c.there}
			said := run(t, d, in)
			if silent := strings.Contains(said, "<@&55> will notify nobody"); silent != c.silent {
				t.Errorf("%s, %s: %s", name, sub, said)
			}
		}
	}
}

// TestWhoChoosesEveryoneIsToldThatNobodyIsMentioned: the role of all members takes a mention away. A button that takes it away needs no line.
func TestWhoChoosesEveryoneIsToldThatNobodyIsMentioned(t *testing.T) {
	for sub, mentionable := range map[string]map[string]bool{"set": {"g": false}, "edit": {"g": true}} {
		d, _ := newDesk(t)
		run(t, d, admin("digest", "set", map[string]string{"time": "7:00", "zone": "UTC", "mention": "55"}))
		in := admin("digest", sub, map[string]string{"time": "8:00", "zone": "UTC", "channel": "7", "mention": "g"})
		in.Mentionable = mentionable
		contains(t, run(t, d, in), "I do not mention @everyone")
		in.Mentionable, in.Options["time"] = nil, "9:00" // as from a button
		if said := run(t, d, in); strings.Contains(said, "@everyone") {
			t.Errorf("%s by a button: %s", sub, said)
		}
	}
}

// TestAFileThatDiscordDoesNotTakeHereIsNotSent: articles are left out, and when that is not enough it is said.
func TestAFileThatDiscordDoesNotTakeHereIsNotSent(t *testing.T) {
	d, _ := newDesk(t)
	if _, _, err := d.Add(t.Context(), "g", "p", bridge(t)); err != nil {
		t.Fatal(err)
	}
	in := admin("server-data", "export", nil)
	sizes := map[int]int{}
	for _, limit := range []int{0, 900, 100} {
		in.UploadLimit = limit
		reply, err := commandNamed(t, d, "server-data").Handle(t.Context(), in)
		switch {
		case limit == 100:
			message, hint, _ := languages.Language{}.Explain(err, nil)
			if !strings.Contains(message, "Discord lets me send no more than") || hint == "" {
				t.Errorf("with %d bytes: %q %q", limit, message, hint)
			}
		case err != nil || len(reply.Files) != 1 || limit > 0 && len(reply.Files[0].Data) > limit:
			t.Errorf("with %d bytes: %d files, %v", limit, len(reply.Files), err)
		default:
			sizes[limit] = len(reply.Files[0].Data)
		}
	}
	if sizes[900] >= sizes[0] {
		t.Errorf("the files have %v bytes", sizes)
	}
}

// TestCompletionIsForThoseWhoMayUseTheCommand: what a command refuses, its completion does not tell either.
func TestCompletionIsForThoseWhoMayUseTheCommand(t *testing.T) {
	d, _ := newDesk(t)
	for _, c := range commands.All(d) {
		in := admin(c.Definition.Name, "", nil)
		in.Permissions = 0
		if refused := c.Refuses(in) != nil; refused != (c.Definition.DefaultMemberPermissions != nil) {
			t.Errorf("/%s refuses a member: %v", c.Definition.Name, refused)
		}
		in.Granted = true
		if err := c.Refuses(in); err != nil {
			t.Errorf("/%s refuses who was allowed it: %v", c.Definition.Name, err)
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
