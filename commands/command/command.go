// Package command is what all commands are made of: what a person did comes in as an Input, what Lede says goes out as a Reply, and
// options, permissions and problems mean the same everywhere.
//
// A command is a value: its definition and its handler side by side. A handler takes an Input and returns a Reply; it holds no session,
// sends nothing and does not know the three-second rule, which is the router's business. It refuses to touch Discord other than through
// discordgo's data types.
package command

import (
	"context"
	"slices"

	"lede/cards"
	"lede/languages"

	"github.com/bwmarrin/discordgo"
)

// Command is one slash command. Buttons, selects and modals lead back to a command by their custom id, so pressing a button is the same
// as typing the command it stands for.
type Command struct {
	Definition *discordgo.ApplicationCommand
	// Mode declares, before the work is done, how the reply to this input will be given. nil means Public. It must be quick: the three
	// seconds are running.
	Mode func(context.Context, Input) Mode
	// Changes reports whether this input changes stored data. The router then first tells Discord that the answer will come, and does
	// not do the work if Discord rejected that. nil means never.
	Changes func(Input) bool
	// Handle does the work. A problem is shown to the person in its own words; any other error becomes an apology.
	Handle func(context.Context, Input) (Reply, error)
	// Complete offers values for the option Input.Focused, best first. It is nil if no option completes.
	Complete func(context.Context, Input) ([]Choice, error)
}

// Refuses returns why a person may not use the command at all, or nil if they may.
func (c Command) Refuses(in Input) error {
	if c.Definition.DefaultMemberPermissions == nil {
		return nil
	}
	return RequireAdmin(in)
}

// Always is the Changes of a command that changes something whatever the input.
func Always(Input) bool { return true }

// With is the Changes of a command of which only the given subcommands change something.
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
	Beside              // like Private, and the card whose button was pressed stays
	Form                // the reply is a Modal; the handler must be quick
	Posted              // a new message that everybody sees, even if the button pressed was on a card only one person sees
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
	// Guild and Channel are ids; Guild is empty outside of servers.
	Guild, Channel string
	// ChannelTypes holds the types of Channel and of the channels among the options, by id.
	ChannelTypes map[string]discordgo.ChannelType
	Person       Person
	// Permissions are the person's in Channel, AppPermissions the bot's.
	Permissions, AppPermissions int64
	// AppPermissionsIn holds the bot's permissions by channel, for Channel and the channels among the options, as far as Discord has
	// sent them.
	AppPermissionsIn map[string]int64
	// Mentionable reports, for each role among the options, whether everybody may mention it.
	Mentionable map[string]bool
	// Granted reports whether the server has allowed this person the command under “Integrations”.
	Granted bool
	// Absent reports that the bot is not in Guild: the person has added it for themselves.
	Absent bool
	// Group reports that the channel is a chat of several people outside of servers, one of whom has added the bot for themselves.
	Group bool
	// UploadLimit is the maximum size in bytes of each file of the Reply; 0 if unknown.
	UploadLimit int
	// ServerOf asks Discord which server a channel belongs to, "" when the bot cannot see it, and of what type it is.
	ServerOf func(ctx context.Context, channel string) (guild string, kind discordgo.ChannelType, err error)
	// IDOf returns Discord's id of a command by its name, "" if unknown. IDOf is nil if no id is known.
	IDOf func(command string) string
	// Locale is the person's, such as "en-GB", and GuildLocale the one in the server's settings; empty when unknown.
	Locale, GuildLocale string
	// Written reports that a direct message asked for it in words, of which Locale may be a guess.
	Written bool
	// Shared reports whether others see the reply.
	Shared bool
}

// Language returns the language to answer in: the person's, or the server's if its members see the reply.
func (in Input) Language() languages.Language { return languages.For(in.Locale) }

// CommandID returns Discord's id of a command, or "" if unknown.
func (in Input) CommandID(name string) string {
	if in.IDOf == nil {
		return ""
	}
	return in.IDOf(name)
}

// Person is the person who acted.
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

// Message is what a person or another bot posted, including direct messages to Lede.
type Message struct {
	ID      string
	Channel string
	Person  Person
	Text    string
	// Shown is the text of the message's components and of its poll, Buttons the addresses of its link buttons.
	Shown   string
	Buttons []string
	Files   []Attachment
	Embeds  []Embed
	// Forwarded are the messages that it forwards.
	Forwarded []Message
	// IDOf is that of [Input].
	IDOf func(command string) string
	// Locale is the person's, if known: Discord does not send it with messages.
	Locale string
	// Hidden reports that only one person sees it.
	Hidden bool
	// About is the custom id of a component of the Lede message to which this one replies; "" for none.
	About string
}

// Embed is a box below a message: Discord's preview of a linked page, or what a bot wrote.
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
	Name string // ASCII letters, digits, dots and dashes, which Discord leaves unchanged
	Type string // such as "application/json"
	Data []byte
}
