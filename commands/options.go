package commands

import (
	"context"
	"strconv"
	"strings"

	"lede/cards"
	"lede/desk"
	"lede/problem"

	"github.com/bwmarrin/discordgo"
)

const (
	maxChoices = 25  // Discord's limit on what can be offered while completing
	maxChoice  = 100 // characters of a choice's name and value

	manageGuild = discordgo.PermissionManageGuild
)

// anywhere is everywhere that a person can write.
func anywhere() []discordgo.InteractionContextType {
	return []discordgo.InteractionContextType{
		discordgo.InteractionContextGuild, discordgo.InteractionContextBotDM, discordgo.InteractionContextPrivateChannel,
	}
}

// installs are the ways to have a command: by a server that added the bot, or by a person who added it for themselves.
func installs() *[]discordgo.ApplicationIntegrationType {
	return &[]discordgo.ApplicationIntegrationType{discordgo.ApplicationIntegrationGuildInstall, discordgo.ApplicationIntegrationUserInstall}
}

// slash begins a definition that works wherever a person can write.
func slash(name string, options ...*discordgo.ApplicationCommandOption) *discordgo.ApplicationCommand {
	contexts := anywhere()
	return &discordgo.ApplicationCommand{
		Type: discordgo.ChatApplicationCommand, Name: name, Options: options,
		Contexts: &contexts, IntegrationTypes: installs(),
	}
}

// adminOnly restricts a definition to servers and to those who may manage them; handlers check again.
func adminOnly(c *discordgo.ApplicationCommand) *discordgo.ApplicationCommand {
	permission := int64(manageGuild)
	contexts := []discordgo.InteractionContextType{discordgo.InteractionContextGuild}
	c.DefaultMemberPermissions, c.Contexts = &permission, &contexts
	c.IntegrationTypes = &[]discordgo.ApplicationIntegrationType{discordgo.ApplicationIntegrationGuildInstall}
	return c
}

func subcommand(name string, options ...*discordgo.ApplicationCommandOption) *discordgo.ApplicationCommandOption {
	return &discordgo.ApplicationCommandOption{
		Type: discordgo.ApplicationCommandOptionSubCommand, Name: name, Options: options,
	}
}

func text(name string) *discordgo.ApplicationCommandOption {
	return &discordgo.ApplicationCommandOption{Type: discordgo.ApplicationCommandOptionString, Name: name}
}

// completing makes an option offer values while it is typed.
func completing(o *discordgo.ApplicationCommandOption) *discordgo.ApplicationCommandOption {
	o.Autocomplete = true
	return o
}

func required(o *discordgo.ApplicationCommandOption) *discordgo.ApplicationCommandOption {
	o.Required = true
	return o
}

// articleOption is the option that most commands end with.
func articleOption() *discordgo.ApplicationCommandOption {
	return completing(text("article"))
}

// Text returns an option's value as typed, or "".
func (in Input) Text(name string) string { return strings.TrimSpace(in.Options[name]) }

// reader is who asks, and where.
func (in Input) reader() desk.Reader { return desk.Reader{Guild: in.Guild, Person: in.Person.ID} }

// articleName is the article meant: the option, or what was chosen from a select of articles.
func (in Input) articleName() string {
	if name := in.Text("article"); name != "" {
		return name
	}
	return in.Text("value")
}

// from is how many items of a list earlier pages have shown. It is 0 when the option is not a positive number.
func (in Input) from() int {
	n, err := strconv.Atoi(in.Text("from"))
	if err != nil {
		return 0
	}
	return max(n, 0)
}

func private(context.Context, Input) Mode { return Private }

// requireAdmin refuses those who may not manage the server, unless it has allowed them the command.
func requireAdmin(in Input) error {
	if in.Guild == "" {
		return problem.New("commands.server-only")
	}
	if in.Absent {
		return problem.New("commands.not-in-server")
	}
	if in.Permissions&(manageGuild|Administrator) == 0 && !in.Granted {
		return problem.New("commands.admins-only")
	}
	return nil
}

// completeForAdmins offers nothing to those who may not use the command: what a server has set is not everybody's.
func completeForAdmins(complete func(context.Context, Input) ([]Choice, error)) func(context.Context, Input) ([]Choice, error) {
	return func(ctx context.Context, in Input) ([]Choice, error) {
		if requireAdmin(in) != nil {
			return nil, nil
		}
		return complete(ctx, in)
	}
}

// completeArticle offers the articles whose title holds what was typed.
func completeArticle(ctx context.Context, d *desk.Desk, in Input) ([]Choice, error) {
	list, err := d.Headlines(ctx, in.reader())
	if err != nil {
		return nil, err
	}
	var choices []Choice
	for _, h := range list {
		if matches(h.Title, in.Text("article")) {
			choices = append(choices, Choice{Name: cards.Label(h.Title, maxChoice), Value: h.Ref})
		}
	}
	return first(choices), nil
}

// completePerson offers the people of the article meant.
func completePerson(ctx context.Context, d *desk.Desk, in Input) ([]Choice, error) {
	if in.Focused == "article" {
		return completeArticle(ctx, d, in)
	}
	h, err := d.Find(ctx, in.reader(), in.articleName())
	if err != nil {
		return nil, nil // nothing to offer is no failure
	}
	a, err := d.Article(ctx, in.reader(), h)
	if err != nil {
		return nil, err
	}
	var choices []Choice
	for _, p := range a.People {
		if !matches(p.Name, in.Text("person")) {
			continue
		}
		name := p.Name
		if p.Role != "" {
			name += " — " + p.Role
		}
		choices = append(choices, Choice{Name: cards.Label(name, maxChoice), Value: cards.Label(p.Name, maxChoice)})
	}
	return first(choices), nil
}

// matches reports whether a text contains what was typed, ignoring case.
func matches(text, typed string) bool {
	return strings.Contains(strings.ToLower(text), strings.ToLower(typed))
}

func first(choices []Choice) []Choice { return choices[:min(len(choices), maxChoices)] }
