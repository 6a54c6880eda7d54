package command

import (
	"context"
	"strconv"
	"strings"

	"lede/cards/markup"
	"lede/desk"
	"lede/desk/filter"
	"lede/problem"

	"github.com/bwmarrin/discordgo"
)

const (
	maxChoices = 25  // Discord's limit on the choices offered while completing
	MaxChoice  = 100 // characters of a choice's name and value

	manageGuild = discordgo.PermissionManageGuild
)

// Anywhere returns every context in which a person can write.
func Anywhere() []discordgo.InteractionContextType {
	return []discordgo.InteractionContextType{
		discordgo.InteractionContextGuild, discordgo.InteractionContextBotDM, discordgo.InteractionContextPrivateChannel,
	}
}

// Installs returns the ways to install a command: by a server that added the bot, or by a person who added it for themselves.
func Installs() *[]discordgo.ApplicationIntegrationType {
	return &[]discordgo.ApplicationIntegrationType{discordgo.ApplicationIntegrationGuildInstall, discordgo.ApplicationIntegrationUserInstall}
}

// Slash begins a definition that works wherever a person can write.
func Slash(name string, options ...*discordgo.ApplicationCommandOption) *discordgo.ApplicationCommand {
	contexts := Anywhere()
	return &discordgo.ApplicationCommand{
		Type: discordgo.ChatApplicationCommand, Name: name, Options: options,
		Contexts: &contexts, IntegrationTypes: Installs(),
	}
}

// AdminOnly restricts a definition to servers and to those who may manage them; handlers check again.
func AdminOnly(c *discordgo.ApplicationCommand) *discordgo.ApplicationCommand {
	permission := int64(manageGuild)
	contexts := []discordgo.InteractionContextType{discordgo.InteractionContextGuild}
	c.DefaultMemberPermissions, c.Contexts = &permission, &contexts
	c.IntegrationTypes = &[]discordgo.ApplicationIntegrationType{discordgo.ApplicationIntegrationGuildInstall}
	return c
}

// Subcommand is a subcommand with its options.
func Subcommand(name string, options ...*discordgo.ApplicationCommandOption) *discordgo.ApplicationCommandOption {
	return &discordgo.ApplicationCommandOption{
		Type: discordgo.ApplicationCommandOptionSubCommand, Name: name, Options: options,
	}
}

// TextOption is an option that is typed as text.
func TextOption(name string) *discordgo.ApplicationCommandOption {
	return &discordgo.ApplicationCommandOption{Type: discordgo.ApplicationCommandOptionString, Name: name}
}

// Completing makes an option offer values while it is typed.
func Completing(o *discordgo.ApplicationCommandOption) *discordgo.ApplicationCommandOption {
	o.Autocomplete = true
	return o
}

// Required makes an option mandatory.
func Required(o *discordgo.ApplicationCommandOption) *discordgo.ApplicationCommandOption {
	o.Required = true
	return o
}

// ArticleOption is the option that most commands end with.
func ArticleOption() *discordgo.ApplicationCommandOption {
	return Completing(TextOption("article"))
}

// Text returns an option's value as typed, or "".
func (in Input) Text(name string) string { return strings.TrimSpace(in.Options[name]) }

// Reader is the person asking, and the server.
func (in Input) Reader() desk.Reader { return desk.Reader{Guild: in.Guild, Person: in.Person.ID} }

// ArticleName returns the name of the article: the option, or what was chosen from a select of articles.
func (in Input) ArticleName() string {
	if name := in.Text("article"); name != "" {
		return name
	}
	return in.Text("value")
}

// From is how many items of a list earlier pages have shown. It is 0 when the option is not a positive number.
func (in Input) From() int {
	n, err := strconv.Atoi(in.Text("from"))
	if err != nil {
		return 0
	}
	return max(n, 0)
}

// Privately is the Mode of a command that always answers in private.
func Privately(context.Context, Input) Mode { return Private }

// RequireAdmin refuses those who may not manage the server, unless the server has allowed them the command.
func RequireAdmin(in Input) error {
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

// CompleteForAdmins offers nothing to those who may not use the command: a server's settings are not for everybody to see.
func CompleteForAdmins(complete func(context.Context, Input) ([]Choice, error)) func(context.Context, Input) ([]Choice, error) {
	return func(ctx context.Context, in Input) ([]Choice, error) {
		if RequireAdmin(in) != nil {
			return nil, nil
		}
		return complete(ctx, in)
	}
}

// CompleteArticle offers the articles whose title contains what was typed.
func CompleteArticle(ctx context.Context, d *desk.Desk, in Input) ([]Choice, error) {
	list, err := d.Headlines(ctx, in.Reader())
	if err != nil {
		return nil, err
	}
	var choices []Choice
	for _, h := range list {
		if Matches(h.Title, in.Text("article")) {
			choices = append(choices, Choice{Name: markup.Label(h.Title, MaxChoice), Value: h.Ref})
		}
	}
	return First(choices), nil
}

// CompletePerson offers the people of the article the input names.
func CompletePerson(ctx context.Context, d *desk.Desk, in Input) ([]Choice, error) {
	if in.Focused == "article" {
		return CompleteArticle(ctx, d, in)
	}
	h, err := d.Find(ctx, in.Reader(), in.ArticleName())
	if err != nil {
		return nil, nil // having nothing to offer is not a failure
	}
	a, err := d.Article(ctx, in.Reader(), h)
	if err != nil {
		return nil, err
	}
	var choices []Choice
	for _, p := range a.People {
		if !Matches(p.Name, in.Text("person")) {
			continue
		}
		name := p.Name
		if p.Role != "" {
			name += " — " + p.Role
		}
		choices = append(choices, Choice{Name: markup.Label(name, MaxChoice), Value: markup.Label(p.Name, MaxChoice)})
	}
	return First(choices), nil
}

// Matches reports whether a text contains what was typed, ignoring case.
func Matches(text, typed string) bool {
	return strings.Contains(strings.ToLower(text), strings.ToLower(typed))
}

// First returns as many choices as Discord accepts.
func First(choices []Choice) []Choice { return choices[:min(len(choices), maxChoices)] }

// noFilter is typed to remove a filter.
const noFilter = "none"

// Filter parses the filter in the input.
func (in Input) Filter() (filter.Filter, error) {
	if strings.EqualFold(in.Text("filter"), noFilter) {
		return filter.Filter{}, nil
	}
	return filter.Read(in.Options["filter"])
}

// CompleteFrom offers the entries of a list that contain what was typed.
func CompleteFrom(list []string, typed string) []Choice {
	var choices []Choice
	for _, s := range list {
		if Matches(s, typed) {
			choices = append(choices, Choice{Name: s, Value: s})
		}
	}
	return First(choices)
}
