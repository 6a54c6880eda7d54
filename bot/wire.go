package bot

import (
	"encoding/json"
	"fmt"
	"strconv"
	"unicode/utf16"

	"lede/bot/rest"
	"lede/cards"
	"lede/commands/command"

	"github.com/bwmarrin/discordgo"
)

// The kinds of interaction.
const (
	kindCommand   = 2
	kindComponent = 3
	kindComplete  = 4
	kindForm      = 5
)

// The kinds of callback.
const (
	replyMessage  = 4
	deferMessage  = 5
	deferUpdate   = 6
	replyUpdate   = 7
	replyChoices  = 8
	replyForm     = 9
	flagEphemeral = 1 << 6
	flagV2        = 1 << 15
)

// The types of component and option that the router must distinguish.
const (
	componentButton    = 2
	componentMenu      = 3
	componentTextInput = 4
	componentText      = 10
	componentLabel     = 18
	componentUpload    = 19
	componentRadio     = 21
	componentChannel   = 8
	optionSub          = 1
	optionSubGroup     = 2
	optionInteger      = 4
	optionNumber       = 10
	optionAttachment   = 11
)

// These payloads are our own because discordgo's always send an empty content and embeds, which Components V2 forbids.

type callback struct {
	Type int `json:"type"`
	Data any `json:"data,omitempty"`
}

// message is a new message or the whole of an edited one.
type message struct {
	Components      any         `json:"components"`
	Flags           int         `json:"flags"`
	AllowedMentions mentions    `json:"allowed_mentions"`
	Nonce           string      `json:"nonce,omitempty"`
	EnforceNonce    bool        `json:"enforce_nonce,omitempty"`
	Reference       *reference  `json:"message_reference,omitempty"`
	Attachments     []enclosure `json:"attachments,omitempty"`
	files           []rest.File
}

// mentions says who is notified by an answer: nobody.
type mentions struct {
	Parse []string `json:"parse"`
}

type reference struct {
	MessageID string `json:"message_id"`
	// FailIfNotExists is false, so that a person who deletes their question still gets the answer.
	FailIfNotExists bool `json:"fail_if_not_exists"`
}

type flags struct {
	Flags int `json:"flags,omitempty"`
}

type choices struct {
	Choices []choice `json:"choices"` // never null
}

type choice struct {
	Name  string `json:"name"`
	Value any    `json:"value"`
}

type modal struct {
	CustomID   string  `json:"custom_id"`
	Title      string  `json:"title"`
	Components []label `json:"components"`
}

// label is the only layout for a modal that is not deprecated; discordgo has no struct for it.
type label struct {
	Type        int    `json:"type"`
	Label       string `json:"label"`
	Description string `json:"description,omitempty"`
	Component   any    `json:"component"`
}

type textInput struct {
	Type        int    `json:"type"`
	CustomID    string `json:"custom_id"`
	Style       int    `json:"style"`
	Placeholder string `json:"placeholder,omitempty"`
	Value       string `json:"value,omitempty"`
	Required    bool   `json:"required"` // sent always: Discord's default is true
	MaxLength   int    `json:"max_length,omitempty"`
}

// pick is a group of radio buttons, a menu, or, without options, a field for a file or a menu of channels.
type pick struct {
	Type        int          `json:"type"`
	CustomID    string       `json:"custom_id"`
	Placeholder string       `json:"placeholder,omitempty"`
	Required    bool         `json:"required"`
	Options     []pickOption `json:"options,omitempty"`
	// ChannelTypes and Defaults belong to a menu of channels.
	ChannelTypes []discordgo.ChannelType `json:"channel_types,omitempty"`
	Defaults     []pickDefault           `json:"default_values,omitempty"`
}

// pickDefault is an initial choice in a menu of channels.
type pickDefault struct {
	ID   string `json:"id"`
	Type string `json:"type"`
}

type pickOption struct {
	Label       string `json:"label"`
	Value       string `json:"value"`
	Description string `json:"description,omitempty"`
	Default     bool   `json:"default,omitempty"`
}

