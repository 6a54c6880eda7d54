// Package command is what all commands are made of: what a person did comes in as an Input, what Lede says goes out as a
// Reply, and options, permissions and problems mean the same everywhere.
//
// A command is a value: its definition and its handler side by side. A handler takes an Input and returns a
// Reply; it holds no session, sends nothing and knows no three-second rule, which is the router's business.
// It refuses to touch Discord other than through discordgo's data types.
package command

import (
	"context"
	"slices"

	"lede/cards"
	"lede/languages"

	"github.com/bwmarrin/discordgo"
)

// Command is one slash command. Buttons, selects and modals lead back to a command by their custom id, so
// pressing a button is the same as typing the command that it stands for.
type Command struct {
	Definition *discordgo.ApplicationCommand
	// Mode declares, before the work is done, how the reply to this input will be given. nil means Public. It must
	// be quick: the three seconds are running.
	Mode func(context.Context, Input) Mode
	// Changes declares that this input changes what is kept. The router then tells Discord first that the answer will come,
	// and does not do the work when Discord did not take that. nil means never.
	Changes func(Input) bool
	// Handle does the work. An error that is a problem is told to the person in its words; any other becomes an apology.
	Handle func(context.Context, Input) (Reply, error)
	// Complete offers values for the option Input.Focused, best first. nil when nothing completes.
	Complete func(context.Context, Input) ([]Choice, error)
}

// Refuses is why a person may not use the command at all, nil when they may.
func (c Command) Refuses(in Input) error {
	if c.Definition.DefaultMemberPermissions == nil {
		return nil
	}
	return RequireAdmin(in)
}

// Always is for commands that change something whatever the input.
func Always(Input) bool { return true }

// With is for commands of which only some subcommands change something.
func With(subs ...string) func(Input) bool {
	return func(in Input) bool { return slices.Contains(subs, in.Sub) }
}

// Mode is how a reply is given. The router must know it beforehand: a modal cannot follow a deferral, and
// a deferral fixes whether the answer is private.
type Mode int

// The modes.
const (
	Public  Mode = iota // everybody in the channel sees the reply
	Private             // only the person who asked sees it
	Beside              // the same, and the card whose button was pressed stays
	Form                // the reply is a Modal; the handler must be quick
	Posted              // a new message that everybody sees, also where a button of a card for one person was pressed
)

// Input is what a person did: typed a command, pressed a button, chose from a select or sent a form.
type Input struct {
	Command string
	Sub     string            // the subcommand, when the command has any
	Options map[string]string // options, form fields and button values by name, as text; ids for channels
	Focused string            // while completing: the name of the option being typed

	// Target is the message that a message command was used on, or whose button or select was used, if any.
	Target *Message
	// Attachment is the file given with the option of type attachment, if any.
	Attachment *Attachment
	// Guild and Channel are ids; Guild is empty in a direct message.
	Guild, Channel string
	// ChannelTypes are the types of Channel and of those among the options, by id.
	ChannelTypes map[string]discordgo.ChannelType
	Person       Person
	// Permissions are the person's in Channel, AppPermissions the bot's.
	Permissions, AppPermissions int64
	// AppPermissionsIn are the bot's by channel, as far as Discord has told them: of Channel, and of those among the options.
	AppPermissionsIn map[string]int64
	// Mentionable tells of the roles among the options whether anybody may mention them.
	Mentionable map[string]bool
	// Granted says that the server has allowed the command to this person under “Integrations”.
	Granted bool
	// Absent says that the bot is not in Guild: the person has added it for themselves.
	Absent bool
	// UploadLimit is how many bytes each file of the Reply may have; 0 when it is not known.
	UploadLimit int
	// ServerOf asks Discord to which server a channel belongs, "" when the bot cannot see it, and of what type it is.
	ServerOf func(ctx context.Context, channel string) (guild string, kind discordgo.ChannelType, err error)
	// IDOf tells Discord's id of a command by its name, "" when it is not known; nil when none is.
	IDOf func(command string) string
	// Locale is the person's, such as "en-GB", and GuildLocale the one that the server's settings name; empty when unknown.
	Locale, GuildLocale string
	// Shared says that others see the reply.
	Shared bool
}

// Language is the one to answer in: the person's, or that of a server whose members see the reply.
func (in Input) Language() languages.Language { return languages.For(in.Locale) }

// CommandID is Discord's id of a command, "" when it is not known.
func (in Input) CommandID(name string) string {
	if in.IDOf == nil {
		return ""
	}
	return in.IDOf(name)
}

// Person is who did it.
type Person struct {
	ID   string
	Name string
}

// Attachment is a file that was uploaded to Discord.
type Attachment struct {
	URL         string
	Filename    string
	ContentType string
	Size        int // bytes
}

// Message is what a person or another bot posted, be it to Lede in a direct message.
type Message struct {
	ID      string
	Channel string
	Person  Person
	Text    string
	// Shown is the text of its components and of its poll, Buttons the addresses of its link buttons.
	Shown   string
	Buttons []string
	Files   []Attachment
	Embeds  []Embed
	// Forwarded are the messages that it forwards.
	Forwarded []Message
	// Locale is that of the person, where it is known: Discord does not tell it of messages.
	Locale string
	// Hidden says that only one person sees it.
	Hidden bool
	// About is the custom id of a component of Lede's message to which this one is a reply; "" for none.
	About string
}

// Embed is a box below a message: what Discord shows of a linked page, or what a bot wrote.
type Embed struct {
	Kind  string // "rich" for a bot's own; also "article", "link", "image", "gifv", "video"
	URL   string
	Title string
	Text  string // the description and the fields
}

// Choice is a value offered while a person types. Name is what they see.
type Choice struct {
	Name  string
	Value string
}

// Reply is what Lede says: a card, or in Form mode a modal.
type Reply struct {
	Card  cards.Card
	Modal *cards.Modal
	// Files go with the card, which shows each of them (see cards.File).
	Files []File
}

// File is a file that Lede makes.
type File struct {
	Name string // ASCII letters, digits, dots and dashes, which Discord leaves as they are
	Type string // such as "application/json"
	Data []byte
}
