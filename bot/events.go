package bot

import (
	"encoding/json"
	"errors"
	"strings"
	"time"

	"lede/bot/gateway"
	"lede/bot/rest"
	"lede/commands/command"

	"github.com/bwmarrin/discordgo"
)

// maxToken is the longest interaction token accepted, in bytes.
const maxToken = 1000

// isToken reports whether a text looks like the token of an interaction. Tokens become part of a path.
func isToken(s string) bool {
	return s != "" && len(s) <= maxToken && strings.Trim(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_=-") == ""
}

// These structs hold only the fields of Discord's events that we read, so that a field which Discord changes or adds cannot
// break us.

type interaction struct {
	ID             string `json:"id"`
	ApplicationID  string `json:"application_id"`
	Type           int    `json:"type"`
	Token          string `json:"token"`
	GuildID        string `json:"guild_id"`
	ChannelID      string `json:"channel_id"`
	Context        *int   `json:"context"`
	Locale         string `json:"locale"`
	GuildLocale    string `json:"guild_locale"`
	AppPermissions string `json:"app_permissions"`
	User           *user  `json:"user"`
	Member         *struct {
		User        user     `json:"user"`
		Nick        string   `json:"nick"`
		Permissions string   `json:"permissions"`
		Roles       []string `json:"roles"`
	} `json:"member"`
	Data    data  `json:"data"`
	Message *card `json:"message"`
	// ahead is how far our clock is before Discord's, give or take a second.
	ahead   time.Duration
	Channel struct {
		Type   discordgo.ChannelType `json:"type"`
		Parent string                `json:"parent_id"`
	} `json:"channel"`
	// Owners is who installed the bot, by kind: "0" the server, "1" the person.
	Owners map[string]string `json:"authorizing_integration_owners"`
	// UploadLimit is the largest file the answer may carry, in bytes.
	UploadLimit int `json:"attachment_size_limit"`
}

type user struct {
	ID         string `json:"id"`
	Username   string `json:"username"`
	GlobalName string `json:"global_name"`
	Bot        bool   `json:"bot"`
}

type data struct {
	ID       string   `json:"id"` // of the command
	Name     string   `json:"name"`
	CustomID string   `json:"custom_id"`
	Values   []string `json:"values"`
	Options  []option `json:"options"`
	// TargetID is the message that a message command was used on.
	TargetID string `json:"target_id"`
	// Components are the fields of a sent form.
	Components []field `json:"components"`
	Resolved   struct {
		Attachments map[string]attachment `json:"attachments"`
		Messages    map[string]posted     `json:"messages"`
		Channels    map[string]struct {
			Type           discordgo.ChannelType `json:"type"`
			AppPermissions string                `json:"app_permissions"`
		} `json:"channels"`
		Roles map[string]struct {
			Mentionable bool `json:"mentionable"`
		} `json:"roles"`
	} `json:"resolved"`
}

type option struct {
	Name    string          `json:"name"`
	Type    int             `json:"type"`
	Value   json.RawMessage `json:"value"`
	Focused bool            `json:"focused"`
	Options []option        `json:"options"`
}

type attachment struct {
	URL         string `json:"url"`
	Filename    string `json:"filename"`
	ContentType string `json:"content_type"`
	Size        int    `json:"size"`
}

// field is any component of a form: a label and an action row hold others, the rest hold a value.
type field struct {
	Type       int      `json:"type"`
	CustomID   string   `json:"custom_id"`
	Value      *string  `json:"value"`
	Values     []string `json:"values"`
	Component  *field   `json:"component"`
	Components []field  `json:"components"`
}

// card is the message whose button was pressed.
type card struct {
	posted
	Flags    int `json:"flags"`
	Metadata struct {
		User user `json:"user"`
	} `json:"interaction_metadata"`
}

type directMessage struct {
	posted
	ChannelID string `json:"channel_id"`
	GuildID   string `json:"guild_id"`
	WebhookID string `json:"webhook_id"`
	Type      int    `json:"type"`
	// Referenced is the message to which this one is a reply.
	Referenced *posted `json:"referenced_message"`
}

func decodeInteraction(raw []byte) (interaction, error) {
	it, err := gateway.Decode[interaction](raw)
	if err != nil {
		return it, err
	}
	if it.ID == "" || !isToken(it.Token) || it.Type == 0 {
		return it, errors.New("reading an interaction: it has no id, token or type")
	}
	return it, gateway.CheckIDs(it.ID, it.ApplicationID, it.GuildID, it.ChannelID, it.person().ID, it.Data.TargetID)
}

func decodeMessage(raw []byte) (directMessage, error) {
	m, err := gateway.Decode[directMessage](raw)
	if err == nil && (m.ID == "" || m.ChannelID == "") {
		err = errors.New("reading a message: it has no id or no channel")
	}
	if err != nil {
		return m, err
	}
	return m, gateway.CheckIDs(m.ID, m.ChannelID, m.GuildID, m.Author.ID)
}

// person returns who acted. Discord names them as a member or as a user, never as both; either is read wherever it is.
func (it *interaction) person() command.Person {
	var p command.Person
	if it.User != nil {
		p = it.User.person()
	}
	if it.Member == nil {
		return p
	}
	if member := it.Member.User.person(); member.ID != "" {
		p = member
	}
	if it.Member.Nick != "" {
		p.Name = it.Member.Nick
	}
	return p
}

func (u user) person() command.Person {
	name := u.GlobalName
	if name == "" {
		name = u.Username
	}
	return command.Person{ID: u.ID, Name: name}
}

// direct reports whether only the person and the bot see this channel.
func (it *interaction) direct() bool {
	const privateChannel = 2 // a group, or a message between two people, where a user-installed app is used
	return it.GuildID == "" && (it.Context == nil || *it.Context != privateChannel)
}

// hidden reports whether only the person who pressed the button sees the card.
func (it *interaction) hidden() bool {
	return it.direct() || it.Message != nil && it.Message.Flags&flagEphemeral != 0
}

// own reports whether the card whose button was pressed is an answer to the person who pressed it. A digest belongs to nobody.
func (it *interaction) own() bool {
	if it.Message == nil {
		return false
	}
	id := it.person().ID
	return it.hidden() || id != "" && it.Message.Metadata.User.ID == id
}

// acted returns when the person acted, by our clock. The id's timestamp is used when it is plausible, so that the time the
// event took to reach us counts against the three seconds; otherwise it is when the event came in.
func (it *interaction) acted(received time.Time) time.Time {
	at, ok := rest.SentAt(it.ID)
	if it.ahead.Abs() > time.Second {
		at = at.Add(it.ahead)
	}
	if age := received.Sub(at); !ok || age < 0 || age > answerWithin {
		return received
	}
	return at
}

// input flattens what was typed. It also returns the type of the option that is being completed.
func (it *interaction) input() (in command.Input, focused int) {
	in.Command = it.Data.Name
	in.Options = map[string]string{}
	options := it.Data.Options
	var sub []string
	for len(options) == 1 && (options[0].Type == optionSub || options[0].Type == optionSubGroup) {
		sub = append(sub, options[0].Name)
		options = options[0].Options
	}
	in.Sub = strings.Join(sub, "/")
	for _, o := range options {
		text := plain(o.Value)
		in.Options[o.Name] = text
		if o.Focused {
			in.Focused, focused = o.Name, o.Type
		}
		if a, ok := it.Data.Resolved.Attachments[text]; ok && o.Type == optionAttachment {
			in.Attachment = a.input()
		}
	}
	it.aim(&in)
	it.place(&in)
	return in, focused
}

// aim fills in the message that a message command was used on.
func (it *interaction) aim(in *command.Input) {
	m, ok := it.Data.Resolved.Messages[it.Data.TargetID]
	if !ok {
		return
	}
	m.ID = it.Data.TargetID
	target := m.message(it.ChannelID)
	in.Target = &target
}

func (a attachment) input() *command.Attachment {
	return &command.Attachment{URL: a.URL, Filename: a.Filename, ContentType: a.ContentType, Size: a.Size}
}

// place fills in the person and the place.
func (it *interaction) place(in *command.Input) {
	in.Guild, in.Channel, in.Person, in.Locale, in.GuildLocale = it.GuildID, it.ChannelID, it.person(), it.Locale, it.GuildLocale
	in.ChannelTypes = map[string]discordgo.ChannelType{it.ChannelID: it.Channel.Type}
	in.AppPermissions, in.AppPermissionsIn = permissions(it.AppPermissions), map[string]int64{}
	if it.AppPermissions != "" { // or Discord has not said
		in.AppPermissionsIn[it.ChannelID] = in.AppPermissions
	}
	for id, c := range it.Data.Resolved.Channels {
		in.ChannelTypes[id] = c.Type
		if c.AppPermissions != "" {
			in.AppPermissionsIn[id] = permissions(c.AppPermissions)
		}
	}
	for id, r := range it.Data.Resolved.Roles {
		if in.Mentionable == nil {
			in.Mentionable = map[string]bool{}
		}
		in.Mentionable[id] = r.Mentionable
	}
	in.Group = it.GuildID == "" && !it.direct()
	in.Absent, in.UploadLimit = it.GuildID != "" && !it.installed(), it.UploadLimit
	if it.Member != nil {
		in.Permissions = permissions(it.Member.Permissions)
	}
	if in.Options == nil {
		in.Options = map[string]string{}
	}
}

// chosen adds what was chosen or filled in to the input that a custom id encodes.
func (it *interaction) chosen(in *command.Input) {
	it.place(in)
	if it.Message != nil {
		m := it.Message.message(it.ChannelID)
		m.Hidden = it.hidden()
		in.Target = &m
	}
	if len(it.Data.Values) > 0 {
		in.Options["value"] = it.Data.Values[0]
	}
	it.filled(it.Data.Components, in)
}

// filled adds the fields of a sent form to an input.
func (it *interaction) filled(from []field, in *command.Input) {
	for _, f := range from {
		switch {
		case f.CustomID == "":
		case f.Type == componentUpload:
			for _, id := range f.Values {
				if a, ok := it.Data.Resolved.Attachments[id]; ok {
					in.Attachment = a.input()
				}
			}
		case f.Value != nil:
			in.Options[f.CustomID] = *f.Value
		case len(f.Values) > 0:
			in.Options[f.CustomID] = f.Values[0]
		}
		if f.Component != nil {
			it.filled([]field{*f.Component}, in)
		}
		it.filled(f.Components, in)
	}
}

// plain returns a JSON value as text: a string without its quotes, anything else as it was written.
func plain(raw json.RawMessage) string {
	var s string
	if json.Unmarshal(raw, &s) == nil {
		return s
	}
	return string(raw)
}