// cardMessage renders a card as a message.
func cardMessage(c cards.Card, private bool) (message, error) {
	if len(c.Components) == 0 {
		return message{}, fmt.Errorf("drawing the card: it is empty")
	}
	m := message{Components: c.Components, Flags: flagV2, AllowedMentions: mentions{Parse: []string{}}}
	if private {
		m.Flags |= flagEphemeral
	}
	return m, nil
}

// formModal renders a form.
func formModal(m *cards.Modal) modal {
	out := modal{CustomID: m.ID, Title: m.Title, Components: []label{}}
	for _, f := range m.Fields {
		out.Components = append(out.Components, label{
			Type: componentLabel, Label: f.Label, Description: f.Description, Component: formField(f),
		})
	}
	return out
}

func formField(f cards.Field) any {
	const oneLine, severalLines = 1, 2
	in := textInput{
		Type: componentTextInput, CustomID: f.Name, Style: oneLine, Placeholder: f.Placeholder,
		Value: f.Value, Required: f.Required, MaxLength: room(f),
	}
	p := pick{CustomID: f.Name, Placeholder: f.Placeholder, Required: f.Required}
	switch f.Kind {
	case cards.Paragraph:
		in.Style = severalLines
		return in
	case cards.Upload:
		p.Type = componentUpload
		return p
	case cards.Channel:
		p.Type, p.ChannelTypes = componentChannel, f.ChannelTypes
		if f.Value != "" {
			p.Defaults = []pickDefault{{f.Value, "channel"}}
		}
		return p
	case cards.Radio:
		p.Type = componentRadio
	case cards.Menu:
		p.Type = componentMenu
	default:
		return in
	}
	for _, o := range f.Options {
		p.Options = append(p.Options, pickOption{Label: o.Label, Value: o.Value, Description: o.Description, Default: o.Value == f.Value})
	}
	return p
}

// room is how much a field takes: what is filled in already, as tags that together are longer than anybody need type, must fit, or Discord
// refuses the whole form. It may count in UTF-16.
func room(f cards.Field) int {
	if f.MaxLength == 0 {
		return 0
	}
	return min(max(f.MaxLength, len(utf16.Encode([]rune(f.Value)))), maxTyped)
}

// maxTyped is how many characters Discord lets people type into a field.
const maxTyped = 4000

const (
	maxChoices    = 25
	maxChoiceText = 100 // characters, for a name and for a value
)

// offered keeps the choices that Discord accepts: one bad choice would make it refuse the whole list.
func offered(from []command.Choice, optionType int) choices {
	out := choices{Choices: []choice{}}
	for _, c := range from {
		name := rest.Clip(c.Name, maxChoiceText)
		if name == "" || c.Value == "" || len([]rune(c.Value)) > maxChoiceText {
			continue
		}
		var value any = c.Value
		if optionType == optionInteger || optionType == optionNumber {
			value = json.RawMessage(c.Value)
			if !json.Valid([]byte(c.Value)) {
				continue
			}
		}
		out.Choices = append(out.Choices, choice{Name: name, Value: value})
		if len(out.Choices) == maxChoices {
			break
		}
	}
	return out
}

// enclosure declares, in a message's JSON, the file with the same number.
type enclosure struct {
	ID       string `json:"id"` // the number of the file in the form
	Filename string `json:"filename"`
}

// attach puts files beside a message.
func (m *message) attach(files []command.File) {
	for i, f := range files {
		m.files = append(m.files, rest.File(f))
		m.Attachments = append(m.Attachments, enclosure{ID: strconv.Itoa(i), Filename: f.Name})
	}
}

// Carried returns the files of the message, for the request that sends it.
func (m message) Carried() []rest.File { return m.files }

// Carried returns the files of the message in the callback.
func (c callback) Carried() []rest.File {
	if inner, ok := c.Data.(rest.Carrier); ok {
		return inner.Carried()
	}
	return nil
}

// weight is how many bytes files have together.
func weight(files []command.File) (n int) {
	for _, f := range files {
		n += len(f.Data)
	}
	return n
}
